"""A visitor without JavaScript: fetches pages, presses their buttons, and checks the invariants of every page on the way."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from flask import Flask

from tests import invariants
from tests.document import Document, Shown
from tests.people import Person
from webapp.rules import Rulebook, as_json, assess, parse_answers

Json = dict[str, Any]

#: The day that counts as today, so that ages of figures and days left do not change under the tests.
TODAY = date(2026, 11, 22)
TAGS = ("da", "en", "ar")
UNKNOWN = "unknown"


class Visitor:
    """Somebody in front of a browser. `page` is what they see."""

    def __init__(self, app: Flask, tag: str = "en", *, on: str | None = None, htmx: bool = False) -> None:
        self.client = app.test_client()
        self.rulebook: Rulebook = app.extensions["rulebook"]
        self.tag = tag
        self.on = on
        self.htmx = htmx
        self.sent: set[str] = set()
        self.page: Document

    # pages

    def get(self, path: str, status: int = 200, **more: Any) -> Document:
        """Open an address."""
        return self._fetch("GET", path, status, **more)

    def post(
        self, data: Mapping[str, Any] | str | bytes, status: int = 200, *, path: str = "", **more: Any
    ) -> Document:
        """Send a body, as it is or made of fields, to the journey's address."""
        if isinstance(data, Mapping):
            self.sent |= {
                str(each) for value in data.values() for each in (value if isinstance(value, list) else [value])
            }
            data = urlencode(data, doseq=True)
            more["content_type"] = "application/x-www-form-urlencoded"
        return self._fetch("POST", path or f"/{self.tag}/check", status, data=data, **more)

    def _fetch(self, method: str, path: str, status: int, **more: Any) -> Document:
        extra = {"HX-Request": "true"} if self.htmx else {}
        with captured_log() as log:
            reply = self.client.open(path, method=method, headers={**extra, **more.pop("headers", {})}, **more)
        first = path.split("/")[1]
        if first in TAGS:
            self.tag = first
        self.page = Document(
            url=path,
            method=method,
            status=reply.status_code,
            headers={name: ", ".join(reply.headers.getlist(name)) for name, _ in reply.headers},
            text=reply.get_data(as_text=True),
            tag=self.tag,
            log=log,
            secrets=frozenset(filter(recognisable, self.sent)),
        )
        assert reply.status_code == status, f"{method} {path} → {reply.status}, not {status}\n{self.page.words}"
        invariants.check(self.page)
        return self.page

    # the journey

    def arrive(self, person: Person) -> Visitor:
        """Send everything that is asked of `person` at once, and see the result."""
        self.send(self.all_answers(person))
        assert self.page.is_result
        return self

    def card(self, scheme: str) -> Element:
        """The card of a scheme."""
        return self.page.one("article", data_scheme=scheme)

    def begin(self) -> Document:
        """Open the first question."""
        return self.get(f"/{self.tag}/check" + (f"?on={self.on}" if self.on else ""))

    def press(self, name: str, value: str, status: int = 200, *, fill: str | None = None) -> Document:
        """Press a button of the page, after filling the field or choosing the option."""
        return self._submit(self.page.all("button", name=name, value=value)[-1], status, fill)

    def speak(self, tag: str, *, fill: str | None = None) -> Document:
        """Choose a language in the middle of the journey, perhaps with a choice half made."""
        button = self.page.one("button", name="action", value="language", formaction=f"/{tag}/check")
        return self._submit(button, 200, fill)

    def _submit(self, button: Element, status: int, fill: str | None) -> Document:
        """Send the form as a browser would send it when the button is pressed."""
        page = self.page
        fields = page.hidden
        filled = page.filled if fill is None else fill
        if page.question and (filled or not page.options):
            assert not page.options or filled in page.options, f"{filled} is none of {page.options}"
            fields |= in_pieces(page.question, filled) if page.pieces else {page.question: filled}
        name = button.get("name", "")
        assert name not in fields
        fields[name] = button.get("value", "")
        return self.post(fields, status, path=button.get("formaction") or page.one("form").get("action") or "")

    def answer(self, value: str, status: int = 200) -> Document:
        """Answer the question; `unknown` is a button of its own."""
        if value == UNKNOWN:
            return self.press("action", "unknown", status)
        return self.press("action", "next", status, fill=value)

    def back(self) -> Document:
        """Go back one question."""
        return self.press("action", "back")

    def change(self, question: str) -> Document:
        """Open a question of the list of answers again."""
        return self.press("change", question)

    def all_answers(self, person: Person) -> dict[str, str]:
        """What `person` answers until the engine has no question left."""
        on = date.fromisoformat(self.on) if self.on else TODAY
        given: dict[str, str] = {}
        while question := assess(self.rulebook, parse_answers(self.rulebook, given, on), on).next_question:
            given[question] = person.answers.get(question, UNKNOWN)
        return given

    def send(self, answers: Mapping[str, str]) -> Document:
        """Send answers at once, as if each had been given on its page."""
        return self.post({**answers, "action": "next"} | ({"on": self.on} if self.on else {}))

    def finish(self, person: Person, *, limit: int = 60) -> Document:
        """Answer everything that is still asked as `person` would, up to the result."""
        for _ in range(limit):
            if self.page.question is None:
                break
            self.answer(person.answers.get(self.page.question, UNKNOWN))
        assert self.page.is_result
        return self.page

    # what the page knows

    @property
    def answers(self) -> dict[str, str]:
        """The answers that the page carries, besides the one that is open."""
        return {id: value for id, value in self.page.hidden.items() if id in self.rulebook.questions}

    @property
    def expected(self) -> Json:
        """What the engine says to the answers that the page carries, for the same day."""
        on = date.fromisoformat(self.page.hidden.get("on", TODAY.isoformat()))
        return as_json(assess(self.rulebook, parse_answers(self.rulebook, self.answers, on), on))


def in_pieces(question: str, value: str) -> dict[str, str]:
    """A day as it is typed into its three fields; what is no day, into the first one."""
    year, month, day = value.split("-") if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else ("", "", value)
    return {f"{question}-day": day, f"{question}-month": month, f"{question}-year": year}


def shown(assessment: Json) -> dict[str, Shown]:
    """What a result page has to show for an assessment: each scheme with its outcome and amounts."""
    return {
        each["id"]: (
            each["outcome"],
            {amount["id"]: _values(amount["min"], amount["max"]) for amount in each["amounts"]},
        )
        for each in assessment["schemes"]
    }


def _values(least: float | None, most: float | None) -> list[str]:
    return [""] if least is None else [str(least)] if least == most else [str(least), str(most)]


def recognisable(answer: str) -> bool:
    """Whether an answer can be told from the other words of a page: “no” stands in many of them, 97 does not."""
    return bool(re.fullmatch(r"[0-9.,-]{2,}|.*_.*|.{9,}", answer))


@contextmanager
def captured_log() -> Iterator[list[str]]:
    """Everything that is logged meanwhile, at any level, as a log would have it."""
    lines: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    root, handler = logging.getLogger(), Collect(logging.DEBUG)
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield lines
    finally:
        root.setLevel(level)
        root.removeHandler(handler)
