"""What a scheme shows beside one another, as frozen values: ways, its timeline, two forms, what an amount is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from webapp.rules.model.dated import Condition, Parameter
from webapp.rules.model.said import Line, Step
from webapp.rules.model.texts import Place, Text

AmountKind = Literal["up_to", "fixed", "rate"]


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
    """Alternatives that stand side by side, none bigger than another; shown while the condition is true."""

    condition: Condition
    title: Text
    way_column: Text
    amount_column: Text
    case_column: Text
    rows: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Line):
    """A point on the timeline of a scheme.

    `repeats`: what happens then happens again and again. `deadline`: the last day that stands here once it is known.
    """

    title: Text
    repeats: bool
    deadline: str | None


@dataclass(frozen=True, slots=True)
class PaidForm:
    """One of two forms of a monthly amount: paid for `months` months (None: for life), perhaps with another on top."""

    name: Text
    amount: str
    on_top: str | None
    months: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two forms of a monthly amount, of which a person gets one, compared by what they have paid in all.

    `first` pays more each month, and for some months only; `second` goes on. In `same` (the sums meet after a whole
    number of months) and `overtaken` (they do not), ``%(time)s`` is how long that takes.
    """

    title: Text
    first: PaidForm
    second: PaidForm
    same: Text
    overtaken: Text
    notes: tuple[Step, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Composition:
    """What a monthly amount is made of, for a picture: exactly one of `one_of`, and what comes on top of it.

    Amounts are (scheme id, amount id) each.
    """

    title: Text
    one_of: tuple[tuple[str, str], ...]
    on_top: tuple[tuple[str, str], ...]
    notes: tuple[Step, ...]
    place: Place
