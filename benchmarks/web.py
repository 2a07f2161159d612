"""Pages over WSGI, called directly: CPU time, as a ratio to a bare Flask view that returns "ok" in the same run."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from statistics import median
from time import process_time
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks.people import journeys, raw
from benchmarks.rows import Row
from webapp.rules import Answers, Rulebook

_ROUNDS, _CALLS = 15, 40


def bodies(rulebook: Rulebook, on: date) -> tuple[list[bytes], list[bytes]]:
    """Request bodies that lead to a question, and those that lead to a result."""
    people = journeys(rulebook, on, 60)
    steps = [_body(step) for person in people for step in person[2:-1]]
    return steps, [_body(person[-1]) for person in people]


def measure(app: Flask, rulebook: Rulebook, on: date) -> list[Row]:
    """CPU time of a question and of a result, as a ratio."""
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "ok")
    steps, results = bodies(rulebook, on)
    calls = {
        "bare": _caller(bare, "/", [b""], method="GET"),
        "step": _caller(app, "/en/check", steps),
        "step in Arabic": _caller(app, "/ar/check", steps),
        "result": _caller(app, "/en/check", results),
    }
    times: dict[str, list[float]] = {name: [] for name in calls}
    for round_ in range(_ROUNDS + 1):
        for name, call in calls.items():
            start = process_time()
            for _ in range(_CALLS):
                call()
            if round_:  # the first one warms up
                times[name].append((process_time() - start) / _CALLS * 1e6)
    bare_time = median(times["bare"])

    def row(what: str, name: str, most: int) -> Row:
        ratio = median(time / base for time, base in zip(times[name], times["bare"], strict=True))
        return Row(what, f"≤ {most} ×", f"{ratio:.1f} × ({median(times[name]):.0f} µs)", ratio > most)

    return [
        Row("a bare Flask view that returns “ok”", "–", f"1 × ({bare_time:.0f} µs)"),
        row("one question step over WSGI, CPU", "step", 6),
        row("the same in Arabic", "step in Arabic", 6),
        row("result page, likewise", "result", 20),
    ]


def _body(answers: Answers) -> bytes:
    return urlencode(raw(answers)).encode()


def _caller(app: Flask, path: str, bodies: list[bytes], method: str = "POST") -> Callable[[], None]:
    environ = EnvironBuilder(
        path=path, method=method, content_type="application/x-www-form-urlencoded" if method == "POST" else None
    ).get_environ()
    at = 0

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        assert status.startswith("200"), status

    def call() -> None:
        nonlocal at
        body = bodies[at % len(bodies)]
        at += 1
        request = {**environ, "wsgi.input": io.BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        b"".join(app.wsgi_app(request, start_response))  # type: ignore[arg-type]

    return call
