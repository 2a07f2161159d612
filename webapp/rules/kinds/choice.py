"""A question with options, of which one is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any, ClassVar

from webapp.rules.kinds.kind import AnswerError, Cell, Kind, Speaker, T, Variable, shown
from webapp.rules.kinds.packed import Form, Shape
from webapp.rules.model import UNKNOWN, Answers, Influence, Question, Value
from webapp.rules.model.texts import N_


class Choice(Kind):
    """One of a question's options, by its id."""

    compared_with = "option"
    template = "choice"
    has_few_answers = True
    problems: ClassVar[Mapping[str, str]] = {
        # NOTE: Error at a question with options, when none was chosen.
        "empty": N_("Choose one of the answers."),
        # NOTE: Error at a question with options, when something else than one of them arrived.
        "not_an_option": N_("That is not one of the answers. Choose one of them."),
    }

    def parse(self, question: Question, raw: object, on: date) -> Value:
        """The id of an option."""
        if isinstance(raw, str) and any(option.id == raw for option in question.options):
            return raw
        options = ", ".join(option.id for option in question.options)
        message = f"“{shown(raw)}” is not an option; the options are {options}"
        raise AnswerError(question.id, "not_an_option", message)

    def variable(self, question: Question, bit: int, thresholds: Iterable[int], counted: bool) -> Variable:
        """A cell for each option."""
        return Options(question, bit)

    def forms(self, shape: Shape, so_far: Answers, on: date | None) -> list[Form]:
        """The options as they stand; “I don't know” is one more of them, as usual as the others."""
        values: list[Any] = [*shape.options, *([UNKNOWN] if shape.may_be_unknown else [])]
        return [
            Form(1, len(values), lambda given: values.index(given) if given in values else None, values.__getitem__)
        ]

    def faulty_input(self, question: Question, code: str) -> str:
        """The first option's."""
        return f"{question.id}-{question.options[0].id}"

    def say(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """The label of the option."""
        return speaker.text(next(option.label for option in question.options if option.id == value))

    def random(self, question: Question, on: date, random: Random) -> Value:
        """Any option."""
        return random.choice(question.options).id


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
