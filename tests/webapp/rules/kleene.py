"""A second, naive reading of the conditions, to hold the engine against: Kleene's tables, one answer at a time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from webapp.rules import Answers, Rulebook
from webapp.rules.model import UNKNOWN, Amount, Condition, Scheme
from webapp.rules.model import expressions as ex

Truth = bool | None


def entry_on(condition: Condition, on: date) -> ex.Expression:
    """The entry of a dated condition that holds on the day."""
    return [entry for entry in condition if entry.start <= on][-1].when


def holds(condition: Condition | None, rulebook: Rulebook, scheme: Scheme | None, answers: Answers, on: date) -> Truth:
    return True if condition is None else evaluate(entry_on(condition, on), rulebook, scheme, answers, on)


def evaluate(node: ex.Expression, rulebook: Rulebook, scheme: Scheme | None, answers: Answers, on: date) -> Truth:
    def value(name: str | None, constant: Decimal | date | None) -> Decimal | date | str | int | None:
        if name is None:
            return constant
        if name == "today":
            return on
        answer = answers.get(name)
        return None if answer is None or answer is UNKNOWN else answer

    def sum_of(terms: tuple[ex.Term, ...]) -> Decimal | None:
        total = Decimal(0)
        for term in terms:
            each = value(term.name, term.constant)
            if each is None:
                return None
            total += term.sign * Decimal(each.toordinal() if isinstance(each, date) else each)
        return total

    match node:
        case ex.Literal():
            return node.value
        case ex.Maybe():
            return None
        case ex.Name():
            concept = rulebook.concepts.get(node.name)
            if concept is not None:
                return evaluate(entry_on(concept.condition, on), rulebook, scheme, answers, on)
            assert scheme is not None
            condition = next(each.condition for each in scheme.criteria if each.id == node.name)
            return evaluate(entry_on(condition, on), rulebook, scheme, answers, on)
        case ex.Not():
            inner = evaluate(node.operand, rulebook, scheme, answers, on)
            return None if inner is None else not inner
        case ex.And():
            values = [evaluate(each, rulebook, scheme, answers, on) for each in node.operands]
            return False if False in values else None if None in values else True
        case ex.Or():
            values = [evaluate(each, rulebook, scheme, answers, on) for each in node.operands]
            return True if True in values else None if None in values else False
        case ex.Membership():
            answer = value(node.question, None)
            return None if answer is None else answer in node.options
        case ex.Comparison():
            first = rulebook.questions.get(node.left[0].name or "")
            if first is not None and first.options:
                answer = value(first.id, None)
                return None if answer is None else (answer == node.right[0].name) == (node.operator == "==")
            left, right = sum_of(node.left), sum_of(node.right)
            if left is None or right is None:
                return None
            return {
                "<": left < right,
                "<=": left <= right,
                ">": left > right,
                ">=": left >= right,
                "==": left == right,
                "!=": left != right,
            }[node.operator]
    raise AssertionError(node)


def conjunction(values: list[Truth]) -> Truth:
    return False if False in values else None if None in values else True


def criteria(scheme: Scheme, rulebook: Rulebook, answers: Answers, on: date) -> dict[str, Truth]:
    return {
        each.id: holds(each.condition, rulebook, scheme, answers, on) for each in scheme.criteria if on in each.span
    }


def outcome(scheme: Scheme, rulebook: Rulebook, answers: Answers, on: date) -> str:
    whole = conjunction(list(criteria(scheme, rulebook, answers, on).values()))
    return "possible" if whole is None else "likely" if whole else "unlikely"


def amount(
    each: Amount, scheme: Scheme, rulebook: Rulebook, answers: Answers, on: date
) -> tuple[Decimal | None, Decimal | None] | None:
    """The least and most kroner for answers that leave nothing of the amount open but what is `maybe`; None: not given."""
    condition = holds(each.condition, rulebook, scheme, answers, on)
    if condition is False:
        return None
    possible = []
    closed = False
    for case in each.cases:
        applies = holds(case.condition, rulebook, scheme, answers, on)
        if applies is not False:
            possible.append(case)
        if applies:
            closed = True
            break
    if not possible:
        return None
    figures = [[parameter.on(on) for parameter in case.parameters] for case in possible]
    if any(not row or None in row for row in figures):
        return None, None
    values = [figure.value for row in figures for figure in row if figure]
    factor = 1
    if each.times:
        factor = answers[each.times]
        factor = min(factor, each.at_most) if each.at_most is not None else factor
    least = Decimal(0) if condition is None or not closed else min(values) * factor
    return least, max(values) * factor
