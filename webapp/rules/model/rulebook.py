"""All of the law's files together, and what stands where in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from webapp.rules.model import expressions as ex
from webapp.rules.model.dated import Concept, Condition, Parameter, Span
from webapp.rules.model.questions import Question
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
    #: The days on which any rule or figure changes, oldest first: between two of them the law is one and the same.
    change_days: tuple[date, ...]
    texts: tuple[Text, ...] = field(repr=False, default=())
    #: What was compiled of it so far, by period (`webapp.rules.logic.compiled_law`): from the law alone, never from answers.
    compiled: dict[int | str, Any] = field(repr=False, compare=False, default_factory=dict)

    def parts(self, sum_: Sum) -> list[Amount]:
        """The amounts that are added."""
        return [each for id, amount in sum_.of for each in self.schemes[id].amounts if each.id == amount]


def conditions_of(scheme: Scheme) -> Iterator[Condition]:
    """Every condition that stands in the scheme."""
    found: list[Condition | None] = [scheme.shown_when, *scheme.contact_conditions.values()]
    for criterion in scheme.criteria:
        found += [criterion.condition, *(because.condition for because in criterion.because)]
    for amount in scheme.amounts:
        found += [amount.condition, *(case.condition for case in amount.cases)]
    for rows in (scheme.sums, scheme.said, scheme.steps, scheme.bring, scheme.payments, scheme.deadlines):
        found += [row.condition for row in rows]
    for picture in (scheme.comparison, scheme.composition):
        found += [note.condition for note in picture.notes] if picture else []
    if scheme.ways:
        found += [scheme.ways.condition, *(row.condition for row in scheme.ways.rows)]
    return (condition for condition in found if condition)


def days_of(scheme: Scheme) -> set[date]:
    """The days on which something in the scheme changes."""
    spans: list[Span] = [scheme.in_force]
    spans += [thing.span for things in (scheme.criteria, scheme.amounts, scheme.said) for thing in things]
    return days_in(conditions_of(scheme), spans)


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
    """The choice question and the option of ``status == refugee``; None where the comparison is one of numbers."""
    if len(node.left) != 1 or len(node.right) != 1 or node.operator not in ("==", "!="):
        return None
    question = rulebook.questions.get(node.left[0].name or "")
    if question is None or question.kind != "choice":
        return None
    option = node.right[0].name
    return None if option is None else (question, option)
