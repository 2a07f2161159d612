"""The line between browser and server: everything that goes over it, and what a proxy on it may do to a request."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

#: What stands between two neighbours on the way and goes no further.
_NEXT_HOP = {"connection", "keep-alive", "transfer-encoding", "date", "server"}


@dataclass
class Exchange:
    """A request and its reply; names of headers in lower case."""

    method: str
    path: str
    asked: dict[str, str]
    sent: bytes
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def coding(self) -> str:
        """How the body is coded."""
        return self.headers.get("content-encoding", "identity")


@dataclass
class Line:
    """A proxy with an address of its own. `upstream` is the address of the server; `change` may alter request headers."""

    upstream: str
    change: Callable[[dict[str, str]], None] = lambda headers: None
    exchanges: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                line._forward(self)

            do_POST = do_GET  # noqa: N815 – so the library calls it

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End the line."""
        self._server.shutdown()
        self._server.server_close()

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """What the server answers to this very request."""
        connection = HTTPConnection(urlsplit(self.upstream).netloc, timeout=30)
        try:
            connection.request(method, path, body or None, headers)
            reply = connection.getresponse()
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()
        finally:
            connection.close()

    def _forward(self, handler: Any) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items() if name.lower() not in _NEXT_HOP}
        self.change(headers)
        status, received, reply = self.ask(handler.command, handler.path, headers, body)
        self.exchanges.append(Exchange(handler.command, handler.path, headers, body, status, received, reply))
        with suppress(OSError):  # who goes to another page does not wait for this one
            handler.send_response(status)
            for name, value in received.items():
                if name not in _NEXT_HOP:
                    handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(reply)

    def wait_for(self, seen: Callable[[Exchange], object], act: Callable[[], object]) -> Exchange:
        """The first exchange that is so; `act` is done again and again until there is one."""
        for _ in range(100):
            act()
            for exchange in self.exchanges:
                if seen(exchange):
                    return exchange
            time.sleep(0.1)
        raise AssertionError("nothing of the kind went over the line")
