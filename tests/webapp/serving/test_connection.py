"""What a client may do to a connection: be slow for a while, say so much, and be told when the server stops."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
import uvicorn

from webapp.serving.bridge import asgi
from webapp.serving.connection import LARGEST_HEAD, Connection
from webapp.serving.serve import configuration

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"


def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Replies with the body."""
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


class Running:
    """A server with these limits, in a thread."""

    def __init__(self, **limits: float) -> None:
        config = configuration(1)
        config.app = lambda: asgi(application, 100)
        config.http = type("Limited", (Connection,), limits)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.server = uvicorn.Server(config)
        self.ended = Event()
        Thread(target=self._run).start()

    def _run(self) -> None:
        self.server.run(sockets=[self.listener])
        self.ended.set()

    @contextmanager
    def connected(self, sent: bytes = b"") -> Iterator[socket.socket]:
        with socket.create_connection(("127.0.0.1", self.port), 20) as connection:
            connection.sendall(sent)
            yield connection


@pytest.fixture(scope="module")
def quick() -> Iterator[Running]:
    """A server that has no patience."""
    running = Running(patience=0.3)
    yield running
    running.server.should_exit = True
    assert running.ended.wait(20)


def until_closed(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection."""
    found = b""
    try:
        while piece := connection.recv(65536):
            found += piece
    except ConnectionResetError:
        pass
    return found


def reply(connection: socket.socket) -> bytes:
    """The next reply, which has no body."""
    found = b""
    while not found.endswith(b"\r\n\r\n"):
        piece = connection.recv(1)
        assert piece, found
        found += piece
    return found


class TestAClientThatIsSlow:
    @pytest.mark.parametrize(
        "sent",
        [
            b"",
            b"GET / HT",
            b"GET / HTTP/1.1\r\nHost: x\r\n",
            POST + b"Content-Length: 3\r\n\r\nab",
            POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        ],
    )
    def test_is_not_waited_for(self, quick: Running, sent: bytes) -> None:
        with quick.connected(sent) as connection:
            assert until_closed(connection) == b""

    def test_is_not_waited_for_longer_if_it_sends_drop_by_drop(self, quick: Running) -> None:
        drops = 0
        with quick.connected(POST + b"Content-Length: 100\r\n\r\n") as connection, suppress(ConnectionError):
            while drops < 99:
                connection.sendall(b"x")
                drops += 1
                time.sleep(0.05)
        assert 0 < drops < 99

    def test_may_stay_once_it_was_answered(self, quick: Running) -> None:
        with quick.connected(GET) as connection:
            assert reply(connection).startswith(b"HTTP/1.1 200")
            time.sleep(2 * 0.3)
            connection.sendall(GET)
            assert reply(connection).startswith(b"HTTP/1.1 200")

    def test_has_no_more_time_for_its_next_request(self, quick: Running) -> None:
        for rest in (b"\r\n", b"GET"):
            with quick.connected(GET) as connection:
                reply(connection)
                connection.sendall(rest)
                assert until_closed(connection) == b""
        with quick.connected(GET + b"GET") as connection:
            assert until_closed(connection).count(b"HTTP/1.1 200") == 1

    def test_that_asks_twice_at_once_gets_both(self, quick: Running) -> None:
        with quick.connected(GET + GET) as connection:
            assert reply(connection).startswith(b"HTTP/1.1 200")
            assert reply(connection).startswith(b"HTTP/1.1 200")


class TestAHead:
    def test_may_be_long(self, quick: Running) -> None:
        with quick.connected(GET[:-2] + b"X: " + b"x" * (LARGEST_HEAD - 1000) + b"\r\n\r\n") as connection:
            assert reply(connection).startswith(b"HTTP/1.1 200")

    def test_that_is_too_long_is_refused(self, quick: Running) -> None:
        with quick.connected(GET[:-2] + b"X: " + b"x" * LARGEST_HEAD + b"\r\n\r\n") as connection:
            assert until_closed(connection).startswith(b"HTTP/1.1 400")

    @pytest.mark.parametrize(
        "begun",
        [b"GET /", GET[:-2] + b"X: ", GET[:-2] + b"X", POST + b"Transfer-Encoding: chunked\r\n\r\n1;x="],
    )
    def test_without_an_end_is_refused_before_its_time_is_up(self, begun: bytes) -> None:
        patient = Running(patience=1000)
        try:
            with patient.connected(begun) as connection, suppress(ConnectionError):
                while True:
                    connection.sendall(b"x" * 4096)
                    time.sleep(0.01)
        finally:
            patient.server.should_exit = True
        assert patient.ended.wait(20)


class TestAServerThatStops:
    def test_answers_what_is_on_its_way_and_says_that_it_was_the_last(self) -> None:
        running = Running()
        with running.connected(GET) as connection:
            assert b"connection: close" not in reply(connection).lower()
            running.server.should_exit = True
            while running.server.started and not running.listener._closed:  # type: ignore[attr-defined]
                time.sleep(0.01)
            connection.sendall(GET)
            assert b"connection: close" in until_closed(connection).lower()
        assert running.ended.wait(20)

    def test_waits_for_nobody_for_long(self) -> None:
        running = Running()
        with (
            running.connected(),
            running.connected(b"GET / HTTP/1.1\r\n"),
            running.connected(POST + b"Content-Length: 3\r\n\r\nab"),
            running.connected(GET) as kept,
        ):
            reply(kept)
            running.server.should_exit = True
            assert running.ended.wait(20)
