"""What is drawn for a scheme, as frozen values: its timeline, two forms compared over the years, what an amount is made of."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.rules.model.said import Line, Step
from webapp.rules.model.texts import Place, Text


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
class ComparedForms:
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
