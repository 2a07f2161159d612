"""What clients that are slow, or mean harm, take from the others: `python -m benchmarks.slow_clients`, about eight minutes.

The server runs as `make run` starts it, without a proxy. Many connections do the same thing badly for a minute, and come back
as soon as they are closed; meanwhile four others ask for the second question, each time over a new connection.
"""

from __future__ import annotations

import argparse
import http.client
import selectors
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing import Event, Process
from threading import Thread
from typing import Any

from benchmarks.rows import Row
from benchmarks.servers import Server
from benchmarks.sites import this_checkout

_FORM = "application/x-www-form-urlencoded"
_POST = f"POST /en/check HTTP/1.1\r\nHost: here\r\nContent-Type: {_FORM}\r\n".encode()
_GET = b"GET /en/ HTTP/1.1\r\nHost: here\r\n\r\n"
_PROBES, _PAUSE, _PATIENCE = 4, 0.02, 10


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many connections that send this, and then nothing more. Those that do not `read` take nothing of their replies."""

    name: str
    many: int
    sent: bytes
    read: bool = True


CROWDS = (
    Crowd("nobody", 0, b""),
    Crowd("200 connections that say nothing", 200, b""),
    Crowd("200 half-sent heads", 200, b"GET /en/ HTTP/1.1\r\nHost:"),
    Crowd("100 half-sent bodies", 100, _POST + b"Content-Length: 500\r\n\r\ngoal="),
    Crowd("400 half-sent bodies, in chunks", 400, _POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\ngoal=\r\n"),
    Crowd("200 connections, kept after a reply", 200, _GET),
    Crowd("64 connections that ask 20 times and read nothing", 64, _GET * 20, read=False),
    Crowd("1,100 connections that say nothing", 1100, b""),
)


def measure(seconds: float) -> Iterator[Row]:
    """A row for each kind."""
    for crowd in CROWDS:
        with Server(this_checkout({})) as server:
            yield _held(server.port, crowd, seconds)


def _held(port: int, crowd: Crowd, seconds: float) -> Row:
    _warm(port)
    over: Any = Event()
    attacker = Process(target=attack, args=(port, crowd, over))
    attacker.start()
    times: list[float] = []
    failed: list[str] = []
    until = time.monotonic() + seconds
    probes = [Thread(target=_probe, args=(port, until, times, failed)) for _ in range(_PROBES)]
    for each in probes:
        each.start()
    for each in probes:
        each.join()
    over.set()
    attacker.join()
    times.sort()
    half, late, most = (times[min(len(times) * at // 100, len(times) - 1)] * 1e3 for at in (50, 99, 100))
    told = f"median {half:.1f} ms, p99 {late:.1f} ms, longest {most:.0f} ms, {len(failed)} of {len(times)} failed"
    reach = "p99 ≤ 100 ms, none failed"
    return Row(f"a question while there are: {crowd.name}", reach, told, late > 100 or bool(failed))


def attack(port: int, crowd: Crowd, over: Any) -> None:
    """Holds the connections until `over` is set; runs in a process of its own."""
    with selectors.DefaultSelector() as selector:
        for _ in range(crowd.many):
            _come(port, crowd, selector)
        while not over.is_set():
            if not crowd.read:
                over.wait()
            for key, _ in selector.select(0.1):
                connection: Any = key.fileobj
                try:
                    gone = not connection.recv(65536)
                except OSError:
                    gone = True
                if gone:
                    selector.unregister(connection)
                    connection.close()
                    _come(port, crowd, selector)


def _come(port: int, crowd: Crowd, selector: selectors.BaseSelector) -> None:
    connection = socket.socket()
    if not crowd.read:  # what is not read is not taken by the system in its place
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
    try:
        connection.connect(("127.0.0.1", port))
        connection.setblocking(False)
        connection.send(crowd.sent)
    except OSError:
        connection.close()
        return
    selector.register(connection, selectors.EVENT_READ)


def _ask(port: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("POST", "/en/check", "goal=return&question=goal&action=next", {"Content-Type": _FORM})
        reply = connection.getresponse()
        reply.read()
        return reply.status
    finally:
        connection.close()


def _warm(port: int) -> None:
    for _ in range(50):
        _ask(port)


def _probe(port: int, until: float, times: list[float], failed: list[str]) -> None:
    while time.monotonic() < until:
        start = time.perf_counter()
        try:
            status = _ask(port)
            if status != 200:
                failed.append(str(status))
        except (OSError, http.client.HTTPException) as error:
            failed.append(repr(error))
        times.append(time.perf_counter() - start)
        time.sleep(_PAUSE)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slow_clients", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="how long each kind stays (%(default)s)")
    seconds = parser.parse_args().seconds
    print("| what | to reach | measured | |\n|---|---|---|---|")
    for row in measure(seconds):
        print(row._replace(before=""), flush=True)


if __name__ == "__main__":
    main()
