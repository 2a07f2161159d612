"""The one-line language of conditions: what can be written, and what a lawyer is told about a slip."""

from __future__ import annotations

import pytest

from webapp.rules.model.expressions import And, Comparison, ExpressionError, Maybe, Membership, Name, Not, Or, parse


def test_or_binds_weaker_than_and_and_brackets_group() -> None:
    tree = parse("age >= 55 or disability_pension == yes or (age >= 50 and cannot_support_self == yes)")
    assert isinstance(tree, Or) and len(tree.operands) == 3
    assert isinstance(tree.operands[2], And)
    assert isinstance(parse("a_b and c_d or e_f"), Or)
    assert isinstance(parse("not a_b and c_d"), And)


def test_names_options_sums_days_and_maybe() -> None:
    assert parse("right_to_help") == Name("right_to_help")
    assert parse("status in (refugee, family_of_refugee)") == Membership("status", ("refugee", "family_of_refugee"))
    assert parse("maybe(immigration-service)") == Maybe("immigration-service")
    assert parse("not not x") == Not(Not(Name("x")))
    comparison = parse("withdrawal_date <= refusal_date + 14")
    assert isinstance(comparison, Comparison) and len(comparison.right) == 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("age >=", "expected a name, a number or a date but found the end"),
        ("age >= 55 disability", "expected the end, “and” or “or” but found disability"),
        ("(age >= 55", "expected “)”"),
        ("status in refugee", "expected “(”"),
        ("status in ()", "expected an option"),
        ("maybe", "expected “(”"),
        ("age => 55", "cannot read"),
        ("55", "expected a comparison"),
        ("age >= 2021-02-30", "2021-02-30 is no date"),
        ("age ≥ 55", "cannot read"),
        ("", "expected a name"),
    ],
)
def test_a_slip_is_explained(text: str, complaint: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert complaint in str(error.value)
