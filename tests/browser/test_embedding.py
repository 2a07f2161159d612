"""The site in a frame of another website, and the links that others set to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, expect

from tests.browser.conftest import Server
from tests.browser.reader import Reader
from tests.pages import TAGS, in_pieces
from tests.people import CONSIDERING

pytestmark = pytest.mark.browser
OpenSite = Callable[..., Reader]

MUNICIPALITY = "https://www.kommune.example"
STRANGER = "https://www.stranger.example"


@pytest.fixture(scope="module")
def embedded(exit_url: str) -> Iterator[Server]:
    """The site, which one municipality may show within its pages."""
    server = Server(exit_url, frame_ancestors=MUNICIPALITY)
    yield server
    server.stop()


class Embedder:
    """Somebody who reads a page of another website with the site in a frame."""

    def __init__(self, context: BrowserContext, server: Server, host: str, scripts: bool) -> None:
        self.problems: list[str] = []
        self.page: Page = context.new_page()
        self.scripts = scripts

        def page_of_the_host(route: Route) -> None:
            frame = f'<iframe src="{server.address}/en/" title="Guide" width="100%" height="700"></iframe>'
            route.fulfill(content_type="text/html", body=f"<!doctype html><title>Host</title><h1>Host</h1>{frame}")

        context.route(f"{host}/**", page_of_the_host)
        context.on("weberror", lambda error: self.problems.append(str(error.error)))
        self.page.goto(f"{host}/help")

    @property
    def frame(self) -> Frame:
        """The frame with the site."""
        return self.page.frames[1]

    @property
    def question(self) -> str | None:
        """The question in the frame."""
        form = self.frame.locator("form[data-question]")
        return form.get_attribute("data-question") if form.count() else None

    def answer(self, value: str) -> None:
        """Choose an option, or write, and go on."""
        asked = self.question or ""
        pieces = in_pieces(asked, value) if self.frame.locator(".date-group").count() else {}
        field = self.frame.locator(f"input[name={asked}]")
        for name, piece in pieces.items():
            self.frame.locator(f"input[name={name}]").fill(piece)
        if not pieces and field.first.get_attribute("type") == "radio":
            folded = self.frame.locator(f"details:not([open]):has(#{asked}-{value}) > summary")
            if folded.count():
                folded.click()
            self.frame.locator(f"label[for='{asked}-{value}']").click()
        elif not pieces:
            field.fill(value)
        self.frame.locator("button.button-primary[value=next]").click()
        expect(self.frame.locator(f"form[data-question={asked}]")).to_have_count(0)

    def answer_until(self, question: str) -> None:
        """Answer as somebody would until `question` is asked."""
        self.frame.locator("a.button-primary").click()
        expect(self.frame.locator("form[data-question=goal]")).to_be_attached()
        while (asked := self.question) != question:
            self.answer(CONSIDERING.answers[str(asked)])


@pytest.fixture
def embed(chromium: Browser, embedded: Server) -> Iterator[Callable[..., Embedder]]:
    """Opens a page of another website with the site in a frame."""
    contexts: list[BrowserContext] = []

    def open_page(host: str = MUNICIPALITY, *, scripts: bool = True) -> Embedder:
        context = chromium.new_context(java_script_enabled=scripts, viewport={"width": 900, "height": 800})
        context.set_default_timeout(15_000)
        # The other website is on the internet, as the browser sees it, and the site on this machine.
        context.grant_permissions(["local-network-access"])
        contexts.append(context)
        return Embedder(context, embedded, host, scripts)

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_questions_work_in_a_frame(embed: Callable[..., Embedder], scripts: bool) -> None:
    reader = embed(scripts=scripts)
    reader.answer_until("cooperation")
    reader.frame.locator("button[value=back]").click()
    expect(reader.frame.locator("form[data-question=refusal_date]")).to_be_attached()
    pieces = in_pieces("refusal_date", CONSIDERING.answers["refusal_date"])
    assert {name: reader.frame.locator(f"#{name}").input_value() for name in pieces} == pieces
    assert reader.page.url == f"{MUNICIPALITY}/help"
    assert reader.problems == []
    assert reader.page.context.cookies() == []


def test_back_goes_one_question_back_in_a_frame(embed: Callable[..., Embedder]) -> None:
    reader = embed()
    reader.answer_until("cooperation")
    reader.page.evaluate("history.back()")
    expect(reader.frame.locator("form[data-question=refusal_date]")).to_be_attached()
    assert reader.page.url == f"{MUNICIPALITY}/help"


@pytest.mark.parametrize("way", ["button", "key", "no scripts"])
def test_leaving_takes_the_whole_window(embed: Callable[..., Embedder], exit_url: str, way: str) -> None:
    reader = embed(scripts=way != "no scripts")
    reader.answer_until("cooperation")
    if way == "key":
        reader.page.keyboard.press("Escape")
        reader.page.keyboard.press("Escape")
    else:
        reader.frame.locator("[data-exit]").click()
    expect(reader.page).to_have_url(exit_url)
    if way != "no scripts":
        reader.page.go_back()
        for frame in reader.page.frames:
            assert CONSIDERING.answers["refusal_date"] not in frame.content()


def test_clearing_stays_in_the_frame(embed: Callable[..., Embedder]) -> None:
    reader = embed()
    reader.answer_until("cooperation")
    reader.frame.locator("[data-clear]").click()
    expect(reader.frame.locator("a.button-primary")).to_be_visible()
    assert reader.page.url == f"{MUNICIPALITY}/help"


def test_nobody_else_may_embed_it(embed: Callable[..., Embedder]) -> None:
    reader = embed(STRANGER)
    expect(reader.frame.locator("body")).to_contain_text("refused to connect")
    assert reader.frame.locator("a.button-primary").count() == 0


# links that choose an answer


@pytest.mark.parametrize("tag", TAGS)
def test_a_link_chooses_an_answer_and_leaves_nothing_of_it(open_site: OpenSite, tag: str) -> None:
    reader = open_site(tag)
    asked: list[str] = []
    reader.context.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    reader.page.goto(f"/{tag}/check?on=2021-10-01#goal=stay")
    expect(reader.page.locator("#goal-stay")).to_be_checked()
    expect(reader.page).to_have_url(f"{reader.address}/{tag}/check?on=2021-10-01")
    assert not any("stay" in each for each in asked), "nothing is sent before the button is pressed"
    reader.look()
    reader.press("action", "next")
    assert reader.question == "status"
    assert reader.answers["goal"] == "stay"


@pytest.mark.parametrize("fragment", ["goal=nope", "status=refugee", "goal", "main", "%22%5D"])
def test_a_link_that_names_no_option_chooses_nothing(open_site: OpenSite, fragment: str) -> None:
    reader = open_site("en")
    reader.page.goto(f"/en/check#{fragment}")
    expect(reader.page).to_have_url(f"{reader.address}/en/check")
    expect(reader.page.locator("input:checked")).to_have_count(0)


def test_without_scripts_a_link_opens_the_first_question(open_site: OpenSite) -> None:
    reader = open_site("en", scripts=False)
    reader.page.goto("/en/check#goal=stay")
    assert reader.question == "goal"
    expect(reader.page.locator("input:checked")).to_have_count(0)
