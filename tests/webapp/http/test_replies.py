"""What every reply goes through last: compression whatever its status, true lengths, and no exception for the server."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.people import CONSIDERING
from tests.webapp.http.test_content_codings import READ_BACK
from webapp import create_app
from webapp.http.dictionary_coding import Dictionaries
from webapp.http.replies import finished, guarded

BROWSER = {"Accept-Encoding": "gzip, deflate, br, zstd"}
NO_HEADERS: dict[str, list[tuple[str, str]]] = {"http": [], "https": []}
NO_DICTIONARIES = Dictionaries(Path("nowhere"))
LAST_DAY = {**CONSIDERING.answers, "deadline": "withdraw_for_full_supplement"}

EVERY_KIND: list[tuple[str, str, dict[str, Any], int]] = [
    ("GET", "/en/", {}, 200),
    ("POST", "/ar/check", {"data": {"goal": "return", "action": "next"}}, 200),
    ("POST", "/da/check", {"data": {**CONSIDERING.answers, "action": "next", "second": "ar"}}, 200),
    ("POST", "/en/check", {"data": {"goal": "nowhere", "action": "next"}}, 422),
    ("POST", "/en/code", {"data": {"code": "?"}}, 422),
    ("GET", "/en/nope", {}, 404),
    ("POST", "/en/how", {}, 405),
    ("POST", "/en/check", {"data": {"goal": "x" * 100_000}}, 413),
    ("POST", "/en/calendar", {"data": LAST_DAY}, 200),
    ("GET", "/en/fails", {}, 500),
]


@pytest.fixture(scope="module")
def broken() -> Flask:
    """The application as in production, with a view that fails, and what it logs discarded."""
    app = create_app({"PROPAGATE_EXCEPTIONS": False, "VEJVISER_TODAY": "2026-11-22"})
    app.logger.addHandler(logging.NullHandler())
    app.logger.propagate = False

    @app.get("/<lang>/fails")
    def fails() -> ResponseReturnValue:
        raise ValueError

    return app


@pytest.mark.parametrize("coding", ["zstd", "br", "gzip"])
@pytest.mark.parametrize(("method", "path", "more", "status"), EVERY_KIND)
def test_every_kind_of_reply_is_compressed(
    broken: Flask, coding: str, method: str, path: str, more: dict[str, Any], status: int
) -> None:
    client = broken.test_client()
    plain = client.open(path, method=method, **more)
    small = client.open(path, method=method, headers={"Accept-Encoding": coding}, **more)
    assert plain.status_code == small.status_code == status
    assert "Content-Encoding" not in plain.headers
    assert small.headers.getlist("Content-Encoding") == [coding]
    for reply in (plain, small):
        assert reply.headers.getlist("Content-Length") == [str(len(reply.data))]
        assert "Accept-Encoding" in reply.vary
        assert len(reply.headers.getlist("Vary")) == 1
    body = READ_BACK[coding](small.data)
    if path.endswith("calendar"):  # each has an id of its own, and says when it was made
        assert body.startswith(b"BEGIN:VCALENDAR\r\n") and len(body) == len(plain.data)
    else:
        assert body == plain.data
    assert len(small.data) < len(body)
    assert {*plain.headers.keys()} == {*small.headers.keys()} - {"Content-Encoding"}


def test_a_part_of_a_page_is_compressed_too(client: FlaskClient) -> None:
    reply = client.get("/en/check", headers={"Accept-Encoding": "br", "HX-Request": "true"})
    assert brotli.decompress(reply.data).startswith(b"<title>")


@pytest.mark.parametrize("path", ["/", "/robots.txt"])
def test_a_short_text_is_sent_as_it_is(client: FlaskClient, path: str) -> None:
    reply = client.get(path, headers=BROWSER)
    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Content-Length"] == str(len(reply.data))
    assert "Accept-Encoding" in reply.vary, "one who refuses it plain would get another"


@pytest.mark.parametrize("headers", [{}, BROWSER])
@pytest.mark.parametrize("path", ["/", "/en/", "/en/check", "/en/nope", "/robots.txt"])
def test_the_head_of_a_page_is_that_of_the_page(client: FlaskClient, path: str, headers: dict[str, str]) -> None:
    page, head = client.get(path, headers=headers), client.head(path, headers=headers)
    assert head.data == b""
    assert (head.status, list(head.headers)) == (page.status, list(page.headers))


def test_there_is_nothing_to_compress_in_no_body(client: FlaskClient) -> None:
    reply = client.options("/en/", headers={"Accept-Encoding": "gzip, identity;q=0"})
    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Content-Length"] == "0"
    assert "GET" in reply.headers["Allow"]

    app = finished(Response(status=304, headers={"ETag": '"a"', "Vary": "Cookie"}), NO_HEADERS, NO_DICTIONARIES)
    reply = Client(app).get("/", headers=BROWSER)
    assert (reply.data, reply.status_code, reply.headers["ETag"]) == (b"", 304, '"a"')
    assert {"Content-Encoding", "Content-Length"}.isdisjoint(reply.headers.keys())


def test_a_redirect_by_language_says_that_it_depends_on_it(client: FlaskClient) -> None:
    assert {"Accept-Language", "Accept-Encoding", "HX-Request"} <= {*client.get("/").vary}


def test_what_an_application_writes_comes_before_what_it_returns() -> None:
    """As WSGI has it; and what it returned is closed."""
    closed = []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            yield b"b"
            yield b"c"

        def close(self) -> None:
            closed.append(True)

    def application(environ: Any, start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [])(b"a")
        return Pieces()

    reply = Client(finished(application, NO_HEADERS, NO_DICTIONARIES)).get("/")
    assert (reply.data, reply.headers["Content-Length"], closed) == (b"abc", "3", [True])


class TestWhatFailsOutsideTheApplication:
    @pytest.fixture
    def log(self, broken: Flask) -> Iterator[io.StringIO]:
        """What is logged."""
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        broken.logger.addHandler(handler)
        yield stream
        broken.logger.removeHandler(handler)

    @pytest.mark.parametrize("place", ["its compression", "an error page"])
    @pytest.mark.parametrize("method", ["POST", "HEAD"])
    def test_is_a_bare_500_and_is_logged_without_its_message(
        self, broken: Flask, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, place: str, method: str
    ) -> None:
        def fails(*given: object, **more: object) -> None:
            raise ValueError("secret-answer")

        if place == "its compression":
            monkeypatch.setattr("webapp.http.replies.coded", fails)
        else:
            monkeypatch.setattr("webapp.http.error_pages.render_template", fails)
        reply = broken.test_client().open("/en/nope?q=secret-query", method=method, data={"age": "secret-age"})
        assert reply.status_code == 500
        assert reply.data == (b"" if method == "HEAD" else b"500 Internal Server Error")
        assert reply.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "ValueError" in log.getvalue()
        assert "in fails" in log.getvalue()
        assert "secret-q" not in log.getvalue()
        assert log.getvalue().count("secret-answer") == log.getvalue().count('ValueError("secret-answer")')

    def test_a_file_that_is_gone(self, broken: Flask, log: io.StringIO) -> None:
        def gone(environ: Any, start_response: Any) -> Iterable[bytes]:
            raise FileNotFoundError("static/build/site.css")

        reply = Client(guarded(gone, NO_HEADERS, broken.logger)).get("/static/site.css")
        assert reply.status_code == 500
        assert "FileNotFoundError" in log.getvalue()

    def test_is_seen_in_tests(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*given: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr("webapp.http.replies.coded", fails)
        with pytest.raises(ZeroDivisionError):
            app.test_client().get("/en/")
