"""`make bench`: everything that is measured, as a Markdown table."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

from benchmarks import engine, memory, web, weight
from webapp import create_app

#: The day computed for: fixed, so that runs of different days measure the same.
_ON = date(2026, 11, 22)


def main() -> None:
    """Prints the machine and a row per figure; what was missed is marked."""
    app = create_app({"VEJVISER_TODAY": _ON.isoformat()})
    rulebook = app.extensions["rulebook"]
    print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}\n")
    print("| what | to reach | measured |\n|---|---|---|")
    for rows in (
        lambda: engine.measure(rulebook, _ON),
        lambda: web.measure(app, rulebook, _ON),
        lambda: weight.measure(app, rulebook, _ON),
        lambda: memory.measure(rulebook, _ON),
    ):
        for row in rows():
            print(row, flush=True)


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
