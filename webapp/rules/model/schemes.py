"""The schemes, with their criteria and amounts, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from webapp.rules.model.dated import Condition, Parameter, Span
from webapp.rules.model.illustrated import AmountKind, Comparison, Composition, Moment, Ways
from webapp.rules.model.said import Because, DeadlineRule, Said, Step
from webapp.rules.model.texts import Authority, Citation, Place, Text

Goal = Literal["return", "stay", "both"]
Period = Literal["once", "month", "year"]
Outcome = Literal["likely", "possible", "unlikely"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a scheme, with the sentences for met, not met and unknown."""

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
class Scheme:
    """One scheme, whole.

    Attributes:
        contact_conditions: for whom a contact is one, by its id; one that is not named here is for everybody.
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
    decided_by: Authority
    contacts: tuple[Authority, ...]
    contact_conditions: Mapping[str, Condition]
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
    comparison: Comparison | None
    composition: Composition | None
    place: Place
