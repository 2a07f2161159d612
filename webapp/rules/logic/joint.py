"""What the diagrams branch on where questions are compared with one another (`webapp.rules.kinds` has each alone).

Questions that occur in one comparison together (years here plus years elsewhere; a withdrawal within days of a refusal)
form one variable, whose cells are the combinations of those comparisons' results that can occur.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product

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


#: The cells that are possible, as a mask, and per open question its bit and the masks of cells it can move within.
States = tuple[int, list[tuple[int, list[int]]]]


class JointVariable:
    """Questions that are compared with one another. A cell is a bit mask of which `atoms` are true."""

    __slots__ = ("atoms", "bit", "bits", "kinds", "lows_by", "open_states", "questions", "ranges", "size")

    def __init__(self, questions: list[Question], bits: list[int], atoms: list[Linear]) -> None:
        self.questions = tuple(question.id for question in questions)
        self.kinds = [measured(question) for question in questions]
        self.bit = 0  # has no single question: which of them can still change something depends on the others
        self.bits = bits
        self.atoms = atoms
        self.size = 1 << len(atoms)
        self.ranges = [kind.ends(question) for kind, question in zip(self.kinds, questions, strict=True)]
        # A date may have another date as its lower bound: index of that question in this variable, by index.
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
        known = self._places(given)
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

    def answers(self, question: str, given: list[Value | Unknown | None], today: int) -> list[Cell]:
        """Stretches of answers to `question` within which no comparison changes, whatever is open of the others."""
        index = self.questions.index(question)
        known = self._places(given)
        known[index] = None
        return self.kinds[index].stretches(self._base(index, known, today), self._range(index, today)[1])

    def _places(self, given: list[Value | Unknown | None]) -> list[int | None]:
        return [
            None if value is None or isinstance(value, Unknown) else kind.place(value)
            for kind, value in zip(self.kinds, given, strict=True)
        ]

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


#: What a diagram branches on.
AnyVariable = Variable | JointVariable


def measured(question: Question) -> Measured:
    """The kind of a question that is compared with others: its answers stand on a line."""
    kind = kind_of(question)
    assert isinstance(kind, Measured)
    return kind
