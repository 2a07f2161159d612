"""`make bench`: everything that is measured, as a Markdown table. `python -m benchmarks step result` measures only those."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from time import monotonic

from benchmarks import base
from benchmarks.rows import Row, head
from benchmarks.run import Run
from benchmarks.sites import this_checkout

#: The day computed for: fixed, so that runs of different days measure the same.
_ON = date(2026, 11, 22)

#: Each set of rows: the function that measures them. It takes the `Run` and yields rows.
SETS = {
    "engine": "benchmarks.engine:measure",
    "step": "benchmarks.pages:measure_steps",
    "result": "benchmarks.pages:measure_results",
    "bytes": "benchmarks.weight:measure",
    "peers": "benchmarks.peers.compare:measure",
    "load": "benchmarks.load:measure",
    "memory": "benchmarks.memory:measure",
    "start": "benchmarks.start:measure",
    "growth": "benchmarks.growth:measure",
}


def main() -> None:
    """Prints the machine and a row per figure; what was missed is marked."""
    asked = _arguments()
    began = monotonic()
    variables = {"VEJVISER_TODAY": _ON.isoformat()}
    compared = base.prepared(asked.base, variables) if asked.base != "none" else None
    run = Run(_ON, this_checkout(variables), compared, rounds=asked.rounds)
    print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}\n")
    print(head(f"{compared.name}, in the same run" if compared else "before"))
    for name in asked.sets or SETS:
        for row in measuring(name)(run):
            print(row, flush=True)
    print(f"\nIt took {(monotonic() - began) / 60:.0f} minutes.")


def measuring(name: str) -> Callable[[Run], Iterable[Row]]:
    """The function of a set of rows. It is imported only when it is asked for."""
    module, _, function = SETS[name].partition(":")
    return getattr(import_module(module), function)  # type: ignore[no-any-return]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"which rows: {', '.join(SETS)} (all)")
    parser.add_argument(
        "--base",
        default=base.DEFAULT,
        help="what is measured beside: a commit, which is set up below the cache folder, a folder that is, or none",
    )
    parser.add_argument("--rounds", type=int, default=10, help="so many times each page is timed (%(default)s)")
    asked = parser.parse_args()
    if unknown := set(asked.sets) - set(SETS):
        parser.error(f"there is no set {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    return asked


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


if __name__ == "__main__":
    main()
