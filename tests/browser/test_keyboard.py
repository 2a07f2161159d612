"""With the keyboard alone: everything is reached, in sight, with a focus that is seen, and nothing holds on to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.reader import Reader
from tests.browser.test_accessibility import COLOURS, PLAIN, at_the_result, on_the_way
from tests.people import CONSIDERING, GOING_HOME
from webapp.rules import Rulebook

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

WRONG = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
#: One stop for each group of options.
COUNT = """[...document.querySelectorAll(
  'a[href], button:not([tabindex="-1"]), summary, input:not([type=hidden], [type=radio]), fieldset'
)].filter((element) => element.checkVisibility({ visibilityProperty: true })).length"""


def walk(reader: Reader, what: str, key: str = "Tab") -> list[str]:
    """Go through the page from its top (with Shift+Tab from its end); what is wrong at each stop."""
    reader.page.evaluate("document.activeElement?.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    reader.page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    if key != "Tab":
        # Backwards: out of the page at its top, and in again at its end.
        reader.page.keyboard.press(key)
    found = []
    stops = reader.page.evaluate(COUNT)
    reached = int(reader.page.evaluate(WRONG) != "end")
    while reached < 3 * stops:
        reader.page.keyboard.press(key)
        wrong = reader.page.evaluate(WRONG)
        if wrong == "end":
            break
        if wrong:
            found.append(f"{what}: {wrong}")
        reached += 1
    else:
        found.append(f"{what}: the focus does not come out of the page")
    if reached < stops:
        found.append(f"{what}: {reached} of {stops} reached")
    return found


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_everything_is_reached_and_in_sight(open_site: OpenSite, rulebook: Rulebook, key: str) -> None:
    """On a phone's window, where the header that stays takes its share."""
    reader = open_site("en", width=360)
    reader.page.set_viewport_size({"width": 360, "height": 640})
    found = []
    for name in ("", "desk", "code", "for-front-desks"):
        reader.page.goto(f"/en/{name}")
        found += walk(reader, name or "start", key)
    on_the_way(reader, CONSIDERING, "refusal_date")
    found += walk(reader, "a date", key)
    at_the_result(reader, rulebook, GOING_HOME)
    found += walk(reader, "the result", key)
    assert found == []


@pytest.mark.parametrize("colours", ["plain", *COLOURS])
def test_the_focus_is_seen_in_all_colours(open_site: OpenSite, rulebook: Rulebook, colours: str) -> None:
    reader = open_site("ar")
    reader.expected_noise = ("status of 422",)
    reader.page.emulate_media(**PLAIN | COLOURS.get(colours, {}))  # type: ignore[arg-type]
    reader.page.goto("/ar/desk")
    found = walk(reader, "the desk")
    on_the_way(reader, GOING_HOME, "permanent_return")
    found += walk(reader, "a choice")
    on_the_way(reader, GOING_HOME, "age")
    reader.answer("570")
    found += walk(reader, "a number that is refused")
    at_the_result(reader, rulebook, CONSIDERING, second="da")
    reader.press("action", "code")
    found += walk(reader, "the result in two languages, with a code")
    assert found == []
