"""The engine: microseconds a person, and people a second of CPU time through the command line's function."""

from __future__ import annotations

import json
from datetime import date
from statistics import median, quantiles
from time import perf_counter, process_time

from benchmarks.people import journeys, raw
from benchmarks.rows import Row
from benchmarks.run import Run
from webapp.cli import assess_lines
from webapp.rules import Answers, Rulebook, Situation, assess
from webapp.rules.improving.improvements import improvements


def measure(run: Run) -> list[Row]:
    """Microseconds a person, and people a second."""
    rulebook, on = run.rulebook, run.on
    people = journeys(rulebook, on, 2000)
    whole = [steps[-1] for steps in people]
    partial = [step for steps in people for step in steps[1:-1]]
    lines = [json.dumps({"answers": raw(answers)}) for answers in whole]
    list(assess_lines(rulebook, lines[:200], on))
    start = process_time()
    done = sum(1 for _ in assess_lines(rulebook, lines, on))
    rate = done / (process_time() - start)
    end, middle, change = (
        _assessing(rulebook, whole, on),
        _assessing(rulebook, partial, on),
        _improvements(rulebook, whole, on),
    )
    return [
        Row("one person at the end of a journey, all schemes, median", "≤ 100 µs", _shown(end), median(end) > 100),
        Row("one person in the middle of a journey, median", "–", _shown(middle)),
        Row("what would change their outcomes, all schemes, median", "–", _shown(change)),
        Row("people a second of CPU time over JSON lines, one process", "≥ 5,000", f"{rate:,.0f}", rate < 5000),
    ]


def _assessing(rulebook: Rulebook, people: list[Answers], on: date) -> list[float]:
    times = []
    for answers in people:
        start = perf_counter()
        assess(rulebook, answers, on)
        times.append((perf_counter() - start) * 1e6)
    return times


def _improvements(rulebook: Rulebook, people: list[Answers], on: date) -> list[float]:
    times = []
    for answers in people:
        situation = Situation(rulebook, answers, on)
        schemes = situation.assess().schemes
        start = perf_counter()
        for result in schemes:
            improvements(situation, result)
        times.append((perf_counter() - start) * 1e6)
    return times


def _shown(times: list[float]) -> str:
    return f"{median(times):.0f} µs (9 of 10 under {quantiles(times, n=10)[-1]:.0f} µs)"
