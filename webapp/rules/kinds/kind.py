"""What every kind of question says of itself. `Kind` is the list of it; each kind fills it in, in a file of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, ClassVar, Literal, Protocol, TypeVar

from webapp.rules.kinds.packed import Form, Shape
from webapp.rules.model import Answers, Influence, Question, Text, Value

#: Answers that the rules treat alike: the first and the last of them; the same one twice where it is one.
Cell = tuple[Value, Value]

_SHOWN_LENGTH = 40


class AnswerError(ValueError):
    """An answer that cannot be, with a message for the command line.

    `code` says why, to whoever words it for a page; `params` what to name there.
    """

    def __init__(self, question: str, code: str, message: str, **params: Any) -> None:
        super().__init__(message)
        self.question = question
        self.code = code
        self.params: dict[str, Any] = params


T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


class Speaker(Protocol[T_co]):
    """A language, as far as kinds need one: what it makes of a message is HTML, or whatever it likes."""

    @property
    def decimal_mark(self) -> str:
        """What stands between a number and its decimals."""

    def gettext(self, message: str, /, **values: object) -> T_co:
        """The translation of `message`."""

    def ngettext(self, singular: str, plural: str, n: int | Decimal, /, **values: object) -> T_co:
        """The form of the message that goes with the number `n`."""

    def pgettext(self, context: str, message: str, /, **values: object) -> T_co:
        """The translation of `message` in `context`."""

    def npgettext(self, context: str, singular: str, plural: str, n: int | Decimal, /, **values: object) -> T_co:
        """The form of the message in `context` that goes with the number `n`."""

    def text(self, text: Text, /) -> T_co:
        """A text of the law's files."""

    def number(self, value: int | Decimal) -> T_co:
        """A number."""

    def date(self, day: date) -> T_co:
        """A day in words."""


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
        """For each cell whether the answer is one of `options`; only of a kind that is compared with options."""
        raise NotImplementedError

    def at_least(self, bound: int) -> list[bool]:
        """For each cell whether its answers are `bound` or more, in smallest steps; only of a kind that is measured."""
        raise NotImplementedError

    def onward(self, influence: Influence) -> list[list[int]]:
        """For each cell the cells to which waiting or doing can lead, itself included."""
        return [[cell] for cell in range(self.size)]


class Kind(ABC):
    """One kind of question. What stands here with a body is so for most kinds."""

    # In the law's files

    #: What conditions compare an answer with: one of the question's options, a number, or a day.
    compared_with: ClassVar[Literal["option", "number", "day"]]
    #: The units that a question may name for its answer.
    units: ClassVar[tuple[str, ...]] = ()
    #: Whether something can be done about an answer (``influence``).
    can_be_influenced: ClassVar[bool] = True

    @property
    def counts(self) -> bool:
        """Whether an answer says how many there are of something, so that an amount may be given as many times."""
        return False

    def bound(self, text: str) -> Decimal | date | str:
        """One of the two ends of a question's range; raises `ValueError` with a sentence for whoever wrote it."""
        raise ValueError("this kind of question has options and no range")

    def never(self, question: Question, constant: Decimal | date) -> str | None:
        """Why no answer is ever the `constant` that a condition compares with it; None where one can be."""
        return None

    # What came in

    @abstractmethod
    def parse(self, question: Question, raw: object, on: date) -> Value:
        """The answer `raw` (a text without space around it, or what JSON has); raises `AnswerError`.

        `on` is the last day that a date can be.
        """

    def inputs(self, question: Question) -> tuple[str, ...]:
        """The names of the inputs on the question's page; what one of them is called is also how its id begins."""
        return (question.id,)

    def gathered(self, question: Question, sent: Mapping[str, Sequence[str]]) -> str | None:
        """What was `sent` by the inputs, by their names, as one text that `parse` reads; None where it is nothing.

        What a keyboard types in other signs than ours is read as ours. Raises `AnswerError` for two answers at once.
        """
        found = sent.get(question.id, ())
        if len(found) > 1:
            raise AnswerError(question.id, "twice", "two answers were given")
        return self.readable(found[0]) if found else None

    def readable(self, typed: str) -> str:
        """What somebody typed, in the digits and signs that `parse` reads."""
        return typed

    def again(self, question: Question, sent: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """What was `sent`, to be shown in the inputs again."""
        return {name: sent[name][0] for name in self.inputs(question) if len(sent.get(name, ())) == 1}

    # In the diagrams

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

    # In answer codes

    @abstractmethod
    def forms(self, shape: Shape, so_far: Answers, on: date | None) -> list[Form]:
        """The ways to write an answer after the answers `so_far`, “I don't know” included where that can be one.

        `on` is the day computed for, where one was set. What was written is on paper: the ways may never change.
        """

    # On the page

    #: The file of the macro ``field`` in ``templates/macros/kinds/``, without its ending.
    template: ClassVar[str]
    #: Whether there are few answers, all of which stand in the law: what a page says of each is made once and kept.
    has_few_answers: ClassVar[bool] = False
    #: What a page says about an answer that cannot be, by the code of the error.
    problems: ClassVar[Mapping[str, str]]

    #: Whether the next page says the answer in words, because what was typed may have been meant otherwise.
    is_read_back: ClassVar[bool] = False

    def faulty_input(self, question: Question, code: str) -> str:
        """The id of the input that the error `code` is about."""
        return self.inputs(question)[0]

    def filled(self, speaker: Speaker[Any], question: Question, value: Value) -> dict[str, str]:
        """What stands in the inputs where the answer is `value`, by their names."""
        return {question.id: str(value)}

    @abstractmethod
    def say(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """An answer, as the list of answers shows it."""

    def say_each(self, speaker: Speaker[T], question: Question, cells: Sequence[Cell]) -> list[T]:
        """The answers in `cells`, each in a few words."""
        return [self.say(speaker, question, first) for first, _ in cells]

    def say_awaited(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """An answer that will be so in a while, in the question's text about waiting."""
        return self.say(speaker, question, value)

    # For tests, benchmarks, and what answer codes learn

    @abstractmethod
    def random(self, question: Question, on: date, random: Random) -> Value:
        """An answer that somebody might give on the day."""


def shown(raw: object) -> str:
    """What came in, cut to a length that a message can name."""
    text = str(raw)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
