"""Memory of a worker that serves real requests: after 1,000, after 10,000, and once it has served every period of the law."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.rows import Row
from benchmarks.run import Run
from benchmarks.run import results as run_results
from benchmarks.run import steps as run_steps

_COUNTS = (1_000, 10_000)
_LANGUAGES = ("en", "da", "ar")


def measure(run: Run) -> list[Row]:
    """Megabytes in RAM. Starts the production server with one worker on a free port of this machine."""
    told = run.journeys[run.ours.name]
    steps, results = ([each.body.encode() for each in found] for found in (run_steps(told), run_results(told)))
    mixed = [body for pair in zip(steps, results * (len(steps) // len(results) + 1), strict=False) for body in pair]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            *("--interface", "wsgi", "--no-ws", "--workers", "1", "--blocking-threads", "32"),
            *("--host", "127.0.0.1", "--port", str(port), "--factory", "webapp:create_app"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "MALLOC_ARENA_MAX": "1", "VEJVISER_TODAY": run.on.isoformat()},
    )
    try:
        _wait(port)
        sizes = []
        connection = http.client.HTTPConnection("127.0.0.1", port)
        done = 0

        def send(language: str, body: bytes) -> None:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", f"/{language}/check", body, headers)
            reply = connection.getresponse()
            reply.read()
            assert reply.status == 200, reply.status

        def measured() -> float:
            return max(_resident(pid) for pid in _children(server.pid))

        for count in _COUNTS:
            while done < count:
                send(_LANGUAGES[done % 3], mixed[done % len(mixed)])
                done += 1
            sizes.append(measured())
        # The law of each period is compiled, and its sentences are put together, when somebody first asks for it.
        undated = [body for body in results if b"_date" not in body][:5]
        for day in run.rulebook.change_days:
            for language in _LANGUAGES:
                for body in (b"goal=both", *undated):
                    send(language, body + f"&on={day}".encode())
        sizes.append(measured())
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)
    first, last, periods = sizes
    grown = last - first
    return [
        Row("memory of a worker after 1,000 requests", "≤ 60 MB", f"{first:.1f} MB", first > 60),
        Row("memory of a worker after 10,000 requests", "no growth", f"{last:.1f} MB ({grown:+.1f} MB)", grown > 1),
        Row("memory after requests for every period of the law", "–", f"{periods:.1f} MB ({periods - last:+.1f} MB)"),
    ]


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _children(pid: int) -> list[int]:
    """The worker processes below the server's own."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(child) for child in text.split()] or [pid]


def _resident(pid: int) -> float:
    """Memory that the process has in RAM, in megabytes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0
