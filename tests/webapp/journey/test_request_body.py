"""What a body says, and what of it cannot be used."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from wtforms import Field

from webapp.journey.request_body import Forms, Submission, read_body
from webapp.rules import UNKNOWN, Rulebook

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def forms(rulebook: Rulebook) -> Forms:
    return Forms(rulebook)


def read(forms: Forms, body: str) -> Submission:
    return forms.read(read_body(body.encode()), TODAY)


def codes(submission: Submission) -> list[tuple[str | None, str]]:
    return [(problem.question, problem.code) for problem in submission.problems]


class TestBody:
    @pytest.mark.parametrize(
        ("data", "fields"),
        [
            (b"", {}),
            (b"goal=return&status=refugee", {"goal": ["return"], "status": ["refugee"]}),
            (b"age=5&age=7", {"age": ["5", "7"]}),
            (b"lawful_years=3%2C25&on=", {"lawful_years": ["3,25"], "on": [""]}),
            (b"a=b+c%20d", {"a": ["b c d"]}),
            (b"a=b=c&&d", {"a": ["b=c"], "d": [""]}),
            (b"=x", {"": ["x"]}),
            ("age=٥٧".encode(), {"age": ["٥٧"]}),
            (b"age=%D9%A5%D9%A7", {"age": ["٥٧"]}),
            (b"age=%ff\xfe%4", {"age": ["\ufffd\ufffd%4"]}),
        ],
    )
    def test_is_read_as_a_browser_writes_it(self, data: bytes, fields: dict[str, list[str]]) -> None:
        assert read_body(data) == fields


class TestFields:
    def test_there_is_one_for_every_question(self, forms: Forms, rulebook: Rulebook) -> None:
        for id in rulebook.questions:
            assert isinstance(forms.form(id, {}, TODAY)[id], Field)

    @pytest.mark.parametrize(
        ("question", "raw", "value"),
        [
            ("goal", "both", "both"),
            ("age", " 57 ", 57),
            ("age", "٥٧", 57),
            ("lawful_years", "3,25", Decimal("3.25")),
            ("lawful_years", "٣٫٢٥", Decimal("3.25")),
            ("lawful_years", "\u200f3.5", Decimal("3.5")),
            ("lawful_years", "\u200f٣٫٥\u200e", Decimal("3.5")),
            ("lawful_years", "\u2067\ufeff3,5\u2069 ", Decimal("3.5")),
            ("lawful_years", "٫٥", Decimal("0.5")),
            ("lawful_years", "٣٥٫", Decimal("35")),
            ("age", "\u200e57", 57),
            ("refusal_date", "2026-11-15", date(2026, 11, 15)),
            ("refusal_date", "15.11.2026", date(2026, 11, 15)),
            ("refusal_date", "15/11/2026", date(2026, 11, 15)),
            ("refusal_date", "\u200f15/11/2026\u200e", date(2026, 11, 15)),
        ],
    )
    def test_read_what_somebody_types(self, forms: Forms, question: str, raw: str, value: object) -> None:
        form = forms.form(question, {question: [raw]}, TODAY)
        assert form.validate()
        assert form[question].data == value

    @pytest.mark.parametrize(
        ("question", "values", "code"),
        [
            ("goal", [], "empty"),
            ("goal", ["leave"], "not_an_option"),
            ("age", [""], "empty"),
            ("age", ["old"], "not_a_number"),
            ("age", ["5.5"], "not_whole"),
            ("age", ["121"], "too_large"),
            ("age", ["57", "57"], "twice"),
            ("lawful_years", ["3.162"], "too_many_decimals"),
            ("refusal_date", ["2026-11-23"], "too_late"),
            ("refusal_date", ["30.02.2026"], "not_a_date"),
        ],
    )
    def test_say_what_is_wrong(self, forms: Forms, question: str, values: list[str], code: str) -> None:
        form = forms.form(question, {question: values}, TODAY)
        assert not form.validate()
        assert form[question].data is None
        assert form[question].problem.code == code


class TestReading:
    def test_a_new_answer_is_not_among_the_earlier_ones(self, forms: Forms) -> None:
        read_ = read(forms, "goal=return&question=status&status=refugee&action=next")
        assert (read_.state.answers, read_.state.open, read_.value) == ({"goal": "return"}, "status", "refugee")

    def test_the_former_answer_stays_until_there_is_another(self, forms: Forms) -> None:
        read_ = read(forms, "goal=return&question=status&former=refugee&status=visitor&action=back")
        assert read_.state.answers == {"goal": "return", "status": "refugee"}
        assert (read_.draft, read_.value) == ({"status": "visitor"}, None)

    def test_an_answer_that_cannot_be_loses_no_other(self, forms: Forms) -> None:
        read_ = read(forms, "goal=return&status=refugee&question=age&former=57&age=570&action=next")
        assert read_.state.answers == {"goal": "return", "status": "refugee", "age": 57}
        assert codes(read_) == [("age", "too_large")]

    def test_i_do_not_know(self, forms: Forms) -> None:
        assert read(forms, "goal=return&question=age&age=&action=unknown").value is UNKNOWN
        assert codes(read(forms, "question=goal&action=unknown")) == [("goal", "not_unknowable")]

    @pytest.mark.parametrize(
        ("body", "problems"),
        [
            ("goal=return&color=red", [(None, "unknown_field")]),
            ("goal=return&goal=stay", [("goal", "twice")]),
            ("goal=return&status=king&age=-1", [("status", "not_an_option"), ("age", "too_small")]),
            ("goal=return&action=jump", [(None, "unknown_field")]),
            ("goal=return&action=next&action=back", [(None, "unknown_field")]),
            ("goal=return&question=shoe_size", [(None, "unknown_field")]),
            ("goal=return&change=shoe_size", [(None, "unknown_field")]),
            ("goal=return&on=2026-02-30", [(None, "day")]),
            ("goal=return&on=1998-06-30", [(None, "day")]),
            ("goal=return&on=2028-01-01", [(None, "day")]),
            ("goal=unknown", [("goal", "not_unknowable")]),
            ("goal=%FF", [("goal", "not_an_option")]),
        ],
    )
    def test_what_cannot_be_used_is_left_out_and_told(
        self, forms: Forms, body: str, problems: list[tuple[str | None, str]]
    ) -> None:
        assert codes(read(forms, body)) == problems

    def test_many_strange_fields_are_one_problem(self, forms: Forms) -> None:
        assert len(read(forms, "&".join(f"x{n}=1" for n in range(5000))).problems) == 1

    def test_days_that_are_in_the_wrong_order(self, forms: Forms) -> None:
        """The later one is told, whichever of them was just given; only that one is asked again."""
        earlier = "goal=return&status=asylum_ended"
        new = read(forms, f"{earlier}&refusal_date=2026-11-10&question=withdrawal_date&withdrawal_date=2026-11-09")
        assert codes(new) == [("withdrawal_date", "before_refusal")]
        assert new.value is None
        assert new.state.answers["refusal_date"] == date(2026, 11, 10)
        old = read(forms, f"{earlier}&withdrawal_date=2026-11-09&question=refusal_date&refusal_date=2026-11-10")
        assert codes(old) == [("withdrawal_date", "before_refusal")]
        assert old.value == date(2026, 11, 10)
        assert "withdrawal_date" not in old.state.answers

    def test_the_day_that_is_set_is_carried(self, forms: Forms) -> None:
        state = read(forms, "goal=return&on=2021-10-01").state
        assert (state.on, state.dated) == (date(2021, 10, 1), True)
        assert (read(forms, "goal=return").state.on, read(forms, "goal=return&on=").state.dated) == (TODAY, False)

    def test_a_day_in_pieces_is_an_answer_like_any_other(self, forms: Forms) -> None:
        pieces = "refusal_date-day=8&refusal_date-month=11&refusal_date-year=2026"
        asked = read(forms, f"goal=return&question=refusal_date&{pieces}&action=next")
        assert (asked.value, asked.problems) == (date(2026, 11, 8), ())
        earlier = read(forms, f"goal=return&status=asylum_ended&{pieces}")
        assert (earlier.state.answers["refusal_date"], earlier.problems) == (date(2026, 11, 8), ())
        half = read(forms, "goal=return&refusal_date-day=8&refusal_date-month=11")
        assert codes(half) == [("refusal_date", "missing_year")]
        assert "refusal_date" not in half.state.answers

    def test_a_date_after_the_day_computed_for_cannot_be(self, forms: Forms) -> None:
        body = "goal=return&on=2021-10-01&question=refusal_date&refusal_date=2021-10-02"
        assert codes(read(forms, body)) == [("refusal_date", "too_late")]
