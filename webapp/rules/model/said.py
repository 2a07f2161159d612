"""What is said about a scheme in sentences: warnings and rights, steps, last days, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webapp.rules.model.dated import Condition, Span
from webapp.rules.model.texts import Authority, Citation, Place, Text

SaidKind = Literal["warning", "reason", "right", "duty", "information"]


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence that is added to a criterion's while its condition is true."""

    condition: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say beside the amount, such as a warning or a right; shown unless its condition is false.

    A `grave` warning is of something that cannot be had back: no amount beside it is set in larger type.
    """

    id: str
    kind: SaidKind
    grave: bool
    text: Text
    condition: Condition | None
    span: Span
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now, or what to bring: a text, shown unless its condition is false."""

    id: str
    title: Text | None
    text: Text
    condition: Condition | None
    contact: Authority | None


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A last day: the day given in answer to `question`, plus `days`; given while `condition` is not false."""

    id: str
    question: str
    days: int
    title: Text
    text: Text
    condition: Condition | None
    place: Place
