"""From conditions to diagrams, for one period in which the law is one and the same.

Values of a condition's diagram: True, False, or the frozen set of those who decide where it is unknown for good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from webapp.rules.kinds import kind_of
from webapp.rules.logic.diagrams import Builder, Diagram
from webapp.rules.logic.joint import AnyVariable, JointVariable, Linear, measured
from webapp.rules.model import Condition, LawError, Question, Rulebook, choice_of, conditions_of, page_conditions
from webapp.rules.model import expressions as ex

Truth = bool | frozenset[str]


def truth_and(a: Truth, b: Truth) -> Truth:
    """Kleene's *and*; who decides is kept."""
    if a is False or b is False:
        return False
    if a is True:
        return b
    return a if b is True else a | b


def truth_or(a: Truth, b: Truth) -> Truth:
    """Kleene's *or*; who decides is kept."""
    if a is True or b is True:
        return True
    if a is False:
        return b
    return a if b is False else a | b


def truth_not(a: Truth) -> Truth:
    """Kleene's *not*."""
    return not a if isinstance(a, bool) else a


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


class Lowering:
    """Makes the diagrams of conditions as they stand on the day `day`."""

    def __init__(self, rulebook: Rulebook, day: date, found: tuple[AnyVariable, ...]) -> None:
        self._rulebook = rulebook
        self._day = day
        self._variables = found
        self.build = Builder(tuple(variable.size for variable in found), tuple(variable.bit for variable in found))
        self._levels = {name: level for level, variable in enumerate(found) for name in variable.questions}
        self._concepts: dict[str, Diagram] = {}
        self.true = self.build.leaf(True)

    def condition(self, condition: Condition | None, criteria: Mapping[str, Diagram]) -> Diagram:
        """The diagram of a condition; no condition is true. `criteria` are the scheme's that may be named in it."""
        if condition is None:
            return self.true
        entry = condition[0]
        for later in condition[1:]:
            if later.start <= self._day:
                entry = later
        return self._lower(entry.when, criteria)

    def question(self, name: str) -> tuple[int, AnyVariable]:
        """The level and the variable of a question."""
        level = self._levels[name]
        return level, self._variables[level]

    def conjunction(self, diagrams: Iterable[Diagram]) -> Diagram:
        """The diagram that is true where all `diagrams` are; true where there are none."""
        result: Diagram = self.true
        for diagram in diagrams:
            result = self.build.apply(truth_and, result, diagram)
        return result

    def _lower(self, node: ex.Expression, criteria: Mapping[str, Diagram]) -> Diagram:
        apply = self.build.apply
        if isinstance(node, ex.Literal):
            return self.build.leaf(node.value)
        if isinstance(node, ex.Maybe):
            return self.build.leaf(frozenset({node.who}))
        if isinstance(node, ex.Name):
            return self._name(node.name, criteria)
        if isinstance(node, ex.Not):
            return apply(truth_not, self._lower(node.operand, criteria))
        if isinstance(node, ex.And):
            return self.conjunction(self._lower(operand, criteria) for operand in node.operands)
        if isinstance(node, ex.Or):
            result: Diagram = self.build.leaf(False)
            for operand in node.operands:
                result = apply(truth_or, result, self._lower(operand, criteria))
            return result
        if isinstance(node, ex.Membership):
            return self._options(self._rulebook.questions[node.question], node.options)
        choice = choice_of(node, self._rulebook)
        if choice is not None:
            diagram = self._options(choice[0], (choice[1],))
            return diagram if node.operator == "==" else apply(truth_not, diagram)
        result = self.conjunction(
            self._atom(atom) if holds else apply(truth_not, self._atom(atom))
            for atom, holds in linear(node, self._rulebook)
        )
        return apply(truth_not, result) if node.operator == "!=" else result

    def _name(self, name: str, criteria: Mapping[str, Diagram]) -> Diagram:
        concept = self._rulebook.concepts.get(name)
        if concept is None:
            return criteria[name]
        if name not in self._concepts:
            self._concepts[name] = self.condition(concept.condition, {})
        return self._concepts[name]

    def _options(self, question: Question, options: tuple[str, ...]) -> Diagram:
        level, variable = self.question(question.id)
        assert not isinstance(variable, JointVariable)
        return self.build.node(level, tuple(self.build.leaf(chosen) for chosen in variable.among(options)))

    def _atom(self, atom: Linear) -> Diagram:
        leaf = self.build.leaf
        if not atom.terms:
            return leaf(atom.today * self._day.toordinal() >= atom.bound)
        level, variable = self.question(atom.terms[0][0])
        if isinstance(variable, JointVariable):
            number = variable.atoms.index(atom)
            return self.build.node(level, tuple(leaf(bool(cell >> number & 1)) for cell in range(variable.size)))
        turn, from_there = threshold(atom)
        return self.build.node(level, tuple(leaf(beyond == from_there) for beyond in variable.at_least(turn)))
