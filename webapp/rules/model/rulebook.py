"""All of the law's files together, and what stands where in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.rules.model import expressions as ex
from webapp.rules.model.dated import Concept, Condition, Parameter, Span
from webapp.rules.model.questions import Question
from webapp.rules.model.said import GUIDANCE_UNTIL, AlsoWorthAsking, Line, Notice
from webapp.rules.model.schemes import Amount, Scheme, Sum
from webapp.rules.model.texts import Authority, Source, Text

#: A question that only says which schemes are in scope; no condition names it.
SCOPE_QUESTION = "goal"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All of ``questions/``, loaded and checked. Mappings keep the order of the files."""

    questions: Mapping[str, Question]
    concepts: Mapping[str, Concept]
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    authorities: Mapping[str, Authority]
    schemes: Mapping[str, Scheme]
    #: What stands on top of the result, and what is worth asking besides, in the order of the files.
    notices: tuple[Notice, ...]
    also: tuple[AlsoWorthAsking, ...]
    #: The days on which any rule or figure changes, oldest first: between two of them the law is one and the same.
    change_days: tuple[date, ...]
    texts: tuple[Text, ...] = field(repr=False, default=())
    #: What was compiled of it so far, by period (`webapp.rules.logic.compiled_law`): from the law alone, never from answers.
    compiled: dict[int | str, Any] = field(repr=False, compare=False, default_factory=dict)

    def __repr__(self) -> str:
        """Short: a failed test shows it, and the whole of it is five megabytes."""
        return f"<Rulebook: {len(self.schemes)} schemes, {len(self.questions)} questions>"

    def amounts_of(self, sum_: Sum) -> list[Amount]:
        """The amounts that are added."""
        return [each for id, amount in sum_.of for each in self.schemes[id].amounts if each.id == amount]


def page_conditions(notices: Iterable[Notice], also: Iterable[AlsoWorthAsking]) -> Iterator[Condition]:
    """Every condition that stands in no scheme: of the page notices and of what is worth asking besides."""
    for notice in notices:
        yield from notice.conditions()
    yield from (each.condition for each in also if each.condition)


def page_days(notices: Sequence[Notice], also: Sequence[AlsoWorthAsking]) -> set[date]:
    """The days on which something of these changes."""
    spans = [each.span for each in notices] + [each.span for each in also]
    for notice in notices:
        spans += [each.span for each in notice.variants] + [each.span for each in notice.always]
    return days_in(page_conditions(notices, also), spans)


def lines_of(scheme: Scheme) -> Iterator[Line]:
    """Every sentence of the scheme that stands in a list."""
    yield from (*scheme.said, *scheme.steps, *scheme.bring, *scheme.payments)
    for picture in (scheme.comparison, scheme.composition):
        yield from picture.notes if picture else ()


def conditions_of(scheme: Scheme) -> Iterator[Condition]:
    """Every condition that stands in the scheme."""
    found: list[Condition | None] = [scheme.shown_when, *(contact.condition for contact in scheme.contacts)]
    for criterion in scheme.criteria:
        found += [criterion.condition, criterion.concerns, *(because.condition for because in criterion.because)]
    for amount in scheme.amounts:
        found += [amount.condition, *(case.condition for case in amount.cases)]
    for rows in (scheme.sums, scheme.deadlines, tuple(lines_of(scheme))):
        found += [row.condition for row in rows]
    if scheme.ways:
        found += [scheme.ways.condition, scheme.ways.only_if, *(row.condition for row in scheme.ways.rows)]
    return (condition for condition in found if condition)


def days_of(scheme: Scheme) -> set[date]:
    """The days on which something in the scheme changes."""
    spans: list[Span] = [scheme.in_force]
    spans += [each.span for each in scheme.criteria] + [each.span for each in scheme.amounts]
    spans += [each.span for each in lines_of(scheme)]
    # The guidance of 1998 is told as the rule until a day, and as history afterwards.
    spans += [Span(None, GUIDANCE_UNTIL) for each in lines_of(scheme) if each.guidance_1998]
    return days_in(conditions_of(scheme), spans) | {start for start, _ in scheme.decided_by[1:]}


def days_in(conditions: Iterable[Condition], spans: Iterable[Span]) -> set[date]:
    """The days on which one of `conditions` changes, or one of `spans` begins or is over."""
    days = {entry.start for condition in conditions for entry in condition}
    for span in spans:
        if span.start:
            days.add(span.start)
        if span.end:
            days.add(span.end + timedelta(days=1))
    return days


def choice_of(node: ex.Comparison, rulebook: Rulebook) -> tuple[Question, str] | None:
    """The question with options and the option of ``status == refugee``; None where the comparison is one of numbers."""
    if len(node.left) != 1 or len(node.right) != 1 or node.operator not in ("==", "!="):
        return None
    question = rulebook.questions.get(node.left[0].name or "")
    if question is None or not question.options:
        return None
    option = node.right[0].name
    return None if option is None else (question, option)
