"""Days: what is typed, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.webapp.rules.kinds.there_and_back import there_and_back
from webapp.rules import UNKNOWN, Rulebook, parse_answer
from webapp.rules.kinds import KINDS
from webapp.rules.kinds.packed import NotPacked, Shape

TODAY = date(2026, 11, 22)
REFUSAL = Shape("refusal_date", "date", True, least=date(2000, 1, 1))
WITHDRAWAL = Shape("withdrawal_date", "date", True, least="refusal_date")


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-08",
        "8.11.2026",
        "08/11/2026",
        "8-11-2026",
        "8. 11. 2026",
        "٨/١١/٢٠٢٦",
        "٨-١١-٢٠٢٦",
        "\u200f٨/١١/٢٠٢٦\u200e",
        "۸.۱۱.۲۰۲۶",
        "２０２６－１１－０８",
        "८.११.२०२६",
    ],
)
def test_every_keyboard_types_days(rulebook: Rulebook, typed: str) -> None:
    question = rulebook.questions["refusal_date"]
    assert parse_answer(question, KINDS["date"].readable(typed), TODAY) == date(2026, 11, 8)


def test_every_day_is_written_in_codes_and_read_again() -> None:
    near = [TODAY - timedelta(days=days) for days in (0, 1, 63, 64, 1023, 1024, 1100, 9000)]
    for day in [*near, date(2000, 1, 1), date(1, 1, 1), date(9999, 12, 31)]:
        for on in (None, TODAY, date(2021, 10, 1)):
            assert there_and_back(REFUSAL, day, on=on)
            assert there_and_back(WITHDRAWAL, day, {"refusal_date": date(2026, 10, 1)}, on)
            assert there_and_back(WITHDRAWAL, day, {"refusal_date": UNKNOWN}, on)


def test_a_place_that_is_no_day_is_refused() -> None:
    *_, far, _ = KINDS["date"].forms(REFUSAL, {}, date(1, 1, 1))
    with pytest.raises(NotPacked):
        KINDS["date"].forms(REFUSAL, {}, date(1, 1, 1))[0].value(5)
    assert far.value(0) == date(1, 1, 1)
