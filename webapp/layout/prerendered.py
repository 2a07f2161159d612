"""Whole pages with gaps: what is the same for everyone is rendered once, and each reply only fills the gaps.

Rendering the frame, the buttons and the headings anew would cost more than everything else that a step does.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app, request
from markupsafe import Markup

from webapp.languages import current_language
from webapp.layout.page_frame import htmx

#: On either side of a gap's name; it cannot come from a text, which holds no control characters.
_MARK = "\x1a"


class Blank:
    """A page as text and, at every second place, the name of a gap."""

    __slots__ = ("_pieces",)

    def __init__(self, html: str) -> None:
        self._pieces = html.split(_MARK)

    def fill(self, values: Mapping[str, str]) -> str:
        """The page with `values` (HTML) in its gaps."""
        pieces = self._pieces.copy()
        for index in range(1, len(pieces), 2):
            pieces[index] = values[pieces[index]]
        return "".join(pieces)


def render(template: str, values: Mapping[str, str], flags: Mapping[str, bool], **rare: object) -> str:
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
        return source.render(known, **{name: Markup(value) for name, value in values.items()})
    blank = Blank(source.render(known, **{name: Markup(f"{_MARK}{name}{_MARK}") for name in values}))
    language.kept[key] = blank
    return blank.fill(values)
