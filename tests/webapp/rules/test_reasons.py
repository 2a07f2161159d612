"""The sentences that give the reasons of a criterion never contradict its result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from tests.webapp.rules import people
from tests.webapp.rules.kleene import criteria, entry_on, holds
from webapp.rules import Rulebook
from webapp.rules.kinds import kind_of
from webapp.rules.model import Condition, Criterion, Scheme
from webapp.rules.model import expressions as ex

#: A line on the axis of a number, or of a sum of numbers: the least value beyond it, or any value above.
Line = tuple[frozenset[tuple[str, int]], Decimal, str]


def lines(condition: Condition, rulebook: Rulebook, scheme: Scheme, on: date) -> Iterator[Line]:
    """Where the truth of a condition can change with a number, on the day; concepts are looked into."""
    for node in ex.walk(entry_on(condition, on)):
        if isinstance(node, ex.Name):
            concept = rulebook.concepts.get(node.name)
            inner = concept or next(each for each in scheme.criteria if each.id == node.name)
            yield from lines(inner.condition, rulebook, scheme, on)
        elif isinstance(node, ex.Comparison) and node.operator in ("<", "<=", ">", ">="):
            asked = frozenset((term.name, term.sign) for term in node.left if term.name)
            [right] = node.right if len(node.right) == 1 else [ex.Term(1, None, None)]
            if isinstance(right.constant, Decimal):
                whole = all(kind_of(rulebook.questions[name]).counts for name, _ in asked)
                beyond, at = node.operator in ("<=", ">"), right.constant
                # Of whole numbers "over 54" is "from 55 on".
                yield (asked, at + 1, "from") if beyond and whole else (asked, at, "over" if beyond else "from")


def reasons(rulebook: Rulebook, on: date) -> Iterator[tuple[Scheme, Criterion]]:
    """Every criterion that gives reasons and is in force on the day."""
    for scheme in rulebook.schemes.values():
        if on in scheme.in_force:
            yield from ((scheme, each) for each in scheme.criteria if each.because and on in each.span)


@pytest.mark.parametrize("on", people.DAYS)
def test_a_reason_draws_its_lines_where_the_criterion_does(rulebook: Rulebook, on: date) -> None:
    """“You are 55 or older” is told from 55 on, because the condition says 55 too."""
    for scheme, criterion in reasons(rulebook, on):
        drawn = set(lines(criterion.condition, rulebook, scheme, on))
        for because in criterion.because:
            assert set(lines(because.condition, rulebook, scheme, on)) <= drawn, because.text.id


#: Said whatever the result is: it states a rule, or something that is so beside what decides.
BESIDE_EVERY_RESULT = (
    "From 2014 to 2019, wealth up to ",
    "Not being able to make a living there counts only from the age of 50.",
    "The immigration authorities support people who seek asylum",
)


@pytest.mark.parametrize("on", [date(1999, 6, 1), date(2021, 10, 1), date(2026, 11, 22)])
def test_a_reason_for_is_no_reason_against(rulebook: Rulebook, on: date) -> None:
    """What is a reason why a criterion is met for one person never stands where it is not met for another."""
    random = Random(on.toordinal())
    beside: dict[tuple[str, str, str], set[bool | None]] = {}
    for _ in range(250):
        answers = people.pick_whole(rulebook, on, random)
        for scheme, criterion in reasons(rulebook, on):
            result = criteria(scheme, rulebook, answers, on)[criterion.id]
            for because in criterion.because:
                if holds(because.condition, rulebook, scheme, answers, on):
                    beside.setdefault((scheme.id, criterion.id, because.text.id), set()).add(result)
    for (scheme_id, criterion_id, text), results in beside.items():
        if not text.startswith(BESIDE_EVERY_RESULT):
            assert not {True, False} <= results, f"{scheme_id}, {criterion_id}: {text}"
