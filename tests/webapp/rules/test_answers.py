"""What comes in is checked, never guessed and never rounded up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from webapp.rules import UNKNOWN, AnswerError, Rulebook, parse_answer, parse_answers

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("question", "raw", "value"),
    [
        ("status", "refugee", "refugee"),
        ("age", "57", 57),
        ("age", 57, 57),
        ("age", " 57 ", 57),
        ("age", "57.0", 57),
        ("lawful_years", "3.16", Decimal("3.16")),
        ("lawful_years", "3,16", Decimal("3.16")),
        ("lawful_years", 3.16, Decimal("3.16")),
        ("lawful_years", 3, Decimal(3)),
        ("lawful_years", ".5", Decimal("0.5")),
        ("lawful_years", ",25", Decimal("0.25")),
        ("lawful_years", "35.", Decimal(35)),
        ("lawful_years", "35,", Decimal(35)),
        ("age", "57.", 57),
        ("refusal_date", "2026-11-08", date(2026, 11, 8)),
        ("refusal_date", "8.11.2026", date(2026, 11, 8)),
        ("refusal_date", "08/11/2026", date(2026, 11, 8)),
        ("refusal_date", "2026-11-22", ON),
        ("age", "unknown", UNKNOWN),
    ],
)
def test_good_answers(rulebook: Rulebook, question: str, raw: object, value: object) -> None:
    assert parse_answer(rulebook.questions[question], raw, ON) == value


@pytest.mark.parametrize("raw", ["-0", "-0,00", "-.0", "+0", "0.00", -0.0, Decimal("-0")])
def test_there_is_one_zero(rulebook: Rulebook, raw: object) -> None:
    assert str(parse_answer(rulebook.questions["lawful_years"], raw, ON)) == "0"
    assert str(parse_answer(rulebook.questions["age"], raw, ON)) == "0"


@pytest.mark.parametrize(
    ("question", "raw", "code"),
    [
        ("status", "king", "not_an_option"),
        ("status", "", "empty"),
        ("status", None, "empty"),
        ("status", "unknown", "not_unknowable"),
        ("status", ["refugee"], "not_an_option"),
        ("goal", 1, "not_an_option"),
        ("age", "old", "not_a_number"),
        ("age", "1e3", "not_a_number"),
        ("age", "٥٧", "not_a_number"),
        ("age", True, "not_a_number"),
        ("age", float("nan"), "not_a_number"),
        ("age", float("inf"), "not_a_number"),
        ("age", "57.5", "not_whole"),
        ("age", "-1", "too_small"),
        ("age", "121", "too_large"),
        ("age", "9" * 400, "not_a_number"),
        ("lawful_years", "3.166", "too_many_decimals"),
        ("lawful_years", "1.000", "too_many_decimals"),
        ("lawful_years", ".", "not_a_number"),
        ("lawful_years", "-,", "not_a_number"),
        ("lawful_years", "3..", "not_a_number"),
        ("lawful_years", ",3,", "not_a_number"),
        ("lawful_years", ".001", "too_many_decimals"),
        ("residence_years", "10.01", "too_large"),
        ("refusal_date", "2026-02-30", "not_a_date"),
        ("refusal_date", "yesterday", "not_a_date"),
        ("refusal_date", 20261108, "not_a_date"),
        ("refusal_date", "1999-12-31", "too_early"),
        ("refusal_date", "2026-11-23", "too_late"),
        ("withdrawal_date", "1999-12-31", "too_early"),
    ],
)
def test_bad_answers(rulebook: Rulebook, question: str, raw: object, code: str) -> None:
    with pytest.raises(AnswerError) as error:
        parse_answer(rulebook.questions[question], raw, ON)
    assert (error.value.question, error.value.code) == (question, code)
    assert len(str(error.value)) < 400


def test_a_withdrawal_cannot_come_before_the_refusal(rulebook: Rulebook) -> None:
    with pytest.raises(AnswerError) as error:
        parse_answers(rulebook, {"refusal_date": "2026-11-08", "withdrawal_date": "2026-11-07"}, ON)
    assert (error.value.question, error.value.code) == ("withdrawal_date", "before_refusal")


def test_answers_are_in_canonical_order_and_never_inferred(rulebook: Rulebook) -> None:
    answers = parse_answers(rulebook, {"children_at_home": 3, "age": 20, "children_supported": 0}, ON)
    assert list(answers) == ["age", "children_supported", "children_at_home"]


def test_a_question_that_does_not_exist_is_named(rulebook: Rulebook) -> None:
    with pytest.raises(AnswerError) as error:
        parse_answers(rulebook, {"shoe_size": 43}, ON)
    assert (error.value.question, error.value.code) == ("shoe_size", "unknown_question")
