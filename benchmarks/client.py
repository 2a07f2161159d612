"""A load client, run in a process of its own by `load.py`: some connections, each with one request after the other.

It needs the standard library alone and does little for each reply, so that what it measures is the server: one thread waits for
all connections at once, requests are bytes made beforehand, and of a reply only its status and its end are looked for.
The order comes as JSON on standard input, what was measured goes back as JSON.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
from array import array
from itertools import cycle
from time import perf_counter
from typing import Any

_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"0\r\n\r\n"


class Connection:
    """One client: it sends its next request when the reply to the last one is complete."""

    def __init__(self, port: int, requests: list[bytes], first: int) -> None:
        self._port = port
        self._requests = cycle(requests[first:] + requests[:first])
        self.socket = self._connected()
        self._received = b""
        self._sent = 0.0

    def _connected(self) -> socket.socket:
        connected = socket.create_connection(("127.0.0.1", self._port), 30)
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connected

    def send(self) -> None:
        """Sends the next request. It is small enough to be taken by the system at once."""
        self._received = b""
        self._sent = perf_counter()
        self.socket.sendall(next(self._requests))

    def receive(self) -> tuple[float, int] | None:
        """Reads what has come. Returns the seconds that the reply took and its status once it is complete.

        Raises ConnectionError if the server has closed the connection before.
        """
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self._received += piece
        return (perf_counter() - self._sent, int(self._received[9:12])) if _complete(self._received) else None

    def reconnect(self) -> None:
        """A new connection in place of one that broke."""
        self.socket.close()
        self.socket = self._connected()


def _complete(received: bytes) -> bool:
    head, found, body = received.partition(_HEAD_END)
    if not found:
        return False
    lower = head.lower()
    at = lower.find(b"\r\ncontent-length:")
    if at >= 0:
        return len(body) >= int(lower[at + 17 :].split(b"\r\n", 1)[0])
    return b"\r\ntransfer-encoding: chunked" not in lower or body.endswith(_LAST_CHUNK)


def load(port: int, requests: list[bytes], connections: int, seconds: float, most: int | None = None) -> dict[str, Any]:
    """Sends requests for some seconds, or until `most` are answered.

    Returns the seconds it took, those of each reply, and how many failed.
    """
    most = most or sys.maxsize
    clients = [Connection(port, requests, at * len(requests) // connections) for at in range(connections)]
    times, failed = array("d"), 0
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
        start = perf_counter()
        for client in clients:
            client.send()
        while perf_counter() - start < seconds and len(times) < most:
            for key, _ in selector.select(1):
                client = key.data
                try:
                    done = client.receive()
                    if done is None:
                        continue
                    times.append(done[0])
                    failed += done[1] != 200
                except ConnectionError:
                    failed += 1
                    selector.unregister(client.socket)
                    client.reconnect()
                    selector.register(client.socket, selectors.EVENT_READ, client)
                client.send()
        took = perf_counter() - start
    for client in clients:
        client.socket.close()
    return {"seconds": took, "times": sorted(times), "failed": failed}


def main() -> None:
    """Carries out the order."""
    order = json.load(sys.stdin)
    requests = [each.encode("latin-1") for each in order["requests"]]
    done = load(order["port"], requests, order["connections"], order["seconds"], order["most"])
    json.dump(done, sys.stdout)


if __name__ == "__main__":
    main()
