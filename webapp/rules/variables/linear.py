"""Comparisons of numbers and days in one form, and the variables that the diagrams of a rulebook need for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from webapp.rules.kinds import kind_of
from webapp.rules.model import Condition, LawError, Rulebook, choice_of, conditions_of, page_conditions
from webapp.rules.model import expressions as ex
from webapp.rules.variables.joint import AnyVariable, JointVariable, Linear, measured


def linear(node: ex.Comparison, rulebook: Rulebook) -> list[tuple[Linear, bool]]:
    """A comparison of numbers or days as comparisons of the form “≥ bound”, all of which (negated where False) hold.

    ``!=`` comes as the two of ``==``; the caller negates their conjunction.
    """
    coefficients: dict[str, int] = {}
    today, constant = 0, Decimal(0)
    steps = None
    for side, terms in ((1, node.left), (-1, node.right)):
        for term in terms:
            if term.name == "today":
                today += side * term.sign
            elif term.name is not None:
                coefficients[term.name] = coefficients.get(term.name, 0) + side * term.sign
                own = measured(rulebook.questions[term.name]).steps
                if steps is not None and steps != own:
                    raise LawError(None, f"“{term.name}” is added to a number with other decimals")
                steps = own
            elif isinstance(term.constant, date):
                constant += side * term.sign * term.constant.toordinal()
            elif term.constant is not None:
                constant += side * term.sign * term.constant
    terms_ = tuple(sorted((name, sign) for name, sign in coefficients.items() if sign))
    edge = -constant * (steps or 1)
    at_least = Linear(terms_, today, int(edge.to_integral_value(ROUND_CEILING)))
    above = Linear(terms_, today, int(edge.to_integral_value(ROUND_FLOOR)) + 1)
    return {
        ">=": [(at_least, True)],
        ">": [(above, True)],
        "<": [(at_least, False)],
        "<=": [(above, False)],
        "==": [(at_least, True), (above, False)],
        "!=": [(at_least, True), (above, False)],
    }[node.operator]


def variables(rulebook: Rulebook) -> tuple[AnyVariable, ...]:
    """What the diagrams of the whole rulebook branch on, in the canonical order of the first questions."""
    atoms = {atom for node in _comparisons(rulebook) for atom, _ in linear(node, rulebook)}
    groups = {id: {id} for id in rulebook.questions}
    joint: set[str] = set()
    for atom in atoms:
        names = [name for name, _ in atom.terms]
        if len(names) > 1 or atom.today:
            merged = set().union(*(groups[name] for name in names))
            joint |= merged
            for name in merged:
                groups[name] = merged
    counted = {amount.times for scheme in rulebook.schemes.values() for amount in scheme.amounts if amount.times}
    order = list(rulebook.questions)
    found: list[AnyVariable] = []
    done: set[str] = set()
    for position, (id, question) in enumerate(rulebook.questions.items()):
        if id in done:
            continue
        done |= groups[id]
        if id in joint:
            members = [other for other in order if other in groups[id]]
            own = sorted(
                (atom for atom in atoms if any(name in groups[id] for name, _ in atom.terms)),
                key=lambda atom: (atom.terms, atom.today, atom.bound),
            )
            bits = [1 << order.index(member) for member in members]
            found.append(JointVariable([rulebook.questions[member] for member in members], bits, own))
        else:
            thresholds = {threshold(atom)[0] for atom in atoms if atom.terms and atom.terms[0][0] == id}
            found.append(kind_of(question).variable(question, 1 << position, thresholds, id in counted))
    return tuple(found)


def threshold(atom: Linear) -> tuple[int, bool]:
    """Where a comparison of one question turns: from this value on it is true (or, where False, false)."""
    ((_, sign),) = atom.terms
    if sign > 0:
        return -(-atom.bound // sign), True
    return atom.bound // sign + 1, False


def _comparisons(rulebook: Rulebook) -> Iterator[ex.Comparison]:
    conditions: list[Condition] = [concept.condition for concept in rulebook.concepts.values()]
    for scheme in rulebook.schemes.values():
        conditions += conditions_of(scheme)
    conditions += page_conditions(rulebook.notices, rulebook.also)
    waits = (question.influence.can_wait for question in rulebook.questions.values())
    conditions += [wait.condition for wait in waits if wait and wait.condition]
    for condition in conditions:
        for entry in condition:
            for node in ex.walk(entry.when):
                if isinstance(node, ex.Comparison) and choice_of(node, rulebook) is None:
                    yield node
