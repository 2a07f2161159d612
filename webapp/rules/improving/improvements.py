"""What would change an outcome for the better: one answer or two that somebody can find out, do something for, or await.

It is found in the rules, not written by hand. An improvement holds whatever is still open: its outcome is what `assess`
says with the new answers. Only the smallest are given: two answers only where neither alone reaches as much, and of a
number the least that is enough. What can be done about an answer at all is said in ``questions.yaml``
(`webapp.rules.reading.question_file`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations, product

from webapp.rules.improving.moves import LONGEST_WAIT, ImprovementStep, Move, moves_of, narrowed, turns
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.kind import Cell
from webapp.rules.logic.compiled_law import CompiledScheme, law_on
from webapp.rules.logic.results import SchemeResult
from webapp.rules.logic.situation import Situation
from webapp.rules.model import Outcome, Rulebook, Scheme, Value, days_in

RANK: dict[Outcome, int] = {"unlikely": 0, "possible": 1, "likely": 2}


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
    compiled = situation.law.compiled(result.scheme)
    if result.outcome == "likely" or compiled is None:
        return ()
    hurdle = "not_met" if result.outcome == "unlikely" else "unknown"
    bits = moves_of(situation).bits
    for criterion, own in zip(compiled.criteria, result.criteria, strict=True):
        if own.result == hurdle and not criterion.diagram.involved & bits:
            return ()
    return tuple(sorted(_Search(situation, compiled, result).run(), key=_ease))


def _ease(improvement: Improvement) -> tuple[int, int, int]:
    """Finding out is easier than doing, doing than waiting, and one step than two."""
    steps = improvement.steps
    return improvement.months, sum(step.how == "do" for step in steps), len(steps)


class _Search:
    """The search for one person and one scheme."""

    def __init__(self, situation: Situation, compiled: CompiledScheme, result: SchemeResult) -> None:
        self._situation = situation
        self._compiled = compiled
        self._outcome = result.outcome
        self._is_unlikely = result.outcome == "unlikely"
        states = [(each.diagram, own.result) for each, own in zip(compiled.criteria, result.criteria, strict=True)]
        hurdle = "not_met" if self._is_unlikely else "unknown"
        #: The questions of each criterion that stands in the way, and of all that are not met: the others cannot help.
        self._hurdles = [diagram.involved for diagram, state in states if state == hurdle]
        self._matter = 0
        for diagram, state in states:
            self._matter |= diagram.involved if state != "met" else 0

    def run(self) -> Iterator[Improvement]:
        moves = self._useful()
        alone: dict[str, int] = {}
        for move in moves:
            alone[move.question.id] = RANK[self._outcome]
            for found in self._tried((move,), RANK[self._outcome]):
                alone[move.question.id] = RANK[found.outcome]
                yield found
        for pair in combinations(moves, 2):
            # Of two numbers that a rule adds up, one is enough to speak of.
            if pair[0].level != pair[1].level:
                yield from self._tried(pair, max(alone[move.question.id] for move in pair))

    def _useful(self) -> list[Move]:
        """The moves that can help; none where all of them together cannot. What is cheapest to see comes first."""
        situation, compiled, law = self._situation, self._compiled, self._situation.law
        every = moves_of(situation)
        needed = ~law.false if self._is_unlikely else law.true
        if not all(every.reachable(situation, each.diagram) & needed for each in compiled.criteria):
            return []
        ends = every.reachable(situation, compiled.outcome)
        if not ends & law.likely and (not self._is_unlikely or ends == law.unlikely):
            return []
        involved = self._matter & compiled.outcome.involved
        moves = [move for move in every.of(situation, compiled.scheme) if move.bit & involved]
        if self._changes_within(LONGEST_WAIT):
            return moves
        turning = turns((compiled.outcome, compiled.shown))
        return [narrowed(situation, move, turning) for move in moves]

    def _changes_within(self, months: int) -> bool:
        """Whether what decides the outcome changes in so many months, as far as it is known."""
        now = self._situation.on
        return any(now < day <= _after(now, months) for day in self._days)

    @cached_property
    def _days(self) -> set[date]:
        return _days(self._situation.rulebook, self._compiled.scheme)

    def _tried(self, moves: tuple[Move, ...], floor: int) -> Iterator[Improvement]:
        """The improvements made of one step of each of `moves` that reach more than `floor`, the quickest first."""
        together = sum(move.bit for move in moves)
        unknown = [move for move in moves if move.stretches]
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

    def _found_out(self, steps: tuple[ImprovementStep, ...], unknown: list[Move]) -> tuple[ImprovementStep, ...]:
        """For which answers to what is `unknown` it is likely after `steps`; nothing where for none."""
        first, *second = unknown
        if not second:
            helping = self._likely(steps, {}, first)
            return (_found(first, helping),) if helping else ()
        together = [
            (stretch, self._likely(steps, {first.question.id: stretch[0][0]}, second[0])) for stretch in first.stretches
        ]
        widest = max((others for _, others in together), key=lambda others: sum(map(len, others)))
        if not widest:
            return ()
        # Any of the first answers has to go with any of the second ones.
        firsts = [stretch for stretch, others in together if all(other in others for other in widest)]
        return _found(first, firsts), _found(second[0], widest)

    def _likely(
        self, steps: tuple[ImprovementStep, ...], found: Mapping[str, Value], move: Move
    ) -> list[tuple[Cell, ...]]:
        return [
            stretch
            for stretch in move.stretches
            if self._reached(steps, {**found, move.question.id: stretch[0][0]}) == "likely"
        ]

    def _reached(self, steps: tuple[ImprovementStep, ...], found: Mapping[str, Value]) -> Outcome | None:
        """The better outcome after `steps` and with what was `found` out; None where it is none."""
        changed = {**found, **{step.question.id: step.answer for step in steps}}
        outcome = self._situation.varied(changed).outcome(self._compiled)
        if outcome is None or RANK[outcome] <= RANK[self._outcome]:
            return None
        return outcome if self._lasts(changed, outcome, max((step.months for step in steps), default=0)) else None

    def _lasts(self, changed: Mapping[str, Value], outcome: Outcome, months: int) -> bool:
        """Whether the outcome is no worse in so many `months`, as far as changes of the law are known."""
        if not self._changes_within(months):
            return True
        situation = self._situation
        then = _after(situation.on, months)
        compiled = law_on(situation.rulebook, then).compiled(self._compiled.scheme)
        if compiled is None:
            return False
        later = Situation(situation.rulebook, {**situation.answers, **changed}, then).outcome(compiled)
        return later is not None and RANK[later] >= RANK[outcome]


def _found(move: Move, stretches: list[tuple[Cell, ...]]) -> ImprovementStep:
    """The step of finding out that the answer is in one of `stretches`."""
    cells = [cell for stretch in stretches for cell in stretch]
    return ImprovementStep(move.question, "find_out", kind_of(move.question).merged(cells))


def _after(day: date, months: int) -> date:
    return day + timedelta(days=months * 365 // 12)


def _days(rulebook: Rulebook, scheme: Scheme) -> set[date]:
    """The days on which what decides the outcome changes; not those on which only a figure or a text does."""
    conditions = [concept.condition for concept in rulebook.concepts.values()]
    conditions += [criterion.condition for criterion in scheme.criteria]
    conditions += [scheme.shown_when] if scheme.shown_when else []
    return days_in(conditions, [scheme.in_force, *(criterion.span for criterion in scheme.criteria)])
