"""The start: CPU time of `create_app`, and of the first pages after it, in fresh processes of this site and the base in turn."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from statistics import median

from benchmarks.rows import Row
from benchmarks.run import Run, results
from benchmarks.sites import Application, BrokenSite

_STARTS = 9
#: What a fresh process does: it starts the site, then a visitor comes who asks for a question and a result. Each is timed.
_SCRIPT = """
from time import process_time
start = process_time()
from webapp import create_app
app = create_app()
started = process_time()
client = app.test_client()
send = dict(content_type="application/x-www-form-urlencoded", headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
assert client.get("/en/check", headers=send["headers"]).status_code == 200
assert client.post("/en/check", data=RESULT, **send).status_code == 200
print(started - start, process_time() - started)
"""
#: Of the base's time.
_MOST = 0.6


def measure(run: Run) -> Iterator[Row]:
    """Rows for the start and for the first visitor."""
    bodies = {name: results(told)[0].body for name, told in run.journeys.items()}
    times: dict[str, list[tuple[float, float]]] = {application.name: [] for application in run.applications}
    for round_ in range(_STARTS + 1):
        for application in run.applications:
            one = _started(application, bodies[application.name])
            if round_:  # the first one may have to compile modules
                times[application.name].append(one)
    for at, what in enumerate(("`create_app`, CPU", "the first question and the first result after it, CPU")):
        told = [median(one[at] for one in times[application.name]) for application in run.applications]
        share = told[0] / told[1] if run.base else None
        yield Row(
            what,
            "–" if at else f"≤ {_MOST} × the base's",
            f"{told[0] * 1e3:.0f} ms" + (f" ({share:.2f} ×)" if share else ""),
            not at and share is not None and share > _MOST,
            f"{told[-1] * 1e3:.0f} ms" if run.base else "–",
        )


def _started(application: Application, body: str) -> tuple[float, float]:
    """Seconds of CPU time of a start and of the first visitor. Raises BrokenSite if it does not start."""
    done = subprocess.run(
        [str(application.python), "-P", "-c", f"RESULT = {body!r}\n{_SCRIPT}"],
        cwd=application.folder,
        env=application.environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BrokenSite(f"{application.name} does not start: {done.stderr[-2000:]}")
    start, first = map(float, done.stdout.split())
    return start, first
