"""How answers are written as places of a whole number: what the kinds have to say of themselves for the answer codes.

`webapp.rules.codes.packing` joins the places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from webapp.rules.model import UNKNOWN, Unknown


class NotPacked(ValueError):
    """The number is not one that answers are packed in."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What must be known of a question to read an answer to it. `least` is a number, a day or another question's id."""

    id: str
    kind: str
    may_be_unknown: bool
    options: tuple[str, ...] = ()
    least: Decimal | date | str | None = None
    most: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write some of the answers to a question: as one of `size` places. `share`: how usual it is."""

    share: int
    size: int
    place: Callable[[Any], int | None]
    value: Callable[[int], Any]


def only(share: int, value: object) -> Form:
    """The form of one answer alone."""
    return Form(share, 1, lambda given: 0 if given is value else None, lambda _: value)


def span(share: int, size: int, place: Callable[[Any], int | Decimal], value: Callable[[int], Any]) -> Form:
    """The form of the answers whose `place` is a whole number from 0 on and less than `size`."""

    def inside(given: Any) -> int | None:
        if given is None or isinstance(given, Unknown):
            return None
        found = place(given)
        return int(found) if 0 <= found < size and found == int(found) else None

    return Form(share, size, inside, value)


def or_unknown(shape: Shape, forms: list[Form]) -> list[Form]:
    """`forms`, and the one of “I don't know” where that can be the answer."""
    return [*forms, only(1, UNKNOWN)] if shape.may_be_unknown else forms
