"""A shared screen: it warns, then everything is cleared, and no link leads to where nobody comes back from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Server
from tests.browser.reader import Reader
from tests.browser.test_accessibility import in_other_colours, violations
from tests.pages import TAGS
from tests.people import CONSIDERING

pytestmark = pytest.mark.browser
CLEARED = "There is no connection. Everything was cleared. The start page comes back by itself."

#: After how many seconds it asks, and how many it then counts down.
IDLE, COUNTDOWN = 20, 20


@pytest.fixture(scope="module")
def screen(exit_url: str) -> Iterator[Server]:
    """The site with the shortest time that can be set."""
    server = Server(exit_url, kiosk_seconds=str(IDLE))
    yield server
    server.stop()


@pytest.fixture
def reader(request: pytest.FixtureRequest, chromium: Browser, screen: Server, exit_url: str) -> Iterator[Reader]:
    """Somebody at the screen, whose browser asks for English; the test moves the clock."""
    tag = getattr(request, "param", "en")
    context = chromium.new_context(
        base_url=screen.address, viewport={"width": 1080, "height": 900}, reduced_motion="reduce", locale="en"
    )
    context.set_default_timeout(15_000)
    reader = Reader(context, screen.address, exit_url, tag, scripts=True)
    reader.page.clock.install()
    yield reader
    context.close()
    assert reader.problems == []
    assert reader.elsewhere == [], "the screen never shows another site"


every_reader = pytest.mark.parametrize("reader", TAGS, indirect=True)


def halfway(reader: Reader) -> None:
    """Some questions are answered."""
    reader.begin()
    reader.answer_until(CONSIDERING, "cooperation")
    assert reader.answers["refusal_date"] == CONSIDERING.answers["refusal_date"]


def wait(reader: Reader, seconds: int) -> None:
    """Nobody touches the screen."""
    reader.page.clock.fast_forward(seconds * 1000)


def box(reader: Reader) -> Locator:
    """The question whether somebody is still there."""
    return reader.page.get_by_role("alertdialog")


def cleared(reader: Reader) -> None:
    """The start page is shown in the language of the screen, and Back shows no answer."""
    expect(reader.page).to_have_url(f"{reader.address}/en/")
    for _ in range(reader.page.evaluate("history.length")):
        reader.page.go_back()
        reader.page.wait_for_load_state()
        text = reader.page.content()
        assert CONSIDERING.answers["refusal_date"] not in text
        assert 'value="asylum_ended"' not in text


@every_reader
def test_nobody_is_there_any_more(reader: Reader) -> None:
    halfway(reader)
    expect(box(reader)).to_be_hidden()
    wait(reader, IDLE + 1)
    expect(box(reader)).to_be_visible()
    expect(box(reader).get_by_role("button")).to_be_focused()
    direction = "rtl" if reader.tag == "ar" else "ltr"
    assert box(reader).evaluate("(box) => getComputedStyle(box).direction") == direction
    said = box(reader).locator("[data-said]")
    expect(said).to_be_empty()
    wait(reader, COUNTDOWN - 10)
    expect(said).to_contain_text("10")
    wait(reader, 2)
    expect(box(reader).locator("[data-count]")).to_have_text("8")
    expect(said).to_contain_text("10")
    wait(reader, 3)
    expect(said).to_contain_text("5")
    wait(reader, 6)
    cleared(reader)


@pytest.mark.parametrize("way", ["button", "key"])
def test_somebody_is_still_there(reader: Reader, way: str) -> None:
    halfway(reader)
    before = reader.answers
    for _ in range(2):
        wait(reader, IDLE + 1)
        wait(reader, COUNTDOWN - 3)
        expect(box(reader)).to_be_visible()
        if way == "button":
            box(reader).get_by_role("button").click()
        else:
            reader.page.keyboard.press("Escape")
        expect(box(reader)).to_be_hidden()
        wait(reader, IDLE - 3)
        expect(box(reader)).to_be_hidden()
    assert reader.answers == before
    reader.answer("from_start")
    assert reader.question


def test_a_touch_beside_the_box_is_no_answer(reader: Reader) -> None:
    """Whoever comes next must not get to see the answers by a chance touch."""
    halfway(reader)
    wait(reader, IDLE + 1)
    reader.page.mouse.click(5, 5)
    reader.page.keyboard.press("Shift")
    expect(box(reader)).to_be_visible()
    wait(reader, COUNTDOWN + 1)
    cleared(reader)


def test_whoever_uses_it_is_not_asked(reader: Reader) -> None:
    halfway(reader)
    for act in (
        lambda: reader.page.mouse.wheel(0, 100),
        lambda: reader.page.keyboard.press("Tab"),
        lambda: reader.page.mouse.click(5, 500),
        lambda: reader.fill("later"),
    ):
        wait(reader, IDLE - 2)
        act()
        reader.page.wait_for_timeout(50)
    wait(reader, IDLE - 2)
    expect(box(reader)).to_be_hidden()


def test_clearing_at_once(reader: Reader) -> None:
    halfway(reader)
    wait(reader, IDLE + 1)
    box(reader).get_by_role("link").click()
    cleared(reader)


def gone(reader: Reader) -> None:
    """Nothing is left of the page, and it is not the browser's own error page."""
    expect(reader.page.locator("body")).to_have_text(CLEARED)
    expect(reader.page).to_have_title("Vejviser")
    assert reader.page.url.startswith(reader.address)


@pytest.mark.parametrize("way", ["time", "button", "leaving"])
def test_without_a_connection_it_waits_for_the_start_page(reader: Reader, way: str) -> None:
    reader.expected_noise = ("ERR_INTERNET_DISCONNECTED",)
    halfway(reader)
    reader.context.set_offline(True)
    if way == "leaving":
        reader.page.locator("[data-exit]").click()
    else:
        wait(reader, IDLE + 1)
        if way == "time":
            wait(reader, COUNTDOWN + 1)
        else:
            box(reader).get_by_role("link").click()
    gone(reader)
    for _ in range(3):
        wait(reader, 60)
        gone(reader)
    reader.context.set_offline(False)
    wait(reader, 2)
    cleared(reader)


def test_while_the_site_is_down_it_waits_too(reader: Reader) -> None:
    reader.expected_noise = ("status of 502",)
    halfway(reader)
    reader.page.route(f"{reader.address}/", lambda route: route.fulfill(status=502, body="down"))
    wait(reader, IDLE + 1)
    wait(reader, COUNTDOWN + 1)
    gone(reader)
    reader.page.unroute(f"{reader.address}/")
    wait(reader, 2)
    cleared(reader)


def test_what_is_still_on_its_way_finds_no_place(reader: Reader) -> None:
    halfway(reader)
    reader.page.evaluate(
        "void (fetch = () => new Promise(() => {}))"
    )  # neither the next question nor the start page comes
    wait(reader, IDLE + 1)
    wait(reader, COUNTDOWN + 1)
    gone(reader)
    expect(reader.page.locator("#page, form, input")).to_have_count(0)


def test_the_device_slept(reader: Reader) -> None:
    halfway(reader)
    wait(reader, 3600)
    wait(reader, COUNTDOWN + 1)
    cleared(reader)


@pytest.mark.parametrize("asked", [False, True], ids=["at a question", "in the box"])
def test_leaving_clears_and_stays_on_the_site(reader: Reader, asked: bool) -> None:
    halfway(reader)
    if asked:
        wait(reader, IDLE + 1)
        expect(box(reader)).to_be_visible()
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("Escape")
    else:
        reader.page.locator("[data-exit]").click()
    cleared(reader)


def test_the_start_page_goes_back_to_the_language_of_the_screen(reader: Reader) -> None:
    reader.page.goto("/ar/")
    wait(reader, IDLE + 1)
    expect(reader.page).to_have_url(f"{reader.address}/en/")
    expect(box(reader)).to_be_hidden()


def test_the_start_page_rests(reader: Reader) -> None:
    """It is not loaded again and again, and without a connection it stays."""
    reader.page.goto("/en/")
    reader.page.evaluate("document.body.dataset.same = 'yes'")
    for _ in range(3):
        wait(reader, IDLE + 1)
    reader.page.wait_for_timeout(100)
    expect(reader.page.locator("body[data-same]")).to_have_count(1)
    expect(box(reader)).to_be_hidden()
    # Somebody looked at it: the next person finds it from its top.
    reader.page.locator(".v-menu summary").click()
    wait(reader, IDLE + 1)
    expect(reader.page.locator("body[data-same]")).to_have_count(0)
    expect(reader.page.locator(".v-menu-list")).to_be_hidden()


def test_without_a_connection_the_start_page_stays(reader: Reader) -> None:
    reader.expected_noise = ("ERR_INTERNET_DISCONNECTED",)
    reader.page.goto("/ar/")
    reader.context.set_offline(True)
    wait(reader, IDLE + 1)
    reader.page.wait_for_timeout(100)
    expect(reader.page.locator("h1")).to_be_visible()
    reader.context.set_offline(False)
    wait(reader, IDLE + 1)
    expect(reader.page).to_have_url(f"{reader.address}/en/")


def test_links_to_elsewhere_show_their_address(reader: Reader) -> None:
    reader.jump(CONSIDERING.answers)
    reader.unfold()
    elsewhere = reader.page.locator("a:visible:not([href^='/'], [href^='#'])")
    shown = reader.page.locator("dialog[open] [data-address]")
    seen = set()
    for link in elsewhere.all():
        link.click()
        address = str(link.get_attribute("href"))
        phone = address.startswith("tel:")
        expect(shown).to_have_text(link.inner_text() if phone else address.replace("mailto:", ""))
        size = float(shown.evaluate("(shown) => parseFloat(getComputedStyle(shown).fontSize)"))
        assert size >= (20 if phone else 16), address
        seen.add(address.split(":")[0])
        reader.page.locator("dialog[open] button").click()
        expect(shown).to_be_hidden()
    assert {"https", "tel"} <= seen
    assert len(reader.context.pages) == 1


@pytest.mark.parametrize("how", [{"button": "middle"}, {"modifiers": ["Control"]}, {"modifiers": ["Shift"]}], ids=str)
def test_no_link_opens_another_tab(reader: Reader, how: Any) -> None:
    reader.jump(CONSIDERING.answers)
    reader.unfold()
    reader.page.locator("a:visible[href^='https:']").first.click(**how)
    shown = reader.page.locator("dialog[open] [data-address]")
    expect(shown).to_contain_text("https://")
    reader.page.locator("dialog[open] button").click()
    reader.page.goto("/en/code")
    reader.page.locator("main a:visible[href^='/']").first.click(**how)
    reader.page.wait_for_timeout(200)
    assert reader.page.url == f"{reader.address}/en/code"
    assert len(reader.context.pages) == 1


@every_reader
def test_the_boxes_can_be_used_by_everybody(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 320, "height": 700})
    reader.begin()
    wait(reader, IDLE + 1)
    expect(box(reader)).to_be_visible()
    assert violations(reader, "the question whether somebody is there") == []
    assert in_other_colours(reader, "the question whether somebody is there") == []
