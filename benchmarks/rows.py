"""A row of the table: what was measured, what is to be reached, and whether it was."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """The cells are printed as they are; a row that was `missed` is marked.

    `before` is what the base (`--base`) took in the same run.
    """

    what: str
    reach: str
    measured: str
    missed: bool = False
    before: str = "–"

    def __str__(self) -> str:
        mark = " **✗ missed**" if self.missed else ""
        return f"| {self.what} | {self.reach} | {self.measured}{mark} | {self.before} |"


def head(base: str) -> str:
    """The first two lines of the table; `base` names what stands in the last column."""
    return f"| what | to reach | measured | {base} |\n|---|---|---|---|"
