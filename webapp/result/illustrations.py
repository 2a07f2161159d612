"""The pictures on a card: two forms of a payment over the years, and what an amount is made of. No scheme by name.

Each is drawn by a template (templates/macros/pictures.html) with shares of its width and height, so that
no text is scaled with it; time and parts run the way the language is written. What is drawn stands in a table too.
Nothing is drawn from a figure that is not certain, or that was not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from webapp.layout.prerendered import Pieces
from webapp.rules import Situation
from webapp.rules.logic.results import AmountResult, SchemeResult
from webapp.rules.model import Amount, ComparedForms, PaidForm, Scheme, Step, Text
from webapp.wording.law_words import Words

Direction = Literal["ltr", "rtl"]

#: The most lines that divide a picture, each way.
_LINES = 6
_YEAR = 12


class Crossing(NamedTuple):
    """After how many months the second form has paid as much as the first, or (not `same`) has just paid more."""

    months: int
    same: bool


class Row(NamedTuple):
    """What both forms have paid after so many months, in kroner. `meet`: there the one overtakes the other."""

    months: int
    first: Decimal
    second: Decimal
    meet: bool


class Line(NamedTuple):
    """A straight line, its ends as shares of the width and the height, such as "62.50%"; from the top, from the left."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True)
class Lines:
    """What two forms of a monthly payment have paid in all: `first` kroner for `months` months, `second` for life."""

    first: Decimal
    months: int
    second: Decimal

    def paid(self, months: int) -> tuple[Decimal, Decimal]:
        """What each has paid after so many months."""
        return self.first * min(months, self.months), self.second * months

    @cached_property
    def crossing(self) -> Crossing | None:
        """When the second form overtakes the first; None where it pays as much from the start."""
        if self.second >= self.first:
            return None
        whole = self.first * self.months
        months = int((whole / self.second).to_integral_value(ROUND_CEILING))
        return Crossing(months, self.second * months == whole)

    @cached_property
    def years(self) -> range:
        """The years below the picture: evenly spread, from none to a year or more after the crossing."""
        after = (self.crossing.months if self.crossing else self.months) + 2 * _YEAR
        step = -(-after // (_YEAR * _LINES))
        return range(0, step * -(-after // (_YEAR * step)) + 1, step)

    @cached_property
    def kroner(self) -> range:
        """The sums beside the picture: evenly spread round figures, from 0 to what neither form has paid more than."""
        most = int(max(self.paid(_YEAR * self.years[-1])).to_integral_value(ROUND_CEILING))
        size = 10 ** (len(str(most)) - 1)
        steps = (size * part // 10 for part in (1, 2, 5, 10, 20))
        step = next(step for step in steps if step and most <= step * (_LINES - 1))
        return range(0, step * -(-most // step) + 1, step)

    @property
    def rows(self) -> list[Row]:
        """What both have paid after each year, and at the crossing."""
        meet = self.crossing.months if self.crossing else 0
        every = {*range(_YEAR, _YEAR * self.years[-1] + 1, _YEAR), self.months, *([meet] if meet else [])}
        return [Row(months, *self.paid(months), months == meet) for months in sorted(every)]

    def first_lines(self, direction: Direction) -> list[Line]:
        """The first form: up while it is paid, level afterwards."""
        ends = (0, self.months, _YEAR * self.years[-1])
        points = [self._point(months, self.paid(months)[0], direction) for months in ends]
        return [Line(*one, *other) for one, other in pairwise(points)]

    def second_line(self, direction: Direction) -> Line:
        """The second form: up all the way."""
        end = _YEAR * self.years[-1]
        return Line(*self._point(0, Decimal(0), direction), *self._point(end, self.paid(end)[1], direction))

    def meeting(self, direction: Direction) -> Line:
        """From the crossing down to the years."""
        assert self.crossing
        months = self.crossing.months
        at = self._point(months, self.paid(months)[1], direction)
        return Line(*at, at[0], share(1))

    def grid(self) -> list[str]:
        """The heights of the sums beside the picture."""
        return [share(1 - Decimal(each) / self.kroner[-1]) for each in self.kroner]

    def _point(self, months: int, kroner: Decimal, direction: Direction) -> tuple[str, str]:
        along = Decimal(months) / (_YEAR * self.years[-1])
        return share(1 - along if direction == "rtl" else along), share(1 - kroner / self.kroner[-1])


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an amount: kroner a month, of which year. Not `sure`: it is this or nothing."""

    title: Text
    kroner: Decimal
    level: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """What an amount is made of, from the first part on."""

    parts: tuple[Part, ...]

    def boxes(self, direction: Direction) -> list[tuple[str, str]]:
        """Where each part begins from the left, and how wide it is, as shares of the width."""
        whole = sum((part.kroner for part in self.parts), Decimal(0))
        boxes, done = [], Decimal(0)
        for part in self.parts:
            after = whole - done - part.kroner
            boxes.append((share((after if direction == "rtl" else done) / whole), share(part.kroner / whole)))
            done += part.kroner
        return boxes

    @property
    def of_one_year(self) -> bool:
        """Whether all figures are of the same year: otherwise their sum would be an amount that nobody gets."""
        return len({part.level for part in self.parts}) == 1

    @property
    def sure(self) -> bool:
        """Whether all parts are certain."""
        return all(part.sure for part in self.parts)

    @property
    def total(self) -> Decimal | None:
        """The sum of the parts that are certain; None where there is just one, or where they do not add up."""
        certain = [part.kroner for part in self.parts if part.sure]
        return sum(certain, Decimal(0)) if self.of_one_year and len(certain) > 1 else None

    @property
    def percents(self) -> list[int] | None:
        """The share of each part in whole percent, 100 together; None where not all parts are certain and add up."""
        if not self.sure or self.total is None:
            return None
        exact = [100 * part.kroner / self.total for part in self.parts]
        percents = [int(each.to_integral_value(ROUND_FLOOR)) for each in exact]
        # What rounding down left over goes to those that lost most by it.
        largest = sorted(range(len(exact)), key=lambda index: percents[index] - exact[index])
        for index in largest[: 100 - sum(percents)]:
            percents[index] += 1
        return percents


def comparison(words: Words, situation: Situation, scheme: Scheme, results: Iterable[AmountResult]) -> Pieces:
    """Two forms compared over the years, as HTML; nothing where the scheme has none or nothing exact can be said.

    Drawn where there is one amount each. Where several are possible, only what is true of all of them is said.
    """
    compared = scheme.comparison
    if compared is None:
        return []
    possible = _possible(situation, scheme, compared, {each.amount.id: each for each in results})
    crossings = {each.crossing for each in possible}
    if len(crossings) != 1 or None in crossings:
        return []
    notes, key = _notes(situation, scheme, compared.notes)
    lines = next(iter(possible))
    if len(possible) > 1:
        return [words.part("pictures.crossing", f"{scheme.id}.{lines.crossing}.{key}", compared, lines, notes)]
    return [words.part("pictures.comparison", f"{scheme.id}.{lines}.{key}", compared, lines, notes)]


def composition(words: Words, situation: Situation, scheme: Scheme, results: Sequence[SchemeResult]) -> Pieces:
    """What a monthly amount is made of, as HTML; nothing where the scheme has none or there is just one part."""
    made = scheme.composition
    if made is None:
        return []
    found = {
        (result.scheme.id, each.amount.id): (result.scheme, each)
        for result in results
        if result.outcome != "unlikely"
        for each in result.amounts
    }
    bases = [found[each] for each in made.one_of if each in found]
    extras = [found[each] for each in made.on_top if each in found]
    parts = [_part(situation, of, result) for of, result in (*bases, *extras)]
    drawn = tuple(part for part in parts if part is not None)
    if len(bases) != 1 or not parts[0] or not parts[0].sure or len(drawn) < 2:
        return []
    notes, key = _notes(situation, scheme, made.notes)
    told = ".".join(f"{part.title.id}-{part.kroner}-{part.level}-{part.sure}" for part in drawn)
    complete = len(drawn) == len(parts)
    key = f"{scheme.id}.{told}.{complete}.{key}"
    return [words.part("pictures.composition", key, scheme, made, Bar(drawn), notes, complete)]


def share(part: Decimal | int) -> str:
    """A share of a width or a height as SVG writes it: 0.625 is "62.50%"."""
    return f"{100 * part:.2f}%"


def _possible(
    situation: Situation, scheme: Scheme, compared: ComparedForms, results: Mapping[str, AmountResult]
) -> set[Lines]:
    """Every pair of amounts that the two forms can have; empty where one of them is not certain or not published."""
    forms = compared.first, compared.second
    if not all(_is_given(results.get(form.amount)) for form in forms):
        return set()
    on_top = [_on_top(form, results) for form in forms]
    pairs = [_figures(situation, scheme, results[form.amount].amount) for form in forms]
    if None in on_top or not all(pairs):
        return set()
    # The cases of both stand in the same order (webapp/rules/check.py), so that their figures go together.
    return {
        Lines(one + (on_top[0] or 0), compared.first.months or 0, other + (on_top[1] or 0))
        for one, other in zip(*pairs, strict=True)
    }


def _is_given(result: AmountResult | None) -> bool:
    return result is not None and bool(result.minimum)


def _on_top(form: PaidForm, results: Mapping[str, AmountResult]) -> Decimal | None:
    """What comes on top of a form, None where that is not certain."""
    result = results.get(form.on_top or "")
    if result is None:
        return Decimal(0)
    return result.maximum if result.minimum == result.maximum else None


def _figures(situation: Situation, scheme: Scheme, amount: Amount) -> list[Decimal]:
    """The figures that an amount can have, in the order of its cases; empty where one was not published."""
    figures: list[Decimal] = []
    for case in amount.cases:
        holds = situation.holds(case.condition, scheme)
        if holds is False:
            continue
        found = [parameter.on(situation.on) for parameter in case.parameters]
        if not found or None in found:
            return []
        figures += [figure.value for figure in found if figure]
        if holds:
            break
    return figures


def _part(situation: Situation, scheme: Scheme, result: AmountResult) -> Part | None:
    """A part for the picture; None where it is not known how much it is."""
    amount = result.amount
    if result.maximum and result.minimum == result.maximum:
        return Part(amount.title, result.maximum, result.level, sure=True)
    if result.maximum and not result.minimum and not amount.times:
        figures = set(_figures(situation, scheme, amount))
        if figures == {result.maximum}:
            return Part(amount.title, result.maximum, result.level, sure=False)
    return None


def _notes(situation: Situation, scheme: Scheme, notes: Iterable[Step]) -> tuple[tuple[Text, ...], str]:
    """The notes under a picture that are true for this person, and their ids as a key."""
    shown = [note for note in notes if situation.on in note.span and situation.holds(note.condition, scheme) is True]
    return tuple(note.text for note in shown), ".".join(note.id for note in shown)
