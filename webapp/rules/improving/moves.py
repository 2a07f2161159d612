"""What somebody can do about their answers: find out, do, or wait; and how far all of that together could ever get them.

It is the same for all schemes, and found once for each person. With it most schemes for which nothing helps are told
apart before anything is tried (`webapp.rules.improving.improvements`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from webapp.rules.kinds.kind import Cell
from webapp.rules.kinds.number import months_until
from webapp.rules.logic.diagrams import Diagram, Node
from webapp.rules.logic.situation import Situation
from webapp.rules.model import Question, Scheme, Unknown, Value
from webapp.rules.variables.joint import JointVariable

How = Literal["find_out", "do", "wait"]

#: In months. Nobody plans further ahead, and the rules hardly stay the same for so long.
LONGEST_WAIT = 120


@dataclass(frozen=True, slots=True)
class ImprovementStep:
    """One answer that would be another one.

    Attributes:
        question: the question.
        how: how it comes about.
        answers: the new answers, in order, from the first to the last of each stretch; after doing or waiting it is one.
        months: how long a wait takes, rounded up; otherwise 0.
    """

    question: Question
    how: How
    answers: tuple[Cell, ...]
    months: int = 0

    @property
    def answer(self) -> Value:
        """The new answer, or the first of them."""
        return self.answers[0][0]


@dataclass(frozen=True, slots=True)
class Move:
    """What somebody can do about one answer.

    Attributes:
        question: the question.
        bit: its bit among all.
        level: where it stands in the diagrams.
        steps: what can be done, the quickest first.
        stretches: what may be found out, where the answer is open: cells that are the same to the scheme stand together.
    """

    question: Question
    bit: int
    level: int
    steps: tuple[ImprovementStep, ...] = ()
    stretches: tuple[tuple[Cell, ...], ...] = ()

    @property
    def is_wait(self) -> bool:
        """Whether it is one of waiting."""
        return bool(self.steps) and self.steps[0].how == "wait"


class Moves:
    """What one person can do."""

    def __init__(self, situation: Situation) -> None:
        #: The questions about whose answers something can perhaps be done, as a mask of bits.
        self.bits = 0
        #: The cells that the answers could come to, by level, as a mask of bits: rather too many than too few.
        self._cells: dict[int, int] = {}
        self._ends: dict[Diagram, int] = {}
        self._moves: tuple[Move, ...] | None = None
        for id, value in situation.answers.items():
            influence = situation.rulebook.questions[id].influence
            if influence.bears_on(value):
                level, bit, variable = situation.law.questions[id]
                self.bits |= bit
                if variable is None:
                    self._cells[level] = -1
                elif influence.can_do:
                    self._cells[level] = 1 << variable.cell(influence.can_do.option)
                elif not isinstance(value, Unknown):
                    self._cells[level] = -1 << variable.cell(value)

    def of(self, situation: Situation, scheme: Scheme) -> Iterator[Move]:
        """The moves, in canonical order; those that are waiting, only where the scheme tells of a better outcome later."""
        if self._moves is None:
            self._moves = tuple(_moves(situation, self.bits))
        return (move for move in self._moves if scheme.waits or not move.is_wait)

    def reachable(self, situation: Situation, diagram: Diagram) -> int:
        """The ends of `diagram`, as a mask of bits, that all moves together could lead to; perhaps some more."""
        ends = self._ends.get(diagram)
        if ends is None:
            ends = diagram.ends if not diagram.groups else 0
            cells = situation.possible(diagram.level) | self._cells.get(diagram.level, 0) if diagram.groups else 0
            for kid, mask in diagram.groups:
                if mask & cells:
                    ends |= self.reachable(situation, kid)
            self._ends[diagram] = ends
        return ends


def moves_of(situation: Situation) -> Moves:
    """What the person can do; found once."""
    found: Moves | None = situation.worked_out.get("moves")
    if found is None:
        found = situation.worked_out["moves"] = Moves(situation)
    return found


def _moves(situation: Situation, bits: int) -> Iterator[Move]:
    """What can be done about the answers to the questions of the mask `bits`."""
    for id, (level, bit, _) in situation.law.questions.items():
        if not bit & bits:
            continue
        question, answer = situation.rulebook.questions[id], situation.answers[id]
        influence = question.influence
        if isinstance(answer, Unknown):
            yield Move(question, bit, level, stretches=tuple((cell,) for cell in _stretches(situation, id)))
        elif influence.can_do and answer in influence.can_do.after:
            done = influence.can_do.option
            yield Move(question, bit, level, (ImprovementStep(question, "do", ((done, done),)),))
        elif influence.can_wait and situation.holds(influence.can_wait.condition, None):
            steps = tuple(_waits(situation, question, answer))
            if steps:
                yield Move(question, bit, level, steps)


def _waits(situation: Situation, question: Question, answer: Value) -> Iterator[ImprovementStep]:
    for value, _ in _stretches(situation, question.id):
        if value > answer and (months := months_until(answer, value)) <= LONGEST_WAIT:  # type: ignore[operator]
            yield ImprovementStep(question, "wait", ((value, value),), months)


def _stretches(situation: Situation, id: str) -> list[Cell]:
    """The answers between which the rules tell, the first and the last of each stretch."""
    variable = situation.law.variables[situation.law.questions[id][0]]
    if not isinstance(variable, JointVariable):
        return variable.answers()
    given = [situation.answers.get(other) for other in variable.questions]
    return variable.answers(id, given, situation.on.toordinal())


def turns(diagrams: Iterable[Diagram]) -> dict[int, int]:
    """By level the cells, as a mask of bits, that some node of the diagrams treats differently from the cell before."""
    found: dict[int, int] = {}
    seen: set[Diagram] = set()
    waiting = list(diagrams)
    while waiting:
        diagram = waiting.pop()
        if isinstance(diagram, Node) and diagram not in seen:
            seen.add(diagram)
            waiting += [kid for kid, _ in diagram.groups]
            cells = sum(1 << cell for cell, (one, next) in enumerate(pairwise(diagram.by_cell), 1) if one is not next)
            found[diagram.level] = found.get(diagram.level, 0) | cells
    return found


def narrowed(situation: Situation, move: Move, turning: dict[int, int]) -> Move:
    """`move` for a scheme whose diagrams turn at the cells `turning`: what is the same to it is one stretch and one step.

    The thresholds of all schemes divide the answers to a question; trying those of the others would be in vain.
    """
    _, _, variable = situation.law.questions[move.question.id]
    if variable is None:
        return move
    cells = turning[move.level]
    steps = tuple(step for step in move.steps if step.how == "do" or cells >> variable.cell(step.answer) & 1)
    stretches: list[tuple[Cell, ...]] = []
    for place, stretch in enumerate(move.stretches):
        if place and not cells >> place & 1:
            stretches[-1] += stretch
        else:
            stretches.append(stretch)
    return replace(move, steps=steps, stretches=tuple(stretches))
