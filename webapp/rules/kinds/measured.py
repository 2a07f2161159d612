"""What numbers and days have in common: they stand on a line, and the rules draw thresholds on it."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from webapp.rules.kinds.kind import Cell, Kind, Variable
from webapp.rules.model import Influence, Question, Value


class Measured(Kind):
    """A kind whose answers stand on a line, in steps; `steps` is how many of the smallest are in one."""

    steps: int

    @abstractmethod
    def place(self, value: Value) -> int:
        """Where an answer stands, in smallest steps."""

    @abstractmethod
    def answer(self, place: int) -> Value:
        """The answer that stands there."""

    @abstractmethod
    def ends(self, question: Question) -> tuple[int, int]:
        """Where the lowest and the highest possible answer stand."""

    def variable(self, question: Question, bit: int, thresholds: Iterable[int], counted: bool) -> Variable:
        """A cell for each stretch between two thresholds."""
        low, high = self.ends(question)
        return Stretches(self, question, bit, range(low, high + 1) if counted else thresholds)

    def merged(self, cells: Sequence[Cell]) -> tuple[Cell, ...]:
        """Stretches that follow one another as one."""
        merged: list[Cell] = []
        for first, last in cells:
            if merged and self.place(merged[-1][1]) + 1 == self.place(first):
                merged[-1] = merged[-1][0], last
            else:
                merged.append((first, last))
        return tuple(merged)

    def stretches(self, starts: Sequence[int], last: int) -> list[Cell]:
        """From each of `starts`, which are in order, to the step before the next one; the last stretch ends with `last`."""
        ends = [*(start - 1 for start in starts[1:]), last]
        return [(self.answer(start), self.answer(end)) for start, end in zip(starts, ends, strict=True)]


class Stretches(Variable):
    """The stretches between the thresholds of a question that is only ever compared alone."""

    __slots__ = ("_kind", "_last", "_starts", "_thresholds")

    def __init__(self, kind: Measured, question: Question, bit: int, thresholds: Iterable[int]) -> None:
        low, high = kind.ends(question)
        # A threshold at the lowest possible answer or above the highest divides nothing.
        self._thresholds = sorted({each for each in thresholds if low < each <= high})
        self._starts = [low, *self._thresholds]
        self._last = high
        self._kind = kind
        super().__init__(question, bit, len(self._starts))

    def cell(self, value: Value) -> int:
        """The cell of an answer: how many thresholds it has reached."""
        return bisect_right(self._thresholds, self._kind.place(value))

    def answers(self) -> list[Cell]:
        """The first and the last answer of each stretch."""
        return self._kind.stretches(self._starts, self._last)

    def at_least(self, bound: int) -> list[bool]:
        """For each stretch whether it is from `bound` on."""
        return [start >= bound for start in self._starts]

    def onward(self, influence: Influence) -> list[list[int]]:
        """For each stretch itself, and all above it where the answer grows with time."""
        if influence.can_wait is None:
            return super().onward(influence)
        return [[*range(cell, self.size)] for cell in range(self.size)]
