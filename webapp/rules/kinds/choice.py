"""A question with options, of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from webapp.rules.kinds.kind import Cell, Kind, Variable
from webapp.rules.model import Influence, Question, Value


class Options(Variable):
    """Each option is a cell."""

    __slots__ = ("_cells",)

    def __init__(self, question: Question, bit: int) -> None:
        super().__init__(question, bit, len(question.options))
        self._cells: dict[Value, int] = {option.id: cell for cell, option in enumerate(question.options)}

    def cell(self, value: Value) -> int:
        """The cell of an option; raises `KeyError` where it is none of the question."""
        return self._cells[value]

    def answers(self) -> list[Cell]:
        """Each option alone."""
        return [(option, option) for option in self._cells]

    def among(self, options: Sequence[str]) -> list[bool]:
        """For each option whether it is one of `options`."""
        return [option in options for option in self._cells]

    def onward(self, influence: Influence) -> list[list[int]]:
        """For each option itself, and what can be done to have another one."""
        deed = influence.can_do
        if deed is None:
            return super().onward(influence)
        done = self._cells[deed.option]
        return [[cell, done] if option in deed.after else [cell] for option, cell in self._cells.items()]


class Choice(Kind):
    """One of a question's options, by its id."""

    def variable(self, question: Question, bit: int, thresholds: Iterable[int], counted: bool) -> Variable:
        """A cell for each option."""
        return Options(question, bit)
