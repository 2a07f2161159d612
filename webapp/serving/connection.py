"""One client's connection, with the limits that uvicorn leaves to a proxy: it may be the internet that comes in here."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

#: Address and headers of a request, in bytes. Those of browsers have one to three thousand.
LARGEST_HEAD = 16 * 1024


class Connection(HttpToolsProtocol):
    """Speaks HTTP/1.1 with a client, who has to send each request whole within a time, and may say only so much.

    A connection that says nothing ends after the same time; one that was answered may stay idle for the time that
    the server is set up with.
    """

    #: Seconds from the first byte of a request (of the first one: from the connection) to its last.
    patience = 10.0
    #: Seconds after the server has begun to stop: for a request that is already on its way, and for reading the last reply.
    linger, parting = 1.0, 4.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._leaving = False
        self._unfinished = 0
        self._overdue: asyncio.TimerHandle | None = None
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if not self._overdue:
            self._overdue = self.loop.call_later(self.patience, self.transport.close)

    def _wait_no_longer(self) -> None:
        if self._overdue:
            self._overdue.cancel()
            self._overdue = None

    def data_received(self, data: bytes) -> None:
        """Read what came; what has no end is not read for ever."""
        self._wait()
        self._unfinished += len(data)
        super().data_received(data)
        if self._unfinished > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_message_begin(self) -> None:
        """A request begins: the rest of it has to come in time. It may have come together with the one before."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """The head is here. Raises ValueError, which is answered with 400, where it is too long."""
        self._unfinished = 0
        if len(self.url) + sum(len(name) + len(value) for name, value in self.headers) > LARGEST_HEAD:
            raise ValueError("The head of the request is too long.")
        super().on_headers_complete()
        if self._leaving:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """A part of the body is here; how long it may be is the application's affair."""
        self._unfinished = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is here, whole."""
        self._unfinished = 0
        self._wait_no_longer()
        super().on_message_complete()

    def shutdown(self) -> None:
        """The server stops: a request that is on its way is still answered, as the last one; nobody is waited for long."""
        self._leaving = True
        self.loop.call_later(self.linger, self.transport.close)
        self.loop.call_later(self.parting, self.transport.abort)
