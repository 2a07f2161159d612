"""Answer codes and downloads in a browser, with JavaScript and without: typed in, read by a phone, saved in the calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser.reader import Reader
from tests.browser.test_accessibility import every_look, violations
from tests.pages import TAGS
from tests.people import CONSIDERING, GOING_HOME, VISITOR, Person

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

CODE = "1AHJ-3NF3-R6C9"
ITS_ANSWERS = {"goal": "both", "status": "refugee", "lawful_years": "3.16", "age": "57"}
with_and_without_scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def open_code(reader: Reader, code: str) -> None:
    """Type the code into its page and press the button."""
    reader.page.locator("#code").fill(code)
    reader.step(reader.page.locator("main button.button-primary").click)


def at_result(
    open_site: OpenSite, person: Person, tag: str = "en", *, scripts: bool = True, width: int = 320
) -> Reader:
    """Somebody with their result."""
    reader = open_site(tag, scripts=scripts, width=width, accept_downloads=True)
    reader.begin()
    reader.answer_until(person, None)
    return reader


@with_and_without_scripts
@pytest.mark.parametrize("tag", TAGS)
def test_a_code_opens_the_answers_on_another_device(open_site: OpenSite, tag: str, scripts: bool) -> None:
    first = at_result(open_site, VISITOR, tag, scripts=scripts)
    first.press("action", "code")
    first.look()
    code = first.page.locator(".v-code-text").inner_text()
    expect(first.page.locator(".v-code .v-qr")).to_be_visible()
    second = open_site(tag, scripts=scripts, width=320)
    second.page.goto(f"/{tag}/")
    with second.page.expect_navigation():
        second.page.locator("a.v-quiet[href$='/code']").click()
    second.look()
    open_code(second, code.lower())
    second.look()
    assert second.answers == first.answers
    assert second.document.schemes == first.document.schemes


def test_the_picture_fills_the_field_and_leaves_no_trace(open_site: OpenSite) -> None:
    reader = open_site("ar", width=320)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(request.url + str(request.headers)))
    reader.page.goto(f"/ar/code#{CODE}")
    expect(reader.page.locator("#code")).to_have_value(CODE)
    assert reader.page.url == f"{reader.address}/ar/code"
    reader.look()
    assert asked and not [each for each in asked if CODE in each.replace(f"/ar/code#{CODE}", "/ar/code")]
    reader.step(reader.page.locator("main button.button-primary").click)
    assert reader.page.url == f"{reader.address}/ar/check"
    assert ITS_ANSWERS.items() <= reader.answers.items()
    assert not [each for each in asked if CODE in each.replace(f"/ar/code#{CODE}", "/ar/code")]


def test_a_second_picture_on_the_open_page_is_taken_too(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.page.goto("/en/code")
    reader.page.evaluate("(code) => { location.hash = code }", CODE)
    expect(reader.page.locator("#code")).to_have_value(CODE)
    expect(reader.page).to_have_url(f"{reader.address}/en/code")


def test_without_scripts_the_page_says_what_to_type(open_site: OpenSite) -> None:
    reader = open_site("en", scripts=False)
    reader.page.goto(f"/en/code#{CODE}")
    expect(reader.page.locator("#code")).to_have_value("")
    expect(reader.page.get_by_text("Then type the code that stands above the picture.")).to_be_visible()


@with_and_without_scripts
def test_a_slip_is_put_right(open_site: OpenSite, scripts: bool) -> None:
    reader = open_site("en", scripts=scripts, width=320)
    reader.expected_noise = ("status of 422",)
    reader.page.goto("/en/code")
    open_code(reader, "1AHJ-3NF3-R6C8")
    reader.look()
    expect(reader.page.locator("#error-summary")).to_be_visible()
    expect(reader.page.locator("#code")).to_have_value("1AHJ-3NF3-R6C8")
    open_code(reader, CODE)
    assert ITS_ANSWERS.items() <= reader.answers.items()


def test_enter_opens_the_code(open_site: OpenSite) -> None:
    reader = open_site("en")
    reader.page.goto("/en/code")
    reader.page.locator("#code").fill(CODE)
    reader.step(lambda: reader.page.keyboard.press("Enter"))
    assert reader.question == "needs_support"
    reader.step(reader.page.go_back)
    assert reader.question == "status", "the browser's Back goes one question back, as in the journey"


def test_the_code_is_read_first_and_back_goes_on_as_before(open_site: OpenSite) -> None:
    reader = at_result(open_site, VISITOR)
    reader.press("action", "code")
    expect(reader.page.locator(".v-code h2")).to_be_focused()
    assert reader.page.url == f"{reader.address}/en/check"
    reader.step(reader.page.go_back)
    assert reader.question == list(VISITOR.answers)[-1]
    expect(reader.page.locator(".v-code")).to_have_count(0)


def test_a_code_in_the_middle_of_the_journey(open_site: OpenSite) -> None:
    reader = open_site("da", width=320)
    reader.begin()
    reader.answer_until(GOING_HOME, "lawful_years")
    reader.fill("4,5")
    reader.page.locator("main summary").last.click()
    reader.press("action", "code")
    reader.look()
    assert (reader.question, reader.answers["lawful_years"]) == ("lawful_years", "4,5")


def test_on_paper_the_code_is_there(open_site: OpenSite) -> None:
    reader = at_result(open_site, VISITOR, width=1280)
    reader.press("action", "code")
    reader.page.emulate_media(media="print")
    expect(reader.page.locator(".v-code-text")).to_be_visible()
    expect(reader.page.locator(".v-code .v-qr")).to_be_visible()
    expect(reader.page.locator(".v-code button")).to_be_hidden()


@with_and_without_scripts
@pytest.mark.parametrize("tag", ["en", "ar"])
def test_a_last_day_is_saved_and_the_page_stays(open_site: OpenSite, tag: str, scripts: bool, tmp_path: Path) -> None:
    reader = at_result(open_site, CONSIDERING, tag, scripts=scripts)
    before = reader.answers
    reader.unfold()
    with reader.page.expect_download() as download:
        reader.page.locator("button[name=deadline]").click()
    assert download.value.suggested_filename == "calendar.ics"
    download.value.save_as(tmp_path / "day.ics")
    [event] = Calendar.from_ical((tmp_path / "day.ics").read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt.isoformat() == "2026-11-29"
    assert reader.document.is_result and reader.answers == before
    reader.look()
    reader.press("action", "back")
    assert reader.question


@every_look
def test_axe_finds_nothing(open_site: OpenSite, tag: str, width: int) -> None:
    reader = open_site(tag, width=width)
    reader.expected_noise = ("status of 422",)
    reader.page.goto(f"/{tag}/code")
    open_code(reader, "1AHJ-3NF3-R6C8")
    found = violations(reader, "a code with a slip")
    reader.jump(CONSIDERING.answers)
    reader.press("action", "code")
    found += violations(reader, "the code on the result")
    assert found == []
