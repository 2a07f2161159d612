"""Somebody in front of a real browser: opens pages, presses what can be pressed, and notes whatever goes wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, TimeoutError, expect

from tests.document import Document
from tests.pages import UNKNOWN, in_pieces
from tests.people import Person

#: Says on the console what the policy forbade, which Chromium does not say of everything.
_LISTEN = """
addEventListener('securitypolicyviolation', (event) => console.error('CSP', event.violatedDirective, event.blockedURI))
"""
_ARRIVED = "(old) => !old.isConnected && document.activeElement?.matches('#page h1, #error-summary, [data-focus]')"
#: Puts answers into the form of the first question, as if they had been given.
_FILL_IN = """(answers) => {
  const form = document.querySelector('#step')
  form.querySelectorAll('input').forEach((input) => input.remove())
  for (const [name, value] of Object.entries(answers)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
  }
}"""
_LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")


class Reader:
    """A browser with its own profile. `problems` is what must not have happened."""

    def __init__(self, context: BrowserContext, address: str, exit_url: str, tag: str, scripts: bool) -> None:
        self.context = context
        self.address = address
        self.exit_url = exit_url
        self.tag = tag
        self.scripts = scripts
        self.problems: list[str] = []
        self.elsewhere: list[str] = []
        self.expected_noise: tuple[str, ...] = ()
        context.add_init_script(_LISTEN)
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.problems.append(f"exception: {error.error}"))
        self.page = context.new_page()

    def _asked(self, request: Request) -> None:
        if request.url.startswith(self.exit_url):
            self.elsewhere.append(request.headers.get("referer", ""))
        elif not request.url.startswith((self.address, "data:")):
            self.problems.append(f"a request to another host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(each in message.text for each in self.expected_noise):
            self.problems.append(f"{message.type} on the console: {message.text}")

    # going on

    def begin(self, on: str | None = None) -> None:
        """Open the first question: from the start page by its button, for another day by its address."""
        if on:
            self.page.goto(f"/{self.tag}/check?on={on}")
        else:
            self.page.goto(f"/{self.tag}/")
            with self.page.expect_navigation():
                self.page.locator("a.button-primary").click()
        expect(self.page.locator("form[data-question=goal]")).to_be_attached()

    def step(self, act: Callable[[], object]) -> None:
        """Do what leads to the next page of the journey, and wait until it is there and, with scripts, has the focus."""
        if not self.scripts:
            with self.page.expect_navigation():
                act()
            return
        old = self.page.locator("#page").element_handle()
        act()
        try:
            self.page.wait_for_function(_ARRIVED, arg=old)
        except TimeoutError:
            focus = self.page.evaluate("document.activeElement?.outerHTML.slice(0, 200)")
            raise AssertionError(f"no new page with the focus on its heading; the focus is on {focus}") from None

    def unfold(self) -> None:
        """Open everything that is folded away."""
        self.page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")

    def press(self, name: str, value: str) -> None:
        """Press a button that is seen."""
        self.step(self.page.locator(f"button[name={name}][value={value}]:visible").last.click)

    def fill(self, value: str) -> None:
        """Choose an option or write into the field, without going on."""
        radio = self.page.locator(f"input[type=radio][value='{value}']")
        if radio.count():
            folded = self.page.locator(f"details:not([open]):has(input[type=radio][value='{value}']) > summary")
            if folded.count():
                folded.click()
            self.page.locator(f"label[for='{radio.get_attribute('id')}']").click()
        elif self.page.locator(".date-group").count():
            for name, piece in in_pieces(self.question or "", value).items():
                self.page.locator(f"input[name='{name}']").fill(piece)
        else:
            self.page.locator(f"input[name='{self.question}']").fill(value)

    def answer(self, value: str) -> None:
        """Answer the question and go on."""
        if value == UNKNOWN:
            self.press("action", "unknown")
        else:
            self.fill(value)
            self.press("action", "next")

    def jump(self, answers: Mapping[str, str]) -> None:
        """Be where these answers lead, without pressing through every page."""
        self.page.goto(f"/{self.tag}/check")
        self.page.evaluate(_FILL_IN, dict(answers))
        self.step(lambda: self.page.evaluate("document.querySelector('.v-default').click()"))

    def answer_until(self, person: Person, question: str | None) -> None:
        """Answer as `person` would until `question` is asked (None: until the result)."""
        while (asked := self.question) != question:
            assert asked, f"{question} is not asked"
            self.answer(person.answers.get(asked, UNKNOWN))

    def speak(self, tag: str) -> None:
        """Choose a language in the menu."""
        self.page.locator(".v-bar .v-menu summary").click()
        self.tag = tag
        self.step(self.page.locator(f".v-bar .v-menu button[lang={tag}]").click)

    # looking

    @property
    def question(self) -> str | None:
        """The question that is asked; None on another page."""
        form = self.page.locator("form[data-question]")
        return form.get_attribute("data-question") if form.count() else None

    @property
    def document(self) -> Document:
        """What stands in the browser, to be asked like a reply."""
        return Document(self.page.url, "", 200, {}, self.page.content(), self.tag)

    @property
    def answers(self) -> dict[str, str]:
        """Everything that the form carries but buttons, the question shown included."""
        found: dict[str, str] = self.page.evaluate("Object.fromEntries(new FormData(document.querySelector('#step')))")
        return found

    def look(self) -> None:
        """See whether the page can be used as it stands there; note what cannot."""
        width = self.page.evaluate("innerWidth")
        where = f"{self.question or self.page.url} in {self.tag} at {width} px"
        self.problems += [f"{where}: {problem}" for problem in self.page.evaluate(_LOOK, self.tag)]
        if re.search(r"[?#](?!on=[0-9-]{10}$)", self.page.url):
            self.problems.append(f"{where}: the address is {self.page.url}")
