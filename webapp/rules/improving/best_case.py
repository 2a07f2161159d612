"""How far a scheme could ever get somebody who waits, does or finds out what they can: made once for each period.

With this, most people and schemes for whom nothing helps are told apart before anything is tried
(`webapp.rules.improving.improvements`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce

from webapp.rules.logic.compiled_law import CompiledScheme, Law
from webapp.rules.logic.diagrams import Diagram, Leaf
from webapp.rules.logic.joint import AnyVariable, JointVariable
from webapp.rules.model import Outcome, Question, Rulebook, Scheme, days_in

RANK: dict[Outcome, int] = {"unlikely": 0, "possible": 1, "likely": 2}


@dataclass(frozen=True, slots=True)
class Influenced:
    """A question about whose answer something can be done, with its bit, and the diagram of for whom waiting helps."""

    question: Question
    bit: int
    waits: Diagram | None


@dataclass(frozen=True, slots=True)
class BestCase:
    """How far one scheme could get somebody.

    Attributes:
        compiled: the scheme.
        outcome: the diagram of the best outcome that waiting and doing could lead to.
        criteria: the questions of each criterion, as a mask of bits.
        questions: those about whose answers something can be done, in canonical order.
        days: the days on which the conditions change, oldest first.
    """

    compiled: CompiledScheme
    outcome: Diagram
    criteria: tuple[int, ...]
    questions: tuple[Influenced, ...]
    days: tuple[date, ...]


def best_case(law: Law, rulebook: Rulebook, compiled: CompiledScheme) -> BestCase:
    """How far `compiled` could get somebody in the period of `law`; made when it is first needed."""
    found: BestCase | None = law.best_cases.get(compiled.scheme.id)
    if found is None:
        involved, waits = _questions(law, rulebook, compiled.outcome), compiled.scheme.waits
        found = law.best_cases[compiled.scheme.id] = BestCase(
            compiled=compiled,
            outcome=_best(law, rulebook, compiled.outcome),
            criteria=tuple(_questions(law, rulebook, each.diagram) for each in compiled.criteria),
            questions=tuple(
                Influenced(
                    question, 1 << index, law.wait(wait) if (wait := question.influence.can_wait) and waits else None
                )
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
    """Every question that `diagram` branches on, those of joint variables included, as a mask of bits."""
    order = list(rulebook.questions)
    seen: set[int] = set()
    mask = 0

    def visit(each: Diagram) -> None:
        nonlocal mask
        if isinstance(each, Leaf) or id(each) in seen:
            return
        seen.add(id(each))
        for name in law.variables[each.level].questions:
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
            onward = _onward(law.variables[each.level], rulebook)
            best = (reduce(better, [kids[to] for to in reached]) for reached in onward)
            found = made[id(each)] = law.build.node(each.level, tuple(best))
        return found

    return make(diagram)


def _onward(variable: AnyVariable, rulebook: Rulebook) -> list[list[int]]:
    """For each cell of `variable` the cells to which waiting or doing can lead, itself included."""
    if not isinstance(variable, JointVariable):
        return variable.onward(rulebook.questions[variable.question].influence)
    growing = {name for name in variable.questions if rulebook.questions[name].influence.can_wait}
    turns = [{sign for name, sign in atom.terms if name in growing} for atom in variable.atoms]
    cells = range(variable.size)
    return [[to for to in cells if _leads(cell, to, turns)] for cell in cells]


def _leads(cell: int, to: int, turns: list[set[int]]) -> bool:
    """Whether growing numbers can lead from one cell of a joint variable to another, by the signs they have in each atom."""
    return all(
        cell >> number & 1 == to >> number & 1 or (1 if to >> number & 1 else -1) in signs
        for number, signs in enumerate(turns)
    )


def _better(one: Outcome, other: Outcome) -> Outcome:
    return max(one, other, key=RANK.__getitem__)
