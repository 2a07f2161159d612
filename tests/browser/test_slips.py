"""A slip of the hand, or of ours, loses nothing and answers nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.people import CONSIDERING, GOING_HOME

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]


@pytest.mark.parametrize("action", ["unknown", "back", "next"])
def test_a_double_click_is_one_click(open_site: OpenSite, action: str) -> None:
    reader = open_site("en", width=360)
    reader.begin()
    reader.answer_until(GOING_HOME, "permanent_return")
    reader.fill("yes")
    button = reader.page.locator(f"button[name=action][value={action}]:visible").last
    box = button.bounding_box()
    assert box
    mouse = reader.page.mouse
    mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for count in (1, 2):
        mouse.down(click_count=count)
        mouse.up(click_count=count)
        reader.page.wait_for_timeout(250)
    assert reader.question == ("trafficking_identified" if action == "back" else "can_pay_return")
    assert "can_pay_return" not in reader.answers


@pytest.mark.parametrize("status", [413, 500])
def test_a_fault_of_ours_leaves_the_question(open_site: OpenSite, status: int) -> None:
    """The page that says so has no answers in it: it must not take the place of those that do."""
    reader = open_site("en")
    reader.begin()
    reader.answer_until(CONSIDERING, "cooperation")
    reader.fill("later")
    before = reader.answers
    reader.expected_noise = (f"status of {status}", "htmx")
    page = '<main id="page" lang="en"><h1 tabindex="-1">Something went wrong</h1></main>'
    reader.page.route("**/check", lambda route: route.fulfill(status=status, body=page, content_type="text/html"))
    reader.page.locator("main .button-primary").click()
    expect(reader.page.locator("[data-offline]")).to_be_in_viewport()
    assert (reader.question, reader.answers) == ("cooperation", before)
    reader.page.unroute("**/check")
    reader.press("action", "next")
    assert reader.answers["cooperation"] == "later"
