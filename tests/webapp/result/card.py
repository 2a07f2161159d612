"""A card of the result page, made without the page around it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask

from tests.document import content
from tests.pages import TODAY
from webapp.result.cards import Teller
from webapp.rules import Rulebook, Situation, parse_answers
from webapp.wording.law_words import Library


class Card:
    """The card of one scheme as a person would get it, whatever the catalogs lack."""

    def __init__(
        self,
        site: Flask,
        scheme: str,
        answers: Mapping[str, str],
        *,
        tag: str = "en",
        on: date = TODAY,
        is_today: bool = True,
        law: Rulebook | None = None,
    ) -> None:
        rulebook: Rulebook = law or site.extensions["rulebook"]
        situation = Situation(rulebook, parse_answers(rulebook, answers, on), on)
        library = Library(site.jinja_env, rulebook, site.extensions["settings"])
        with site.test_request_context(f"/{tag}/check"):
            teller = Teller(situation, library.words(site.extensions["languages"].get(tag), on), is_today=is_today)
            self.html = b"".join(teller.result(situation.assess()).cards).decode()
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        root = parser.parseFragment(self.html)
        [self.card] = [each for each in root.iter("article") if each.get("data-scheme") == scheme]

    def all(self, kind: str) -> list[Element]:
        """Everything on the card with this class."""
        return [each for each in self.card.iter() if kind in (each.get("class") or "").split()]

    def table(self, kind: str) -> list[list[str]]:
        """The rows of the one table with this class: the text of each cell."""
        [table] = self.all(kind)
        return [[content(cell) for cell in row if cell.tag in ("th", "td")] for row in table.iter("tr")]

    def figures(self, kind: str) -> list[list[Decimal]]:
        """The figures in each row of the one table with this class."""
        [table] = self.all(kind)
        return [[Decimal(each.get("value") or "") for each in row.iter("data")] for row in table.iter("tr")]

    @property
    def timeline(self) -> dict[str, str]:
        """What stands along the line: when, and what."""
        return {row[0]: row[1] for row in self.table("v-timeline")}
