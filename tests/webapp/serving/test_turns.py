"""New connections: each worker gets its share."""

from __future__ import annotations

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
