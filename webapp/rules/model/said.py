"""What is said in sentences: warnings and rights, steps, last days, contacts, page notices, as frozen values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from webapp.rules.model.dated import ALWAYS, Condition, Span, Window
from webapp.rules.model.texts import Authority, Citation, Place, Text

SaidKind = Literal["warning", "reason", "right", "duty", "information"]
#: What holds while a line's condition is open: it is left out, or said all the same, because it is true of everybody.
IfOpen = Literal["hide", "same"]

#: The guidance of 1998 is told as the rule until this day; whether it still holds was not found.
GUIDANCE_UNTIL = date(2002, 6, 30)


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence that is added to a criterion's while its condition is true."""

    condition: Condition
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence that stands in a list, for whom and when.

    Attributes:
        condition: for whom; None: for everybody.
        if_open: what holds while it is open for whom; None where it cannot be, or where `text_if_open` stands then.
        text_if_open: stands in the place of `text` while the condition is open.
        span: the days on which it is there.
        window: the first day was not found; it lies within these.
        grave: it is about what cannot be had back, or costs a permit, a case or the right to stay. Never folded away.
        guidance_1998: it rests on the guidance of 1998 alone (`is_history`).
        text_1998: its own sentence for the days on which it is not known whether it still holds.
    """

    id: str
    text: Text
    condition: Condition | None = None
    if_open: IfOpen | None = None
    text_if_open: Text | None = None
    span: Span = ALWAYS
    window: Window | None = None
    grave: bool = False
    guidance_1998: bool = False
    text_1998: Text | None = None
    sources: tuple[Citation, ...] = ()
    place: Place

    def is_history(self, on: date) -> bool:
        """Whether on this day it is only known what the guidance of 1998 said."""
        return self.guidance_1998 and on > GUIDANCE_UNTIL

    def on(self, day: date, holds: Callable[[Condition], bool | None]) -> Text | None:
        """What is said on `day`; None where it is not.

        Args:
            day: the day that is computed for.
            holds: whether a condition is true, false or (None) open; only asked where it matters.
        """
        if day not in self.span:
            return None
        true = True if self.condition is None else holds(self.condition)
        if true is False or (true is None and self.if_open == "hide"):
            return None
        if true is None and self.text_if_open:
            return self.text_if_open
        return self.text_1998 if self.text_1998 and self.is_history(day) else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said(Line):
    """Something to say beside the amount, such as a warning or a right."""

    kind: SaidKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Line):
    """What to do now, or what to bring."""

    title: Text | None = None
    contact: Authority | None = None


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A last day: the day given in answer to `question`, plus `days`; given while `condition` is not false.

    Attributes:
        warnings: the ids of the warnings of the same scheme that stand on the same line, wherever the day is named.
        calendar: what an entry in a calendar says; None: what it says of every last day.
    """

    id: str
    question: str
    days: int
    title: Text
    text: Text
    condition: Condition | None
    warnings: tuple[str, ...]
    calendar: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class ContactRule:
    """Whom to talk to about a scheme or a notice: for whom (None: for everybody), and what they can do for it.

    `about` takes the place of what the authority does for everybody.
    """

    authority: Authority
    condition: Condition | None
    about: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of the texts of a notice: the first whose days fit and whose condition is surely true; the last has none."""

    id: str
    text: Text
    condition: Condition | None
    span: Span
    window: Window | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What stands on top of the result whatever its schemes are, because it protects.

    Attributes:
        condition: for whom; None: for whom nothing fits (no scheme is in scope, or all are unlikely).
        only_if_true: shown only where that is sure; otherwise unless it is false.
        always: stands in every variant.
    """

    id: str
    span: Span
    condition: Condition | None
    only_if_true: bool
    title: Text
    variants: tuple[Variant, ...]
    always: tuple[Line, ...]
    contacts: tuple[ContactRule, ...]
    sources: tuple[Citation, ...]
    place: Place

    def conditions(self) -> list[Condition]:
        """Every condition that stands in it."""
        found = [self.condition, *(each.condition for each in self.variants), *(each.condition for each in self.always)]
        return [each for each in (*found, *(each.condition for each in self.contacts)) if each]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoWorthAsking(Line):
    """Support that the site does not assess, only names. `term`: its official Danish name; `ask`: who knows more."""

    title: Text
    term: str
    ask: Authority
