"""A row of the table: what was measured, what is to be reached, and whether it was."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """`reach` and `measured` are printed as they are; a row that was `missed` is marked."""

    what: str
    reach: str
    measured: str
    missed: bool = False

    def __str__(self) -> str:
        return f"| {self.what} | {self.reach} | {self.measured}{' **✗ missed**' if self.missed else ''} |"
