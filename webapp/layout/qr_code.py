"""QR codes as drawings within a page: no picture to fetch, sharp on paper, black on white in every colour scheme.

segno makes them. What it cannot do is name them for screen readers without a tooltip for everybody else (its `title`).
"""

from __future__ import annotations

from markupsafe import Markup, escape


def qr(text: str, label: str) -> Markup:
    """`text` as a QR code (an `<svg>`), which screen readers call `label`. A seventh of it may be unreadable."""
    # Few pages need it, and it takes a megabyte.
    import segno

    drawing = segno.make_qr(text, error="m").svg_inline(
        svgclass="v-qr", lineclass=None, border=4, omitsize=True, dark="#000", light="#fff"
    )
    return Markup(drawing.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1))
