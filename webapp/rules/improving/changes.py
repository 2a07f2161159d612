"""What would change an outcome for the better: one answer or two that somebody can find out, do something for, or await.

It is found in the rules, not written by hand. A change holds whatever is still open: its outcome is what `assess` says
with the changed answers. Only the smallest are given: two answers only where neither alone reaches as much, and of a
number the least that is enough. What can be influenced at all is said in ``questions.yaml`` (`webapp.rules.reading.influence`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, product
from typing import Literal

from webapp.rules.improving.reach import RANK, Lever, Levers, levers_of
from webapp.rules.logic.assess import Situation
from webapp.rules.logic.cells import ChoiceFeature, JointFeature, scaled
from webapp.rules.logic.compiled_law import law_on
from webapp.rules.logic.results import SchemeResult
from webapp.rules.model import Outcome, Question, Unknown, Value

StepKind = Literal["find_out", "do", "wait"]

#: Answers that the rules treat alike: the first and the last of a stretch of numbers, or twice the same option.
Cell = tuple[Value, Value]

#: In months. Nobody plans further ahead, and the rules hardly stay the same for so long.
LONGEST_WAIT = 120

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One answer that would be another one.

    Attributes:
        question: the question.
        kind: how it comes about.
        values: the new answer, a number after a wait; of a choice that is found out every option that helps.
        ranges: of a number that is found out the lowest and the highest of each stretch that helps.
        months: how long a wait takes, rounded up; otherwise 0.
    """

    question: Question
    kind: StepKind
    values: tuple[Value, ...]
    ranges: tuple[Cell, ...] = ()
    months: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Steps that together lead to a better `outcome`, whichever of its answers is found out at each."""

    steps: tuple[ChangeStep, ...]
    outcome: Outcome

    @property
    def months(self) -> int:
        """How long it takes: the longest of its waits."""
        return max(step.months for step in self.steps)


def changes(situation: Situation, result: SchemeResult) -> tuple[Change, ...]:
    """The smallest changes that lead to a better outcome of the scheme, the easiest first."""
    law = situation.law
    compiled = law.compiled(result.scheme)
    if result.outcome == "likely" or compiled is None:
        return ()
    levers = levers_of(law, situation.rulebook, compiled)
    ends = situation.settle(levers.best)[0]
    if not ends & law.likely and (result.outcome == "possible" or ends == law.unlikely):
        return ()
    found = _Search(situation, levers, result).run()
    return tuple(sorted(found, key=_ease))


def _ease(change: Change) -> tuple[int, int, int]:
    """Finding out is easier than doing, doing than waiting, and one step than two."""
    return change.months, sum(step.kind == "do" for step in change.steps), len(change.steps)


@dataclass(frozen=True, slots=True)
class _Move:
    """What somebody can do about one answer: the `steps` it can be, or the `cells` that may be found out."""

    lever: Lever
    steps: tuple[ChangeStep, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def bit(self) -> int:
        return self.lever.bit

    @property
    def id(self) -> str:
        return self.lever.question.id

    def found(self, cells: list[Cell]) -> ChangeStep:
        """The step of finding out that the answer is in one of `cells`."""
        question = self.lever.question
        if question.kind == "choice":
            return ChangeStep(question, "find_out", tuple(first for first, _ in cells))
        return ChangeStep(question, "find_out", (), _merged(question, cells))


class _Search:
    """The search for one person and one scheme."""

    def __init__(self, situation: Situation, levers: Levers, result: SchemeResult) -> None:
        self._situation = situation
        self._levers = levers
        self._outcome = result.outcome
        states = list(zip(levers.criteria, (each.result for each in result.criteria), strict=True))
        #: The questions of each criterion that stands in the way, and of all that are not met: the others cannot help.
        self._hurdles = [mask for mask, state in states if state == ("not_met" if self._is_unlikely else "unknown")]
        self._matter = 0
        for mask, state in states:
            self._matter |= mask if state != "met" else 0

    @property
    def _is_unlikely(self) -> bool:
        return self._outcome == "unlikely"

    def run(self) -> Iterator[Change]:
        moves = [move for lever in self._levers.questions if lever.bit & self._matter and (move := self._move(lever))]
        best: dict[str, int] = {}
        for move in moves:
            best[move.id] = RANK[self._outcome]
            for change in self._tried((move,), RANK[self._outcome]):
                best[move.id] = RANK[change.outcome]
                yield change
        for pair in combinations(moves, 2):
            # Of two numbers that a rule adds up, one is enough to speak of.
            if self._level(pair[0]) != self._level(pair[1]):
                yield from self._tried(pair, max(best[move.id] for move in pair))

    def _level(self, move: _Move) -> int:
        return self._situation.law.question(move.id)[0]

    def _move(self, lever: Lever) -> _Move | None:
        situation, question = self._situation, lever.question
        influence = question.influence
        answer = situation.answers.get(question.id)
        if answer is None:
            return None
        if isinstance(answer, Unknown):
            return _Move(lever, cells=tuple(self._cells(question))) if influence.can_find_out else None
        steps: tuple[ChangeStep, ...] = ()
        if influence.can_do and answer in influence.can_do.after:
            steps = (ChangeStep(question, "do", (influence.can_do.option,)),)
        elif lever.waits is not None and situation.settle(lever.waits)[0] == situation.law.true:
            steps = tuple(self._waits(question, answer))
        return _Move(lever, steps) if steps else None

    def _cells(self, question: Question) -> Iterator[Cell]:
        """The answers between which the rules tell, the first and the last of each stretch."""
        situation = self._situation
        _, feature = situation.law.question(question.id)
        if isinstance(feature, ChoiceFeature):
            yield from ((option.id, option.id) for option in question.options)
            return
        if isinstance(feature, JointFeature):
            given = [situation.answers.get(id) for id in feature.questions]
            stretches = feature.stretches(question.id, given, situation.on.toordinal())
        else:
            stretches = feature.stretches()
        yield from ((_value(question, first), _value(question, last)) for first, last in stretches)

    def _waits(self, question: Question, answer: Value) -> Iterator[ChangeStep]:
        for value, _ in self._cells(question):
            if scaled(value) > scaled(answer) and (months := _months(answer, value)) <= LONGEST_WAIT:
                yield ChangeStep(question, "wait", (value,), months=months)

    def _tried(self, moves: tuple[_Move, ...], floor: int) -> Iterator[Change]:
        """The changes made of one step of each of `moves` that reach more than `floor`, the quickest first."""
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
                yield Change((*found, *steps), outcome)
                floor = RANK[outcome]
            if floor == RANK["likely"]:
                return

    def _found_out(self, steps: tuple[ChangeStep, ...], unknown: list[_Move]) -> tuple[ChangeStep, ...]:
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

    def _likely(self, steps: tuple[ChangeStep, ...], found: Mapping[str, Value], move: _Move) -> list[Cell]:
        return [cell for cell in move.cells if self._reached(steps, {**found, move.id: cell[0]}) == "likely"]

    def _reached(self, steps: tuple[ChangeStep, ...], found: Mapping[str, Value]) -> Outcome | None:
        """The better outcome after `steps` and with what was `found` out; None where it is none."""
        changed = {**found, **{step.question.id: step.values[0] for step in steps}}
        outcome = self._situation.varied(changed).outcome(self._levers.compiled)
        if outcome is None or RANK[outcome] <= RANK[self._outcome]:
            return None
        return outcome if self._lasts(changed, outcome, max((step.months for step in steps), default=0)) else None

    def _lasts(self, changed: Mapping[str, Value], outcome: Outcome, months: int) -> bool:
        """Whether the outcome is no worse in so many `months`, as far as changes of the law are known."""
        situation = self._situation
        then = situation.on + timedelta(days=months * 365 // 12)
        if not any(situation.on < day <= then for day in self._levers.days):
            return True
        compiled = law_on(situation.rulebook, then).compiled(self._levers.compiled.scheme)
        if compiled is None:
            return False
        later = Situation(situation.rulebook, {**situation.answers, **changed}, then).outcome(compiled)
        return later is not None and RANK[later] >= RANK[outcome]


def _value(question: Question, steps: int) -> Value:
    """The number of so many smallest steps."""
    return steps if question.kind == "integer" else Decimal(steps) / 100


def _merged(question: Question, cells: list[Cell]) -> tuple[Cell, ...]:
    """Stretches that follow one another as one."""
    merged: list[Cell] = []
    for first, last in cells:
        if merged and scaled(merged[-1][1]) + 1 == scaled(first):
            merged[-1] = merged[-1][0], last
        else:
            merged.append((first, last))
    return tuple(merged)


def months_of(years: Decimal) -> int:
    """How many months a number of years is, rounded up: 3.16 stands for 3 years and 2 months, cut, not rounded."""
    return -(-12 * scaled(years) // 100)


def _months(now: Value, then: Value) -> int:
    """How many months it takes until `now`, a number of years, is `then`; rounded up."""
    if isinstance(now, Decimal) and isinstance(then, Decimal):
        # The last month that is not more than what was given: the next one would already be written otherwise.
        return months_of(then) - (months_of(now + _HUNDREDTH) - 1)
    return 12 * (scaled(then) - scaled(now))
