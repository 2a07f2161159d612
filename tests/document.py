"""A reply as a page: parsed strictly, and asked for what the tests look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from xml.etree.ElementTree import Element

import html5lib


def words(text: str) -> frozenset[str]:
    """The words of `text`."""
    return frozenset(text.split())


#: Elements that end a run of text: a sentence does not go on from one of them to the next.
BLOCKS = words(
    "address article aside blockquote body caption dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol p section summary table tbody td tfoot th thead title "
    "tr ul"
)


# Journeys of the same people pass the same pages; the parser is the slowest part of the tests.
@lru_cache(maxsize=1_000)
def _parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    whole = text.lstrip().lower().startswith("<!doctype")
    root: Element = parser.parse(text) if whole else parser.parseFragment(text)
    return root


def sent_along(form: Element) -> dict[str, str]:
    """The hidden inputs within `form` by name, each of which stands there once."""
    inputs = [each for each in form.iter("input") if each.get("type") == "hidden"]
    found = {each.get("name", ""): each.get("value", "") for each in inputs}
    assert len(found) == len(inputs), f"a hidden input twice: {[each.get('name') for each in inputs]}"
    return found


#: What the page of a scheme shows: its outcome, and per amount the values of its `<data>`, in their order.
Shown = tuple[str, dict[str, list[str]]]


@dataclass(repr=False)
class Document:
    """One reply. `secrets` are the answers sent so far, as far as they can be told from other words."""

    url: str
    method: str
    status: int
    headers: Mapping[str, str]
    text: str
    tag: str
    log: list[str] = field(default_factory=list)
    secrets: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<{self.method} {self.url} → {self.status}>"

    @cached_property
    def root(self) -> Element:
        """The elements; a reply that is not valid HTML raises. A reply to htmx is a fragment."""
        return _parsed(self.text)

    @cached_property
    def elements(self) -> list[tuple[Element, tuple[Element, ...]]]:
        """Every element with those around it, outermost first."""
        return list(_elements(self.root, ()))

    @cached_property
    def texts(self) -> list[tuple[str, tuple[Element, ...]]]:
        """Every piece of text with the elements around it, outermost first."""
        return list(_texts(self.root, ()))

    def all(self, *tags: str, **attributes: str) -> list[Element]:
        """The elements of these kinds (all, if none is named) with these attributes; `data_scheme` is `data-scheme`."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            each
            for each, _ in self.elements
            if (not tags or each.tag in tags) and all(each.get(name) == value for name, value in wanted.items())
        ]

    def one(self, *tags: str, **attributes: str) -> Element:
        """The one element of these kinds with these attributes."""
        found = self.all(*tags, **attributes)
        assert len(found) == 1, f"{len(found)} of {tags} {attributes} on {self.url}"
        return found[0]

    @property
    def heading(self) -> str:
        """The text of the h1."""
        return content(self.one("h1"))

    @property
    def words(self) -> str:
        """All text of the page, in one line."""
        return content(self.root)

    @property
    def question(self) -> str | None:
        """The question that the page asks; None on another page."""
        forms = [form for form in self.all("form") if form.get("data-question")]
        return forms[0].get("data-question") if forms else None

    @property
    def is_result(self) -> bool:
        """Whether it is the result page."""
        return bool(self.all("main", data_page="result"))

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden inputs of the form by name, each of which stands there once."""
        return sent_along(self.root)

    @property
    def filled(self) -> str:
        """What stands in the field of the question, or the option that is chosen; empty where there is neither.

        Of three fields for a day it is the day as ISO writes it, or what stands in the first one alone.
        """
        if self.question and self.pieces:
            day, month, year = self.pieces.values()
            return "-".join((year, month.zfill(2), day.zfill(2))) if month or year else day
        for each in self.all("input", name=self.question or ""):
            if each.get("type") == "radio" and "checked" in each.attrib:
                return each.get("value", "")
            if each.get("type") not in ("radio", "hidden"):
                return each.get("value", "")
        return ""

    @property
    def pieces(self) -> dict[str, str]:
        """What stands in the three fields for a day, by their names; nothing where the question is no such one."""
        names = [f"{self.question}-{piece}" for piece in ("day", "month", "year")]
        return {each.get("name", ""): each.get("value", "") for name in names for each in self.all("input", name=name)}

    @property
    def options(self) -> list[str]:
        """The options of the question."""
        return [each.get("value", "") for each in self.all("input", type="radio")]

    @property
    def schemes(self) -> dict[str, Shown]:
        """The schemes of the result page with their outcomes and amounts."""
        shown: dict[str, Shown] = {}
        for article in self.all("article"):
            if id := article.get("data-scheme"):
                assert id not in shown, f"{id} is shown twice"
                shown[id] = (article.get("data-outcome", ""), _amounts(article))
        inside = sum(len(values) for _, amounts in shown.values() for values in amounts.values())
        assert inside == len([each for each in self.all("data") if "data-amount" in each.attrib]), (
            "an amount of no scheme"
        )
        return shown


def content(element: Element) -> str:
    """The text in `element`, in one line."""
    return " ".join("".join(text for text, _ in _texts(element, ())).split())


def _amounts(article: Element) -> dict[str, list[str]]:
    amounts: dict[str, list[str]] = {}
    for each in article.iter("data"):
        if id := each.get("data-amount"):
            amounts.setdefault(id, []).append(each.get("value", "none"))
    return amounts


def _elements(element: Element, above: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    if isinstance(element.tag, str):
        yield element, above
        for child in element:
            yield from _elements(child, (*above, element))


def _texts(element: Element, above: tuple[Element, ...]) -> Iterator[tuple[str, tuple[Element, ...]]]:
    if not isinstance(element.tag, str):  # a comment
        return
    path = (*above, element)
    if element.text:
        yield element.text, path
    for child in element:
        yield from _texts(child, path)
        if child.tail:
            yield child.tail, path
