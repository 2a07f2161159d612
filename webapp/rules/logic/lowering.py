"""From conditions to diagrams, for one period in which the law is one and the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import reduce

from webapp.rules.logic.diagrams import Builder, Diagram
from webapp.rules.model import Condition, Question, Rulebook, choice_of
from webapp.rules.model import expressions as ex
from webapp.rules.variables.joint import AnyVariable, JointVariable, Linear
from webapp.rules.variables.linear import linear, threshold


class Lowering:
    """Makes the diagrams of conditions as they stand on the day `day`."""

    def __init__(self, rulebook: Rulebook, day: date, found: tuple[AnyVariable, ...], build: Builder) -> None:
        self._rulebook = rulebook
        self._day = day
        self._variables = found
        self._build = build
        self._levels = {name: level for level, variable in enumerate(found) for name in variable.questions}
        self._concepts: dict[str, Diagram] = {}

    def condition(self, condition: Condition | None, criteria: Mapping[str, Diagram]) -> Diagram:
        """The diagram of a condition; no condition is true. `criteria` are the scheme's that may be named in it."""
        if condition is None:
            return self._build.true
        entry = condition[0]
        for later in condition[1:]:
            if later.start <= self._day:
                entry = later
        return self._lower(entry.when, criteria)

    def question(self, name: str) -> tuple[int, AnyVariable]:
        """The level and the variable of a question."""
        level = self._levels[name]
        return level, self._variables[level]

    def _lower(self, node: ex.Expression, criteria: Mapping[str, Diagram]) -> Diagram:
        build = self._build
        if isinstance(node, ex.Literal):
            return build.leaf(node.value)
        if isinstance(node, ex.Maybe):
            return build.leaf(frozenset({node.who}))
        if isinstance(node, ex.Name):
            return self._name(node.name, criteria)
        if isinstance(node, ex.Not):
            return build.opposite(self._lower(node.operand, criteria))
        if isinstance(node, ex.And):
            return reduce(build.both, [self._lower(operand, criteria) for operand in node.operands])
        if isinstance(node, ex.Or):
            return reduce(build.either, [self._lower(operand, criteria) for operand in node.operands])
        if isinstance(node, ex.Membership):
            return self._options(self._rulebook.questions[node.question], node.options)
        choice = choice_of(node, self._rulebook)
        if choice is not None:
            diagram = self._options(choice[0], (choice[1],))
            return diagram if node.operator == "==" else build.opposite(diagram)
        atoms = [(self._atom(atom), holds) for atom, holds in linear(node, self._rulebook)]
        result = reduce(build.both, [atom if holds else build.opposite(atom) for atom, holds in atoms])
        return build.opposite(result) if node.operator == "!=" else result

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
        return self._branch(level, variable.among(options))

    def _atom(self, atom: Linear) -> Diagram:
        if not atom.terms:
            return self._build.leaf(atom.today * self._day.toordinal() >= atom.bound)
        level, variable = self.question(atom.terms[0][0])
        if isinstance(variable, JointVariable):
            return self._branch(level, variable.reached(atom))
        turn, from_there = threshold(atom)
        return self._branch(level, [beyond == from_there for beyond in variable.at_least(turn)])

    def _branch(self, level: int, holds: list[bool]) -> Diagram:
        return self._build.node(level, [self._build.true if each else self._build.false for each in holds])
