"""What other browsers do not know, or do to a page: an extension or an older phone, played in Chromium."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.people import GOING_HOME

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

#: iOS 15.0 to 15.3: a form does not say which of its buttons was pressed.
_NO_SUBMITTER = "delete SubmitEvent.prototype.submitter"
#: Most browsers until 2025 do not tell where in the history they are.
_NO_NAVIGATION = "delete window.navigation; Object.defineProperty(window, 'navigation', { value: undefined })"
_TRANSLATED = "document.documentElement.lang = 'so'; document.documentElement.className = 'translated-ltr'"


def test_the_buttons_of_a_phone_that_does_not_say_which_was_pressed(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.context.add_init_script(_NO_SUBMITTER)
    reader.begin()
    reader.answer_until(GOING_HOME, "lawful_years")
    reader.press("action", "unknown")
    assert reader.answers["lawful_years"] == "unknown"
    reader.press("action", "back")
    assert reader.question == "lawful_years"
    reader.speak("da")
    assert reader.question == "lawful_years"
    expect(reader.page).to_have_url(f"{reader.address}/da/check")
    reader.fill("9")
    reader.step(lambda: reader.page.locator("input[name=lawful_years]").press("Enter"))
    assert reader.answers["lawful_years"] == "9"
    reader.step(reader.page.go_back)
    assert reader.question == "lawful_years"


def test_forward_where_the_browser_does_not_tell_its_place(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.context.add_init_script(_NO_NAVIGATION)
    reader.begin()
    reader.answer_until(GOING_HOME, "lawful_years")
    reader.step(reader.page.go_back)
    question, before = reader.question, reader.answers
    reader.page.go_forward()
    reader.page.wait_for_timeout(300)
    assert (reader.question, reader.answers) == (question, before)
    reader.step(reader.page.go_back)
    assert reader.question == "status"


def test_a_page_that_the_browser_translates(open_site: OpenSite) -> None:
    """It writes its own language into the page; that is no change of ours, and screen readers go on reading it as that."""
    reader = open_site("en")
    reader.begin()
    reader.answer_until(GOING_HOME, "needs_support")
    reader.page.evaluate(_TRANSLATED)
    reader.answer(GOING_HOME.answers["needs_support"])
    expect(reader.page.locator("html")).to_have_attribute("lang", "so")
    asked = reader.question
    reader.step(reader.page.go_back)
    assert reader.question == "needs_support", "Back leads out of the journey"
    reader.answer(GOING_HOME.answers["needs_support"])
    assert reader.question == asked
    # A language that is chosen is the page's own again.
    reader.speak("ar")
    expect(reader.page.locator("html")).to_have_attribute("lang", "ar")
    expect(reader.page.locator("html")).to_have_attribute("dir", "rtl")


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_slow_line(open_site: OpenSite, tag: str) -> None:
    """Something is under way: after a moment it is said, and it is gone with the next page."""
    reader = open_site(tag)
    reader.begin()
    told = reader.page.locator("[data-waiting]")
    reader.page.route("**/check", lambda route: None)
    reader.fill("return")
    reader.page.locator("button[value=next]:visible").last.click()
    expect(reader.page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(told).to_have_text(told.get_attribute("data-text") or "?")
    expect(told).to_be_in_viewport()
    expect(told).to_have_role("status")
    reader.step(lambda: reader.page.unroute("**/check"))
    expect(told).to_be_empty()
    expect(reader.page.locator("main")).not_to_have_attribute("aria-busy", "true")
    # On a line that is not slow nothing is said.
    reader.answer("refugee")
    expect(told).to_be_empty()


def test_an_error_is_read_once(open_site: OpenSite) -> None:
    """It gets the focus: as an alert of its own, some screen readers would read it twice, or its heading alone."""
    reader = open_site("en")
    reader.expected_noise = ("status of 422",)
    reader.begin()
    reader.press("action", "next")
    summary = reader.page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_have_role("group")
    expect(summary).to_have_accessible_name("There is a problem")
    expect(summary).to_have_accessible_description("Choose one of the answers.")
    expect(reader.page).to_have_title("Error: What do you want to know about? – Vejviser")
    reader.fill("return")
    reader.press("action", "next")
    assert not (reader.page.title()).startswith("Error")


def test_an_error_without_scripts(open_site: OpenSite) -> None:
    reader = open_site("en", scripts=False)
    reader.expected_noise = ("status of 422",)
    reader.begin()
    reader.press("action", "next")
    expect(reader.page).to_have_title("Error: What do you want to know about? – Vejviser")
    expect(reader.page.locator("#error-summary:focus")).to_have_count(1)
