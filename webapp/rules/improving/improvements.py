"""What would change an outcome for the better: one answer or two that somebody can find out, do something for, or await.

It is found in the rules, not written by hand. An improvement holds whatever is still open: its outcome is what `assess`
says with the new answers. Only the smallest are given: two answers only where neither alone reaches as much, and of a
number the least that is enough. What can be done about an answer at all is said in ``questions.yaml``
(`webapp.rules.reading.question_file`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations, product
from typing import Literal

from webapp.rules.improving.best_case import RANK, BestCase, Influenced, best_case
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.kind import Cell
from webapp.rules.kinds.number import months_until
from webapp.rules.logic.assess import Situation
from webapp.rules.logic.compiled_law import law_on
from webapp.rules.logic.joint import JointVariable
from webapp.rules.logic.results import SchemeResult
from webapp.rules.model import Outcome, Question, Unknown, Value

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
class Improvement:
    """Steps that together lead to a better `outcome`, whichever of its answers is found out at each."""

    steps: tuple[ImprovementStep, ...]
    outcome: Outcome

    @property
    def months(self) -> int:
        """How long it takes: the longest of its waits."""
        return max(step.months for step in self.steps)


def improvements(situation: Situation, result: SchemeResult) -> tuple[Improvement, ...]:
    """The smallest changes of answers that lead to a better outcome of the scheme, the easiest first."""
    law = situation.law
    compiled = law.compiled(result.scheme)
    if result.outcome == "likely" or compiled is None:
        return ()
    best = best_case(law, situation.rulebook, compiled)
    ends = situation.settle(best.outcome)[0]
    if not ends & law.likely and (result.outcome == "possible" or ends == law.unlikely):
        return ()
    found = _Search(situation, best, result).run()
    return tuple(sorted(found, key=_ease))


def _ease(improvement: Improvement) -> tuple[int, int, int]:
    """Finding out is easier than doing, doing than waiting, and one step than two."""
    steps = improvement.steps
    return improvement.months, sum(step.how == "do" for step in steps), len(steps)


@dataclass(frozen=True, slots=True)
class _Move:
    """What somebody can do about one answer: the `steps` it can be, or the `cells` that may be found out."""

    about: Influenced
    steps: tuple[ImprovementStep, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def bit(self) -> int:
        return self.about.bit

    @property
    def id(self) -> str:
        return self.about.question.id

    def found(self, cells: list[Cell]) -> ImprovementStep:
        """The step of finding out that the answer is in one of `cells`."""
        question = self.about.question
        return ImprovementStep(question, "find_out", kind_of(question).merged(cells))


class _Search:
    """The search for one person and one scheme."""

    def __init__(self, situation: Situation, best: BestCase, result: SchemeResult) -> None:
        self._situation = situation
        self._best = best
        self._outcome = result.outcome
        states = list(zip(best.criteria, (each.result for each in result.criteria), strict=True))
        #: The questions of each criterion that stands in the way, and of all that are not met: the others cannot help.
        self._hurdles = [mask for mask, state in states if state == ("not_met" if self._is_unlikely else "unknown")]
        self._matter = 0
        for mask, state in states:
            self._matter |= mask if state != "met" else 0

    @property
    def _is_unlikely(self) -> bool:
        return self._outcome == "unlikely"

    def run(self) -> Iterator[Improvement]:
        moves = [move for about in self._best.questions if about.bit & self._matter and (move := self._move(about))]
        alone: dict[str, int] = {}
        for move in moves:
            alone[move.id] = RANK[self._outcome]
            for found in self._tried((move,), RANK[self._outcome]):
                alone[move.id] = RANK[found.outcome]
                yield found
        for pair in combinations(moves, 2):
            # Of two numbers that a rule adds up, one is enough to speak of.
            if self._level(pair[0]) != self._level(pair[1]):
                yield from self._tried(pair, max(alone[move.id] for move in pair))

    def _level(self, move: _Move) -> int:
        return self._situation.law.question(move.id)[0]

    def _move(self, about: Influenced) -> _Move | None:
        situation, question = self._situation, about.question
        influence = question.influence
        answer = situation.answers.get(question.id)
        if answer is None:
            return None
        if isinstance(answer, Unknown):
            return _Move(about, cells=tuple(self._cells(question))) if influence.can_find_out else None
        steps: tuple[ImprovementStep, ...] = ()
        if influence.can_do and answer in influence.can_do.after:
            done = influence.can_do.option
            steps = (ImprovementStep(question, "do", ((done, done),)),)
        elif about.waits is not None and situation.settle(about.waits)[0] == situation.law.true:
            steps = tuple(self._waits(question, answer))
        return _Move(about, steps) if steps else None

    def _cells(self, question: Question) -> list[Cell]:
        """The answers between which the rules tell, the first and the last of each stretch."""
        situation = self._situation
        _, variable = situation.law.question(question.id)
        if not isinstance(variable, JointVariable):
            return variable.answers()
        given = [situation.answers.get(id) for id in variable.questions]
        return variable.answers(question.id, given, situation.on.toordinal())

    def _waits(self, question: Question, answer: Value) -> Iterator[ImprovementStep]:
        for value, _ in self._cells(question):
            if value > answer and (months := months_until(answer, value)) <= LONGEST_WAIT:  # type: ignore[operator]
                yield ImprovementStep(question, "wait", ((value, value),), months)

    def _tried(self, moves: tuple[_Move, ...], floor: int) -> Iterator[Improvement]:
        """The improvements made of one step of each of `moves` that reach more than `floor`, the quickest first."""
        together = sum(move.bit for move in moves)
        unknown = [move for move in moves if move.cells]
        # Where it is unlikely whatever the open answers are, finding them out alone changes nothing.
        in_vain = self._is_unlikely and len(unknown) == len(moves)
        if in_vain or floor == RANK["likely"] or not all(together & mask for mask in self._hurdles):
            return
        ways = product(*(move.steps for move in moves if move.steps))
        for steps in sorted(ways, key=lambda each: sorted((step.months for step in each), reverse=True)):
            found = self._found_out(steps, unknown) if unknown else ()
            if len(found) < len(unknown):
                continue
            outcome = "likely" if unknown else self._reached(steps, {})
            if outcome is not None and RANK[outcome] > floor:
                yield Improvement((*found, *steps), outcome)
                floor = RANK[outcome]
            if floor == RANK["likely"]:
                return

    def _found_out(self, steps: tuple[ImprovementStep, ...], unknown: list[_Move]) -> tuple[ImprovementStep, ...]:
        """For which answers to what is `unknown` it is likely after `steps`; nothing where for none."""
        first, *second = unknown
        if not second:
            cells = self._likely(steps, {}, first)
            return (first.found(cells),) if cells else ()
        together = [(cell, self._likely(steps, {first.id: cell[0]}, second[0])) for cell in first.cells]
        widest = max((others for _, others in together), key=len)
        if not widest:
            return ()
        # Any of the first answers has to go with any of the second ones.
        firsts = [cell for cell, others in together if all(other in others for other in widest)]
        return first.found(firsts), second[0].found(widest)

    def _likely(self, steps: tuple[ImprovementStep, ...], found: Mapping[str, Value], move: _Move) -> list[Cell]:
        return [cell for cell in move.cells if self._reached(steps, {**found, move.id: cell[0]}) == "likely"]

    def _reached(self, steps: tuple[ImprovementStep, ...], found: Mapping[str, Value]) -> Outcome | None:
        """The better outcome after `steps` and with what was `found` out; None where it is none."""
        changed = {**found, **{step.question.id: step.answer for step in steps}}
        outcome = self._situation.varied(changed).outcome(self._best.compiled)
        if outcome is None or RANK[outcome] <= RANK[self._outcome]:
            return None
        return outcome if self._lasts(changed, outcome, max((step.months for step in steps), default=0)) else None

    def _lasts(self, changed: Mapping[str, Value], outcome: Outcome, months: int) -> bool:
        """Whether the outcome is no worse in so many `months`, as far as changes of the law are known."""
        situation = self._situation
        then = situation.on + timedelta(days=months * 365 // 12)
        if not any(situation.on < day <= then for day in self._best.days):
            return True
        compiled = law_on(situation.rulebook, then).compiled(self._best.compiled.scheme)
        if compiled is None:
            return False
        later = Situation(situation.rulebook, {**situation.answers, **changed}, then).outcome(compiled)
        return later is not None and RANK[later] >= RANK[outcome]
