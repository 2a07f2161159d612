"""A last day for the calendar: a file that calendars read, in the visitor's language, that tells others nothing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from werkzeug.test import TestResponse

from tests.document import content
from tests.pages import TAGS, TODAY, Visitor
from tests.people import CONSIDERING, GOING_HOME, Person
from webapp import create_app
from webapp.takehome.calendar_file import last_day

every_tag = pytest.mark.parametrize("tag", TAGS)
DEADLINE = "withdraw_for_full_supplement"
#: Three days before at nine o'clock; the morning of the day.
EARLY, ON_THE_DAY = timedelta(days=-2, hours=-15), timedelta(hours=8)


def result(site: Flask, tag: str = "en", person: Person = CONSIDERING, **more: str) -> Visitor:
    visitor = Visitor(site, tag)
    visitor.send({**visitor.all_answers(person), **more})
    assert visitor.page.is_result
    return visitor


def saved(visitor: Visitor) -> TestResponse:
    """What the button beside the last day downloads, sent as a browser sends it."""
    [button] = visitor.page.all("button", name="deadline")
    body = {**visitor.page.hidden, "deadline": button.get("value")}
    return visitor.client.post(button.get("formaction") or "", data=body)


def entry(file: bytes | str) -> Event:
    """The one entry of the file."""
    calendar = Calendar.from_ical(file)
    assert (calendar["VERSION"], "METHOD" in calendar) == ("2.0", False)
    [event] = calendar.walk("VEVENT")
    return event


def reminders(event: Event) -> list[timedelta]:
    return [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]


@every_tag
def test_the_last_day_is_saved_in_the_visitors_language(site: Flask, tag: str) -> None:
    before = datetime.now(UTC) - timedelta(seconds=1)
    event = entry(saved(result(site, tag)).data)
    assert event["DTSTART"].dt == date(2026, 11, 29)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert before <= event["DTSTAMP"].dt <= datetime.now(UTC)
    assert event["SUMMARY"].params["LANGUAGE"] == event["DESCRIPTION"].params["LANGUAGE"] == tag
    language = site.extensions["languages"].get(tag)
    [rule] = site.extensions["rulebook"].schemes["return-supplement"].deadlines
    assert event["SUMMARY"] == language.text(rule.calendar).striptags()
    assert f"http://localhost/{tag}/" in event["DESCRIPTION"]
    assert reminders(event) == [EARLY]
    [alarm] = event.walk("VALARM")
    told = language.gettext("Reminder: in 3 days").striptags()
    assert (alarm["ACTION"], alarm["DESCRIPTION"], alarm["DESCRIPTION"].params["LANGUAGE"]) == ("DISPLAY", told, tag)
    assert alarm["TRIGGER"].to_ical() == b"-P2DT15H"


@every_tag
def test_others_who_see_the_calendar_learn_nothing(site: Flask, tag: str) -> None:
    text = saved(result(site, tag)).text.lower()
    for word in ("asylum", "asyl", "withdr", "supplement", "kr.", "refus", "لجوء", "20.000", "20,000", DEADLINE):
        assert word not in text
    assert "CLASS:PRIVATE" in text.upper()


def test_what_it_will_say_stands_beside_the_button(site: Flask) -> None:
    visitor = result(site)
    [button] = visitor.page.all("button", name="deadline")
    told = content(visitor.page.one("small", id=button.get("aria-describedby") or ""))
    assert str(entry(saved(visitor).data)["SUMMARY"]) in told
    assert "locked phone" in told


def test_the_reply_is_a_file_that_nobody_keeps(site: Flask) -> None:
    visitor = result(site)
    reply = saved(visitor)
    assert reply.status_code == 200
    assert reply.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert reply.headers["Content-Disposition"] == "attachment; filename=calendar.ics"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in reply.headers
    first, second = entry(reply.data)["UID"], entry(saved(visitor).data)["UID"]
    assert first != second, "two downloads cannot be told to be of one person"


@every_tag
def test_lines_are_as_the_standard_has_them(site: Flask, tag: str) -> None:
    data = saved(result(site, tag)).data
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in lines)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-22", [EARLY]),
        ("2026-11-12", [EARLY]),
        ("2026-11-11", [ON_THE_DAY]),
        ("2026-11-09", [ON_THE_DAY]),
        ("2026-11-08", []),
    ],
)
def test_a_reminder_that_would_come_too_late_comes_on_the_day(
    site: Flask, received: str, expected: list[timedelta]
) -> None:
    event = entry(saved(result(site, refusal_date=received)).data)
    assert event["DTSTART"].dt == date.fromisoformat(received) + timedelta(days=14)
    assert reminders(event) == expected
    told = {EARLY: "Reminder: in 3 days", ON_THE_DAY: "Reminder: today"}
    assert [alarm["DESCRIPTION"] for alarm in event.walk("VALARM")] == [told[each] for each in expected]


def test_another_day_that_is_computed_for(site: Flask) -> None:
    visitor = Visitor(site, on="2022-03-01")
    visitor.send({**CONSIDERING.answers, "refusal_date": "2022-02-20"})
    event = entry(saved(visitor).data)
    assert event["DTSTART"].dt == date(2022, 3, 6)
    assert reminders(event) == [EARLY]


@given(day=st.dates(TODAY, TODAY + timedelta(days=400)), tag=st.sampled_from(TAGS))
def test_every_day_is_read_back(site: Flask, day: date, tag: str) -> None:
    language = site.extensions["languages"].get(tag)
    event = entry(last_day(language, day, TODAY, "https://example.dk/a;b,c/", None))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (day, day + timedelta(days=1))
    assert event["URL"] == "https://example.dk/a;b,c/"
    midnight = datetime.combine(day, datetime.min.time())
    assert all(midnight + each >= datetime.combine(TODAY, datetime.max.time()) for each in reminders(event))


# No last day


def problem(visitor: Visitor) -> str:
    return content(visitor.page.one("div", id="error-summary"))


@every_tag
@pytest.mark.parametrize(
    "more",
    [
        {"deadline": "nothing_of_that_name"},
        {"deadline": [DEADLINE, "nothing_of_that_name"]},
        {},
        {"deadline": DEADLINE, "withdrawal": "withdrawn", "withdrawal_date": "2026-11-20"},
        {"deadline": DEADLINE, "refusal_date": "2026-11-07"},
        {"deadline": DEADLINE, "status": "refugee"},
    ],
    ids=str,
)
def test_a_last_day_that_is_not_of_these_answers(site: Flask, tag: str, more: dict[str, Any]) -> None:
    visitor = Visitor(site, tag)
    visitor.post({**CONSIDERING.answers, **more}, 422, path=f"/{tag}/calendar")
    assert problem(visitor)
    assert visitor.answers["cooperation"] == "from_start", "the answers are still there"


def test_without_any_answer(site: Flask) -> None:
    visitor = Visitor(site)
    visitor.post("", 422, path="/en/calendar")
    assert visitor.page.question == "goal"


def test_answers_that_cannot_be_are_said(site: Flask) -> None:
    visitor = Visitor(site)
    visitor.post({**CONSIDERING.answers, "refusal_date": "never", "deadline": DEADLINE}, 422, path="/en/calendar")
    assert "This is not a date." in problem(visitor)
    visitor.post({**CONSIDERING.answers, "deadline": DEADLINE, "surname": "x"}, 422, path="/en/calendar")
    assert "does not belong to these questions" in problem(visitor)


def test_the_page_lies_open_until_the_day_has_passed(site: Flask) -> None:
    visitor = result(site, refusal_date="2026-11-08")
    tomorrow = create_app({"TESTING": True, "VEJVISER_TODAY": "2026-11-23"})
    visitor.client = tomorrow.test_client()
    visitor.post({**visitor.page.hidden, "deadline": DEADLINE}, 422, path="/en/calendar")
    assert "This last day has passed" in problem(visitor)


def test_there_is_nothing_to_save_without_a_last_day(site: Flask) -> None:
    assert result(site, person=GOING_HOME).page.all("button", name="deadline") == []


def test_other_methods(site: Flask) -> None:
    assert site.test_client().get("/en/calendar").status_code == 405


def test_the_address_that_the_public_knows_is_in_the_entry() -> None:
    app = create_app(
        {"TESTING": True, "VEJVISER_TODAY": TODAY.isoformat(), "VEJVISER_URL": "https://vejviser.example.dk/"}
    )
    event = entry(saved(result(app, "da")).data)
    assert re.search(r"https://vejviser\.example\.dk/da/$", event["DESCRIPTION"])
