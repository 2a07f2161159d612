"""The engine: microseconds a person, and people a second through the command line's function."""

from __future__ import annotations

import json
from datetime import date
from statistics import median, quantiles
from time import perf_counter

from benchmarks.people import journeys, raw
from webapp.cli import assess_lines
from webapp.rules import Answers, Rulebook, Situation, assess
from webapp.rules.changes import changes


def measure(rulebook: Rulebook, on: date) -> list[tuple[str, str, str]]:
    """Rows of (what, to reach, measured)."""
    people = journeys(rulebook, on, 2000)
    whole = [steps[-1] for steps in people]
    partial = [step for steps in people for step in steps[1:-1]]
    lines = [json.dumps({"answers": raw(answers)}) for answers in whole]
    list(assess_lines(rulebook, lines[:200], on))
    start = perf_counter()
    done = sum(1 for _ in assess_lines(rulebook, lines, on))
    rate = done / (perf_counter() - start)
    return [
        ("one person at the end of a journey, all schemes, median", "≤ 100 µs", _micros(rulebook, whole, on)),
        ("one person in the middle of a journey, median", "–", _micros(rulebook, partial, on)),
        ("what would change their outcomes, all schemes, median", "–", _changes(rulebook, whole, on)),
        ("people a second over JSON lines, one process", "≥ 5,000", f"{rate:,.0f}"),
    ]


def _micros(rulebook: Rulebook, people: list[Answers], on: date) -> str:
    times = []
    for answers in people:
        start = perf_counter()
        assess(rulebook, answers, on)
        times.append((perf_counter() - start) * 1e6)
    return _shown(times)


def _changes(rulebook: Rulebook, people: list[Answers], on: date) -> str:
    times = []
    for answers in people:
        situation = Situation(rulebook, answers, on)
        schemes = situation.assess().schemes
        start = perf_counter()
        for result in schemes:
            changes(situation, result)
        times.append((perf_counter() - start) * 1e6)
    return _shown(times)


def _shown(times: list[float]) -> str:
    return f"{median(times):.0f} µs (9 of 10 under {quantiles(times, n=10)[-1]:.0f} µs)"
