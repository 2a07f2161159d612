"""Whatever a browser, a broken program or somebody with bad intentions sends: a page that says so, and nothing lost."""

from __future__ import annotations

import io
import string
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.document import content
from tests.pages import TAGS, UNKNOWN, Visitor, in_pieces, shown
from tests.people import CONSIDERING, GOING_HOME

every_tag = pytest.mark.parametrize("tag", TAGS)


def at(site: Flask, question: str, tag: str = "en") -> Visitor:
    """Somebody whose page asks `question`, with answers before it."""
    person = CONSIDERING if question.endswith("_date") else GOING_HOME
    # Only where the refusal is more than 14 days ago does the day of the withdrawal matter.
    more = {"withdrawal": "withdrawn", "refusal_date": "2026-10-20"} if question == "withdrawal_date" else {}
    visitor = Visitor(site, tag)
    visitor.begin()
    while (asked := visitor.page.question) != question:
        assert asked, f"{question} is not asked"
        visitor.answer({**person.answers, **more}.get(asked, UNKNOWN))
    return visitor


def refused(visitor: Visitor, value: str) -> None:
    """The page asks the same question again, says what is wrong, leads to the field, and has lost nothing."""
    question, given_before = visitor.page.question, visitor.answers
    page = visitor.answer(value, 422)
    assert (page.question, visitor.answers) == (question, given_before)
    assert page.filled == value
    summary = page.one("div", id="error-summary")
    [link] = summary.iter("a")
    target = page.one("input", id=(link.get("href") or "")[1:])
    assert (target.get("name") or "").removesuffix("-month").removesuffix("-day") == question
    assert content(page.one("p", id=f"{question}-error")) == content(link)
    assert f"{question}-error" in " ".join(each.get("aria-describedby", "") for each in page.all("input", "fieldset"))


@every_tag
@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("age", ""),
        ("age", "fifty-seven"),
        ("age", "-1"),
        ("age", "121"),
        ("age", "57.5"),
        ("age", "1e2"),
        ("age", "0x20"),
        ("age", "NaN"),
        ("age", "5 7"),
        ("age", "9" * 20),
        ("age", "²"),
        ("lawful_years", "100.01"),
        ("lawful_years", "3.456"),
        ("lawful_years", "Infinity"),
        ("lawful_years", "1,000.5"),
        ("lawful_years", "-0.01"),
        ("refusal_date", ""),
        ("refusal_date", "2026-02-30"),
        ("refusal_date", "2026-11-23"),
        ("refusal_date", "1999-12-31"),
        ("refusal_date", "31.04.2026"),
        ("refusal_date", "0000-00-00"),
        ("refusal_date", "yesterday"),
        ("withdrawal_date", "2026-10-19"),
    ],
)
def test_what_cannot_be_an_answer(site: Flask, tag: str, question: str, value: str) -> None:
    refused(at(site, question, tag), value)


@pytest.mark.parametrize(
    ("question", "value", "understood"),
    [
        ("age", " 97 ", "97"),
        ("age", "٩٧", "97"),
        ("age", "۹۷", "97"),
        ("age", "120", "120"),
        ("age", "0", "0"),
        ("lawful_years", "3,25", "3.25"),
        ("lawful_years", "٣٫٢٥", "3.25"),
        ("refusal_date", "22.11.2026", "2026-11-22"),
        ("refusal_date", "1-11-2026", "2026-11-01"),
        ("refusal_date", "٢٠٢٦-١١-٠١", "2026-11-01"),
        ("withdrawal_date", "2026-10-20", "2026-10-20"),
    ],
)
def test_what_is_understood(site: Flask, question: str, value: str, understood: str) -> None:
    visitor = at(site, question)
    visitor.answer(value)
    assert visitor.answers[question] == understood


@every_tag
@pytest.mark.parametrize(
    ("day", "where"), [(("31", "02", "2026"), "day"), (("8", "11", ""), "year"), (("٨", "", "٢٠٢٦"), "month")], ids=str
)
def test_what_is_typed_into_the_fields_for_a_day_stays(
    site: Flask, tag: str, day: tuple[str, str, str], where: str
) -> None:
    """Whatever cannot be used comes back as it was typed; a change of the language takes nothing either."""
    visitor = at(site, "refusal_date", tag)
    typed = dict(zip(visitor.page.pieces, day, strict=True))
    for other in [other for other in TAGS if other != tag]:
        visitor.post({**visitor.page.hidden, **typed, "action": "language"}, path=f"/{other}/check")
        assert visitor.page.pieces == typed
    page = visitor.post({**visitor.page.hidden, **typed, "action": "next"}, 422)
    assert page.pieces == typed
    [link] = page.one("div", id="error-summary").iter("a")
    assert link.get("href") == f"#refusal_date-{where}"
    visitor.post({**page.hidden, **in_pieces("refusal_date", "2026-11-08"), "action": "next"})
    assert visitor.answers["refusal_date"] == "2026-11-08"


@every_tag
def test_a_day_is_read_back_in_words(site: Flask, tag: str) -> None:
    visitor = at(site, "refusal_date", tag)
    page = visitor.answer("2026-11-08")
    months = {"da": "8. november 2026", "en": "8 November 2026", "ar": "8 نوفمبر 2026"}
    assert months[tag] in content(page.one("dl", class_="v-answers v-read-back"))
    assert visitor.change("refusal_date").pieces == {
        "refusal_date-day": "8",
        "refusal_date-month": "11",
        "refusal_date-year": "2026",
    }
    assert not visitor.back().all("dl", class_="v-answers v-read-back")


@every_tag
def test_an_error_is_put_right(site: Flask, tag: str) -> None:
    visitor = at(site, "age", tag)
    refused(visitor, "570")
    refused(visitor, "seven")
    page = visitor.answer("57")
    assert page.all("div", id="error-summary") == []
    assert visitor.answers["age"] == "57"


@every_tag
@pytest.mark.parametrize("question", ["goal", "status", "permanent_return"])
def test_a_choice_that_is_not_made_or_does_not_exist(site: Flask, tag: str, question: str) -> None:
    visitor = at(site, question, tag)
    given_before = visitor.answers
    for body in ({}, {question: "nonsense_97"}, {question: ""}, {question: "YES"}):
        page = visitor.post({**visitor.page.hidden, **body, "action": "next"}, 422)
        assert (page.question, visitor.answers, page.filled) == (question, given_before, "")
        assert len(page.all("div", id="error-summary")) == 1


@every_tag
def test_two_answers(site: Flask, tag: str) -> None:
    visitor = at(site, "age", tag)
    given_before = visitor.answers
    page = visitor.post({**visitor.page.hidden, "age": ["97", "57"], "action": "next"}, 422)
    assert (page.question, visitor.answers) == ("age", given_before)


@every_tag
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_the_same_twice_is_no_contradiction(site: Flask, tag: str, content_type: str) -> None:
    """Lynx sends each button of the name that was pressed, and so the first one of the form too."""
    visitor = at(site, "age", tag)
    sent = {name: [value, value] for name, value in {**visitor.page.hidden, "age": "97", "action": "next"}.items()}
    reply = site.test_client().post(f"/{tag}/check", data=sent, content_type=content_type)
    assert reply.status_code == 200
    assert 'name="age" value="97"' in reply.text


@every_tag
def test_an_earlier_answer_twice(site: Flask, tag: str) -> None:
    """It cannot be told which one is meant: it is asked again, and the rest is kept."""
    visitor = at(site, "age", tag)
    given_before = visitor.answers
    page = visitor.post({**visitor.page.hidden, "status": ["refugee", "visitor"], "age": "97", "action": "next"}, 422)
    assert page.question == "status"
    assert {**visitor.answers, "status": "refugee"} == {**given_before, "age": "97"}


@every_tag
@pytest.mark.parametrize(
    ("name", "value"), [("status", "king_of_norway"), ("lawful_years", "1000"), ("spouse", "\0"), ("goal", UNKNOWN)]
)
def test_an_earlier_answer_that_was_tampered_with(site: Flask, tag: str, name: str, value: str) -> None:
    visitor = at(site, "age", tag)
    given_before = visitor.answers
    page = visitor.post({**visitor.page.hidden, name: value, "age": "97", "action": "next"}, 422)
    assert page.question == name
    kept = {id: each for id, each in given_before.items() if id != name}
    assert visitor.answers == {**kept, "age": "97"}


@every_tag
@pytest.mark.parametrize(
    "field",
    [
        {"surname_97": "Andersen_97"},
        {"": "x_97"},
        {"age\0": "97"},
        {"question": "king_of_norway"},
        {"change": "king_of_norway"},
        {"action": "king_of_norway"},
        {"action": ["next", "back"]},
        {"question": ["age", "status"]},
        {"on": "2026-02-30"},
        {"on": "1997-01-01"},
        {"on": "9999-12-31"},
        {"on": "2021-10-01T12:00"},
        {"on": ["2021-10-01", "1999-06-01"]},
        {"<script>alert(97)</script>": "1"},
        {"opened": "1"},
        {"revised": "<b>king_of_norway</b>"},
        {"revised": ""},
        {"keys": "yes"},
        {"desk": "da", "keys": "king_of_norway"},
    ],
    ids=str,
)
def test_a_field_that_does_not_belong_to_the_form(site: Flask, tag: str, field: dict[str, Any]) -> None:
    """It is left out and said; every answer is kept."""
    visitor = at(site, "age", tag)
    given_before = visitor.answers
    page = visitor.post({**visitor.page.hidden, "age": "97", "action": "next", **field}, 422)
    assert given_before.items() <= visitor.answers.items()
    assert visitor.answers.get("age", page.filled) == "97"
    assert len(page.all("div", id="error-summary")) == 1
    assert "king_of_norway" not in page.text
    assert "Andersen" not in page.text
    assert "<script>alert" not in page.text


@every_tag
@pytest.mark.parametrize(
    "on", ["2026-02-30", "today", "1997-01-01", "2099-01-01", "20211001", "2021-10-01 ", "٢٠٢١-١٠-٠١"]
)
def test_a_day_that_cannot_be_computed_for(site: Flask, tag: str, on: str) -> None:
    visitor = Visitor(site, tag)
    page = visitor.get(f"/{tag}/check", 422, query_string={"on": on})
    assert page.question == "goal"
    assert "on" not in page.hidden
    assert len(page.all("div", id="error-summary")) == 1


@every_tag
@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"age=97&goal=" + b"x" * 1_000_000, id="one long value"),
        pytest.param(b"&".join(b"age%d=97" % n for n in range(100_000)), id="many fields"),
        pytest.param(b"&" * 1_000_000, id="nothing but separators"),
    ],
)
def test_too_large_a_body(site: Flask, tag: str, body: bytes) -> None:
    visitor = Visitor(site, tag)
    visitor.post(body, 413, content_type="application/x-www-form-urlencoded")


@every_tag
@pytest.mark.parametrize(
    "body",
    [
        b"goal=%ff%fe&status=%c3%28",
        b"\xff\xfe\x00g\x00o\x00a\x00l",
        b"goal=return\0&status=%00",
        b"%%%=%zz&=&=",
        b"\x00" * 99,
    ],
    ids=repr,
)
def test_a_broken_encoding(site: Flask, tag: str, body: bytes) -> None:
    page = Visitor(site, tag).post(body, 422, content_type="application/x-www-form-urlencoded")
    assert page.question in ("goal", "status")


@every_tag
@pytest.mark.parametrize("charset", ["utf-16", "nonsense", "latin-1", ""])
def test_another_charset_than_ours(site: Flask, tag: str, charset: str) -> None:
    visitor = Visitor(site, tag)
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert visitor.post(b"goal=return&action=next", content_type=kind).question == "status"


@every_tag
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "nonsense", ""])
def test_another_kind_of_body(site: Flask, tag: str, kind: str) -> None:
    page = Visitor(site, tag).post(b'{"goal": "return", "age": 97}', 422, content_type=kind)
    assert page.question == "goal"


def test_a_form_sent_in_parts(site: Flask) -> None:
    """Some programs send forms this way; a file in it is no answer."""
    client = site.test_client()
    reply = client.post("/en/check", data={"goal": "return", "action": "next"}, content_type="multipart/form-data")
    assert 'data-question="status"' in reply.text
    for name in ("goal", "letter"):
        reply = client.post(
            "/en/check",
            data={"goal": "return", "action": "next", name: (io.BytesIO(b"return"), "goal.txt")},
            content_type="multipart/form-data",
        )
        assert reply.status_code == 422
        assert "does not belong to these questions" in reply.text


@pytest.mark.parametrize(
    "headers", [{"Content-Length": "-1"}, {"Content-Length": "x"}, {"Accept-Language": "\xff\xfe;q=x"}]
)
def test_broken_headers(site: Flask, headers: dict[str, str]) -> None:
    assert site.test_client().post("/en/check", headers=headers).status_code in (200, 400, 422)


@pytest.mark.parametrize("button", ["back", UNKNOWN, "language", "next"])
@pytest.mark.parametrize(
    "form", [{}, {"question": "goal"}, {"question": "age"}, {"former": "97"}, {"opened": "yes"}], ids=str
)
def test_a_button_without_the_rest_of_its_page(site: Flask, button: str, form: dict[str, str]) -> None:
    visitor = Visitor(site)
    reply = visitor.client.post("/en/check", data={**form, "action": button})
    assert reply.status_code in (200, 422)
    visitor.post({**form, "action": button}, reply.status_code)
    assert visitor.page.question


NAMES = ["goal", "status", "age", "lawful_years", "refusal_date", "withdrawal_date", "question", "former", "action"]
NAMES += ["change", "on", "opened", "revised", "spouse", "x", ""]
WORDS = [
    "return",
    "refugee",
    "asylum_ended",
    UNKNOWN,
    "57",
    "3.5",
    "2026-11-15",
    "2026-11-10",
    "next",
    "back",
    "language",
]
WORDS += ["yes", "", "age", "goal", "2021-10-01", "-1", "\0", "%(n)s", "*", "<b>", "'\""]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(
    fields=st.lists(
        st.tuples(
            st.sampled_from(NAMES) | st.text(string.printable, max_size=6).map("{}~".format),
            st.sampled_from(WORDS) | st.sampled_from(NAMES) | st.text(max_size=12).map("{}~".format),
        ),
        max_size=12,
    ),
    tag=st.sampled_from(TAGS),
)
def test_any_body_gets_a_whole_page(site: Flask, fields: list[tuple[str, str]], tag: str) -> None:
    """Never an error of ours; and what can be used of it, is: the page that comes is that of the answers that it carries."""
    body: dict[str, list[str]] = {}
    for name, value in fields:
        body.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
    visitor = Visitor(site, tag)
    kind = "application/x-www-form-urlencoded"
    status = visitor.client.post(f"/{tag}/check", data=body, content_type=kind).status_code
    assert status in (200, 422)
    page = visitor.post(body, status)
    if page.is_result:
        assert page.schemes == shown(visitor.expected)
    else:
        assert page.question in visitor.rulebook.questions
