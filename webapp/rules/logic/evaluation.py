"""Partial evaluation: what is still possible of a diagram with one person's answers, and which questions decide.

An open question (not answered, or "I don't know") stands for every answer it could have.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from webapp.rules.logic.compiled_law import END, OPEN, UNSET, Law, law_on
from webapp.rules.logic.diagrams import Diagram, shape
from webapp.rules.model import Answers, Rulebook, Unknown, Value
from webapp.rules.variables.joint import JointVariable, States

#: For so many days it is kept what is so while nothing is answered.
_DAYS = 4

#: The ends of a diagram and the questions that decide which, as masks, and what it is with the answers filled in.
Reduced = tuple[int, int, object]


class Evaluation:
    """One person's answers on one day as cells of the variables.

    `worked_out` is for what others make of them, and lives as long (`webapp.rules.improving.moves`).
    """

    __slots__ = (
        "_answered",
        "_cells",
        "_nobody",
        "_reduced",
        "_shapes",
        "_states",
        "answers",
        "law",
        "on",
        "rulebook",
        "worked_out",
    )

    def __init__(self, rulebook: Rulebook, answers: Answers, on: date) -> None:
        self.rulebook, self.on, self.law = rulebook, on, law_on(rulebook, on)
        self.answers = answers
        self._answered = 0
        self._cells = self.law.cells.copy()
        #: Of the joint variables looked at so far: the possible cells, and how each open question can move in them.
        self._states: dict[int, States] = {}
        #: None where this is the one without answers.
        self._nobody = None if type(self) is Evaluation else _nobody(rulebook, self.law, on)
        self._fill(answers)

    def varied(self, changed: Mapping[str, Value | Unknown]) -> Self:
        """The same person with some answers `changed`, or more of them. Only what these bear on is looked at anew."""
        other = type(self).__new__(type(self))
        other.rulebook, other.on, other.law, other._nobody = self.rulebook, self.on, self.law, self._nobody
        other.answers, other._answered = {**self.answers, **changed}, self._answered
        other._cells, other._states = self._cells.copy(), self._states.copy()
        other._fill(changed)
        return other

    def _fill(self, answers: Answers) -> None:
        for id, value in answers.items():
            level, bit, variable = self.law.questions[id]
            if variable is None:
                self._cells[level] = UNSET
            if not isinstance(value, Unknown):
                self._answered |= bit
                if variable is not None:
                    self._cells[level] = variable.cell(value)
        self._reduced: dict[Diagram, Reduced] = {}
        self._shapes: dict[object, object] = {}
        self.worked_out: dict[str, Any] = {}

    def settle(self, diagram: Diagram) -> tuple[int, int]:
        """The ends that are still possible and the questions that can still change which, each as a mask of bits."""
        cells = self._cells
        cell = cells[diagram.level]
        while cell >= 0:
            diagram = diagram.by_cell[cell]
            cell = cells[diagram.level]
        if cell == END or not (diagram.joint or diagram.support & self._answered):
            return diagram.ends, diagram.support
        if self._nobody is not None and not diagram.involved & self._answered:
            return self._nobody.settle(diagram)
        return self._reduce(diagram)[:2]

    def deciding(self, diagram: Diagram, known: int) -> int:
        """`known`, a mask of questions, and those that can still change to which end the diagram leads."""
        return known | self.settle(diagram)[1] if diagram.involved & ~(self._answered | known) else known

    def possible(self, level: int) -> int:
        """The cells of the variable that are possible, as a mask of bits."""
        if self._cells[level] == UNSET:
            self._look(level)
        cell = self._cells[level]
        return 1 << cell if cell >= 0 else self._states.get(level, (-1,))[0]

    def _look(self, level: int) -> None:
        """Finds out which cells of a joint variable are possible; done only where a diagram comes to it."""
        variable = self.law.variables[level]
        assert isinstance(variable, JointVariable)
        states = variable.states([self.answers.get(id) for id in variable.questions], self.on.toordinal())
        self._states[level] = states
        self._cells[level] = OPEN if states[0] & (states[0] - 1) else states[0].bit_length() - 1

    def _reduce(self, diagram: Diagram) -> Reduced:
        """Ends, deciding questions and identity of `diagram` with the answers filled in.

        Two diagrams have the same identity where, for the answers that are still possible, they are the same function:
        only so is a question that changes nothing recognised.
        """
        cells = self._cells
        while (cell := cells[diagram.level]) >= 0 or cell == UNSET:
            if cell == UNSET:
                self._look(diagram.level)
            else:
                diagram = diagram.by_cell[cell]
        if not (diagram.joint or diagram.support & self._answered):
            return diagram.ends, diagram.support, diagram
        found = self._reduced.get(diagram)
        if found is None:
            found = self._reduced[diagram] = self._branch(diagram)
        return found

    def _branch(self, diagram: Diagram) -> Reduced:
        level = diagram.level
        allowed, moves = self._states.get(level, (-1, None))
        ends = support = 0
        groups: dict[object, int] = {}
        for kid, mask in diagram.groups:
            if mask := mask & allowed:
                own = self._reduce(kid)
                ends |= own[0]
                support |= own[1]
                groups[own[2]] = groups.get(own[2], 0) | mask
        if len(groups) == 1:
            return own
        if moves is None:
            support |= self.law.variables[level].bit
        else:
            for bit, blocks in moves:
                if not bit & support and any(
                    block & mask not in (0, block) for mask in groups.values() for block in blocks
                ):
                    support |= bit
        key = shape(level, groups) if moves else (level, tuple(groups.items()))
        # With the answers filled in it may be what another diagram is without them.
        return ends, support, self.law.build.nodes.get(key) or self._shapes.setdefault(key, object())


def _nobody(rulebook: Rulebook, law: Law, on: date) -> Evaluation:
    """The evaluation of no answers at all: what no answer touches is the same for everybody on that day."""
    if on not in law.nobody:
        if len(law.nobody) >= _DAYS:
            law.nobody.clear()
        law.nobody[on] = Evaluation(rulebook, {}, on)
    found: Evaluation = law.nobody[on]
    return found
