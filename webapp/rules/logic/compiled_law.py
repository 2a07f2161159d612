"""The law of one period, compiled: the diagrams of every scheme's conditions, and of the rest when it is first needed.

Most people are far from most schemes, and conditions alone tell. What is made of them (outcomes, amounts) takes nine tenths
of the work and of the memory, measured with 1,200 schemes; it is made when somebody comes who is near to a scheme.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property, reduce
from operator import or_
from threading import Lock
from typing import Any

from webapp.rules.logic.diagrams import Builder, Diagram, Leaf
from webapp.rules.logic.figures import UNPUBLISHED, Figures, Given
from webapp.rules.logic.lowering import Lowering
from webapp.rules.logic.results import AmountResult, CriterionResult, CriterionState
from webapp.rules.model import Amount, Case, Condition, Criterion, Outcome, Rulebook, Scheme, Sum
from webapp.rules.variables.joint import AnyVariable, JointVariable
from webapp.rules.variables.linear import variables

#: The goals of the schemes that are in scope, by the answer to the first question.
GOALS: dict[object, tuple[str, ...]] = {"return": ("return",), "stay": ("stay",), "both": ("return", "stay")}

#: Instead of a cell: every cell is possible; it was not looked at yet; the diagram is at its end.
OPEN, UNSET, END = -1, -2, -3

_COMPILING = Lock()


class CompiledCriterion:
    """A criterion's diagram, and its result for each set of ends that was met so far (there are few)."""

    def __init__(self, criterion: Criterion, diagram: Diagram, build: Builder) -> None:
        self.criterion = criterion
        self.diagram = diagram
        self._build = build
        self._results: dict[int, CriterionResult] = {}

    def result(self, mask: int) -> CriterionResult:
        """The criterion over the ends in `mask`: met or not where they agree, otherwise unknown, and who decides it."""
        found = self._results.get(mask)
        if found is None:
            ends = self._build.leaves(mask)
            state: CriterionState = "unknown"
            if ends == [True]:
                state = "met"
            elif ends == [False]:
                state = "not_met"
            who = sorted(set().union(*(end for end in ends if isinstance(end, frozenset))))
            found = self._results[mask] = CriterionResult(self.criterion, state, tuple(who))
        return found


class CompiledAmount:
    """An amount: what is `given` of it where the scheme is granted, and its range for each set of ends met so far."""

    def __init__(self, amount: Amount, given: Diagram, figures: Figures, scheme: CompiledScheme) -> None:
        self.amount = amount
        self.given = given
        self._figures = figures
        self._scheme = scheme
        self._results: dict[int, AmountResult | None] = {}

    @cached_property
    def diagram(self) -> Diagram:
        """What there is of it, which hangs on the outcome too: the dearest of all diagrams to make."""
        return self._scheme.law.build.apply(self._figures.granted, self._scheme.outcome, self.given)

    def result(self, mask: int) -> AmountResult | None:
        """The amount over the ends in `mask`; None where it is not given."""
        if mask not in self._results:
            range_ = self._figures.range(mask)
            result = None
            if range_ is not None:
                # Only where the amount itself may fall away is the lowest possible nothing.
                lowest = range_.minimum if range_.sure or range_.minimum is None else Decimal(0)
                result = AmountResult(self.amount, lowest, range_.maximum, range_.level)
            self._results[mask] = result
        return self._results[mask]


class CompiledScheme:
    """One scheme in one period: the diagrams of its criteria, of whether it is `shown`, and of what follows from both."""

    def __init__(self, scheme: Scheme, law: Law) -> None:
        self.scheme = scheme
        self.law = law
        self.criteria_by_id: dict[str, Diagram] = {}
        self.criteria: list[CompiledCriterion] = []
        for criterion in scheme.criteria:
            if law.day in criterion.span:
                diagram = law.lower(criterion.condition, self.criteria_by_id)
                self.criteria_by_id[criterion.id] = diagram
                self.criteria.append(CompiledCriterion(criterion, diagram, law.build))
        self.shown = law.lower(scheme.shown_when, self.criteria_by_id)
        self.is_always_shown = self.shown is law.build.true
        #: All questions that it hangs on, as a mask of bits.
        self.questions = law.questions_of(self)

    @cached_property
    def outcome(self) -> Diagram:
        """The outcome, whether the scheme is shown or not. Who decides is not in it."""
        outcome: Diagram = self.law.outcomes["likely"]
        for diagram in self.criteria_by_id.values():
            outcome = self.law.build.apply(self.law.met, outcome, diagram)
        return outcome

    @cached_property
    def deciding(self) -> Diagram:
        """The outcome where the scheme is shown: it says what to ask."""
        return self.law.build.apply(self.law.hide, self.shown, self.outcome)

    @cached_property
    def amounts(self) -> tuple[CompiledAmount, ...]:
        """The amounts, in the order of the file."""
        return tuple(self.law.amounts(self))


class Law:
    """Everything compiled for one period. `likely` and the like are the bits of the leaves."""

    def __init__(self, rulebook: Rulebook, day: date, found: tuple[AnyVariable, ...], build: Builder) -> None:
        self.day = day
        self.variables = found
        self.build = build
        self.lower = Lowering(rulebook, day, found, build).condition
        self.outcomes = {each: build.leaf(each, "outcomes") for each in ("likely", "possible", "unlikely", "hidden")}
        self.likely, self.unlikely = self.outcomes["likely"].bit, self.outcomes["unlikely"].bit
        self.true, self.false = build.true.bit, build.false.bit
        #: The outcome by the ends that are possible.
        self.outcome_of: dict[int, Outcome] = dict.fromkeys(range(1 << len(self.outcomes)), "possible")
        self.outcome_of |= {self.likely: "likely", self.unlikely: "unlikely"}
        #: Of each question its level, its bit among all, and its variable; None where it stands in a joint one.
        self.questions = {
            id: (level, 1 << place, None if isinstance(variable, JointVariable) else variable)
            for place, id in enumerate(rulebook.questions)
            for level, variable in enumerate(found)
            if id in variable.questions
        }
        #: The cells of somebody who has answered nothing, by level; the last is that of leaves.
        self.cells = [UNSET if isinstance(variable, JointVariable) else OPEN for variable in found] + [END]
        self.schemes = tuple(CompiledScheme(each, self) for each in rulebook.schemes.values() if day in each.in_force)
        self._by_id = {compiled.scheme.id: compiled for compiled in self.schemes}
        #: The schemes in scope by the answer to the first question; by level and cell those that this answer alone rules
        #: out. Sets of schemes are masks with a bit for each.
        self.in_scope = dict.fromkeys(GOALS, 0)
        self.ruled_out = [[0] * variable.size for variable in found]
        for place, compiled in enumerate(self.schemes):
            self._survey(compiled, 1 << place)
        #: The most questions that can follow, by the answer to the scope question (`webapp.rules.logic.assess`).
        self.most_left: dict[Any, int] = {}
        #: By day what is so while nothing is answered, the same for everybody (`webapp.rules.logic.evaluation`).
        self.nobody: dict[date, Any] = {}
        #: What is said of each scheme, by its id (`webapp.rules.lines`).
        self.lines: dict[str, Any] = {}
        self._conditions: dict[int, Diagram] = {}
        self._sums: dict[tuple[int, frozenset[str]], tuple[Diagram, Figures]] = {}

    def _survey(self, compiled: CompiledScheme, scheme: int) -> None:
        for answer, goals in GOALS.items():
            self.in_scope[answer] |= scheme if compiled.scheme.goal in goals else 0
        # Otherwise it may be worth asking whether the scheme is shown, though it cannot apply.
        needed = compiled.criteria_by_id.values() if compiled.is_always_shown else [compiled.shown]
        for diagram in needed:
            for cell, kid in enumerate(diagram.by_cell):
                self.ruled_out[diagram.level][cell] |= scheme if kid is self.build.false else 0

    def met(self, outcome: Diagram, criterion: Diagram) -> Diagram | None:
        """The outcome with one more criterion."""
        if outcome is self.outcomes["unlikely"] or criterion is self.build.true:
            return outcome
        if criterion is self.build.false:
            return self.outcomes["unlikely"]
        return self.outcomes["possible"] if isinstance(outcome, Leaf) and isinstance(criterion, Leaf) else None

    def hide(self, shown: Diagram, outcome: Diagram) -> Diagram | None:
        """The outcome where the scheme is shown."""
        if not isinstance(shown, Leaf):
            return None
        return self.outcomes["hidden"] if shown is self.build.false else outcome

    def amounts(self, compiled: CompiledScheme) -> Iterator[CompiledAmount]:
        """The amounts of a scheme that are in force, compiled."""
        apply, criteria = self.build.apply, compiled.criteria_by_id
        for amount in compiled.scheme.amounts:
            if self.day in amount.span:
                figures = Figures(self.build, (compiled.scheme.id, amount.id))
                value: Diagram = figures.without
                for case in reversed(amount.cases):
                    own = apply(figures.where, self.lower(case.condition, criteria), figures.leaf(self._figure(case)))
                    value = apply(figures.or_else, own, value)
                if amount.times is not None:
                    value = apply(figures.times, self._counts(amount.times, amount.at_most, figures), value)
                value = apply(figures.where, self.lower(amount.condition, criteria), value)
                yield CompiledAmount(amount, value, figures, compiled)

    def _figure(self, case: Case) -> Given:
        found = [figure for parameter in case.parameters if (figure := parameter.on(self.day))]
        if not found or len(found) < len(case.parameters):
            return UNPUBLISHED
        values = [figure.value for figure in found]
        return Given(min(values), max(values), min(figure.level for figure in found), True)

    def _counts(self, question: str, at_most: int | None, figures: Figures) -> Diagram:
        """The diagram of how often an amount is counted."""
        level, _, variable = self.questions[question]
        assert variable is not None
        counts = [count for count, _ in variable.answers() if isinstance(count, int)]
        top = max(counts) if at_most is None else at_most
        return self.build.node(level, [figures.leaf(min(count, top)) for count in counts])

    def questions_of(self, compiled: CompiledScheme) -> int:
        """All questions on which something in a scheme hangs that decides what to ask, as a mask of bits."""
        scheme = compiled.scheme
        amounts = [amount for amount in scheme.amounts if self.day in amount.span]
        conditions = [rule.condition for rule in scheme.deadlines] + [amount.condition for amount in amounts]
        conditions += [case.condition for amount in amounts for case in amount.cases]
        named = [rule.question for rule in scheme.deadlines] + [amount.times for amount in amounts if amount.times]
        diagrams = [self.lower(condition, compiled.criteria_by_id) for condition in conditions]
        masks = [diagram.involved for diagram in (compiled.shown, *compiled.criteria_by_id.values(), *diagrams)]
        return reduce(or_, [*masks, *(self.questions[id][1] for id in named)])

    def names(self, mask: int) -> tuple[str, ...]:
        """The ids of the questions whose bits are in `mask`, in canonical order."""
        return tuple([id for id, (_, bit, _) in self.questions.items() if bit & mask]) if mask else ()

    def compiled(self, scheme: Scheme) -> CompiledScheme | None:
        """The compiled `scheme`; None where it is not in force."""
        return self._by_id.get(scheme.id)

    def condition(self, condition: Condition, scheme: Scheme | None) -> Diagram:
        """The diagram of one of the scheme's conditions, or (None) of one that stands in no scheme; made when first needed."""
        found = self._conditions.get(id(condition))
        if found is None:
            criteria = self._by_id[scheme.id].criteria_by_id if scheme and scheme.id in self._by_id else {}
            found = self._conditions[id(condition)] = self.lower(condition, criteria)
        return found

    def sum(self, scheme: Scheme, sum_: Sum, left_out: frozenset[str]) -> tuple[Diagram, Figures]:
        """The diagram of a sum of amounts, `NOT_GRANTED` where not all of its schemes are granted, and its leaves.

        What is counted by one of the questions `left_out` is not in it.
        """
        key = (id(sum_), left_out)
        if key not in self._sums:
            apply, figures = self.build.apply, Figures(self.build, (scheme.id, sum_.id, left_out))
            found: Diagram = figures.not_granted
            for scheme_id, amount_id in sum_.of:
                for each in self._by_id[scheme_id].amounts if scheme_id in self._by_id else ():
                    if each.amount.id == amount_id and each.amount.times not in left_out:
                        found = apply(figures.add, found, each.diagram)
            found = apply(figures.where, self.lower(sum_.condition, self._by_id[scheme.id].criteria_by_id), found)
            # A sum of one of the parts alone, where the other's scheme cannot apply, is no sum.
            for scheme_id in sorted({scheme_id for scheme_id, _ in sum_.of} & self._by_id.keys()):
                found = apply(figures.granted, self._by_id[scheme_id].outcome, found)
            self._sums[key] = found, figures
        return self._sums[key]


def law_on(rulebook: Rulebook, on: date) -> Law:
    """The law of the period in which `on` falls, compiled when it is first needed."""
    kept, period = rulebook.compiled, bisect_right(rulebook.change_days, on)
    if period not in kept:
        with _COMPILING:  # whoever else comes for the same law waits, instead of doing the same work
            if "variables" not in kept:
                found = variables(rulebook)
                bits = {id: 1 << place for place, id in enumerate(rulebook.questions)}
                involved = [sum(bits[id] for id in variable.questions) for variable in found]
                sizes, alone = [variable.size for variable in found], [variable.bit for variable in found]
                kept["build"] = Builder(sizes, alone, involved)
                kept["variables"] = found
            if period not in kept:
                start = rulebook.change_days[period - 1] if period else date.min
                kept[period] = Law(rulebook, start, kept["variables"], kept["build"])
    law: Law = kept[period]
    return law
