"""What the diagrams branch on where questions are compared with one another (`webapp.rules.kinds` has each alone).

Questions that occur in one comparison together (years here plus years elsewhere; a withdrawal within days of a refusal)
form one variable, whose cells are the combinations of those comparisons' results.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from webapp.rules.kinds import kind_of
from webapp.rules.kinds.kind import Cell, Variable
from webapp.rules.kinds.measured import Measured
from webapp.rules.model import Question, Unknown, Value


@dataclass(frozen=True, slots=True)
class Linear:
    """A comparison brought to the form: sum of sign × answer (+ today) ≥ bound, all in smallest steps."""

    terms: tuple[tuple[str, int], ...]
    today: int
    bound: int


class Line(NamedTuple):
    """All comparisons of one sum: `terms` as (place of the question, sign), the sign of today, and the bounds in order.

    How many of its bounds the sum has reached is the digit of the cell that is worth `worth`.
    """

    terms: tuple[tuple[int, int], ...]
    today: int
    bounds: list[int]
    worth: int


#: The cells that are possible, as a mask, and per open question its bit and the masks of cells it can move within.
States = tuple[int, list[tuple[int, list[int]]]]


class JointVariable:
    """Questions that are compared with one another. A cell is a number with a digit for each line.

    So a further bound adds to the number of cells, where a bit for each comparison would double it.
    """

    __slots__ = ("_open_states", "bit", "bits", "kinds", "lines", "lows_by", "questions", "ranges", "size")

    def __init__(self, questions: list[Question], bits: list[int], atoms: list[Linear]) -> None:
        self.questions = tuple(question.id for question in questions)
        self.kinds = [measured(question) for question in questions]
        self.bit = 0  # has no single question: which of them can still change something depends on the others
        self.bits = bits
        self.lines: dict[tuple[tuple[tuple[str, int], ...], int], Line] = {}
        self.size = 1
        for sum_ in sorted({(atom.terms, atom.today) for atom in atoms}):
            bounds = sorted({atom.bound for atom in atoms if (atom.terms, atom.today) == sum_})
            places = tuple((self.questions.index(name), sign) for name, sign in sum_[0])
            self.lines[sum_] = Line(places, sum_[1], bounds, self.size)
            self.size *= len(bounds) + 1
        self.ranges = [kind.ends(question) for kind, question in zip(self.kinds, questions, strict=True)]
        # A date may have another date as its lower bound: index of that question in this variable, by index.
        self.lows_by = {
            index: self.questions.index(question.minimum)
            for index, question in enumerate(questions)
            if isinstance(question.minimum, str) and question.minimum in self.questions
        }
        #: The states where none of the questions is answered, by day: the costly case, and the same for everybody.
        self._open_states = lru_cache(maxsize=64)(lambda today: self._states([None] * len(questions), today))

    def states(self, given: list[Value | Unknown | None], today: int) -> States:
        """The cells that are possible, as a mask, and per open question its bit and the masks it can move within.

        `given` are the answers in the order of `questions`, None or unknown where open. The candidates tried for an
        open question are its ends and the points on either side of each comparison's line: between two of them
        nothing changes, because every comparison is linear.
        """
        known = self._places(given)
        return self._states(known, today) if any(each is not None for each in known) else self._open_states(today)

    def _states(self, known: list[int | None], today: int) -> States:
        open_ones = [index for index, value in enumerate(known) if value is None]
        if not open_ones:
            return 1 << self._cell(known, today), []  # type: ignore[arg-type]
        possible = 0
        moves = []
        for index in open_ones:
            others = [other for other in open_ones if other != index]
            blocks: set[int] = set()
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
                blocks.add(mask)
            moves.append((self.bits[index], [mask for mask in blocks if mask & (mask - 1)]))
        return possible, moves

    def answers(self, question: str, given: list[Value | Unknown | None], today: int) -> list[Cell]:
        """Stretches of answers to `question` within which no comparison changes, whatever is open of the others."""
        index = self.questions.index(question)
        known = self._places(given)
        known[index] = None
        return self.kinds[index].stretches(self._base(index, known, today), self._range(index, today)[1])

    def reached(self, atom: Linear) -> list[bool]:
        """For each cell whether `atom`, which is one of the comparisons, is true."""
        line = self.lines[atom.terms, atom.today]
        digits, turn = len(line.bounds) + 1, line.bounds.index(atom.bound)
        return [cell // line.worth % digits > turn for cell in range(self.size)]

    def _places(self, given: list[Value | Unknown | None]) -> list[int | None]:
        return [
            None if value is None or isinstance(value, Unknown) else kind.place(value)
            for kind, value in zip(self.kinds, given, strict=True)
        ]

    def _cell(self, point: list[int], today: int) -> int:
        cell = 0
        for line in self.lines.values():
            total = line.today * today
            for place, sign in line.terms:
                total += sign * point[place]
            cell += bisect_right(line.bounds, total) * line.worth
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
        for line in self.lines.values():
            own, rest = 0, line.today * today
            for place, sign in line.terms:
                if place == index:
                    own = sign
                else:
                    rest += sign * (point[place] or 0)
            if own:
                for edge in (own * (bound - rest) for bound in line.bounds):
                    found |= {value for value in (edge - 1, edge, edge + 1) if low <= value <= high}
        for later, earlier in self.lows_by.items():
            for one, another in ((later, earlier), (earlier, later)):
                bound = point[another]
                if one == index and bound is not None and low <= bound <= high:
                    found.add(bound)
        return sorted(found)


#: What a diagram branches on.
AnyVariable = Variable | JointVariable


def measured(question: Question) -> Measured:
    """The kind of a question that is compared with others: its answers stand on a line."""
    kind = kind_of(question)
    assert isinstance(kind, Measured)
    return kind
