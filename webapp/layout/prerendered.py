"""Whole pages with gaps: what is the same for everyone is rendered once, and each reply only fills the gaps.

Rendering the frame, the buttons and the headings anew would cost more than everything else that a step does. So would
putting a long page together again and again on its way out: what is ready is kept as it is sent, in UTF-8, and the
pieces of a page are joined once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import current_app, request
from markupsafe import Markup

from webapp.languages import current_language
from webapp.layout.page_frame import htmx

#: HTML as it is sent, in the pieces that it is made of. Only what is safe in a page becomes one.
Pieces = list[bytes]
#: What a gap is filled with.
Html = str | Iterable[bytes]

#: On either side of a gap's name; it cannot come from a text, which holds no control characters.
_MARK = "\x1a"


class Blank:
    """A page that begins with some HTML; then come the names of its gaps, each with what stands behind it."""

    __slots__ = ("_begin", "_rest")

    def __init__(self, html: str) -> None:
        begin, *rest = html.split(_MARK)
        self._begin = begin.encode()
        self._rest = [(name, behind.encode()) for name, behind in zip(rest[::2], rest[1::2], strict=True)]

    def fill(self, values: Mapping[str, Html]) -> bytes:
        """The page with `values` in its gaps."""
        pieces = [self._begin]
        for name, behind in self._rest:
            value = values[name]
            if isinstance(value, str):
                pieces.append(value.encode())
            else:
                pieces += value
            pieces.append(behind)
        return b"".join(pieces)


def render(template: str, values: Mapping[str, Html], flags: Mapping[str, bool], **rare: object) -> bytes:
    """The page `template` for this request.

    Args:
        values: HTML for the gaps; the template only prints it.
        flags: what the template decides by.
        rare: what is neither the same for everyone nor worth a gap; where one of them is set, all is rendered anew.
    """
    language, fragment = current_language(), bool(htmx)
    key = render, request.script_root, template, fragment, *flags.items()
    blank: Blank | None = None if any(rare.values()) else language.kept.get(key)
    if blank is not None:
        return blank.fill(values)
    source = current_app.jinja_env.get_template(template)
    known = {**language.context, **flags, **rare, "htmx": fragment}
    if any(rare.values()):
        return source.render(known, **{name: _markup(value) for name, value in values.items()}).encode()
    blank = Blank(source.render(known, **{name: Markup(f"{_MARK}{name}{_MARK}") for name in values}))
    language.kept[key] = blank
    return blank.fill(values)


def _markup(html: Html) -> Markup:
    """`html` as a template prints it."""
    return Markup(html if isinstance(html, str) else b"".join(html).decode())
