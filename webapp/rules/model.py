"""The law as frozen values: what the files under ``questions/`` say.

Nothing here computes. Texts are English message ids; whoever shows them translates them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from webapp.rules.expressions import Expression

if TYPE_CHECKING:
    from webapp.rules.influence import Influence
    from webapp.rules.pictures import Comparison, Composition, Moment, Ways

Goal = Literal["return", "stay", "both"]
Kind = Literal["choice", "integer", "number", "date"]
Period = Literal["once", "month", "year"]
Outcome = Literal["likely", "possible", "unlikely"]
SaidKind = Literal["warning", "reason", "right", "duty", "information"]
AmountKind = Literal["up_to", "fixed", "rate"]

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
class Place:
    """Where in the law's files something stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Text:
    """A message id with its gettext context (a contract id) and a comment for the translator.

    `own`: its placeholders that are no figures of the law; whoever shows it fills them.
    """

    id: str
    context: str
    comment: str
    place: Place
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """A public source, with the day on which it was last checked."""

    id: str
    title: str
    lang: str
    publisher: str
    published: str | None
    address: str | None
    checked: date
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the section of it."""

    source: Source
    at: str | None


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to contact. `name` is the authority's own; only a configurable one has a translated `label`."""

    id: str
    name: str
    label: Text | None
    about: Text
    phone: str | None
    email: str | None
    address: str | None
    hours: str | None
    url: str | None
    as_of: str | None
    source: Source | None
    configurable: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question."""

    id: str
    label: Text
    hint: Text | None
    group: Text | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the contract. `minimum` and `maximum` are numbers, days, ``"today"`` or another question's id.

    `earliest` is the first day that can be given: where the minimum is another question's day, that question's own.
    """

    id: str
    kind: Kind
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


@dataclass(frozen=True, slots=True)
class DatedCondition:
    """An expression that holds from a day on, until the next entry's day."""

    start: date
    when: Expression
    place: Place


#: A condition through time, oldest first; an undated one has a single entry.
Condition = tuple[DatedCondition, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A named condition that several schemes share. `about` is for the lawyer, not for the site."""

    id: str
    about: str
    condition: Condition
    sources: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value of a parameter. `level` is the year of the figure, which may be older than `start`."""

    start: date
    value: Decimal
    level: str
    citation: Citation
    place: Place


@dataclass(frozen=True, slots=True)
class Parameter:
    """A dated figure of the law, oldest first. `unit` is DKK or a plain word."""

    id: str
    unit: str
    figures: tuple[Figure, ...]
    place: Place

    def on(self, day: date) -> Figure | None:
        """The newest figure that was published for `day` or before; None where there was none."""
        found = None
        for figure in self.figures:
            if figure.start > day:
                break
            found = figure
        return found


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something is in force; an open end is None."""

    start: date | None
    end: date | None

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date)
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )


@dataclass(frozen=True, slots=True)
class Because:
    """A sentence that is added to a criterion's while its condition is true."""

    condition: Condition
    text: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a scheme, with the sentences for met, not met and unknown."""

    id: str
    condition: Condition
    span: Span
    name: Text
    met: Text
    not_met: Text
    unknown: Text
    because: tuple[Because, ...]
    sources: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Case:
    """A figure and when it is the one: one parameter, the two ends of a range, or none (not published)."""

    condition: Condition | None
    parameters: tuple[Parameter, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of a scheme: the first case that holds, times the answer to `times` (counted at most `at_most`)."""

    id: str
    title: Text
    per: Period
    whom: Text | None
    kind: AmountKind
    form: Literal["cash", "in_kind"] | None
    condition: Condition | None
    cases: tuple[Case, ...]
    times: str | None
    at_most: int | None
    note: Text | None
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts that are added for the page; (scheme id, amount id) each."""

    id: str
    title: Text
    of: tuple[tuple[str, str], ...]
    condition: Condition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Said:
    """Something to say beside the amount, such as a warning or a right; shown unless its condition is false.

    A `grave` warning is of something that cannot be had back: no amount beside it is set in larger type.
    """

    id: str
    kind: SaidKind
    grave: bool
    text: Text
    condition: Condition | None
    span: Span
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now, or what to bring: a text, shown unless its condition is false."""

    id: str
    title: Text | None
    text: Text
    condition: Condition | None
    contact: Authority | None


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A last day: the day given in answer to `question`, plus `days`; given while `condition` is not false."""

    id: str
    question: str
    days: int
    title: Text
    text: Text
    condition: Condition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme, whole.

    Attributes:
        contact_conditions: for whom a contact is one, by its id; one that is not named here is for everybody.
        alternatives: groups of amounts, by their ids, of which somebody gets one.
        waits: whether a better outcome later is told; not where the decision is about what is so now.
    """

    id: str
    goal: Literal["return", "stay"]
    title: Text
    term: str
    summary: Text
    in_force: Span
    before: Text | None
    after: Text | None
    decided_by: Authority
    contacts: tuple[Authority, ...]
    contact_conditions: Mapping[str, Condition]
    sources: tuple[Citation, ...]
    shown_when: Condition | None
    outcomes: Mapping[Outcome, Text]
    criteria: tuple[Criterion, ...]
    amounts: tuple[Amount, ...]
    sums: tuple[Sum, ...]
    alternatives: tuple[tuple[str, ...], ...]
    waits: bool
    said: tuple[Said, ...]
    ways: Ways | None
    steps: tuple[Step, ...]
    bring: tuple[Step, ...]
    deadlines: tuple[DeadlineRule, ...]
    payments: tuple[Moment, ...]
    comparison: Comparison | None
    composition: Composition | None
    place: Place


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All of ``questions/``, loaded and checked. Mappings keep the order of the files."""

    questions: Mapping[str, Question]
    concepts: Mapping[str, Concept]
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    authorities: Mapping[str, Authority]
    schemes: Mapping[str, Scheme]
    #: The days on which any rule or figure changes, oldest first: between two of them the law is one and the same.
    changes: tuple[date, ...]
    texts: tuple[Text, ...] = field(repr=False, default=())
    #: What was compiled of it so far, by period (`webapp.rules.law`): derived from the law alone, never from answers.
    compiled: dict[int | str, Any] = field(repr=False, compare=False, default_factory=dict)

    def parts(self, sum_: Sum) -> list[Amount]:
        """The amounts that are added."""
        return [each for id, amount in sum_.of for each in self.schemes[id].amounts if each.id == amount]
