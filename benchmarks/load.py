"""The tail: how long replies take on the server as `make run` starts it, while others ask too.

Each connection asks again as soon as it has its reply, so as much is answered as can be. This site and the base are loaded in
turn, a few seconds each; what stands in the table are the medians over the rounds. The load client takes its share of the
machine's cores, the same from both.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.browser import compressed
from benchmarks.pages import in_language
from benchmarks.rows import Row
from benchmarks.run import Run, results, steps
from benchmarks.servers import Server
from benchmarks.sites import Request

_CLIENT = Path(__file__).with_name("client.py")
_ROUNDS, _SECONDS = 8, 2.5


@dataclass(frozen=True, slots=True)
class Loaded:
    """What some seconds of load showed. Times in seconds; `cpu` is the server's, a request."""

    rate: float
    times: Sequence[float]
    failed: int
    cpu: float

    @property
    def median(self) -> float:
        """Half of the replies were there by then."""
        return self.times[len(self.times) // 2]

    @property
    def p99(self) -> float:
        """All but one in a hundred were there by then."""
        return self.times[len(self.times) * 99 // 100]


def loaded(
    server: Server, requests: Sequence[Request], connections: int, seconds: float, most: int | None = None
) -> Loaded:
    """Loads the server from another process for some seconds, or until `most` requests are answered.

    Raises CalledProcessError where it cannot be reached.
    """
    order = {
        "port": server.port,
        "requests": [_raw(each) for each in requests],
        "connections": connections,
        "seconds": seconds,
        "most": most,
    }
    before = server.cpu()
    told = subprocess.run(
        [sys.executable, "-P", str(_CLIENT)], input=json.dumps(order), capture_output=True, text=True, check=True
    )
    found = json.loads(told.stdout)
    many = len(found["times"])
    return Loaded(many / found["seconds"], found["times"], found["failed"], (server.cpu() - before) / max(many, 1))


def measure(run: Run) -> Iterator[Row]:
    """Rows for steps at 16 and 64 connections, and for results."""
    with ExitStack() as stack:
        servers = [stack.enter_context(Server(application)) for application in run.applications]
        yield from _rows(run, servers, "step", 16, tail=2.0)
        yield from _rows(run, servers, "step", 64)
        yield from _rows(run, servers, "result", 16)


def _rows(run: Run, servers: Sequence[Server], kind: str, connections: int, tail: float | None = None) -> Iterator[Row]:
    pick = {"step": steps, "result": results}[kind]
    english, arabic = in_language("en"), in_language("ar")
    asked = {
        name: [compressed((english, arabic)[at % 2](each)) for at, each in enumerate(pick(told))]
        for name, told in run.journeys.items()
    }
    found: dict[str, list[Loaded]] = {server.name: [] for server in servers}
    for round_ in range(_ROUNDS + 1):
        for server in servers:
            one = loaded(server, asked[server.name], connections, _SECONDS)
            if round_:  # the first one warms up
                found[server.name].append(one)
    told = [found[server.name] for server in servers]
    tails = [median(one.p99 / one.median for one in each) for each in told]
    rates = [median(one.rate for one in each) for each in told]
    shown = [_shown(each, ratio) for each, ratio in zip(told, tails, strict=True)]
    before = shown[1] if run.base else "–"
    # At another throughput a better tail would say nothing; a twentieth is what rounds differ by.
    slower = run.base is not None and rates[0] < rates[1] * 0.95
    missed = tail is not None and (tails[0] > tail or slower)
    reach = f"p99 ≤ {tail:.0f} × the median, at the base's throughput" if tail else "–"
    yield Row(f"{kind} with the header at {connections} connections, `make run`", reach, shown[0], missed, before)


def _shown(rounds: Sequence[Loaded], tail: float) -> str:
    middle, late, rate, cpu = (
        median(getattr(one, name) for one in rounds) for name in ("median", "p99", "rate", "cpu")
    )
    failed = sum(one.failed for one in rounds)
    return (
        f"{rate:,.0f} a second, median {middle * 1e3:.1f} ms, p99 {late * 1e3:.1f} ms ({tail:.1f} ×), "
        f"CPU {cpu * 1e3:.2f} ms each" + (f", **{failed} failed**" if failed else "")
    )


def _raw(request: Request) -> str:
    """The request as it goes over the wire."""
    head = [
        f"{request.method} {request.path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in request.headers.items()),
    ]
    if request.method == "POST":
        head.append(f"Content-Length: {len(request.body)}")
    return "\r\n".join([*head, "", request.body])
