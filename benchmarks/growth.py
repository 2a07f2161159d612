"""What more schemes cost: with the law as it is, and with made schemes beside the real ones (`grown_law.py`).

Each site starts in a process of its own for each size. One visitor is the first of all: whatever is made when it is first
needed is made then. Others follow, whose questions are timed side by side, and then the memory of each process is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import people
from benchmarks.grown_law import grow
from benchmarks.rows import Row
from benchmarks.run import Run, steps
from benchmarks.servers import memory_of
from benchmarks.sites import Application, Request, Site
from benchmarks.timing import Case, Times, side_by_side
from benchmarks.walking import walk

#: So many schemes; 0 is the law as it is.
SIZES = (0, 120, 1200)
#: So many people come after the first one.
_PEOPLE = 8
#: What is to be reached: this share of the base's time for the first visitor, so many times a step with the law as it is.
_FIRST, _STEPS = 1 / 20, {120: 1.5, 1200: 3.0}
#: The site with another law.
_SITE = """
from pathlib import Path
from webapp import create_app, paths
share = paths.share
paths.share = lambda name: Path(__file__).with_name("questions") if name == "questions" else share(name)
"""


class Grown(Site):
    """A site that adds up what its replies took. To let go of a big law takes long, so its process is not asked to end."""

    def __init__(self, application: Application) -> None:
        self.cpu = 0.0
        super().__init__(application)

    def __enter__(self) -> Grown:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    def _play(self, app: str, requests: Any, keep: bool) -> dict[str, Any]:
        told = super()._play(app, requests, keep)
        self.cpu += told["cpu"]
        return told

    def memory(self) -> float:
        """Megabytes that its process has in RAM."""
        return memory_of(self._process.pid, "VmRSS")


@dataclass(frozen=True)
class Costs:
    """What a site costs with a law: seconds of CPU for the first visitor, a step, and megabytes."""

    first: float
    step: Times
    memory: float


def measure(run: Run) -> Iterator[Row]:
    """Three rows for each size."""
    told = [_costs(run, application) for application in run.applications]
    ours, base = told[0], told[1] if run.base else None
    smallest = ours[0].step.ratio
    for size in SIZES:
        now, before = ours[size], base[size] if base else None
        law = f"{size:,} schemes" if size else "the law as it is"
        share = now.first / before.first if before else None
        yield Row(
            f"{law}: the first visitor after a start, from the first question to the result, CPU",
            f"≤ {_FIRST:.2f} × the base's" if size else "–",
            f"{now.first * 1e3:.0f} ms" + (f" ({share:.3f} ×)" if share else ""),
            bool(size) and share is not None and share > _FIRST,
            f"{before.first * 1e3:.0f} ms" if before else "–",
        )
        grown = now.step.ratio / smallest
        yield Row(
            f"{law}: a question",
            f"≤ {_STEPS[size]} × one with the law as it is" if size else "–",
            f"{now.step}" + (f", {grown:.2f} × one with the law as it is" if size else ""),
            bool(size) and grown > _STEPS[size],
            f"{before.step}" if before else "–",
        )
        yield Row(
            f"{law}: memory of the process",
            "≤ the base's",
            f"{now.memory:.1f} MB",
            before is not None and now.memory > before.memory,
            f"{before.memory:.1f} MB" if before else "–",
        )


def _costs(run: Run, application: Application) -> Mapping[int, Costs]:
    """What the site costs with each law."""
    first, *others = people.everything(run.rulebook, run.on, 1 + _PEOPLE)
    with TemporaryDirectory() as folder, ExitStack() as stack:
        sites: dict[int, Grown] = {}
        waited: dict[int, float] = {}
        asked: dict[int, list[Request]] = {}
        for size in SIZES:
            site = sites[size] = stack.enter_context(Grown(with_law(application, Path(folder) / str(size), size)))
            walk(site, [first])
            waited[size] = site.cpu
            asked[size] = steps(walk(site, others))
        times = side_by_side(sites, {size: [Case("step", asked[size])] for size in SIZES}, run.rounds)
        return {size: Costs(waited[size], times[size, "step"], sites[size].memory()) for size in SIZES}


def with_law(application: Application, folder: Path, size: int) -> Application:
    """The site with a law of so many schemes, which is written into `folder`."""
    grow(application.folder / "questions", folder / "questions", size)
    (folder / "grown_site.py").write_text(_SITE, encoding="utf-8")
    found = f"{application.folder}{os.pathsep}{folder}"
    return replace(
        application, factory="grown_site:create_app", variables={**application.variables, "PYTHONPATH": found}
    )
