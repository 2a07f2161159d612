"""Numbers: what is typed, where the rules part them, how they are written and said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.webapp.rules.kinds.there_and_back import there_and_back
from webapp.rules import UNKNOWN, Rulebook
from webapp.rules.kinds import KINDS, kind_of
from webapp.rules.kinds.number import months_of, months_until
from webapp.rules.kinds.packed import Shape
from webapp.rules.model import Influence, Wait


@given(st.integers(0, 1200))
def test_years_with_decimals_are_months_that_were_cut(months: int) -> None:
    assert months_of(Decimal(months * 100 // 12) / 100) == months


@pytest.mark.parametrize(
    ("now", "then", "months"),
    [
        (53, 55, 24),
        (Decimal("3.16"), Decimal(5), 22),
        (Decimal(2), Decimal("7.01"), 61),
        (Decimal("4.99"), Decimal(5), 1),
    ],
)
def test_how_long_a_number_of_years_takes(now: Any, then: Any, months: int) -> None:
    assert months_until(now, then) == months


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2,5", "2,5"),
        ("2.5", "2.5"),
        ("٢٫٥", "2,5"),
        ("٢،٥", "2,5"),
        ("2،5", "2,5"),
        ("۲/۵", "2,5"),
        ("۲٫۵", "2,5"),
        ("２．５", "2.5"),
        ("２，５", "2,5"),
        ("२.५", "2.5"),
        ("২.৫", "2.5"),
        ("๒.๕", "2.5"),
        ("\u200f٢٫٥\u200e", "2,5"),
        ("١٬٠٠٠", "1,000"),
        ("−3", "-3"),
        ("2/5", "2/5"),
        ("２／５", "2/5"),
        ("٢½", "2,5"),
        ("2½", "2,5"),
        ("፪½", "2,5"),
        ("۲۔۵", "2.5"),
        ("2·5", "2.5"),
        ("፴፭", "35"),
        ("٢\\٥", "2/5"),
        ("5²", "5²"),
    ],
)
def test_every_keyboard_types_numbers(typed: str, read: str) -> None:
    """A thousand stays one: with more than two digits after the mark it is refused, as 1.000 is. So are 2/5 and 5²."""
    assert KINDS["number"].readable(typed) == read


def test_every_number_is_written_in_codes_and_read_again() -> None:
    years = Shape("years", "number", True, least=Decimal(0), most=Decimal(10))
    for hundredths in range(1001):
        assert there_and_back(years, Decimal(hundredths) / 100)
    assert there_and_back(replace(years, most=Decimal(100)), Decimal(100))
    for low in (0, 3):
        whole = Shape("age", "integer", False, least=Decimal(low), most=Decimal(120))
        assert all(there_and_back(whole, value) for value in range(low, 121))
        assert not there_and_back(whole, 121)
        assert not there_and_back(whole, UNKNOWN)


def test_the_rules_part_a_line_of_numbers(rulebook: Rulebook) -> None:
    years, age = rulebook.questions["residence_years"], rulebook.questions["age"]
    variable = kind_of(years).variable(years, 1, (250, 900, 0, 1001), counted=False)
    assert variable.answers() == [
        (Decimal(0), Decimal("2.49")),
        (Decimal("2.5"), Decimal("8.99")),
        (Decimal(9), Decimal(10)),
    ]
    assert [variable.cell(Decimal(each)) for each in ("0", "2.49", "2.5", "10")] == [0, 0, 1, 2]
    assert variable.at_least(250) == [False, True, True]
    grows = Influence(can_find_out=False, can_wait=Wait(years.title, None), can_do=None)
    assert variable.onward(grows) == [[0, 1, 2], [1, 2], [2]]
    assert kind_of(age).variable(age, 1, (), counted=True).size == 121


def test_stretches_that_follow_one_another_are_one(rulebook: Rulebook) -> None:
    kind = kind_of(rulebook.questions["age"])
    assert kind.merged([(0, 17), (18, 24), (30, 54), (55, 120)]) == ((0, 24), (30, 120))


def test_what_is_never_a_number_is_said(rulebook: Rulebook) -> None:
    age, years = rulebook.questions["age"], rulebook.questions["residence_years"]
    assert kind_of(age).never(age, Decimal(55)) is None
    assert kind_of(age).never(age, Decimal("55.5")) == "it is a whole number"
    assert kind_of(years).never(years, Decimal("10.5")) == "its range is 0 to 10"
