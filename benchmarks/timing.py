"""CPU time of requests, of all sites in turn: round by round each site plays a share of each case, and a bare view beside them.

What is compared is the ratio to the bare view in the same process and round, so neither the machine's speed nor what else it
does matters much. No request is played twice in a process: what a site keeps of an answer that it has seen helps it here no
more than with real visitors, and compressors meet another page, and caches full of other work, each time.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from benchmarks.sites import Request, Site

#: So many bare views stand at the start of a round, and a fifth of them after each case.
_BARE = 200

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Case:
    """Requests of one kind. They are spread over the rounds."""

    name: str
    requests: Sequence[Request]
    status: int = 200


@dataclass(frozen=True, slots=True)
class Times:
    """A case on a site, round by round: microseconds a request, and how many bare views that is."""

    micros: Sequence[float]
    ratios: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many bare views a request costs."""
        return median(self.ratios)

    @property
    def microseconds(self) -> float:
        """What a request costs."""
        return median(self.micros)

    def __str__(self) -> str:
        return f"{self.ratio:.1f} × ({self.microseconds:.0f} µs)"


def side_by_side(
    sites: Mapping[Key, Site], cases: Mapping[Key, Sequence[Case]], rounds: int
) -> dict[tuple[Key, str], Times]:
    """Plays its cases on each site. One round more than `rounds` is played: the first only warms up.

    Returns the times by the key of the site and the name of the case; the case "bare" is the bare view itself.
    """
    found: dict[tuple[Key, str], list[tuple[float, float]]] = {}
    for round_ in range(rounds + 1):
        for key, site in sites.items():
            for name, micros, bare in _round(site, cases[key], round_, rounds + 1):
                if round_:
                    found.setdefault((key, name), []).append((micros, micros / bare))
    return {key: Times([m for m, _ in pairs], [r for _, r in pairs]) for key, pairs in found.items()}


def _round(site: Site, cases: Sequence[Case], round_: int, rounds: int) -> Iterator[tuple[str, float, float]]:
    """A share of each case: its name, microseconds a request, and those of a bare view in this round."""
    timed = []
    bare = [site.time_bare(_BARE)]
    for case in cases:
        many = len(case.requests)
        share = case.requests[round_ * many // rounds : (round_ + 1) * many // rounds]
        if share:
            timed.append((case.name, site.time(share, case.status)))
            bare.append(site.time_bare(_BARE // 5))
    yield "bare", median(bare), median(bare)
    for name, micros in timed:
        yield name, micros, median(bare)
