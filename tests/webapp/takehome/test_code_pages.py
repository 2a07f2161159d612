"""Answer codes over HTTP: what one got a code for comes back on any device, and every slip is said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.document import Document, content
from tests.pages import TAGS, TODAY, UNKNOWN, Visitor
from tests.people import CONSIDERING, EVERYBODY, GOING_HOME, IN_2021, Person
from tests.webapp.rules.codes.test_answer_codes import of_old, old_code
from tests.webapp.rules.people import values
from webapp.rules import AnswerError, Rulebook, parse_answers
from webapp.rules.codes.answer_codes import ALPHABET, VersionMissing, encode
from webapp.rules.codes.versions import versions
from webapp.rules.kinds.packed import Shape

every_tag = pytest.mark.parametrize("tag", TAGS)
FEW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
QR = re.compile(r'<svg role="img".*?</svg>', re.DOTALL)


def code_on(page: Document) -> str:
    """The code that stands on the page."""
    return content(page.one("p", class_="v-code-text"))


def ask(visitor: Visitor) -> str:
    """Press the button for a code."""
    visitor.press("action", "code")
    return code_on(visitor.page)


def type_in(visitor: Visitor, code: str, status: int = 200) -> Document:
    """Type a code in on its page."""
    return visitor.post({"code": code}, status, path=f"/{visitor.tag}/code")


def finished(site: Flask, person: Person, tag: str = "en") -> Visitor:
    """Somebody in front of their result, as htmx gets it: without the frame, in which addresses are."""
    visitor = Visitor(site, tag, on=person.on, htmx=True)
    visitor.send(visitor.all_answers(person))
    assert visitor.page.is_result
    return visitor


# There and back


@every_tag
@pytest.mark.parametrize("person", EVERYBODY, ids=str)
def test_a_code_brings_back_the_same_page(site: Flask, person: Person, tag: str) -> None:
    visitor = finished(site, person, tag)
    result = visitor.page.text
    code = ask(visitor)
    assert visitor.page.is_result and visitor.answers
    other = Visitor(site, tag, htmx=True)
    other.sent |= set(visitor.answers.values())
    assert type_in(other, code).text == result
    assert code not in other.page.text


@FEW
@given(data=st.data())
def test_whatever_was_answered_comes_back(site: Flask, rulebook: Rulebook, data: st.DataObject) -> None:
    asked = data.draw(st.sets(st.sampled_from(list(rulebook.questions)), min_size=1))
    answers = {id: str(data.draw(values(rulebook.questions[id], TODAY), label=id)) for id in asked}
    for id in data.draw(st.sets(st.sampled_from(sorted(asked)))):
        answers[id] = UNKNOWN if rulebook.questions[id].may_be_unknown else answers[id]
    try:
        parse_answers(rulebook, answers, TODAY)
    except AnswerError as wrong:
        del answers[wrong.question]
    day = data.draw(st.sampled_from([{}, {"on": TODAY.isoformat()}]))
    visitor = Visitor(site, data.draw(st.sampled_from(TAGS)), htmx=True)
    # Whether an answer was changed after others is no part of a code: it is seen by the answers themselves.
    before = visitor.post({**answers, **day, "revised": "yes", "action": "language"})
    code = code_on(visitor.post({**answers, **day, "action": "code"}))
    after = type_in(Visitor(site, visitor.tag, htmx=True), code)
    mark = '<input type="hidden" name="revised" value="yes">\n'
    assert after.text.replace(mark, "") == before.text.replace(mark, "")


def test_the_day_comes_back(site: Flask) -> None:
    visitor = finished(site, IN_2021)
    code = ask(visitor)
    assert "It also holds the day of the rules, 1 October 2021." in visitor.page.words
    page = type_in(Visitor(site), code)
    assert page.hidden["on"] == "2021-10-01"
    assert "This page shows the rules on 1 October 2021" in page.words


def test_the_journey_goes_on_where_it_stopped(site: Flask) -> None:
    visitor = Visitor(site)
    visitor.begin()
    while visitor.page.question != "age":
        visitor.answer(GOING_HOME.answers[visitor.page.question or ""])
    code = ask(visitor)
    assert visitor.page.question == "age"
    other = Visitor(site, "da")
    assert type_in(other, code).question == "age"
    assert other.answers == visitor.answers
    other.finish(GOING_HOME)
    assert other.page.schemes == finished(site, GOING_HOME).page.schemes


def test_asking_for_a_code_loses_nothing(site: Flask) -> None:
    """Neither what was filled in, nor the former answer to a question that is open again."""
    visitor = Visitor(site)
    visitor.begin()
    for question in ("goal", "status", "needs_support"):
        visitor.answer(GOING_HOME.answers[question])
    visitor.change("status")
    visitor.press("action", "code", fill="visitor")
    assert (visitor.page.question, visitor.page.filled) == ("status", "visitor")
    assert visitor.page.hidden["former"] == "refugee"
    other = Visitor(site)
    type_in(other, code_on(visitor.page))
    assert other.answers["status"] == "refugee"


def test_answers_that_no_longer_matter_are_still_marked(site: Flask) -> None:
    visitor = finished(site, GOING_HOME)
    visitor.change("status")
    visitor.answer("danish_citizen")
    assert "No longer matters" in visitor.page.words
    page = type_in(Visitor(site), ask(visitor))
    assert "No longer matters" in page.words


def test_nothing_is_offered_before_the_first_answer(site: Flask) -> None:
    assert Visitor(site).begin().all("button", value="code") == []


# The box


@every_tag
def test_the_box_says_what_the_code_is_and_where_it_goes(site: Flask, tag: str) -> None:
    visitor = finished(site, CONSIDERING, tag)
    assert visitor.page.all("section", id="code") == [], "nobody gets one who did not ask"
    code = ask(visitor)
    assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}})*", code)
    assert f"http://localhost/{tag}/code" in visitor.page.words
    [heading] = [each for each in visitor.page.all("h2") if "data-focus" in each.attrib]
    assert heading in list(visitor.page.one("section", id="code"))
    # In a drawing, and nowhere else but in the text: no address on the page has it.
    assert visitor.page.text.count(code) == 1
    assert len(QR.findall(visitor.page.text)) == 1
    visitor.press("change", "status")
    assert visitor.page.all("section", id="code") == []


def test_the_drawing_is_the_address_with_the_code(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("webapp.journey.code_box.qr", lambda text, label: drawn.append(text) or "")
    code = ask(finished(site, CONSIDERING, "ar"))
    assert drawn == [f"http://localhost/ar/code#{code}"]


def test_in_two_languages_the_code_stands_once(site: Flask) -> None:
    client = site.test_client()
    reply = client.post("/ar/check", data={**CONSIDERING.answers, "second": "da", "action": "code"})
    assert reply.status_code == 200
    assert reply.text.count("v-code-text") == len(QR.findall(reply.text)) == 1


def test_without_a_version_there_is_no_code_and_no_error(
    site: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing(*args: object) -> str:
        raise VersionMissing("run --add")

    monkeypatch.setattr("webapp.journey.code_box.encode", missing)
    visitor = finished(site, CONSIDERING)
    before = visitor.answers
    page = visitor.press("action", "code")
    assert "There are no codes at the moment." in page.words
    assert page.is_result and visitor.answers == before
    assert "run --add" in caplog.text


# What is wrong with a code

CODE = "1AHJ-3NF3-R6C9"


@every_tag
@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Write your code in the field."),
        (" - ", "Write your code in the field."),
        ("1AHJ-3NF3-R6C?", "“?” is not in any code."),
        ("1AHJ-3NF3-R6Cع", "“ع” is not in any code."),
        ("1AHJ-3NF3-R6C", "A character is missing, or there is one too many."),
        ("1AHJ-3NF3-R6C99", "A character is missing, or there is one too many."),
        ("1" * 400, "A character is missing, or there is one too many."),
        ("1AHJ-3NF3-R6C8", "A character is wrong, or two have changed places."),
        ("1AHJ-3FN3-R6C9", "A character is wrong, or two have changed places."),
        ("<b>&\"'", "“<” is not in any code."),
    ],
)
def test_a_slip_is_said_and_what_was_typed_stays(site: Flask, tag: str, typed: str, told: str) -> None:
    page = type_in(Visitor(site, tag), typed, 422)
    field = page.one("input", id="code")
    assert field.get("value") == typed
    [link] = page.one("div", id="error-summary").iter("a")
    assert link.get("href") == "#code"
    assert content(link) == content(page.one("p", id="code-error"))
    assert field.get("aria-invalid") == "true" and "code-error" in field.get("aria-describedby", "")
    if tag == "en":
        assert content(link).startswith(told)


def test_control_characters_do_not_come_back(site: Flask) -> None:
    page = type_in(Visitor(site), "\0\x021A\x1aHJ?\x7f\x9b\n", 422)
    assert page.one("input", id="code").get("value") == "1AHJ?"


def test_a_code_of_a_version_that_is_not_known(site: Flask, rulebook: Rulebook) -> None:
    code = encode(rulebook, {"goal": "stay"}, None, [replace(versions()[-1], number=27)])
    page = type_in(Visitor(site), code, 422)
    assert "This code belongs to other questions than these." in page.words
    assert "/en/check" in [each.get("href") for each in page.all("a")]


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        "  1ahj 3nf3 r6c9 ",
        "1AHJ–3NF3–R6C9.",
        "IAHJ3NF3R6C9",
        f"https://example.dk/ar/code#{CODE}",
        f"#{CODE}",
    ],
)
def test_a_code_is_understood_as_people_type_it(site: Flask, typed: str) -> None:
    visitor = Visitor(site)
    type_in(visitor, typed)
    assert visitor.answers == {"goal": "both", "status": "refugee", "lawful_years": "3.16", "age": "57"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/x-www-form-urlencoded"),
        ("nonsense=1", "application/x-www-form-urlencoded"),
        (b"code=%ff%fe", "application/x-www-form-urlencoded"),
        ("{}", "application/json"),
        ("code", "multipart/form-data"),
    ],
)
def test_a_body_without_a_code(site: Flask, body: Any, kind: str) -> None:
    reply = site.test_client().post("/en/code", data=body, content_type=kind)
    assert (reply.status_code, 'id="error-summary"' in reply.text) == (422, True)


@every_tag
@FEW
@given(typed=st.text(max_size=30) | st.text(ALPHABET + "-", max_size=40))
def test_whatever_is_typed_gets_a_page(site: Flask, tag: str, typed: str) -> None:
    assert site.test_client().post(f"/{tag}/code", data={"code": typed}).status_code in (200, 422)


def test_other_methods_and_too_large_a_body(site: Flask) -> None:
    client = site.test_client()
    assert client.put("/en/code").status_code == 405
    assert client.post("/en/code", data={"code": "1" * 100_000}).status_code == 413


# Codes of older questions


def test_an_old_code_says_what_has_to_be_answered_again(
    site: Flask, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = of_old(
        rulebook, Shape("status", "choice", False, ("tourist", "refugee")), Shape("no_more", "choice", True, ("yes",))
    )
    monkeypatch.setattr("webapp.rules.codes.answer_codes.versions", lambda: tuple(known))
    answers = {"goal": "both", "status": "tourist", "age": 41, "no_more": "yes"}
    visitor = Visitor(site)
    page = type_in(visitor, old_code(rulebook, known, answers))
    [notice] = page.all("div", class_="alert alert-info v-summary")
    assert [content(each) for each in notice.iter("li")] == [rulebook.questions["status"].name.id]
    assert [each for each in notice.iter() if "data-focus" in each.attrib]
    assert page.question == "status"
    assert visitor.answers == {"goal": "both", "age": "41"}
    assert visitor.answer("refugee").all("div", class_="alert alert-info v-summary") == []


def test_an_old_code_that_still_fits_opens_without_a_word(
    site: Flask, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = of_old(rulebook, Shape("status", "choice", False, ("tourist", "refugee")))
    monkeypatch.setattr("webapp.rules.codes.answer_codes.versions", lambda: tuple(known))
    page = type_in(Visitor(site), old_code(rulebook, known, {"goal": "both", "status": "refugee"}))
    assert page.all("div", class_="alert alert-info v-summary") == []


def test_a_day_that_is_still_to_come_is_left_out_and_said(site: Flask, rulebook: Rulebook) -> None:
    """As it is where a body says it."""
    answers = {**CONSIDERING.answers, "refusal_date": "2026-11-30"}
    code = encode(rulebook, parse_answers(rulebook, answers, TODAY.replace(month=12)), None)
    visitor = Visitor(site)
    page = type_in(visitor, code, 422)
    assert page.question == "refusal_date"
    assert "The day cannot be after 22 November 2026." in content(page.one("div", id="error-summary"))
    kept = {id: value for id, value in CONSIDERING.answers.items() if id != "refusal_date"}
    assert visitor.answers == kept


def test_a_day_of_the_rules_that_is_out_of_reach_is_said(site: Flask, rulebook: Rulebook) -> None:
    code = encode(rulebook, {"goal": "stay"}, TODAY.replace(year=2040))
    page = type_in(Visitor(site), code, 422)
    assert "on" not in page.hidden
    assert page.question == "status"


# Length


def test_codes_of_real_journeys_are_short(site: Flask) -> None:
    lengths = []
    for person in EVERYBODY:
        visitor = finished(site, person)
        lengths.append(len(ask(visitor).replace("-", "")))
        most = (20 if len(visitor.answers) <= 12 else 24) + (4 if person.on else 0)
        assert lengths[-1] <= most, person
    assert sorted(lengths)[len(lengths) // 2] <= 20
