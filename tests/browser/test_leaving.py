"""Leaving always leaves: nothing is seen of the page at once, and whatever stops the other one, there is a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.conftest import Server
from tests.browser.reader import Reader
from tests.people import CONSIDERING

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

#: Notes of each Escape whether the browser's own meaning of it (stop what is coming) was prevented.
_LISTEN = "window.kept = []; addEventListener('keydown', (event) => window.kept.push(event.defaultPrevented))"
LONG_AGO = 60_000


def stopped(route: Route) -> None:
    """The other page does not come: the browser stays where it is, as where somebody stops it."""
    route.fulfill(status=204)


def halfway(reader: Reader) -> Reader:
    reader.begin()
    reader.answer_until(CONSIDERING, "cooperation")
    reader.page.evaluate(_LISTEN)
    return reader


def nothing_is_seen(reader: Reader) -> None:
    """All that is left is the link that was pressed."""
    left = reader.page.locator("body a")
    expect(left).to_have_count(1)
    expect(left).to_be_visible()
    expect(reader.page.locator("body")).to_have_text(left.inner_text())
    expect(reader.page).to_have_title("")
    assert "asylum" not in reader.page.content()


@pytest.mark.parametrize("tag", ["en", "ar"])
@pytest.mark.parametrize("way", ["key", "button", "clear"])
def test_a_page_that_does_not_come(open_site: OpenSite, tag: str, way: str) -> None:
    """On a slow line, or stopped by a key or a button of the browser."""
    reader = halfway(open_site(tag))
    target = f"{reader.address}/{tag}/" if way == "clear" else reader.exit_url
    reader.page.route(target, stopped)
    if way == "key":
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("Escape")
    else:
        reader.page.locator("[data-clear]" if way == "clear" else "[data-exit]").click()
    nothing_is_seen(reader)
    reader.page.keyboard.press("Escape")
    reader.page.keyboard.press("Escape")
    kept = reader.page.evaluate("window.kept")
    assert kept == ([False, True, True, True] if way == "key" else [True, True]), "the key would stop what is coming"
    nothing_is_seen(reader)
    reader.page.unroute(target)
    reader.page.locator("body a").click()
    expect(reader.page).to_have_url(target)
    expect(reader.page.locator("h1")).to_be_visible()


def test_escape_alone_keeps_its_meaning(open_site: OpenSite) -> None:
    reader = halfway(open_site("en"))
    reader.page.clock.install()
    reader.page.keyboard.press("Escape")
    reader.page.wait_for_timeout(1100)
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("window.kept") == [False, False]
    assert reader.question == "cooperation"


def once_stopped(route: Route) -> None:
    """The site answers when it is asked, and then its page does not come."""
    if route.request.method == "HEAD":
        route.fallback()
    else:
        stopped(route)


@pytest.fixture
def kiosk(chromium: Browser, exit_url: str) -> Iterator[Reader]:
    """A shared screen whose clock the test sets."""
    server = Server(exit_url, kiosk_seconds="30")
    context = chromium.new_context(base_url=server.address, viewport={"width": 1280, "height": 800})
    reader = Reader(context, server.address, exit_url, "en", True)
    reader.page.clock.install()
    yield reader
    context.close()
    server.stop()
    assert reader.problems == []


@pytest.mark.parametrize("way", ["key", "button"])
def test_a_shared_screen_whose_start_page_is_stopped(kiosk: Reader, way: str) -> None:
    """The site answers, but the page is stopped on its way: after a while it is asked for again."""
    halfway(kiosk)
    kiosk.expected_noise = ("ERR_ABORTED",)
    kiosk.page.route(f"{kiosk.address}/en/", once_stopped)
    if way == "key":
        kiosk.page.keyboard.press("Escape")
        kiosk.page.keyboard.press("Escape")
    else:
        kiosk.page.locator("[data-exit]").click()
    expect(kiosk.page.locator("form, input")).to_have_count(0)
    kiosk.page.keyboard.press("Escape")
    kept: Any = kiosk.page.evaluate("window.kept")
    assert kept[-1] is True
    kiosk.page.wait_for_timeout(300)
    kiosk.page.unroute(f"{kiosk.address}/en/")
    kiosk.page.clock.fast_forward(LONG_AGO)
    kiosk.page.clock.run_for(2000)
    expect(kiosk.page).to_have_url(f"{kiosk.address}/en/")
    expect(kiosk.page.locator("h1")).to_be_visible()
