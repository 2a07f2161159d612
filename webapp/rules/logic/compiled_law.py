"""The rulebook of one period, compiled: the diagrams of every scheme's outcome, criteria and amounts."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from webapp.rules.logic.diagrams import Builder, Diagram
from webapp.rules.logic.joint import AnyVariable, JointVariable
from webapp.rules.logic.lowering import Lowering, variables
from webapp.rules.logic.results import AmountResult, CriterionResult, CriterionState
from webapp.rules.model import Amount, Case, Condition, Criterion, Outcome, Parameter, Rulebook, Scheme, Sum, Wait


class Given(NamedTuple):
    """What an amount's diagram ends in where the amount is given: kroner (None: not published), and if for sure."""

    minimum: Decimal | None
    maximum: Decimal | None
    level: str | None
    sure: bool


#: Ends of an amount's diagram besides `Given`: the scheme is not granted; it is, but without this amount.
NOT_GRANTED, WITHOUT = "not granted", "without"


def combine(ends: list[Any]) -> Given | None:
    """The range over all `ends` in which the scheme is granted; None where the amount is in none of them.

    What was not published stays so: a range over figures and no figure would claim what nobody knows.
    """
    given = [end for end in ends if isinstance(end, Given)]
    if not given:
        return None
    sure = WITHOUT not in ends and all(end.sure for end in given)
    if any(end.minimum is None or end.maximum is None for end in given):
        return Given(None, None, None, sure)
    return Given(
        min(end.minimum for end in given if end.minimum is not None),
        max(end.maximum for end in given if end.maximum is not None),
        min(end.level for end in given if end.level is not None),
        sure,
    )


class CompiledCriterion:
    """A criterion's diagram, and its result for each set of ends that was met so far (there are few)."""

    __slots__ = ("_build", "_results", "criterion", "diagram")

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
    """An amount's diagram, and its range for each set of ends that was met so far."""

    __slots__ = ("_build", "_results", "amount", "diagram")

    def __init__(self, amount: Amount, diagram: Diagram, build: Builder) -> None:
        self.amount = amount
        self.diagram = diagram
        self._build = build
        self._results: dict[int, AmountResult | None] = {}

    def result(self, mask: int) -> AmountResult | None:
        """The amount over the ends in `mask`; None where it is not given."""
        if mask not in self._results:
            range_ = combine(self._build.leaves(mask))
            result = None
            if range_ is not None:
                # Only where the amount itself may fall away is the lowest possible nothing.
                lowest = range_.minimum if range_.sure or range_.minimum is None else Decimal(0)
                result = AmountResult(self.amount, lowest, range_.maximum, range_.level)
            self._results[mask] = result
        return self._results[mask]


@dataclass(slots=True)
class CompiledScheme:
    """One scheme in one period. `deciding` is the outcome where the scheme is shown: it says what to ask."""

    scheme: Scheme
    shown: Diagram
    outcome: Diagram
    deciding: Diagram
    criteria: tuple[CompiledCriterion, ...]
    amounts: tuple[CompiledAmount, ...]
    criteria_by_id: dict[str, Diagram]


class Law:
    """Everything compiled for one period. `likely` and the like are the bits of the outcomes' leaves."""

    def __init__(self, rulebook: Rulebook, day: date, found: tuple[AnyVariable, ...]) -> None:
        self.day = day
        self.variables = found
        self._rulebook = rulebook
        self._lowering = Lowering(rulebook, day, found)
        build = self.build = self._lowering.build
        outcomes: dict[Outcome, int] = {
            outcome: build.leaf(outcome).bit for outcome in ("likely", "possible", "unlikely")
        }
        self.outcome_of: dict[int, Outcome] = {}
        for mask in range(8):
            bits = [bit for index, bit in enumerate(outcomes.values()) if mask >> index & 1]
            names = [name for index, name in enumerate(outcomes) if mask >> index & 1]
            self.outcome_of[sum(bits)] = names[0] if len(names) == 1 else "possible"
        self.likely, self.unlikely = outcomes["likely"], outcomes["unlikely"]
        self.always = build.leaf(True)
        self.true = self.always.bit
        self.false = build.leaf(False).bit
        self.goals = {"return": ("return",), "stay": ("stay",), "both": ("return", "stay")}
        self.schemes = tuple(self._scheme(scheme) for scheme in rulebook.schemes.values() if day in scheme.in_force)
        self._by_id = {compiled.scheme.id: compiled for compiled in self.schemes}
        #: The most questions that can follow, by the answer to the scope question (`webapp.rules.logic.assess`).
        self.most_left: dict[Any, int] = {}
        #: How far each scheme could ever get somebody, by its id (`webapp.rules.improving.best_case`).
        self.best_cases: dict[str, Any] = {}
        #: What is said of each scheme, by its id (`webapp.rules.lines`).
        self.lines: dict[str, Any] = {}
        self._ids = tuple(rulebook.questions)
        self._conditions: dict[int, Diagram] = {}
        self._sums: dict[tuple[int, frozenset[str]], Diagram] = {}

    def _scheme(self, scheme: Scheme) -> CompiledScheme:
        lower, build = self._lowering, self.build
        diagrams: dict[str, Diagram] = {}
        criteria = []
        for criterion in scheme.criteria:
            if self.day in criterion.span:
                diagram = lower.condition(criterion.condition, diagrams)
                diagrams[criterion.id] = diagram
                criteria.append(CompiledCriterion(criterion, diagram, build))
        outcome = build.apply(_outcome, lower.conjunction(diagrams.values()))
        amounts = [
            CompiledAmount(amount, self._amount(amount, outcome, diagrams), build)
            for amount in scheme.amounts
            if self.day in amount.span
        ]
        shown = lower.condition(scheme.shown_when, diagrams)
        deciding = build.apply(lambda visible, own: "hidden" if visible is False else own, shown, outcome)
        return CompiledScheme(scheme, shown, outcome, deciding, tuple(criteria), tuple(amounts), diagrams)

    def _amount(self, amount: Amount, outcome: Diagram, criteria: dict[str, Diagram]) -> Diagram:
        lower, build = self._lowering, self.build
        value: Diagram = build.leaf(WITHOUT)
        for case in reversed(amount.cases):
            given = build.leaf(self._given(case))
            value = build.apply(_choose, lower.condition(case.condition, criteria), given, value)
        if amount.times is not None:
            value = build.apply(_times, self._counts(amount), value)
        value = build.apply(_choose, lower.condition(amount.condition, criteria), value, build.leaf(WITHOUT))
        return build.apply(_granted, outcome, value)

    def _given(self, case: Case) -> Given:
        figures = [self._figure(parameter) for parameter in case.parameters]
        found = [figure for figure in figures if figure is not None]
        if not found or len(found) < len(figures):
            return Given(None, None, None, True)
        values = [figure.value for figure in found]
        return Given(min(values), max(values), min(figure.level for figure in found), True)

    def _figure(self, parameter: Parameter) -> Any:
        return parameter.on(self.day)

    def _counts(self, amount: Amount) -> Diagram:
        """The diagram of how often the amount is counted."""
        assert amount.times is not None
        level, variable = self._lowering.question(amount.times)
        assert not isinstance(variable, JointVariable)
        counts = [count for count, _ in variable.answers() if isinstance(count, int)]
        top = amount.at_most if amount.at_most is not None else 1 << 30
        return self.build.node(level, tuple(self.build.leaf(min(count, top)) for count in counts))

    def names(self, mask: int) -> tuple[str, ...]:
        """The ids of the questions whose bits are in `mask`, in canonical order."""
        found = []
        while mask:
            lowest = mask & -mask
            found.append(self._ids[lowest.bit_length() - 1])
            mask ^= lowest
        return tuple(found)

    def bit(self, id: str) -> int:
        """The bit of a question."""
        return 1 << self._ids.index(id)

    def question(self, id: str) -> tuple[int, AnyVariable]:
        """The level and the variable of a question."""
        return self._lowering.question(id)

    def compiled(self, scheme: Scheme) -> CompiledScheme | None:
        """The compiled `scheme`; None where it is not in force."""
        return self._by_id.get(scheme.id)

    def wait(self, wait: Wait) -> Diagram:
        """The diagram of whom a wait is for."""
        return self._lowering.condition(wait.condition, {})

    def condition(self, condition: Condition, scheme: Scheme | None) -> Diagram:
        """The diagram of one of the scheme's conditions, or (None) of one that stands in no scheme; made when first needed."""
        found = self._conditions.get(id(condition))
        if found is None:
            criteria = self._by_id[scheme.id].criteria_by_id if scheme and scheme.id in self._by_id else {}
            found = self._conditions[id(condition)] = self._lowering.condition(condition, criteria)
        return found

    def sum(self, scheme: Scheme, sum_: Sum, left_out: frozenset[str] = frozenset()) -> Diagram:
        """The diagram of a sum of amounts: `NOT_GRANTED` where not all of its schemes are granted.

        What is counted by one of the questions `left_out` is not in it.
        """
        found = self._sums.get((id(sum_), left_out))
        if found is None:
            condition = self._lowering.condition(sum_.condition, self._by_id[scheme.id].criteria_by_id)
            found = self.build.leaf(NOT_GRANTED)
            for scheme_id, amount_id in sum_.of:
                for compiled in self._by_id[scheme_id].amounts if scheme_id in self._by_id else ():
                    if compiled.amount.id == amount_id and compiled.amount.times not in left_out:
                        found = self.build.apply(_add, found, compiled.diagram)
            found = self.build.apply(_choose, condition, found, self.build.leaf(NOT_GRANTED))
            # A sum of one of the parts alone, where the other's scheme cannot apply, is no sum.
            for scheme_id in sorted({scheme_id for scheme_id, _ in sum_.of} & self._by_id.keys()):
                found = self.build.apply(_granted, self._by_id[scheme_id].outcome, found)
            self._sums[id(sum_), left_out] = found
        return found


def law_on(rulebook: Rulebook, on: date) -> Law:
    """The law of the period in which `on` falls, compiled when it is first needed."""
    period = bisect_right(rulebook.change_days, on)
    law: Law | None = rulebook.compiled.get(period)
    if law is None:
        if "variables" not in rulebook.compiled:
            rulebook.compiled["variables"] = variables(rulebook)
        start = rulebook.change_days[period - 1] if period else date.min
        law = rulebook.compiled[period] = Law(rulebook, start, rulebook.compiled["variables"])
    return law


def _outcome(value: Any) -> str:
    return {True: "likely", False: "unlikely"}.get(value, "possible")


def _granted(outcome: str, own: Any) -> Any:
    return NOT_GRANTED if outcome == "unlikely" else own


def _choose(condition: Any, given: Any, otherwise: Any) -> Any:
    """Kleene's *if*: where it is unknown for good, both are possible."""
    if condition is True:
        return given
    if condition is False:
        return otherwise
    both = combine([end._replace(sure=False) if isinstance(end, Given) else end for end in (given, otherwise)])
    return both._replace(sure=False) if both else otherwise


def _times(count: int, end: Any) -> Any:
    if not isinstance(end, Given) or end.minimum is None or end.maximum is None:
        return end
    return end._replace(minimum=end.minimum * count, maximum=end.maximum * count)


def _add(total: Any, end: Any) -> Any:
    if not isinstance(end, Given):
        return total
    if end.minimum is None or end.maximum is None or end.level is None:
        return Given(None, None, None, True)
    part = end if end.sure else end._replace(minimum=Decimal(0), sure=True)
    if not isinstance(total, Given):
        return part
    if total.minimum is None or total.maximum is None or total.level is None:
        return total
    assert part.minimum is not None
    return Given(total.minimum + part.minimum, total.maximum + end.maximum, min(total.level, end.level), True)


__all__ = ["NOT_GRANTED", "WITHOUT", "CompiledScheme", "Given", "Law", "combine", "law_on"]
