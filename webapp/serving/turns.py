"""New connections go to the workers in turn.

All workers watch one listening socket. For a new connection each of them is woken, and whichever is awake first would
take it and all that have come with it: of sixteen that came at once one worker of two had sixteen, and did all the work
alone for as long as they lasted. Here each takes one and then lets the others go first for a moment. Only when very many
come one after the other are they taken as they come: a crowd is not kept waiting.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

#: Seconds in which a worker lets the others go first.
_MOMENT = 0.001
#: So many connections, with not more than these seconds between them, are a crowd.
_CROWD, _APART = 64, 0.1
#: So many of a crowd are taken at once.
_AT_ONCE = 64
#: Seconds until the next try where no connection can be taken: too many files are open.
_LATER = 0.1


class TakingTurns(asyncio.SelectorEventLoop):
    """An event loop whose servers take their connections in turn with the other processes that share the socket."""

    async def create_server(  # type: ignore[override]
        self, protocol_factory: Callable[[], asyncio.Protocol], *, sock: socket.socket, **_: object
    ) -> Turns:
        """Begin to serve at `sock`, which listens already."""
        return Turns(self, protocol_factory, sock)


class Turns:
    """A server that shares its connections with others. It has of asyncio's servers what uvicorn asks for."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, protocol_factory: Callable[[], asyncio.Protocol], sock: socket.socket
    ) -> None:
        self._loop = loop
        self._protocol_factory = protocol_factory
        self._listener = sock
        self._listener.setblocking(False)
        self._last, self._in_a_row = 0.0, 0
        self._turn: asyncio.TimerHandle | None = None
        self._begun: set[asyncio.Task[tuple[asyncio.BaseTransport, asyncio.BaseProtocol]]] = set()
        self._closed = False
        self._watch()

    def close(self) -> None:
        """Take no more connections: those that wait are left to the other workers."""
        self._closed = True
        self._loop.remove_reader(self._listener)
        if self._turn:
            self._turn.cancel()

    async def wait_closed(self) -> None:
        """Nothing to wait for."""

    def _watch(self) -> None:
        self._loop.add_reader(self._listener, self._take)

    def _let_others(self, seconds: float) -> None:
        self._loop.remove_reader(self._listener)
        self._turn = self._loop.call_later(seconds, self._watch)

    def _take(self) -> None:
        now = self._loop.time()
        if now - self._last > _APART:
            self._in_a_row = 0
        self._last = now
        for _ in range(1 if self._in_a_row < _CROWD else _AT_ONCE):
            try:
                taken, _ = self._listener.accept()
            except (BlockingIOError, ConnectionAbortedError):  # another worker has it, or the client has gone again
                return
            except OSError:
                self._let_others(_LATER)
                return
            self._in_a_row += 1
            taken.setblocking(False)
            begun = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol_factory, taken))
            self._begun.add(begun)
            begun.add_done_callback(self._ready)
        self._let_others(_MOMENT)

    def _ready(self, begun: asyncio.Task[tuple[asyncio.BaseTransport, asyncio.BaseProtocol]]) -> None:
        self._begun.discard(begun)
        if not begun.cancelled() and not begun.exception() and self._closed:
            # uvicorn did not know of it when it told all connections that the server stops.
            begun.result()[1].shutdown()  # type: ignore[attr-defined]
