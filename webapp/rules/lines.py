"""What the lines of a scheme say to one person.

A card has many lines, and each is there for some days and some people. What the period alone decides is looked up once;
for a person only the conditions are left to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from webapp.rules.logic.compiled_law import Law
from webapp.rules.logic.diagrams import Diagram
from webapp.rules.logic.situation import Situation
from webapp.rules.model import Authority, Condition, Line, Moment, Said, SaidKind, Scheme, Step, Text

L = TypeVar("L")
LineT = TypeVar("LineT", bound=Line)


class Ready(NamedTuple, Generic[L]):
    """A sentence in one period.

    Attributes:
        line: the line that it is of; None where it belongs to a criterion.
        diagram: for whom; None: for everybody.
        text: what is said where that is true.
        if_open: what is said where that is open; None: nothing.
    """

    line: L
    diagram: Diagram | None
    text: Text
    if_open: Text | None


@dataclass(frozen=True, slots=True)
class SchemeLines:
    """The sentences of a scheme in one period, by where they stand on a card; `because` by criterion."""

    said: Mapping[SaidKind, tuple[Ready[Said], ...]]
    grave: tuple[Ready[Said], ...]
    steps: tuple[Ready[Step], ...]
    bring: tuple[Ready[Step], ...]
    payments: tuple[Ready[Moment], ...]
    because: Mapping[str, tuple[Ready[None], ...]]
    contacts: tuple[tuple[Authority, Diagram | None], ...]


def lines_of(law: Law, scheme: Scheme) -> SchemeLines:
    """The sentences of `scheme` in the period of `law`, made when they are first needed."""
    found: SchemeLines | None = law.lines.get(scheme.id)
    if found is None:
        found = law.lines[scheme.id] = _lines(law, scheme)
    return found


def said(situation: Situation, lines: Iterable[Ready[L]]) -> list[tuple[L, Text]]:
    """Those of `lines` that say something to this person, each with what it says."""
    settle, true, false = situation.settle, situation.law.true, situation.law.false
    found = []
    for line, diagram, text, if_open in lines:
        ends = true if diagram is None else settle(diagram)[0]
        if ends == true:
            found.append((line, text))
        elif ends != false and if_open is not None:
            found.append((line, if_open))
    return found


def texts(situation: Situation, lines: Iterable[Ready[Any]]) -> list[Text]:
    """What `lines` say to this person."""
    return [text for _, text in said(situation, lines)]


def contacts(situation: Situation, scheme: Scheme) -> list[Authority]:
    """Whom this person can ask about the scheme; everybody, if it is for certain that nobody of them fits."""
    every, settle, false = lines_of(situation.law, scheme).contacts, situation.settle, situation.law.false
    fitting = [each for each, diagram in every if diagram is None or settle(diagram)[0] != false]
    return fitting or [each for each, _ in every]


def _lines(law: Law, scheme: Scheme) -> SchemeLines:
    def diagram(condition: Condition | None) -> Diagram | None:
        return law.condition(condition, scheme) if condition else None

    def ready(lines: Iterable[LineT], *, only_if_true: bool = False) -> tuple[Ready[LineT], ...]:
        found = []
        for line in lines:
            text, if_open = line.on(law.day, lambda _: True), line.on(law.day, lambda _: None)
            if text:
                found.append(Ready(line, diagram(line.condition), text, None if only_if_true else if_open))
        return tuple(found)

    kinds: tuple[SaidKind, ...] = ("warning", "reason", "right", "duty", "information")
    return SchemeLines(
        # A reason states what is so; the rest is said unless it surely does not concern a person.
        {kind: ready((s for s in scheme.said if s.kind == kind), only_if_true=kind == "reason") for kind in kinds},
        ready(each for each in scheme.said if each.grave),
        ready(scheme.steps),
        ready(scheme.bring),
        ready(scheme.payments),
        {
            criterion.id: tuple(Ready(None, diagram(each.condition), each.text, None) for each in criterion.because)
            for criterion in scheme.criteria
        },
        tuple((each.authority, diagram(each.condition)) for each in scheme.contacts),
    )
