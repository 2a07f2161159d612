"""The schemes, with their criteria, amounts and ways, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from webapp.rules.model.charts import ComparedForms, Composition, Moment
from webapp.rules.model.dated import Condition, Parameter, Span, Window
from webapp.rules.model.said import Because, ContactRule, DeadlineRule, Said, Step
from webapp.rules.model.texts import Authority, Citation, Place, Text

Goal = Literal["return", "stay", "both"]
Period = Literal["once", "month", "year", "day"]
Outcome = Literal["likely", "possible", "unlikely"]
AmountKind = Literal["up_to", "fixed", "rate"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a scheme, with the sentences for met, not met and unknown.

    Attributes:
        concerns: whom it is about; for others it is met, and not listed. None: everybody.
        window: the day from which it holds was not found; it lies within these.
    """

    id: str
    condition: Condition
    span: Span
    name: Text
    met: Text
    not_met: Text
    unknown: Text
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]
    place: Place
    concerns: Condition | None = None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A figure and when it is the one: one parameter, the two ends of a range, or none (not published)."""

    condition: Condition | None
    parameters: tuple[Parameter, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a scheme: the first case that holds, times the answer to `times` (counted at most `at_most`)."""

    id: str
    title: Text
    per: Period
    whom: Text | None
    kind: AmountKind
    form: Literal["cash", "in_kind"] | None
    condition: Condition | None
    cases: tuple[Case, ...]
    times: str | None
    at_most: int | None
    note: Text | None
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts that are added for the page; (scheme id, amount id) each."""

    id: str
    title: Text
    of: tuple[tuple[str, str], ...]
    condition: Condition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Way:
    """One of several ways side by side: figures that are added, and what the way means.

    `deadline` is the id of the last day for going this way.
    """

    id: str
    title: Text
    parameters: tuple[Parameter, ...]
    kind: AmountKind
    note: Text | None
    case: Text
    condition: Condition | None
    deadline: str | None

    def total(self, on: date) -> Decimal | None:
        """What the way gives in all, in kroner, by the newest figures on the day; None where one was not published."""
        figures = [parameter.on(on) for parameter in self.parameters]
        if not all(figures):
            return None
        return sum((figure.value for figure in figures if figure), Decimal(0))


@dataclass(frozen=True, slots=True)
class Ways:
    """Alternatives that stand side by side, none bigger than another; shown unless the condition is false.

    `only_if`: shown only where this is surely true; None: always.
    """

    condition: Condition
    only_if: Condition | None
    title: Text
    way_column: Text
    amount_column: Text
    case_column: Text
    rows: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme, whole.

    Attributes:
        decided_by: who decides, each from a day on, oldest first.
        alternatives: groups of amounts, by their ids, of which somebody gets one.
        waits: whether a better outcome later is told; not where the decision is about what is so now.
    """

    id: str
    goal: Literal["return", "stay"]
    title: Text
    term: str
    summary: Text
    in_force: Span
    before: Text | None
    after: Text | None
    decided_by: tuple[tuple[date, Authority], ...]
    contacts: tuple[ContactRule, ...]
    sources: tuple[Citation, ...]
    shown_when: Condition | None
    outcomes: Mapping[Outcome, Text]
    criteria: tuple[Criterion, ...]
    amounts: tuple[Amount, ...]
    sums: tuple[Sum, ...]
    alternatives: tuple[tuple[str, ...], ...]
    waits: bool
    said: tuple[Said, ...]
    ways: Ways | None
    steps: tuple[Step, ...]
    bring: tuple[Step, ...]
    deadlines: tuple[DeadlineRule, ...]
    payments: tuple[Moment, ...]
    comparison: ComparedForms | None
    composition: Composition | None
    place: Place

    def __repr__(self) -> str:
        """Short, for whoever reads the message of a failed test."""
        return f"<Scheme {self.id}>"

    def decided_on(self, day: date) -> Authority:
        """Who decides on `day`; on a day before the first, whoever was the first."""
        return next((who for start, who in reversed(self.decided_by) if start <= day), self.decided_by[0][1])
