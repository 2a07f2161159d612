"""New connections: each worker gets its share."""

from __future__ import annotations

import asyncio
import errno
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.served import Served
from webapp.serving import turns


def connections(pid: int) -> int:
    """How many sockets a process has open."""
    return sum(each.readlink().name.startswith("socket:") for each in Path(f"/proc/{pid}/fd").iterdir())


def test_connections_that_come_at_once_are_shared_out() -> None:
    with Served() as site:
        while len(site.workers()) < 2:
            time.sleep(0.05)
        for _ in range(20):  # both are awake then
            site.ask(path="/en/")
        shares = []
        for _ in range(5):  # a busy machine may let one of them sleep
            before = [connections(pid) for pid in site.workers()]
            clients = [socket.create_connection(("127.0.0.1", site.port)) for _ in range(16)]
            time.sleep(0.3)
            after = [connections(pid) for pid in site.workers()]
            shares.append(min(now - then for now, then in zip(after, before, strict=True)))
            for each in clients:
                each.close()
            time.sleep(0.1)
        assert max(shares) >= 4, shares


class Loop:
    """An event loop that only notes what is wanted of it."""

    def __init__(self) -> None:
        self.watched: Callable[[], None] | None = None
        self.later: list[tuple[float, Callable[[], None]]] = []

    def add_reader(self, _: object, callback: Callable[[], None]) -> None:
        self.watched = callback

    def remove_reader(self, _: object) -> None:
        self.watched = None

    def time(self) -> float:
        return 1.0

    def call_later(self, seconds: float, callback: Callable[[], None]) -> None:
        self.later.append((seconds, callback))


class Listener:
    """A socket at which nobody can be taken, for this reason."""

    def __init__(self, reason: int) -> None:
        self.reason = reason

    def setblocking(self, _: bool) -> None: ...

    def accept(self) -> Any:
        raise OSError(self.reason, "")


@pytest.mark.parametrize(
    ("reason", "waits"), [(errno.EAGAIN, False), (errno.ECONNABORTED, False), (errno.EMFILE, True)]
)
def test_what_cannot_be_taken_is_not_tried_without_a_rest(reason: int, waits: bool) -> None:
    loop: Any = Loop()
    turns.Turns(loop, lambda: pytest.fail("nobody was taken"), Listener(reason))  # type: ignore[arg-type, return-value]
    assert loop.watched
    loop.watched()
    assert (loop.watched is None) == waits
    if waits:
        [(seconds, again)] = loop.later
        assert seconds > 0
        again()
        assert loop.watched


class Told(asyncio.Protocol):
    """A connection that notes when it is told that the server stops."""

    stopped = False

    def shutdown(self) -> None:
        self.stopped = True


@pytest.mark.parametrize("stops", [True, False])
def test_who_was_taken_just_before_the_end_is_told_of_it(stops: bool) -> None:
    """The server tells all connections that it knows of: these are not among them yet."""
    told = Told()

    async def serve() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_connection(listener.getsockname()):
            server = turns.Turns(asyncio.get_running_loop(), lambda: told, listener)
            while not server._begun:
                await asyncio.sleep(0)
            if stops:
                server.close()
            while server._begun:
                await asyncio.sleep(0)
            server.close()

    asyncio.run(serve())
    assert told.stopped == stops
