"""What a line says on a day, to somebody for whom its condition is true, false or open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from webapp.rules.model import DatedCondition, Line, Place, Span, Text
from webapp.rules.model.expressions import Literal

HERE = Place("schemes/01-x.yaml", 1)
CONDITION = (DatedCondition(date.min, Literal(True), HERE),)


def text(id: str) -> Text:
    return Text(id, "x", "", HERE)


def line(**keys: Any) -> Line:
    return Line(id="x", text=text("so"), place=HERE, **keys)


def told(it: Line, holds: bool | None = True, on: date = date(2026, 1, 1)) -> str | None:
    found = it.on(on, lambda condition: holds)
    return found.id if found else None


@pytest.mark.parametrize(
    ("keys", "true", "open_", "false"),
    [
        ({}, "so", "so", "so"),
        ({"condition": CONDITION}, "so", "so", None),
        ({"condition": CONDITION, "if_open": "same"}, "so", "so", None),
        ({"condition": CONDITION, "if_open": "hide"}, "so", None, None),
        ({"condition": CONDITION, "text_if_open": text("if")}, "so", "if", None),
    ],
)
def test_an_open_condition_is_told_as_the_file_says(
    keys: dict[str, Any], true: str, open_: str | None, false: str | None
) -> None:
    assert (told(line(**keys), True), told(line(**keys), None), told(line(**keys), False)) == (true, open_, false)


def test_a_line_is_told_on_its_days_alone() -> None:
    it = line(span=Span(date(2021, 6, 1), date(2025, 6, 30)))
    days = [date(2021, 5, 31), date(2021, 6, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [told(it, on=on) for on in days] == [None, "so", "so", None]


def test_the_guidance_of_1998_is_history_once_the_act_was_changed() -> None:
    it = line(guidance_1998=True, text_1998=text("in 1998"))
    days = [date(1999, 1, 1), date(2002, 6, 30), date(2002, 7, 1), date(2026, 1, 1)]
    assert [told(it, on=on) for on in days] == ["so", "so", "in 1998", "in 1998"]
    assert [line(guidance_1998=True).is_history(on) for on in days] == [False, False, True, True]
