"""Memory of a worker of the server as `make run` starts it: with one client, for the law of each period, and under real load.

One client after the other says what the site keeps; many at once say what it takes to serve them, which is what a machine has
to have room for. Both stand in the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice

from benchmarks.browser import compressed
from benchmarks.load import loaded
from benchmarks.pages import in_language
from benchmarks.rows import Row
from benchmarks.run import Run, results, steps
from benchmarks.servers import Server
from benchmarks.sites import Application, Request, Site

_FEW, _MANY = 1_000, 10_000
#: A request is in two languages once in so many, under load.
_PAIRS = 10
#: Longer than any of it takes.
_PATIENCE = 600.0


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes of the largest worker, after each of what it was sent."""

    few: float
    many: float
    periods: float
    at_16: float
    at_64: float
    peak: float


def measure(run: Run) -> Iterator[Row]:
    """Rows for one client and for 16 and 64 connections."""
    told = [_measured(run, application) for application in run.applications]
    ours, base = told[0], told[1] if run.base else None

    def row(what: str, reach: str, name: str, missed: bool = False, more: str = "") -> Row:
        before = f"{getattr(base, name):.1f} MB" if base else "–"
        return Row(what, reach, f"{getattr(ours, name):.1f} MB{more}", missed, before)

    grown, compiled = ours.many - ours.few, ours.periods - ours.many
    yield row("memory of a worker after 1,000 requests of one client", "≤ 60 MB", "few", ours.few > 60)
    yield row("… after 10,000", "no growth", "many", grown > 1, f" ({grown:+.1f} MB)")
    yield row("… and after requests for every period of the law", "–", "periods", False, f" ({compiled:+.1f} MB)")
    for connections in ("16", "64"):
        name = f"at_{connections}"
        more = base is not None and getattr(ours, name) > getattr(base, name)
        yield row(
            f"memory of a worker after 10,000 requests at {connections} connections, half of them results, a tenth in pairs",
            "≤ the base's",
            name,
            more,
        )
    yield row("… the most it had meanwhile", "–", "peak")


def _measured(run: Run, application: Application) -> Memory:
    """The memory of a fresh server with one client, and of another one under load."""
    with Site(application) as site:
        languages = run.languages(site)
    told = run.journeys[application.name]
    mixed = _mixed(steps(told), results(told))
    singles = [in_language(language)(each) for language, each in zip(cycle(languages), mixed)]
    with Server(application) as server:

        def after(requests: Sequence[Request], most: int, connections: int = 1) -> float:
            done = loaded(server, [compressed(each) for each in requests], connections, _PATIENCE, most)
            assert not done.failed, f"{done.failed} requests to {application.name} failed"
            return server.memory()

        few, many = after(singles, _FEW), after(singles[_FEW:], _MANY - _FEW)
        dated = list(_each_period(run.rulebook.change_days, results(told), languages))
        periods = after(dated, len(dated))
    with Server(application) as server:
        loads = [_paired(each, languages) if at % _PAIRS == 0 else each for at, each in enumerate(singles)]
        at_16, at_64 = after(loads, _MANY, 16), after(loads[::-1], _MANY, 64)
        return Memory(few, many, periods, at_16, at_64, server.peak())


def _mixed(steps: Sequence[Request], results: Sequence[Request]) -> list[Request]:
    """A question and a result in turn, as many as are needed."""
    return [each for pair in islice(zip(cycle(steps), cycle(results)), _MANY // 2) for each in pair]


def _paired(request: Request, languages: Sequence[str]) -> Request:
    """The request with another language beside its own."""
    own = request.path.split("/")[1]
    second = languages[(languages.index(own) + 1) % len(languages)]
    return request if second == own else request._replace(body=f"{request.body}&second={second}")


def _each_period(days: Sequence[date], results: Sequence[Request], languages: Sequence[str]) -> Iterator[Request]:
    """The first question and some results on each day on which the law changed, in each language.

    The law of a period is compiled, and its sentences are put together, when somebody first asks for it.
    """
    undated = [each for each in results if "_date" not in each.body][:5]
    first = undated[0]._replace(body="goal=both")
    for day in days:
        for language in languages:
            for request in (first, *undated):
                yield in_language(language)(request._replace(body=f"{request.body}&on={day}"))
