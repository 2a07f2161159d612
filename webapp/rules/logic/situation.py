"""What follows for one person: outcomes, criteria, amounts, deadlines, and what is still worth asking.

The semantics are those of the contract. A verdict is given only where all answers that are possible lead to it; an
amount is the range over all of them in which the scheme is granted; a question is *missing* where, for some answers to
the other open questions, two of its own answers lead to different outcomes or amounts.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from webapp.rules.logic.compiled_law import GOALS, CompiledScheme
from webapp.rules.logic.evaluation import Evaluation
from webapp.rules.logic.results import Assessment, Deadline, SchemeResult, ShownNotice
from webapp.rules.model import (
    SCOPE_QUESTION,
    AlsoWorthAsking,
    Amount,
    Condition,
    Outcome,
    Scheme,
    Sum,
    Variant,
    Way,
)


class Situation(Evaluation):
    """One person's answers on one day, ready to be asked many things. `assess` is the whole of it."""

    __slots__ = ()

    def assess(self) -> Assessment:
        """The assessment of all schemes in scope. Contract: "Schemes and their criteria and amounts"."""
        results: list[SchemeResult] = []
        deadlines: list[Deadline] = []
        all_missing = 0
        scope = GOALS.get(self.answers.get(SCOPE_QUESTION), ())
        for compiled in self.law.schemes:
            scheme = compiled.scheme
            if scheme.goal not in scope or not self._is_shown(compiled):
                continue
            ends = [self.settle(criterion.diagram)[0] for criterion in compiled.criteria]
            mask, undecided = self._verdict(compiled, ends)
            amounts, missing = [], undecided
            if mask != self.law.unlikely:
                for amount in compiled.amounts:
                    possible, support = self.settle(amount.diagram)
                    missing |= support
                    if (given := amount.result(possible)) is not None:
                        amounts.append(given)
                missing |= self._undated(compiled)
                deadlines += self._deadlines(scheme)
            criteria = tuple([each.result(own) for each, own in zip(compiled.criteria, ends, strict=True)])
            names = self.law.names(missing)
            outcome = self.law.outcome_of[mask]
            results.append(SchemeResult(scheme, outcome, criteria, names, tuple(amounts), bool(undecided)))
            all_missing |= missing
        fits = not scope or any(result.outcome != "unlikely" for result in results)
        also = self._also() if "stay" in scope else ()
        names, following = self._open(all_missing)
        return Assessment(self.on, tuple(results), tuple(deadlines), names, following, self._notices(fits=fits), also)

    def open_questions(self) -> Assessment:
        """The assessment without its schemes: only what is still worth asking, for a part of the cost."""
        return Assessment(self.on, (), (), *self._open(self._missing(-1)))

    def matters(self, question: str) -> bool:
        """Whether `question`, which was not answered, is worth asking: it is one of the missing, found without the others."""
        if SCOPE_QUESTION not in self.answers:
            return question == SCOPE_QUESTION
        _, bit, _ = self.law.questions[question]
        return bool(self._missing(bit) & bit)

    def _missing(self, wanted: int) -> int:
        """The questions that are missing, as a mask of bits; all of those in the mask `wanted`, and perhaps others.

        Only schemes are looked at that no answer alone rules out and that hang on a question not found to be missing yet.
        """
        near = self.law.in_scope.get(self.answers.get(SCOPE_QUESTION), 0)
        for cell, ruled_out in zip(self._cells, self.law.ruled_out, strict=False):
            if cell >= 0:
                near &= ~ruled_out[cell]
        wanted &= ~self._answered
        missing = 0
        while near and wanted & ~missing:
            first = near & -near
            near ^= first
            compiled = self.law.schemes[first.bit_length() - 1]
            if compiled.questions & wanted & ~missing:
                missing = self._asks(compiled, missing)
        return missing

    def _asks(self, compiled: CompiledScheme, missing: int) -> int:
        """`missing`, and the questions that can still change something in the scheme, as a mask of bits."""
        if not self._is_shown(compiled):
            return missing
        missing = self.deciding(compiled.deciding, missing)
        for amount in compiled.amounts:
            # What the outcome hangs on is missing already, where the scheme is shown to everybody.
            if amount.given.involved & ~(self._answered | missing) or not compiled.is_always_shown:
                missing = self.deciding(amount.diagram, missing)
        if compiled.scheme.deadlines and self.settle(compiled.outcome)[0] != self.law.unlikely:
            missing |= self._undated(compiled)
        return missing

    def _open(self, missing: int) -> tuple[tuple[str, ...], str | None]:
        """The questions of the mask `missing`, and the first that was not answered; before the first, that one alone."""
        is_begun = isinstance(self.answers.get(SCOPE_QUESTION), str)
        names = self.law.names(missing) if is_begun else (SCOPE_QUESTION,)
        return names, next((id for id in names if id not in self.answers), None)

    def _is_shown(self, compiled: CompiledScheme) -> bool:
        return compiled.is_always_shown or self.settle(compiled.shown)[0] != self.law.false

    def _verdict(self, compiled: CompiledScheme, ends: list[int]) -> tuple[int, int]:
        """The outcomes that are possible, and the questions that can still change the outcome, as masks of bits.

        `ends` are those of the criteria: where they are sure enough, the outcome's own diagram is not needed.
        """
        law = self.law
        if compiled.is_always_shown:
            if law.false in ends:
                return law.unlikely, 0
            if ends.count(law.true) == len(ends):
                return law.likely, 0
            return self.settle(compiled.outcome)
        # The verdict is on the criteria alone, so that it is never surer than they are. But a question that could
        # change it only for people to whom the scheme is not shown changes nothing.
        return self.settle(compiled.outcome)[0], self.settle(compiled.deciding)[1]

    def outcome(self, compiled: CompiledScheme) -> Outcome | None:
        """The outcome of one of the schemes of `law`; None where it is not shown."""
        if not self._is_shown(compiled):
            return None
        ends = [self.settle(criterion.diagram)[0] for criterion in compiled.criteria]
        return self.law.outcome_of[self._verdict(compiled, ends)[0]]

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
        diagram, figures = self.law.sum(scheme, sum_, self.uncounted(sum_))
        range_ = figures.range(self.settle(diagram)[0])
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
                missing |= self.law.questions[rule.question][1]
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
