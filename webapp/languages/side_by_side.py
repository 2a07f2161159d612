"""Two languages side by side: the same page in both, put together text by text.

The page is made twice, once in each language, by languages that mark where each of their texts begins and ends
(`Language.marked`). Templates know nothing of it: whatever comes from a catalog, or is a figure or a date, is paired;
whatever is not translated (names, addresses) stands there once.
"""

from __future__ import annotations

import re

from markupsafe import Markup

from webapp.languages.language import BEGIN, END, Language, plain

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_MARKED = re.compile(f"{BEGIN}([^{END}]*){END}")
#: After the end of a sentence; whether one begins there, `_begins` says.
_ENDED = re.compile(r"(?<=[.!?؟])[\"”»)]?\s+")
#: Elements without an end tag.
_VOID = frozenset({"br", "wbr", "img", "input", "hr"})
#: What programs read in a text stands there once, in the first language.
_FOR_PROGRAMS = re.compile(r"<(/?)data\b[^>]*>")


def paired(page: str, other: str, first: Language, second: Language) -> str:
    """`page` in `first` with each text followed by its counterpart of `other`, the same page in `second`.

    Raises:
        ValueError: the two are not the same page.
    """
    pieces, others = _MARKED.split(page), _MARKED.split(other)
    if len(pieces) != len(others):
        raise ValueError(f"{len(pieces) // 2} texts in {first.tag}, but {len(others) // 2} in {second.tag}")
    for index in range(1, len(pieces), 2):
        pieces[index] = pair(pieces[index], others[index], first, second)
    return "".join(pieces)


def pair(text: str, other: str, first: Language, second: Language) -> str:
    """Two versions of a text (HTML) as one, sentence by sentence where both have as many."""
    if plain(Markup(text)) == plain(Markup(other)):
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
