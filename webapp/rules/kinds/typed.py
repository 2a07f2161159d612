"""What people type on the keyboards of their languages, in the digits and signs that the engine reads."""

from __future__ import annotations

import unicodedata

#: Commas, points and strokes of Arabic, Persian and East Asian keyboards, and what Arabic ones type for thousands.
_MARKS = str.maketrans("٫،٬，､﹐．。﹒؍／−－‐‑–", ",,,,,,...//-----")


def latin_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0–9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def latin_marks(text: str) -> str:
    """`text` with every comma, point, stroke and hyphen of another keyboard as ours."""
    return text if text.isascii() else text.translate(_MARKS)


def unmarked(text: str) -> str:
    """`text` without the invisible marks, of direction above all, that come with what is pasted or typed in Arabic."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")
