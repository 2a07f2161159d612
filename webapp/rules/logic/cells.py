"""What the diagrams branch on: each question's answers, grouped into the cells between which some rule distinguishes.

A choice has a cell per option; a number has the stretches between the thresholds that occur in the law. Questions that
occur in one comparison together (years here plus years elsewhere; a withdrawal within days of a refusal) form one
feature, whose cells are the combinations of those comparisons' results that can occur.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import product

from webapp.rules.model import Question, Unknown, Value

#: Numbers have two decimals: one hundredth is the smallest step. Days and whole numbers step by one.
_SCALE = {"number": 100, "integer": 1, "date": 1}


def scaled(value: Value) -> int:
    """A number or a day as a whole number of its smallest steps of a hundredth or a day."""
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, int):
        return value
    assert isinstance(value, Decimal)
    return int(value * 100)


@dataclass(frozen=True, slots=True)
class Linear:
    """A comparison brought to the form: sum of sign × answer (+ today) ≥ bound, all in smallest steps."""

    terms: tuple[tuple[str, int], ...]
    today: int
    bound: int


class ChoiceFeature:
    """A choice question: one cell per option."""

    __slots__ = ("bit", "cells", "question", "size")

    def __init__(self, question: Question, bit: int) -> None:
        self.question = question.id
        self.bit = bit
        self.cells = {option.id: cell for cell, option in enumerate(question.options)}
        self.size = len(self.cells)

    def cell(self, value: Value) -> int:
        """The cell of an option; raises `KeyError` where it is none of the question."""
        return self.cells[value]  # type: ignore[index]


class NumberFeature:
    """A number that is only ever compared alone: the stretches between its thresholds."""

    __slots__ = ("bit", "ends", "question", "size", "thresholds")

    def __init__(self, question: Question, bit: int, thresholds: set[int]) -> None:
        self.question = question.id
        self.bit = bit
        low, high = self.ends = domain(question)
        # A threshold at the lowest possible answer or above the highest divides nothing.
        self.thresholds = sorted(t for t in thresholds if low < t <= high)
        self.size = len(self.thresholds) + 1

    def cell(self, value: Value) -> int:
        """The cell of a number or a day: how many thresholds it has reached."""
        return bisect_right(self.thresholds, scaled(value))

    def stretches(self) -> list[tuple[int, int]]:
        """The first and last number of each cell, in smallest steps."""
        return stretches([self.ends[0], *self.thresholds], self.ends[1])


#: The cells that are possible, as a mask, and per open question its bit and the masks of cells it can move within.
States = tuple[int, list[tuple[int, list[int]]]]


class JointFeature:
    """Questions that are compared with one another. A cell is a bit mask of which `atoms` are true."""

    __slots__ = ("atoms", "bit", "bits", "lows_by", "open_states", "questions", "ranges", "size")

    def __init__(self, questions: list[Question], bits: list[int], atoms: list[Linear]) -> None:
        self.questions = [question.id for question in questions]
        self.bit = 0  # has no single question: which of them can still change something depends on the others
        self.bits = bits
        self.atoms = atoms
        self.size = 1 << len(atoms)
        self.ranges = [domain(question) for question in questions]
        # A date may have another date as its lower bound: index of that question in this feature, by index.
        self.lows_by = {
            index: self.questions.index(question.minimum)
            for index, question in enumerate(questions)
            if isinstance(question.minimum, str) and question.minimum in self.questions
        }
        #: `states` where none of the questions is answered, by day: the costly case, and the same for everybody.
        self.open_states = lru_cache(maxsize=64)(self._open_states)

    def _open_states(self, today: int) -> States:
        return self.states([None] * len(self.questions), today)

    def states(self, given: list[Value | Unknown | None], today: int) -> States:
        """The cells that are possible, as a mask, and per open question its bit and the masks it can move within.

        `given` are the answers in the order of `questions`, None or unknown where open. The candidates tried for an
        open question are its ends and the points on either side of each comparison's line: between two of them
        nothing changes, because every comparison is linear.
        """
        known = [None if value is None or isinstance(value, Unknown) else scaled(value) for value in given]
        open_ones = [index for index, value in enumerate(known) if value is None]
        if not open_ones:
            return 1 << self._cell(known, today), []  # type: ignore[arg-type]
        possible = 0
        moves = []
        for index in open_ones:
            others = [other for other in open_ones if other != index]
            blocks = []
            for values in product(*(self._base(other, known, today) for other in others)):
                point = list(known)
                for other, value in zip(others, values, strict=True):
                    point[other] = value
                mask = 0
                for candidate in self._candidates(index, point, today):
                    point[index] = candidate
                    if self._allowed(point, today):
                        mask |= 1 << self._cell(point, today)  # type: ignore[arg-type]
                possible |= mask
                blocks.append(mask)
            moves.append((self.bits[index], blocks))
        return possible, moves

    def stretches(self, question: str, given: list[Value | Unknown | None], today: int) -> list[tuple[int, int]]:
        """Stretches of answers to `question` within which no comparison changes, whatever is open of the others."""
        index = self.questions.index(question)
        known = [None if value is None or isinstance(value, Unknown) else scaled(value) for value in given]
        known[index] = None
        return stretches(self._base(index, known, today), self._range(index, today)[1])

    def _cell(self, point: list[int], today: int) -> int:
        cell = 0
        for number, atom in enumerate(self.atoms):
            total = atom.today * today
            for name, sign in atom.terms:
                total += sign * point[self.questions.index(name)]
            if total >= atom.bound:
                cell |= 1 << number
        return cell

    def _allowed(self, point: list[int | None], today: int) -> bool:
        return all(point[index] >= point[other] for index, other in self.lows_by.items())  # type: ignore[operator]

    def _range(self, index: int, today: int) -> tuple[int, int]:
        low, high = self.ranges[index]
        return low, min(high, today) if high == date.max.toordinal() else high

    def _base(self, index: int, known: list[int | None], today: int) -> list[int]:
        """Candidates for one of two open questions: its ends, and the lines with every other one at either end."""
        found: set[int] = set(self._range(index, today))
        others = [other for other, value in enumerate(known) if value is None and other != index]
        for ends in product(*(self._range(other, today) for other in others)):
            point = list(known)
            for other, value in zip(others, ends, strict=True):
                point[other] = value
            found |= set(self._candidates(index, point, today))
        return sorted(found)

    def _candidates(self, index: int, point: list[int | None], today: int) -> list[int]:
        low, high = self._range(index, today)
        found = {low, high}
        for atom in self.atoms:
            own = rest = 0
            for name, sign in atom.terms:
                other = self.questions.index(name)
                if other == index:
                    own = sign
                else:
                    rest += sign * (point[other] or 0)
            if own:
                line = own * (atom.bound - rest - atom.today * today)
                found |= {value for value in (line - 1, line, line + 1) if low <= value <= high}
        for later, earlier in self.lows_by.items():
            for one, another in ((later, earlier), (earlier, later)):
                bound = point[another]
                if one == index and bound is not None and low <= bound <= high:
                    found.add(bound)
        return sorted(found)


Feature = ChoiceFeature | NumberFeature | JointFeature


def stretches(starts: list[int], last: int) -> list[tuple[int, int]]:
    """From each of `starts`, which are in order, to the step before the next one; the last stretch ends with `last`."""
    return list(zip(starts, [*(start - 1 for start in starts[1:]), last], strict=True))


def domain(question: Question) -> tuple[int, int]:
    """The lowest and the highest possible answer in smallest steps; open ends of dates are the calendar's."""
    if question.kind == "date":
        low = question.earliest or date.min
        high = question.maximum if isinstance(question.maximum, date) else date.max
        return low.toordinal(), high.toordinal()
    assert isinstance(question.minimum, Decimal) and isinstance(question.maximum, Decimal)
    scale = _SCALE[question.kind]
    return int(question.minimum * scale), int(question.maximum * scale)
