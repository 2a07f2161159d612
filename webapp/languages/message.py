"""Messages as HTML: plain text with named placeholders, ``%(name)s``, and ``*term*`` around an official Danish term.

Where the writing goes from right to left, every run of Latin letters or digits is isolated, because it would come out
in the wrong order otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from markupsafe import Markup, escape

from webapp.languages.side_by_side import Pair

_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"%\((?P<name>\w+)\)s|(?P<percent>%%)|\*(?P<term>[^*\n]+)\*")
_LETTER = "0-9A-Za-z\u00aa\u00ba\u00c0-\u024f"
#: A run of Latin letters and digits and what may stand between them: phone numbers, addresses, ranges, amounts.
_LATIN = re.compile(
    rf"(?:[+§]\s?)?[{_LETTER}](?:[{_LETTER} \u00a0\u202f.,:;/@&+'’§_–-]*[{_LETTER}])?(?:(?<=kr)\.|\s?%)?"
)


class Message:
    """A translated message, rendered once: HTML between placeholders."""

    __slots__ = ("_first", "_gaps", "_rtl")

    def __init__(self, text: str, rtl: bool) -> None:
        html, names, end = [""], [], 0
        for token in _TOKEN.finditer(text):
            html[-1] += _isolated(text[end : token.start()], rtl)
            end = token.end()
            if token["name"]:
                names.append(token["name"])
                html.append("")
            elif token["term"]:
                html[-1] += f'<bdi lang="da" class="v-term">{escape(token["term"])}</bdi>'
            else:
                html[-1] += "%"
        html[-1] += _isolated(text[end:], rtl)
        self._first = Markup(html[0])
        #: Each placeholder with the HTML that follows it, and whether that begins with the end of a sentence.
        self._gaps = tuple((name, each, each.startswith(".")) for name, each in zip(names, html[1:], strict=True))
        self._rtl = rtl

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The message as HTML, its placeholders filled with `values`, escaped unless they are HTML."""
        if not self._gaps:
            return self._first
        # Plain strings: whatever is made of a `Markup` is one again, at a cost.
        parts: list[str] = [self._first]
        for name, html, ends in self._gaps:
            value = values[name]
            shown = str(value if isinstance(value, Markup) else escape(value))
            if self._rtl and not hasattr(value, "__html__"):
                shown = f"<bdi>{shown}</bdi>"
            # "kr." at the end of a sentence: there is one point, and it stands where the sentence ends.
            if ends and (bare := shown.removesuffix("</bdi>")).endswith("."):
                shown = bare[:-1] + shown[len(bare) :]
            parts += shown, html
        return Markup("".join(parts))


def plain(html: str) -> str:
    """Text without tags, for an attribute or a title (a filter for templates); of two languages the first."""
    if not hasattr(html, "__html__"):
        return html
    if isinstance(html, Pair):
        html = html.first
    return Markup(_TAG.sub("", html)) if "<" in html else Markup(html)


def _isolated(text: str, rtl: bool) -> str:
    """`text` as HTML, its Latin runs isolated where the writing goes from right to left."""
    if not rtl:
        return str(escape(text))
    html: list[str] = []
    end = 0
    for run in _LATIN.finditer(text):
        html += escape(text[end : run.start()]), f'<bdi dir="ltr">{escape(run[0])}</bdi>'
        end = run.end()
    return "".join((*html, escape(text[end:])))
