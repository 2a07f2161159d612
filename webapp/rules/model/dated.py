"""What changes with the days: conditions, concepts and figures, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from webapp.rules.model.expressions import Expression
from webapp.rules.model.texts import Citation, Place


@dataclass(frozen=True, slots=True)
class DatedCondition:
    """An expression that holds from a day on, until the next entry's day."""

    start: date
    when: Expression
    place: Place


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
    """One published value of a parameter. `level` is the year of the figure, which may be older than `start`."""

    start: date
    value: Decimal
    level: str
    citation: Citation
    place: Place


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
