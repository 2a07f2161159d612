"""Days: what is typed, and how they are written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.webapp.rules.kinds.there_and_back import there_and_back
from webapp.rules import UNKNOWN, AnswerError, Rulebook, parse_answer
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
        "８／１１／２０２６",
        "٨،١١،٢٠٢٦",
        "٨\u060d١١\u060d٢٠٢٦",
        "৮.১১.২০২৬",
        "๘/๑๑/๒๐๒๖",
        "8 11 2026",
        "2026/11/08",
        "8\\11\\2026",
        "٨ـ١١ـ٢٠٢٦",
        "٨—١١—٢٠٢٦",
        "۸۔۱۱۔۲۰۲۶",
        "፰/፲፩/፳፻፳፮",
        "፰፡፲፩፡፳፻፳፮",
        "08112026",
        "८.११.२०२६",
    ],
)
def test_every_keyboard_types_days(rulebook: Rulebook, typed: str) -> None:
    question = rulebook.questions["refusal_date"]
    assert parse_answer(question, KINDS["date"].readable(typed), TODAY) == date(2026, 11, 8)


def sent(day: str = "", month: str = "", year: str = "", **more: str) -> dict[str, list[str]]:
    pieces = {"refusal_date-day": day, "refusal_date-month": month, "refusal_date-year": year}
    return {name: [value] for name, value in (pieces | more).items()}


@pytest.mark.parametrize(
    "found",
    [
        sent("8", "11", "2026"),
        sent(" 08 ", "11", "2026 "),
        sent("٨", "١١", "٢٠٢٦"),
        sent("۸", "۱۱", "۲۰۲۶"),
        sent("８", "１１", "２０２６"),
        sent("8.", "11.", "2026."),
        sent("٨،", "١١/", "٢٠٢٦"),
        sent("፰", "፲፩", "፳፻፳፮"),
        sent("\u200f८", "११", "२०२६"),
        sent("8.11.2026"),
        sent(year="2026-11-08"),
        sent("08112026"),
        sent(refusal_date="2026-11-08"),
        {"refusal_date": ["2026-11-08"]},
    ],
    ids=str,
)
def test_three_fields_are_one_day(rulebook: Rulebook, found: dict[str, list[str]]) -> None:
    question = rulebook.questions["refusal_date"]
    assert parse_answer(question, KINDS["date"].gathered(question, found), TODAY) == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("found", "code", "at"),
    [
        (sent(), "empty", "day"),
        ({}, "empty", "day"),
        (sent(" ", "11", "2026"), "missing_day", "day"),
        (sent("8", "", "2026"), "missing_month", "month"),
        (sent("8", "11"), "missing_year", "year"),
        (sent("yesterday"), "missing_month", "month"),
        (sent("8", "11", "26"), "short_year", "year"),
        (sent("31", "2", "2026"), "not_a_date", "day"),
        (sent("11", "15", "2026"), "not_a_date", "day"),
        (sent("8", "nov", "2026"), "not_a_date", "day"),
        (sent("0", "0", "0000"), "not_a_date", "day"),
        (sent("31.2.2026"), "not_a_date", "day"),
        (sent("8", "11", "2050"), "too_late", "day"),
        (sent("8", "11", "1426"), "too_early", "day"),
        (sent("8", "11", "2026", refusal_date="2026-11-09"), "twice", "day"),
        (sent() | {"refusal_date-year": ["2026", "2026"]}, "twice", "day"),
        ({"refusal_date": ["2026-11-08", "2026-11-08"]}, "twice", "day"),
    ],
    ids=str,
)
def test_what_is_missing_or_no_day_is_said(rulebook: Rulebook, found: dict[str, list[str]], code: str, at: str) -> None:
    question, kind = rulebook.questions["refusal_date"], KINDS["date"]
    with pytest.raises(AnswerError) as error:
        parse_answer(question, kind.gathered(question, found), TODAY)
    assert error.value.code == code
    assert kind.faulty_input(question, code) == f"refusal_date-{at}"
    assert code == "twice" or code in kind.problems


def test_what_was_typed_comes_back(rulebook: Rulebook) -> None:
    question, kind = rulebook.questions["refusal_date"], KINDS["date"]
    assert kind.again(question, sent("٣١", "feb", "2026")) == {
        "refusal_date-day": "٣١",
        "refusal_date-month": "feb",
        "refusal_date-year": "2026",
    }
    assert kind.again(question, {"refusal_date": ["2026-02-30"]}) == {"refusal_date-day": "2026-02-30"}


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
