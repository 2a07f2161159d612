"""The poster and the cards on paper: one sheet of A4 each, with nothing else on it and nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.reader import Reader
from tests.pages import TAGS

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

A4 = (595, 842)
#: Millimetres of the smallest code that phones read easily from an arm's length, with its margin.
LEAST = 30
_CUT_OFF = """(parts) => parts.filter(({ scrollHeight, clientHeight, scrollWidth, clientWidth }) => (
  scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1
)).length"""
_CODE = (
    "(code) => { const { width, height } = code.getBoundingClientRect(); return Math.min(width, height) / 96 * 25.4 }"
)


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("sheet", "times"), [("poster", 1), ("cards", 4)])
@pytest.mark.parametrize("width", [320, 1280])
def test_one_sheet_and_nothing_else(open_site: OpenSite, sheet: str, times: int, tag: str, width: int) -> None:
    """From a phone and in the dark, too."""
    reader = open_site(tag, width=width, color_scheme="dark")
    reader.page.goto(f"/{tag}/{sheet}")
    paper = PdfReader(BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in paper] == [A4]
    reader.page.emulate_media(media="print")
    for hidden in ("header", "footer", "h1", "button"):
        assert reader.page.locator(hidden).filter(visible=True).count() == 0
    parts = reader.page.locator(".v-poster, .v-card")
    expect(parts.filter(visible=True)).to_have_count(times)
    assert parts.evaluate_all(_CUT_OFF) == 0
    codes = reader.page.locator(".v-qr")
    assert all(code.evaluate(_CODE) > LEAST for code in codes.all())
    assert (
        parts.first.evaluate("(part) => getComputedStyle(part.closest('.v-sheet')).backgroundColor")
        == "rgb(255, 255, 255)"
    )
