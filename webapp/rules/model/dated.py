"""What changes with the days: conditions, concepts and figures, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.rules.model.expressions import Expression
from webapp.rules.model.texts import Citation, Place


@dataclass(frozen=True, slots=True)
class Window:
    """The days within which something began, where the exact day was not found; both belong to it.

    `end` is None where it is only known that it was not before `start`.
    """

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class DatedCondition:
    """An expression that holds from a day on, until the next entry's day. `window`: the day itself was not found."""

    start: date
    when: Expression
    place: Place
    window: Window | None = None


#: A condition through time, oldest first; an undated one has a single entry.
Condition = tuple[DatedCondition, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A named condition that several schemes share. `about` is for the lawyer, not for the site."""

    id: str
    about: str
    condition: Condition
    sources: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value of a parameter.

    Attributes:
        level: the year of the figure, which may be older than `start`; of an undated source the earliest it can be of.
        unchanged: the law does not raise it yearly, and on this day it was still the same; None: nothing is known of it.
        undated: the source has no date.
    """

    start: date
    value: Decimal
    level: str
    citation: Citation
    place: Place
    unchanged: date | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure of the law, oldest first. `unit` is DKK or a plain word."""

    id: str
    unit: str
    figures: tuple[Figure, ...]
    place: Place

    def on(self, day: date) -> Figure | None:
        """The newest figure that was published for `day` or before; None where there was none."""
        found = None
        for figure in self.figures:
            if figure.start > day:
                break
            found = figure
        return found

    def after(self, day: date) -> Figure | None:
        """The next figure, which is published already and holds from a later day on; None where there is none."""
        return next((figure for figure in self.figures if figure.start > day), None)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something is in force; an open end is None."""

    start: date | None
    end: date | None

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )


#: Every day.
ALWAYS = Span(None, None)
