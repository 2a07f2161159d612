"""The browser that `make bench` plays: journeys through the real forms, and replies read back in every coding."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from urllib.parse import parse_qsl

import brotli
import pytest
from flask import Flask, request

from benchmarks import people
from benchmarks.browser import (
    ACCEPT_ENCODING,
    Dictionary,
    compressed,
    decoded,
    find_dictionary,
    get,
    post,
    without_answer,
    zstd,
)
from benchmarks.player import play
from benchmarks.sites import BrokenSite, Reply, Request
from benchmarks.walking import walk
from tests.pages import TODAY

DICTIONARY = Dictionary(b"What do you want to know about? Support to go back, money to live on.", 60, "/en/check*")


class InProcess:
    """A site without a process of its own."""

    name = "here"

    def __init__(self, app: Flask) -> None:
        self._app = app

    def ask(self, requests: Iterable[Request]) -> list[Reply]:
        told = play(self._app.wsgi_app, [tuple(each) for each in requests], keep=True)
        return [
            Reply(status, {name.lower(): value for name, value in headers}, base64.b64decode(body))
            for status, (headers, body) in zip(told["statuses"], told["kept"], strict=True)
        ]


@pytest.fixture(scope="module")
def site(app: Flask) -> InProcess:
    return InProcess(app)


@pytest.fixture(scope="module")
def dictionary_site() -> InProcess:
    """A page with a link to a dictionary, which is compressed itself."""
    app = Flask("dictionary")

    @app.get("/en/")
    def start() -> str:
        return '<link rel="compression-dictionary" href="/static/en.dict">'

    @app.get("/en/check")
    def check() -> str:
        return "…"

    @app.get("/da/")
    @app.get("/da/check")
    def without() -> str:
        return "<link rel=stylesheet>"

    @app.get("/static/en.dict")
    def content() -> tuple[bytes, dict[str, str]]:
        use = f'match="{DICTIONARY.match}", id="1"'
        return brotli.compress(DICTIONARY.content), {"Content-Encoding": "br", "Use-As-Dictionary": use}

    return InProcess(app)


def test_people_walk_from_the_first_question_to_a_result(site: InProcess, app: Flask) -> None:
    everybody = people.everything(app.extensions["rulebook"], TODAY, 3)
    for person, journey in zip(everybody, walk(site, everybody), strict=True):  # type: ignore[arg-type]
        assert journey.asked[0] == "status"
        assert len(journey.steps) == len(journey.asked)
        assert journey.result
        # The last body carries the answers to all that was asked, as this person gives them.
        for question in journey.asked:
            said = f"{question}={person[question]}"
            assert said in journey.result.body or "action=unknown" in journey.result.body


@pytest.mark.parametrize(
    ("fields", "answer", "body"),
    [
        (["left"], "2026-11-03", "question=left&left=2026-11-03&action=next"),
        (["left-day", "left-month", "left-year"], "2026-11-03", "left-day=03&left-month=11&left-year=2026&action=next"),
        (["left-day", "left-month", "left-year"], "unknown", "left-day=&left-month=&left-year=&action=unknown"),
        (["left"], "unknown", "question=left&left=&action=unknown"),
    ],
)
def test_a_day_is_typed_into_the_fields_that_there_are(fields: list[str], answer: str, body: str) -> None:
    app = Flask("day")
    inputs = "".join(f'<input type="text" name="{each}" value="">' for each in fields)
    page = f'<script src="/x.js"></script><input type="hidden" name="question" value="left">{inputs}'
    app.add_url_rule("/en/check", "ask", lambda: page, methods=["GET"])
    app.add_url_rule("/en/check", "done", lambda: "done", methods=["POST"])
    (journey,) = walk(InProcess(app), [{"left": answer}])  # type: ignore[arg-type]
    assert journey.result
    assert journey.result.body.endswith(body)


def test_what_a_browser_gets_is_the_page_that_is_sent_without_compression(site: InProcess) -> None:
    page = get("/ar/check")
    coded, plain = site.ask([compressed(page), page])
    assert coded.headers["content-encoding"] in ACCEPT_ENCODING.split(", ")
    assert decoded(coded) == decoded(plain) == plain.body


def test_a_form_without_its_answer_is_refused(site: InProcess) -> None:
    fields = {"goal": "both", "question": "status", "status": "refugee", "action": "next"}
    sent = post("/en/check", fields.items())
    assert [each.status for each in site.ask([sent, without_answer(sent)])] == [200, 422]


def test_the_dictionary_is_found_through_the_link_of_a_page(dictionary_site: InProcess) -> None:
    found = find_dictionary(dictionary_site, "en")  # type: ignore[arg-type]
    assert found
    assert found.content == DICTIONARY.content
    assert found.weight == len(brotli.compress(DICTIONARY.content))
    assert found.is_for("/en/check")
    assert not found.is_for("/en/how")
    assert find_dictionary(dictionary_site, "da") is None  # type: ignore[arg-type]


def test_a_reply_coded_with_the_dictionary_is_read_back() -> None:
    page = DICTIONARY.content * 3
    frame = zstd.compress(page, zstd_dict=zstd.ZstdDict(DICTIONARY.content, is_raw=True))
    head = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00" + hashlib.sha256(DICTIONARY.content).digest()
    assert decoded(Reply(200, {"content-encoding": "dcz"}, head + frame), DICTIONARY) == page
    with pytest.raises(ValueError, match="hash of the dictionary"):
        decoded(Reply(200, {"content-encoding": "dcz"}, head[:-1] + b"?" + frame), DICTIONARY)
    with pytest.raises(ValueError, match="nobody asked"):
        decoded(Reply(200, {"content-encoding": "dcz"}, head + frame))


def test_whom_a_site_asks_something_else_chooses_any_option(site: InProcess) -> None:
    first, second = walk(site, [{"status": "no longer there"}] * 2)  # type: ignore[arg-type]
    assert first == second
    assert first.result
    assert dict(parse_qsl(first.result.body))["status"] not in ("", "no longer there")


def test_who_is_told_that_an_answer_cannot_be_goes_home() -> None:
    app = Flask("limits")
    page = '<input type="hidden" name="question" value="age"><input type="text" name="age" value="">'
    app.add_url_rule("/en/check", "ask", lambda: page, methods=["GET"])
    app.add_url_rule(
        "/en/check", "done", lambda: ("no", 422) if request.form["age"] == "400" else "done", methods=["POST"]
    )
    old, young = walk(InProcess(app), [{"age": "400"}, {"age": "4"}])  # type: ignore[arg-type]
    assert (old.result, old.steps) == (None, [])
    assert young.result
    with pytest.raises(BrokenSite, match="only 0 of 1 people"):
        walk(InProcess(app), [{"age": "400"}])  # type: ignore[arg-type]
