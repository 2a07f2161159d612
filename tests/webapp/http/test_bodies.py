"""Slow and endless bodies: they hold up nobody else, and the application never sees half of one."""

from __future__ import annotations

import http.client
import io
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import pytest
from flask.testing import FlaskClient

from webapp.http.bodies import one_at_a_time
from webapp.http.headers import LARGEST_BODY
from webapp.paths import ROOT

FORM = "application/x-www-form-urlencoded"


class Slow(io.BytesIO):
    """A body of which nothing comes until `sent` is set."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.sent = Event()

    def read(self, size: int | None = -1) -> bytes:
        """Wait, then read one byte."""
        assert self.sent.wait(10)
        return super().read(min(size or 0, 1))


def echo(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Replies with the length and the body as they arrive."""
    start_response("200 OK", [])
    return [str(environ.get("CONTENT_LENGTH")).encode(), b" ", environ["wsgi.input"].read()]


def post(app: Any, body: io.BytesIO, **more: Any) -> bytes:
    environ = {"REQUEST_METHOD": "POST", "wsgi.input": body, "wsgi.input_terminated": True, **more}
    return b"".join(app(environ, lambda *given: None))


class TestTheBody:
    def test_that_does_not_come_holds_up_nobody(self) -> None:
        app = one_at_a_time(echo, 100)
        stuck, replies = Slow(b"abc"), []
        waiting = Thread(target=lambda: replies.append(post(app, stuck, CONTENT_LENGTH="3")))
        waiting.start()
        assert post(app, io.BytesIO(b"x"), CONTENT_LENGTH="1") == b"1 x"
        stuck.sent.set()
        waiting.join(10)
        assert replies == [b"3 abc"]

    def test_is_whole_however_it_comes(self) -> None:
        app, drops = one_at_a_time(echo, 100), Slow(b"age=57")
        drops.sent.set()
        assert post(app, drops, HTTP_TRANSFER_ENCODING="chunked") == b"6 age=57"

    @pytest.mark.parametrize("length", ["101", "1000000"])
    def test_that_is_too_long_is_not_read(self, length: str) -> None:
        assert post(one_at_a_time(echo, 100), Slow(b"x"), CONTENT_LENGTH=length) == length.encode() + b" "

    def test_without_an_end_is_read_until_it_is_too_long(self) -> None:
        body = io.BytesIO(b"x" * 1000)
        assert post(one_at_a_time(echo, 100), body, HTTP_TRANSFER_ENCODING="chunked") == b"101 " + b"x" * 101
        assert body.tell() == 101

    def test_that_breaks_off_is_shorter_than_its_length(self) -> None:
        class Broken(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                if self.tell():
                    raise ConnectionResetError
                return super().read(2)

        for body in (Broken(b"abc"), io.BytesIO(b"ab")):
            assert post(one_at_a_time(echo, 100), body, CONTENT_LENGTH="3") == b"3 ab"

    def test_of_no_known_length_is_not_looked_for(self) -> None:
        """Where the server does not say that the stream ends, reading it could wait for ever."""
        app = one_at_a_time(echo, 100)
        environ = {"REQUEST_METHOD": "POST", "wsgi.input": Slow(b"x")}
        assert b"".join(app(environ, lambda *given: None)) == b"None "

    def test_of_what_is_no_form_is_not_waited_for(self) -> None:
        app = one_at_a_time(echo, 100)
        assert post(app, Slow(b"x"), REQUEST_METHOD="GET", CONTENT_LENGTH="1") == b"1 "


def test_only_one_request_is_computed_at_a_time() -> None:
    busy, overlaps, closed = Lock(), [], []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            overlaps.append(not busy.acquire(blocking=False))
            time.sleep(0.01)
            yield b"made"
            busy.release()

        def close(self) -> None:
            closed.append(True)

    app = one_at_a_time(lambda environ, start_response: Pieces(), 100)
    threads = [Thread(target=post, args=(app, io.BytesIO())) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert overlaps == [False] * 8
    assert len(closed) == 8


def test_a_reply_that_fails_lets_the_next_one_in() -> None:
    def fails(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        raise ValueError(environ["n"])

    app = one_at_a_time(fails, 100)
    for n in range(2):
        with pytest.raises(ValueError, match=str(n)):
            post(app, io.BytesIO(), n=n)


class TestTheSite:
    def test_a_client_that_has_gone(self, client: FlaskClient) -> None:
        reply = client.post("/en/check", data=b"goal=", content_type=FORM, environ_overrides={"CONTENT_LENGTH": "500"})
        assert reply.status_code == 400
        assert "Error 400" in reply.text

    def test_a_body_in_chunks(self, client: FlaskClient) -> None:
        chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        for body, status in ((b"goal=return", 200), (b"goal=" + b"x" * LARGEST_BODY, 413), (b"", 200)):
            reply = client.post("/en/check", data=body, content_type=FORM, environ_overrides=chunked)
            assert reply.status_code == status


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of the production server, with one worker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = f"--interface wsgi --no-ws --workers 1 --blocking-threads 32 --host 127.0.0.1 --port {port}"
    command = [Path(sys.executable).with_name("granian"), *options.split(), "--factory", "webapp:create_app"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(300):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            process.terminate()


class TestTheServer:
    def half_a_form(self, port: int) -> socket.socket:
        """A connection over which the rest of a form never comes."""
        sock = socket.create_connection(("127.0.0.1", port))
        sock.sendall(f"POST /da/check HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n".encode())
        sock.sendall(b"Content-Length: 500\r\n\r\ngoal=")
        return sock

    def test_goes_on_while_bodies_do_not_come(self, port: int) -> None:
        stuck = [self.half_a_form(port) for _ in range(10)]
        try:
            time.sleep(0.2)
            for _ in range(3):
                with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
                    connection.request("POST", "/en/check", "goal=return&action=next", {"Content-Type": FORM})
                    reply = connection.getresponse()
                    assert reply.status == 200
                    assert b'data-question="status"' in reply.read()
        finally:
            for each in stuck:
                each.close()

    @pytest.mark.parametrize(
        ("header", "body", "status"),
        [
            ("Transfer-Encoding: chunked", b"b\r\ngoal=return\r\n0\r\n\r\n", 200),
            ("Transfer-Encoding: chunked", b"10001\r\n" + b"x" * 65_537 + b"\r\n0\r\n\r\n", 413),
            ("Content-Length: 65537", b"", 413),
            ("Content-Length: 0", b"", 200),
            ("X: no length", b"", 422),
        ],
    )
    def test_takes_any_kind_of_body(self, port: int, header: str, body: bytes, status: int) -> None:
        with closing(socket.create_connection(("127.0.0.1", port), 20)) as sock:
            sock.sendall(f"POST /en/check HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n{header}\r\n\r\n".encode())
            sock.sendall(body)
            assert sock.recv(12) == f"HTTP/1.1 {status}".encode()
