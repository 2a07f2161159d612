"""Two languages side by side: a text in both, sentence by sentence where both have as many.

What is made of a catalog, a figure or a date by two languages at once (`webapp.languages.bilingual`) is a `Pair`. Templates
know nothing of it: they print it like any other HTML. What is not translated (names, addresses) stands there once.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from markupsafe import Markup

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
#: After the end of a sentence; whether one begins there, `_begins` says.
_ENDED = re.compile(r"(?<=[.!?؟])[\"”»)]?\s+")
#: Elements without an end tag.
_VOID = frozenset({"br", "wbr", "img", "input", "hr"})
#: What programs read in a text stands there once, in the first language.
_FOR_PROGRAMS = re.compile(r"<(/?)data\b[^>]*>")


class Written(Protocol):
    """A language, as far as a pair needs it."""

    #: For the start tag of an element in this language.
    attributes: Markup


class Pair(Markup):
    """A text in two languages. As HTML it is both; `first` and `second` are what it is in each alone.

    What the methods of a string make of it is HTML like any other, and no pair any more; only a sum of pairs is one.
    """

    __slots__ = ("first", "second")

    first: Markup
    second: Markup

    def __new__(cls, html: str, first: Markup | None = None, second: Markup | None = None) -> Markup:  # type: ignore[misc]
        """`html`, with both versions; without them, HTML that is no pair."""
        if first is None or second is None:
            return Markup(html)
        made = Markup.__new__(cls, html)
        made.first, made.second = first, second
        return made

    def __add__(self, value: object) -> Markup:  # type: ignore[override]
        """Both, one after the other."""
        if isinstance(value, Pair):
            return Pair(f"{self}{value}", self.first + value.first, self.second + value.second)
        return Markup(self) + value  # type: ignore[operator]


def in_first(given: Any) -> Any:
    """A `Pair` as it is in its first language; everything else as it is."""
    return given.first if isinstance(given, Pair) else given


def in_second(given: Any) -> Any:
    """A `Pair` as it is in its second language; everything else as it is."""
    return given.second if isinstance(given, Pair) else given


def pair(text: Markup, other: Markup, first: Written, second: Written) -> Markup:
    """A text (HTML) in `first`, and the same text in `second`, as one."""
    # As plain strings: each piece of a `Markup` is one again, at a cost.
    return Pair(_beside(str(text), str(other), first, second), text, other)


def _beside(text: str, other: str, first: Written, second: Written) -> str:
    if _TAG.sub("", text) == _TAG.sub("", other):
        return text
    mine, theirs = sentences(text), sentences(other)
    if len(mine) != len(theirs):
        mine, theirs = [text], [other]
    theirs = [_FOR_PROGRAMS.sub(r"<\1span>", each) for each in theirs]
    return "".join(
        f'<span class="v-pair"><span {first.attributes}>{one}</span> <span {second.attributes}>{another}</span></span>'
        for one, another in zip(mine, theirs, strict=True)
    )


def sentences(html: str) -> list[str]:
    """The sentences of a text; what stands within an element is never divided."""
    found, start = [], 0
    for gap in _ENDED.finditer(html):
        if _begins(html[gap.end() :]) and _balanced(html[start : gap.start()]):
            found.append(html[start : gap.end()].rstrip())
            start = gap.end()
    return [*found, html[start:]] if html[start:].strip() else found


def _begins(html: str) -> bool:
    """Whether a sentence can begin so: "1. juli" and "kr. om måneden" go on."""
    following = _TAG.sub("", html[:200]).lstrip('“"„«(')
    return bool(following) and not following[0].islower() and not following[0].isdigit()


def _balanced(html: str) -> bool:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
    return depth == 0
