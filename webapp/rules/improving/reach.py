"""What can be influenced in a scheme, made of its diagrams once for each period: how far it could ever get somebody.

With this, most people and schemes for whom nothing helps are told apart before anything is
tried (`webapp.rules.improving.changes`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce

from webapp.rules.logic.cells import ChoiceFeature, Feature, JointFeature
from webapp.rules.logic.compiled_law import CompiledScheme, Law
from webapp.rules.logic.diagrams import Diagram, Leaf
from webapp.rules.model import Outcome, Question, Rulebook, Scheme, days_in

RANK: dict[Outcome, int] = {"unlikely": 0, "possible": 1, "likely": 2}


@dataclass(frozen=True, slots=True)
class Lever:
    """A question that can be influenced, with its bit, and the diagram of whether it is so by waiting."""

    question: Question
    bit: int
    waits: Diagram | None


@dataclass(frozen=True, slots=True)
class Levers:
    """What can be influenced in one scheme.

    Attributes:
        compiled: the scheme.
        best: the diagram of the best outcome that waiting and doing could lead to.
        criteria: the questions of each criterion, as a mask of bits.
        questions: what can be influenced, in canonical order.
        days: the days on which the conditions change, oldest first.
    """

    compiled: CompiledScheme
    best: Diagram
    criteria: tuple[int, ...]
    questions: tuple[Lever, ...]
    days: tuple[date, ...]


def levers_of(law: Law, rulebook: Rulebook, compiled: CompiledScheme) -> Levers:
    """What can be influenced in `compiled` in the period of `law`; made when it is first needed."""
    found: Levers | None = law.levers.get(compiled.scheme.id)
    if found is None:
        involved, waits = _questions(law, rulebook, compiled.outcome), compiled.scheme.waits
        found = law.levers[compiled.scheme.id] = Levers(
            compiled=compiled,
            best=_best(law, rulebook, compiled.outcome),
            criteria=tuple(_questions(law, rulebook, each.diagram) for each in compiled.criteria),
            questions=tuple(
                Lever(question, 1 << index, law.wait(wait) if (wait := question.influence.can_wait) and waits else None)
                for index, question in enumerate(rulebook.questions.values())
                if question.influence and involved >> index & 1
            ),
            days=tuple(sorted(_days(rulebook, compiled.scheme))),
        )
    return found


def _days(rulebook: Rulebook, scheme: Scheme) -> set[date]:
    """The days on which what decides the outcome changes; not those on which only a figure or a text does."""
    conditions = [concept.condition for concept in rulebook.concepts.values()]
    conditions += [criterion.condition for criterion in scheme.criteria]
    conditions += [scheme.shown_when] if scheme.shown_when else []
    return days_in(conditions, [scheme.in_force, *(criterion.span for criterion in scheme.criteria)])


def _questions(law: Law, rulebook: Rulebook, diagram: Diagram) -> int:
    """Every question that `diagram` branches on, those of joint features included, as a mask of bits."""
    order = list(rulebook.questions)
    seen: set[int] = set()
    mask = 0

    def visit(each: Diagram) -> None:
        nonlocal mask
        if isinstance(each, Leaf) or id(each) in seen:
            return
        seen.add(id(each))
        feature = law.features[each.level]
        for name in feature.questions if isinstance(feature, JointFeature) else [feature.question]:
            mask |= 1 << order.index(name)
        for kid in each.kids:
            visit(kid)

    visit(diagram)
    return mask


def _best(law: Law, rulebook: Rulebook, diagram: Diagram) -> Diagram:
    """The best outcome over all that waiting, however long, and doing could make of the answers, as a diagram.

    Of questions that are compared with one another it may be better than what can be reached, never worse.
    """
    made: dict[int, Diagram] = {}

    def better(one: Diagram, other: Diagram) -> Diagram:
        return law.build.apply(_better, one, other)

    def make(each: Diagram) -> Diagram:
        if isinstance(each, Leaf):
            return each
        found = made.get(id(each))
        if found is None:
            kids = [make(kid) for kid in each.kids]
            onward = _onward(law.features[each.level], rulebook)
            best = (reduce(better, [kids[to] for to in onward(cell)]) for cell in range(len(kids)))
            found = made[id(each)] = law.build.node(each.level, tuple(best))
        return found

    return make(diagram)


def _onward(feature: Feature, rulebook: Rulebook) -> Callable[[int], list[int]]:
    """For each cell of `feature` the cells to which waiting or doing can lead, itself included."""
    if isinstance(feature, JointFeature):
        growing = {name for name in feature.questions if rulebook.questions[name].influence.can_wait}
        turns = [{sign for name, sign in atom.terms if name in growing} for atom in feature.atoms]
        return lambda cell: [to for to in range(feature.size) if _leads(cell, to, turns)]
    influence = rulebook.questions[feature.question].influence
    if isinstance(feature, ChoiceFeature):
        deed = influence.can_do
        doing = {feature.cell(option) for option in deed.after} if deed else set()
        return lambda cell: [cell, feature.cell(deed.option)] if deed and cell in doing else [cell]
    return lambda cell: [*range(cell, feature.size)] if influence.can_wait else [cell]


def _leads(cell: int, to: int, turns: list[set[int]]) -> bool:
    """Whether growing numbers can lead from one cell of a joint feature to another, by the signs they have in each atom."""
    return all(
        cell >> number & 1 == to >> number & 1 or (1 if to >> number & 1 else -1) in signs
        for number, signs in enumerate(turns)
    )


def _better(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=RANK.__getitem__)
