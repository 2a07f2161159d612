"""What a kind of question says of itself, and of the answers to one question in the diagrams."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from webapp.rules.model import Influence, Question, Value

#: Answers that the rules treat alike: the first and the last of them; the same one twice where it is one.
Cell = tuple[Value, Value]


class Variable(ABC):
    """What a diagram branches on: the answers to one question, grouped into the cells that some rule tells apart.

    `question` is the question's id, `bit` its place among all questions as a bit, `size` the number of cells.
    """

    __slots__ = ("bit", "question", "questions", "size")

    def __init__(self, question: Question, bit: int, size: int) -> None:
        self.question = question.id
        self.questions = (question.id,)
        self.bit = bit
        self.size = size

    @abstractmethod
    def cell(self, value: Value) -> int:
        """The cell of an answer."""

    @abstractmethod
    def answers(self) -> list[Cell]:
        """The answers in each cell."""

    def among(self, options: Sequence[str]) -> list[bool]:
        """For each cell whether the answer is one of `options`; only of a kind whose questions have options."""
        raise NotImplementedError

    def at_least(self, bound: int) -> list[bool]:
        """For each cell whether its answers are `bound` or more, in smallest steps; only of a kind that is measured."""
        raise NotImplementedError

    def onward(self, influence: Influence) -> list[list[int]]:
        """For each cell the cells to which waiting or doing can lead, itself included."""
        return [[cell] for cell in range(self.size)]


class Kind(ABC):
    """One kind of question."""

    @abstractmethod
    def variable(self, question: Question, bit: int, thresholds: Iterable[int], counted: bool) -> Variable:
        """The answers to `question` in the diagrams.

        Args:
            bit: the place of the question among all, as a bit.
            thresholds: the answers, in smallest steps, from which on some rule is another one.
            counted: an amount is given as many times as the answer says, so that every answer is a cell of its own.
        """

    def merged(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """`cells`, in order, with those as one that follow directly on one another."""
        return tuple(cells)
