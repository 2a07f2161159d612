"""What follows for one person: outcomes, criteria, amounts, deadlines, and what is still worth asking.

The semantics are those of the contract. An open question (not answered, or "I don't know") stands for every answer it
could have. A verdict is given only where all of them lead to it; an amount is the range over all of them in which the
scheme is granted; a question is *missing* where, for some answers to the other open questions, two of its own answers
lead to different outcomes or amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from webapp.rules.logic.compiled_law import CompiledScheme, combine, law_on
from webapp.rules.logic.diagrams import LEAF, Diagram
from webapp.rules.logic.joint import JointVariable
from webapp.rules.logic.results import Assessment, Deadline, SchemeResult, ShownNotice
from webapp.rules.model import (
    SCOPE_QUESTION,
    UNKNOWN,
    AlsoWorthAsking,
    Amount,
    Answers,
    Condition,
    Outcome,
    Rulebook,
    Scheme,
    Sum,
    Value,
    Variant,
    Way,
)

_OPEN, _UNSET = -1, -2


class Situation:
    """One person's answers on one day, ready to be asked many things. `assessment` is the whole of it."""

    __slots__ = ("_answered", "_cells", "_masks", "_moves", "_reduced", "_shapes", "answers", "law", "on", "rulebook")

    def __init__(self, rulebook: Rulebook, answers: Answers, on: date) -> None:
        self.rulebook = rulebook
        self.answers = answers
        self.on = on
        law = self.law = law_on(rulebook, on)
        cells: list[int] = []
        self._cells = cells
        answered = 0
        for variable in law.variables:
            if isinstance(variable, JointVariable):
                cells.append(_UNSET)
                continue
            value = answers.get(variable.question)
            if value is None or value is UNKNOWN:
                cells.append(_OPEN)
            else:
                cells.append(variable.cell(value))  # type: ignore[arg-type]
                answered |= variable.bit
        self._answered = answered
        #: Of the joint variables looked at so far: the possible cells, and how each open question can move in them.
        self._masks: dict[int, int] = {}
        self._moves: dict[int, list[tuple[int, list[int]]]] = {}
        self._reduced: dict[int, tuple[int, int, int]] = {}
        self._shapes: dict[tuple[int, frozenset[tuple[int, int]]], tuple[int, int, int]] = {}

    def assess(self) -> Assessment:
        """The assessment of all schemes in scope. Contract: "Schemes and their criteria and amounts"."""
        law, answers = self.law, self.answers
        goal = answers.get(SCOPE_QUESTION)
        if not isinstance(goal, str):
            return Assessment(self.on, (), (), (SCOPE_QUESTION,), SCOPE_QUESTION, self._notices(fits=True))
        scope = law.goals[goal]
        names = law.names
        results: list[SchemeResult] = []
        deadlines: list[Deadline] = []
        all_missing = 0
        for compiled in law.schemes:
            scheme = compiled.scheme
            if scheme.goal not in scope:
                continue
            result, missing = self._scheme(compiled)
            all_missing |= missing
            if result is not None:
                results.append(result)
                if scheme.deadlines and result.outcome != "unlikely":
                    deadlines += self._deadlines(scheme)
        open_ones = names(all_missing)
        following = next((id for id in open_ones if id not in answers), None)
        fits = any(result.outcome != "unlikely" for result in results)
        also = self._also() if "stay" in scope else ()
        return Assessment(
            self.on, tuple(results), tuple(deadlines), open_ones, following, self._notices(fits=fits), also
        )

    def open_questions(self) -> Assessment:
        """The assessment without its schemes: only what is still worth asking, at half the cost."""
        law, answers, settle = self.law, self.answers, self.settle
        goal = answers.get(SCOPE_QUESTION)
        if not isinstance(goal, str):
            return self.assess()
        scope = law.goals[goal]
        missing = 0
        for compiled in law.schemes:
            if compiled.scheme.goal in scope and settle(compiled.shown)[0] != law.false:
                missing |= settle(compiled.deciding)[1]
                if settle(compiled.outcome)[0] != law.unlikely:
                    for amount in compiled.amounts:
                        missing |= settle(amount.diagram)[1]
                    missing |= self._undated(compiled)
        open_ones = law.names(missing)
        following = next((id for id in open_ones if id not in answers), None)
        return Assessment(self.on, (), (), open_ones, following)

    def varied(self, changed: Mapping[str, Value]) -> Situation:
        """The same person with some answers `changed`. Only what these bear on is looked at anew."""
        other = Situation.__new__(Situation)
        other.rulebook, other.on, other.law = self.rulebook, self.on, self.law
        other.answers = {**self.answers, **changed}
        other._cells, other._answered = self._cells.copy(), self._answered
        other._masks, other._moves = self._masks.copy(), self._moves.copy()
        other._reduced, other._shapes = {}, {}
        for id, value in changed.items():
            level, variable = self.law.question(id)
            if isinstance(variable, JointVariable):
                other._cells[level] = _UNSET
            else:
                other._cells[level] = variable.cell(value)
                other._answered |= variable.bit
        return other

    def outcome(self, compiled: CompiledScheme) -> Outcome | None:
        """The outcome of one of the schemes of `law`; None where it is not shown."""
        law = self.law
        if compiled.shown is not law.always and self.settle(compiled.shown)[0] == law.false:
            return None
        return law.outcome_of[self.settle(compiled.outcome)[0]]

    def holds(self, condition: Condition | None, scheme: Scheme | None) -> bool | None:
        """Whether one of the scheme's conditions (None: of those of no scheme) is true, false or (None) unknown."""
        if condition is None:
            return True
        mask, _ = self.settle(self.law.condition(condition, scheme))
        if mask == self.law.true:
            return True
        return False if mask == self.law.false else None

    def sum_range(self, scheme: Scheme, sum_: Sum) -> tuple[Decimal, Decimal] | None:
        """The least and the most a sum can be, in kroner; None where it is not given or a part was not published.

        Amounts of which it is open how many there are (`uncounted`) are not in it: with as many as the question
        allows, the most would only be a big number.
        """
        if self.holds(sum_.condition, scheme) is not True:
            return None
        mask, _ = self.settle(self.law.sum(scheme, sum_, self.uncounted(sum_)))
        range_ = combine(self.law.build.leaves(mask))
        if range_ is None or range_.minimum is None or range_.maximum is None:
            return None
        return range_.minimum, range_.maximum

    def is_counted(self, amount: Amount) -> bool:
        """Whether it is known how many times the amount is given."""
        return amount.times is None or isinstance(self.answers.get(amount.times), int)

    def uncounted(self, sum_: Sum) -> frozenset[str]:
        """The questions for how many of something there are, in `sum_`, whose answers are open."""
        parts = self.rulebook.amounts_of(sum_)
        return frozenset(each.times for each in parts if each.times and not self.is_counted(each))

    def ways(self, scheme: Scheme) -> tuple[Way, ...]:
        """The ways of a scheme that stand side by side for this person; empty where they are not in play."""
        ways = scheme.ways
        if ways is None or self.holds(ways.condition, scheme) is False or not self.holds(ways.only_if, scheme):
            return ()
        return tuple(way for way in ways.rows if self.holds(way.condition, scheme) is not False)

    def _scheme(self, compiled: CompiledScheme) -> tuple[SchemeResult | None, int]:
        law, settle = self.law, self.settle
        if compiled.shown is not law.always and settle(compiled.shown)[0] == law.false:
            return None, 0
        mask, missing = settle(compiled.outcome)
        # The verdict is on the criteria alone, so that it is never surer than they are. But a question that could
        # change it only for people to whom the scheme is not shown changes nothing.
        if compiled.deciding is not compiled.outcome:
            missing = settle(compiled.deciding)[1]
        undecided = bool(missing)
        outcome: Outcome = law.outcome_of[mask]
        amounts = []
        if mask != law.unlikely:
            for amount in compiled.amounts:
                ends, support = settle(amount.diagram)
                missing |= support
                result = amount.result(ends)
                if result is not None:
                    amounts.append(result)
            missing |= self._undated(compiled)
        criteria = tuple([criterion.result(settle(criterion.diagram)[0]) for criterion in compiled.criteria])
        return SchemeResult(compiled.scheme, outcome, criteria, law.names(missing), tuple(amounts), undecided), missing

    def _notices(self, *, fits: bool) -> tuple[ShownNotice, ...]:
        """The page notices. `fits`: whether a scheme may apply, or nobody can say yet."""
        found = []
        for notice in self.rulebook.notices:
            if self.on not in notice.span:
                continue
            true = self.holds(notice.condition, None) if notice.condition else not fits
            if true or (true is None and not notice.only_if_true):
                found.append(ShownNotice(notice, next(filter(self._fits, notice.variants))))
        return tuple(found)

    def _fits(self, variant: Variant) -> bool:
        return self.on in variant.span and self.holds(variant.condition, None) is True

    def _also(self) -> tuple[AlsoWorthAsking, ...]:
        return tuple(
            each for each in self.rulebook.also if self.on in each.span and self.holds(each.condition, None) is True
        )

    def _undated(self, compiled: CompiledScheme) -> int:
        """The questions for days that a last day of the scheme rests on and that were not answered, as a mask of bits."""
        missing = 0
        for rule in compiled.scheme.deadlines:
            unanswered = not isinstance(self.answers.get(rule.question), date)
            if unanswered and self.holds(rule.condition, compiled.scheme) is not False:
                missing |= self.law.bit(rule.question)
        return missing

    def _deadlines(self, scheme: Scheme) -> list[Deadline]:
        found = []
        for rule in scheme.deadlines:
            start = self.answers.get(rule.question)
            if isinstance(start, date) and self.holds(rule.condition, scheme) is not False:
                last = start + timedelta(days=rule.days)
                if last >= self.on:
                    found.append(Deadline(rule, scheme, last))
        return found

    # partial evaluation

    def settle(self, diagram: Diagram) -> tuple[int, int]:
        """The ends that are still possible and the questions that can still change which, each as a mask of bits."""
        cells = self._cells
        level = diagram.level
        while level != LEAF:
            cell = cells[level]
            if cell < 0:
                if cell == _OPEN:
                    return self._reduce(diagram)[:2]
                self._look(level)
                continue
            diagram = diagram.kids[cell]  # type: ignore[union-attr]
            level = diagram.level
        return diagram.bit, 0  # type: ignore[union-attr]

    def _look(self, level: int) -> None:
        """Finds out which cells of a joint variable are possible; done only where a diagram comes to it."""
        variable = self.law.variables[level]
        assert isinstance(variable, JointVariable)
        given: list[Any] = [self.answers.get(id) for id in variable.questions]
        today = self.on.toordinal()
        if all(value is None or value is UNKNOWN for value in given):
            mask, moves = variable.open_states(today)
        else:
            mask, moves = variable.states(given, today)
        self._cells[level] = mask.bit_length() - 1 if mask & (mask - 1) == 0 else _OPEN
        self._masks[level], self._moves[level] = mask, moves

    def _reduce(self, diagram: Diagram) -> tuple[int, int, int]:
        """Ends, deciding questions and identity of `diagram` with the answers filled in.

        Two diagrams have the same identity where, for the answers that are still possible, they are the same function:
        only so is a question that changes nothing recognised.
        """
        found = self._reduced.get(id(diagram))
        if found is not None:
            return found
        level = diagram.level
        if not diagram.joint and not diagram.support & self._answered:
            found = (diagram.ends, diagram.support, id(diagram))
        else:
            if self._cells[level] == _UNSET:
                self._look(level)
            cell = self._cells[level]
            if cell >= 0:
                found = self._reduce(diagram.kids[cell])  # type: ignore[union-attr]
            else:
                found = self._branch(diagram)
        self._reduced[id(diagram)] = found
        return found

    def _branch(self, diagram: Any) -> tuple[int, int, int]:
        level = diagram.level
        allowed = self._masks.get(level, -1)
        ends = support = 0
        parts: dict[int, int] = {}
        last = None
        for mask, kid in diagram.groups:
            mask &= allowed
            if mask:
                last = self._reduce(kid)
                ends |= last[0]
                support |= last[1]
                parts[last[2]] = parts.get(last[2], 0) | mask
        assert last is not None
        if len(parts) == 1:
            return last
        moves = self._moves.get(level)
        if moves is None:
            support |= self.law.variables[level].bit
        else:
            for bit, blocks in moves:
                if any(block & mask and block & ~mask for block in blocks for mask in parts.values()):
                    support |= bit
        shape = (level, frozenset(parts.items()))
        found = self._shapes.get(shape)
        if found is None:
            node = self.law.build.shapes.get(shape)
            found = (ends, support, id(node) if node is not None else -1 - len(self._shapes))
            self._shapes[shape] = found
        return found


def assess(rulebook: Rulebook, answers: Answers, on: date) -> Assessment:
    """What follows from `answers` (`parse_answers`) on the day `on`. Contract: "Schemes and their criteria…"."""
    return Situation(rulebook, answers, on).assess()


def at_most_left(rulebook: Rulebook, assessment: Assessment, answers: Answers) -> int:
    """How many questions can still come at most, the next one included.

    Every later answer can only take questions away, so those that can change something now are an upper bound. Before
    anything but the scope is known that bound is needlessly frightening: then it is the most over the next answers.
    """
    if assessment.next_question is None:
        return 0
    goal, following = answers.get(SCOPE_QUESTION), rulebook.questions[assessment.next_question]
    if goal is not None and (len(answers) > 1 or not following.options):
        return sum(1 for id in assessment.missing if id not in answers)
    # Without the first answer nothing is in scope and anything may come, whatever else was answered.
    known: Answers = {} if goal is None else {SCOPE_QUESTION: goal}
    law = law_on(rulebook, assessment.on)
    if goal not in law.most_left:
        most = 0
        for option in following.options:
            further = {**known, following.id: option.id}
            most = max(most, at_most_left(rulebook, assess(rulebook, further, assessment.on), further))
        law.most_left[goal] = 1 + most
    return law.most_left[goal]


def as_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the form of the command line's contract, figures as numbers."""
    return {
        "date": assessment.on.isoformat(),
        "schemes": [
            {
                "id": result.scheme.id,
                "outcome": result.outcome,
                "criteria": [{"id": each.criterion.id, "result": each.result} for each in result.criteria],
                "missing": list(result.missing),
                "amounts": [
                    {
                        "id": each.amount.id,
                        "min": _plain(each.minimum),
                        "max": _plain(each.maximum),
                        "currency": "DKK",
                        "per": each.amount.per,
                        "level": each.level,
                    }
                    for each in result.amounts
                ],
            }
            for result in assessment.schemes
        ],
        "deadlines": [{"id": each.rule.id, "date": each.date.isoformat()} for each in assessment.deadlines],
        "also": [each.id for each in assessment.also],
        "notices": [each.notice.id for each in assessment.notices],
        "next_question": assessment.next_question,
    }


def _plain(value: Decimal | None) -> int | float | None:
    """A JSON number. Figures have two decimals at most, which a float of this size carries exactly enough to print."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
