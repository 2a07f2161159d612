"""A dictionary out of pages: their commonest lines, in the order of a page.

A compressor refers to what it has seen; a dictionary is what browser and server have both seen before the first page. It
has no structure, only content. Zstandard's own trainer picks short pieces out of anything, and adds tables that a
dictionary for browsers must not have; pages are lines, most of them the same for everybody, so whole lines do better.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import brotli

#: Lines that differ by figures alone count as one, and one of them stands for all: answers, amounts, days.
_FIGURE = re.compile(r"[0-9]+(?:[.,-][0-9]+)*")


def compressed(dictionary: bytes) -> bytes:
    """A dictionary as it goes over the wire, in brotli's best quality."""
    small: bytes = brotli.compress(dictionary, quality=11)
    return small


def assemble(groups: Iterable[tuple[int, Sequence[str]]], most: int) -> bytes:
    """The dictionary of the commonest lines of pages.

    Args:
        groups: kinds of pages, each with what it counts, however many pages there are of it.
        most: so many bytes it takes at most when it is `compressed`.
    """
    shares: defaultdict[str, float] = defaultdict(float)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    order = _Order()
    for weight, pages in groups:
        for page in pages:
            lines = page.split("\n")
            shapes = [_FIGURE.sub("0", line) for line in lines]
            for line, shape in zip(lines, shapes, strict=True):
                spellings[shape][line] += 1
            for shape in set(shapes):
                shares[shape] += weight / len(pages)
            order.merge(shapes)
    ordered = list(order)
    commonest = sorted(ordered, key=lambda shape: -shares[shape])

    def of_commonest(count: int) -> bytes:
        chosen = set(commonest[:count])
        return "\n".join(spellings[shape].most_common(1)[0][0] for shape in ordered if shape in chosen).encode()

    count = len(commonest)
    whole = of_commonest(count)
    best, fast = len(compressed(whole)), len(brotli.compress(whole, quality=5))
    if best > most:
        # The best quality is slow: it is as much better on a part as on the whole, nearly.
        sizes = range(count)
        count = bisect_right(
            sizes, most * fast / best, key=lambda size: len(brotli.compress(of_commonest(size), quality=5))
        )
        while len(compressed(of_commonest(count))) > most:
            count = count * 49 // 50
    return of_commonest(count)


class _Order:
    """Lines of several pages in one order: a new one stands behind the one that it follows on its page."""

    def __init__(self) -> None:
        self._following: dict[str | None, str | None] = {None: None}

    def merge(self, lines: Iterable[str]) -> None:
        """Takes in the lines of another page."""
        previous = None
        for line in lines:
            if line not in self._following:
                self._following[line] = self._following[previous]
                self._following[previous] = line
            previous = line

    def __iter__(self) -> Iterator[str]:
        line = self._following[None]
        while line is not None:
            yield line
            line = self._following[line]
