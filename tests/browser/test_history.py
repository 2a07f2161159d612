"""The browser's own Back, leaving quickly, and clearing: nothing is found afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.pages import TAGS
from tests.people import CONSIDERING, GOING_HOME

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]


def halfway(open_site: OpenSite, tag: str = "en", *, scripts: bool = True) -> Reader:
    """Somebody who answered some questions, a date among them."""
    reader = open_site(tag, scripts=scripts)
    reader.begin()
    reader.answer_until(CONSIDERING, "cooperation")
    assert reader.answers["refusal_date"] == CONSIDERING.answers["refusal_date"]
    return reader


def nothing_is_left(reader: Reader) -> None:
    """Whichever way one goes back from here, no answer is seen, and none is in the page."""
    for _ in range(reader.page.evaluate("history.length")):
        reader.page.go_back()
        text = reader.page.content()
        for answer in (
            CONSIDERING.answers["refusal_date"],
            'value="asylum_ended"',
            'value="considering"',
            "data-scheme",
        ):
            assert answer not in text, f"{answer} is still on {reader.page.url}"
        if reader.question:
            assert reader.answers.keys() <= {"question"}


@pytest.mark.parametrize("tag", TAGS)
def test_the_browsers_back_goes_one_question_back(open_site: OpenSite, tag: str) -> None:
    reader = open_site(tag)
    reader.begin()
    asked: list[str] = []
    while question := reader.question:
        asked.append(question)
        reader.answer(GOING_HOME.answers[question])
    for earlier in reversed(asked):
        reader.step(reader.page.go_back)
        assert reader.question == earlier
        assert reader.answers[earlier].replace(",", ".") == GOING_HOME.answers[earlier]
    reader.page.go_back()
    expect(reader.page).to_have_url(f"{reader.address}/{tag}/")


def test_back_and_forth_and_back(open_site: OpenSite) -> None:
    """The button of the page and that of the browser lead to the same questions, in any order."""
    reader = open_site("en")
    reader.begin()
    reader.answer_until(GOING_HOME, "trafficking_identified")
    reader.step(reader.page.go_back)
    assert reader.question == "lawful_years"
    reader.press("action", "back")
    assert reader.question == "needs_support"
    reader.press("action", "next")
    assert reader.question == "trafficking_identified"
    reader.step(reader.page.go_back)
    assert reader.question == "lawful_years"
    reader.answer("4")
    assert reader.question == "trafficking_identified"
    assert reader.answers["lawful_years"] == "4"


def test_back_twice_at_once(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    reader.answer_until(GOING_HOME, "trafficking_identified")
    reader.page.evaluate("history.back()")
    reader.page.go_back()
    expect(reader.page.locator("form[data-question=needs_support]")).to_be_attached()
    assert reader.answers["lawful_years"] == GOING_HOME.answers["lawful_years"]


def test_back_after_an_error_and_after_another_language(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.expected_noise = ("status of 422",)
    reader.begin()
    reader.answer_until(GOING_HOME, "trafficking_identified")
    reader.press("action", "next")
    expect(reader.page.locator("#error-summary")).to_be_focused()
    reader.speak("da")
    reader.step(reader.page.go_back)
    assert reader.question == "lawful_years"
    reader.look()
    reader.step(reader.page.go_back)
    assert reader.question == "needs_support"


def test_forward_leaves_the_page_as_it_is(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    reader.answer_until(GOING_HOME, "lawful_years")
    reader.step(reader.page.go_back)
    before = reader.answers
    reader.page.go_forward()
    assert reader.question == "needs_support"
    assert reader.answers == before
    reader.step(reader.page.go_back)
    assert reader.question == "status"


def test_loading_the_page_anew_forgets_everything(open_site: OpenSite) -> None:
    reader = halfway(open_site)
    reader.page.reload()
    assert reader.question == "goal"
    assert reader.answers == {"question": "goal"}


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("way", ["button", "key"])
def test_leaving_quickly_leaves_nothing(open_site: OpenSite, tag: str, way: str) -> None:
    reader = halfway(open_site, tag)
    if way == "button":
        reader.page.locator("[data-exit]").click()
    else:
        reader.page.keyboard.press("Escape")
        assert reader.question == "cooperation", "once is not enough: the key also closes the menu"
        reader.page.keyboard.press("Escape")
    expect(reader.page).to_have_url(reader.exit_url)
    expect(reader.page.locator("h1")).to_have_text("Weather")
    assert reader.elsewhere == [""], "the other site does not hear where one came from"
    nothing_is_left(reader)


@pytest.mark.parametrize("name", ["", "how", "privacy", "accessibility", "for-front-desks", "code", "check", "nope"])
def test_every_page_can_be_left(open_site: OpenSite, name: str) -> None:
    reader = open_site("en")
    reader.expected_noise = ("status of 404",)
    reader.page.goto(f"/en/{name}")
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    expect(reader.page).to_have_url(reader.exit_url)
    assert reader.elsewhere == [""]


def test_leaving_from_the_result(open_site: OpenSite) -> None:
    reader = halfway(open_site)
    reader.answer_until(CONSIDERING, None)
    reader.page.locator("[data-exit]").click()
    expect(reader.page).to_have_url(reader.exit_url)
    nothing_is_left(reader)


def test_leaving_without_scripts(open_site: OpenSite) -> None:
    reader = halfway(open_site, scripts=False)
    reader.page.locator("[data-exit]").click()
    expect(reader.page).to_have_url(reader.exit_url)
    assert reader.elsewhere == [""]


def test_escape_closes_the_menu_first(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.begin()
    summary = reader.page.locator(".v-menu summary")
    summary.click()
    expect(reader.page.locator(".v-menu-list")).to_be_visible()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator(".v-menu-list")).to_be_hidden()
    expect(summary).to_be_focused()
    assert reader.elsewhere == []


@pytest.mark.parametrize("tag", TAGS)
def test_clear_all_leaves_nothing(open_site: OpenSite, tag: str) -> None:
    reader = halfway(open_site, tag)
    reader.page.locator("[data-clear]").click()
    expect(reader.page).to_have_url(f"{reader.address}/{tag}/")
    nothing_is_left(reader)


def test_clear_all_without_scripts(open_site: OpenSite) -> None:
    reader = halfway(open_site, scripts=False)
    reader.page.locator("[data-clear]").click()
    expect(reader.page).to_have_url(f"{reader.address}/en/")
    assert "2026-11-15" not in reader.page.content()


def test_going_away_and_back_shows_no_answer(open_site: OpenSite) -> None:
    """Browsers keep whole pages for that: what they kept must be empty."""
    reader = halfway(open_site)
    reader.page.goto("/en/how")
    nothing_is_left(reader)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_page_about_the_site_opens_beside_the_answers(open_site: OpenSite, scripts: bool) -> None:
    reader = halfway(open_site, scripts=scripts)
    before = reader.answers
    with reader.context.expect_page() as opened:
        reader.page.locator("footer a").first.click()
    expect(opened.value).to_have_url(f"{reader.address}/en/how")
    assert opened.value.evaluate("opener") is None
    assert reader.answers == before
