"""An answer, written in an answer code and read again."""

from __future__ import annotations

from datetime import date

from webapp.rules.kinds import KINDS
from webapp.rules.kinds.packed import Shape
from webapp.rules.model import Answers, Unknown, Value


def there_and_back(shape: Shape, value: Value | Unknown, so_far: Answers | None = None, on: date | None = None) -> bool:
    """Whether the answer can be written; what is read again is the same, of the same type."""
    for form in KINDS[shape.kind].forms(shape, so_far or {}, on):
        place = form.place(value)
        if place is not None:
            again = form.value(place)
            assert (again, type(again)) == (value, type(value))
            assert 0 <= place < form.size
            return True
    return False
