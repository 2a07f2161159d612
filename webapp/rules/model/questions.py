"""The questions, their answers, and what somebody can do about an answer of theirs, as frozen values.

To wait until it is another one, to do something for it, or to find it out: a question says so under ``influence``
(``questions/README.md``). Most say ``none``: nobody is told to be another person, to leave, or to give anything up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from webapp.rules.model.dated import Condition
from webapp.rules.model.texts import Place, Text

#: The value of an answer: an option's id, a number (never a float) or a day.
Value = str | int | Decimal | date


class Unknown:
    """The answer "I don't know": an answer, unlike a question not answered at all."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
#: The answers of one person by question id, already parsed (`webapp.rules.parse_answers`).
Answers = Mapping[str, Value | Unknown]


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question."""

    id: str
    label: Text
    hint: Text | None
    group: Text | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A number of years that grows with time. `condition` says for whom (None: for everybody)."""

    text: Text
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done, after which the answer is `option`; from one of the options `after`."""

    option: str
    after: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Influence:
    """What somebody can do about an answer. `can_find_out`: where it is “I don't know”, it can be looked up or asked."""

    can_find_out: bool
    can_wait: Wait | None
    can_do: Deed | None

    def __bool__(self) -> bool:
        return self.can_find_out or self.can_wait is not None or self.can_do is not None

    def bears_on(self, answer: Value | Unknown) -> bool:
        """Whether something can be done about this `answer`; for some people, where it is waiting."""
        if isinstance(answer, Unknown):
            return self.can_find_out
        return self.can_wait is not None or (self.can_do is not None and answer in self.can_do.after)


NO_INFLUENCE = Influence(can_find_out=False, can_wait=None, can_do=None)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the contract, of one of the kinds of `webapp.rules.kinds`.

    `minimum` and `maximum` are numbers, days, ``"today"`` or another question's id.
    `earliest` is the first day that can be given: where the minimum is another question's day, that question's own.
    """

    id: str
    kind: str
    title: Text
    name: Text
    why: Text | None
    help: Text | None
    find: Text | None
    may_be_unknown: bool
    options: tuple[Option, ...]
    minimum: Decimal | date | str | None
    maximum: Decimal | date | str | None
    unit: str | None
    influence: Influence
    place: Place
    earliest: date | None = None

    @property
    def groups(self) -> Iterator[tuple[Text | None, tuple[Option, ...]]]:
        """The options, those that stand under one heading together."""
        return ((heading, tuple(options)) for heading, options in groupby(self.options, key=attrgetter("group")))
