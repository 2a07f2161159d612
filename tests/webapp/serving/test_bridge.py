"""Whole requests: the application never sees half of a body, and none is waited for that it does not take."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from webapp.serving.bridge import asgi

GONE = {"type": "http.disconnect"}


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Replies with the length and the body as they arrive."""
    start_response("200 OK", [])
    return [str(environ.get("CONTENT_LENGTH")).encode(), b" ", environ["wsgi.input"].read()]


def show(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Replies with what the application is told of the request."""
    start_response("200 OK", [])
    return [repr({name: value for name, value in environ.items() if not name.startswith("wsgi.")}).encode()]


def part(body: bytes, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def ask(app: Any, *messages: dict[str, Any], largest: int = 100, **scope: Any) -> list[dict[str, Any]]:
    """What is sent when these messages come, and no more: to wait for another one is a failure."""
    coming = iter(messages)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return next(coming)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    request = {
        "method": "POST",
        "raw_path": b"/en/check",
        "query_string": b"",
        "server": ("127.0.0.1", 8000),
        "client": ("192.0.2.7", 4711),
        "http_version": "1.1",
        "scheme": "http",
        "headers": [],
    }
    asyncio.run(asgi(app, largest)({**request, **scope}, receive, send))
    assert next(coming, None) is None
    return sent


def replied(app: Any, *messages: dict[str, Any], **scope: Any) -> bytes:
    start, body = ask(app, *messages, **scope)
    assert start["status"] == 200
    sent: bytes = body["body"]
    return sent


def length(value: int) -> list[tuple[bytes, bytes]]:
    return [(b"content-length", str(value).encode())]


CHUNKED = [(b"transfer-encoding", b"chunked")]


class TestTheBody:
    def test_is_whole_however_it_comes(self) -> None:
        parts = [part(b"age=", True), part(b"", True), part(b"57")]
        assert replied(echo, *parts, headers=length(6)) == b"6 age=57"
        assert replied(echo, *parts, headers=CHUNKED) == b"6 age=57"

    def test_that_is_too_long_is_not_read(self) -> None:
        assert replied(echo, headers=length(101)) == b"101 "

    def test_without_an_end_is_read_until_it_is_too_long(self) -> None:
        parts = [part(b"x" * 60, True), part(b"x" * 60, True)]
        assert replied(echo, *parts, headers=CHUNKED) == b"120 " + b"x" * 120

    def test_that_breaks_off_is_answered_by_nobody(self) -> None:
        asked = []
        assert ask(lambda *given: asked.append(given), part(b"ab", True), GONE, headers=length(3)) == []
        assert asked == []

    def test_that_was_not_announced_is_not_waited_for(self) -> None:
        assert replied(echo) == b"None "
        assert replied(echo, headers=length(0)) == b"0 "

    def test_of_what_is_no_form_is_not_waited_for(self) -> None:
        assert replied(echo, method="GET", headers=length(3)) == b"3 "


class TestTheRequest:
    def test_as_the_application_hears_of_it(self) -> None:
        headers = [(b"host", b"a.example"), (b"accept", b"a"), (b"accept", b"b"), (b"content-type", b"text/\xe6")]
        told = replied(show, method="GET", raw_path=b"/%D8%B9/a%2Fb", query_string=b"on=2026-01-01", headers=headers)
        assert eval(told) == {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": "/Ø¹/a/b",
            "QUERY_STRING": "on=2026-01-01",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "a.example",
            "HTTP_ACCEPT": "a,b",
            "CONTENT_TYPE": "text/æ",
        }

    def test_says_nothing_of_the_visitors_address(self) -> None:
        assert b"192.0.2.7" not in replied(show)

    def test_a_header_cannot_pass_for_another_one(self) -> None:
        assert b"evil" not in replied(show, headers=[(b"hx_request", b"evil")])


class TestTheReply:
    def test_is_sent_as_it_is(self) -> None:
        closed = []

        class Pieces:
            def __iter__(self) -> Iterator[bytes]:
                yield b"a"
                yield b"b"

            def close(self) -> None:
                closed.append(True)

        def app(environ: dict[str, Any], start_response: Any) -> Pieces:
            start_response("422 Unprocessable Entity", [("Content-Type", "text/plain"), ("X-Ø", "æ")])
            return Pieces()

        start, body = ask(app)
        assert start["status"] == 422
        assert start["headers"] == [(b"Content-Type", b"text/plain"), (b"X-\xd8", b"\xe6")]
        assert body["body"] == b"ab"
        assert closed == [True]

    def test_that_fails_is_closed_all_the_same(self) -> None:
        closed = []

        class Broken:
            def __iter__(self) -> Iterator[bytes]:
                raise ValueError("torn")

            def close(self) -> None:
                closed.append(True)

        with pytest.raises(ValueError, match="torn"):
            ask(lambda environ, start_response: Broken())
        assert closed == [True]
