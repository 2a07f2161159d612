"""What people type on the keyboards of their languages, in the digits and signs that the engine reads."""

from __future__ import annotations

import re
import unicodedata

#: Commas, points and strokes of other keyboards, and what Arabic ones type for thousands.
_COMMAS = "٫،٬，､﹐፣፥"
_POINTS = "．。﹒·۔።"
_STROKES = "؍／⁄∕\\"
_HYPHENS = "－−‐‑‒–—―ـ"
_MARKS = {
    ord(mark): ours
    for marks, ours in ((_COMMAS, ","), (_POINTS, "."), (_STROKES, "/"), (_HYPHENS, "-"), ("፡", " "), ("＋", "+"))
    for mark in marks
}
#: Halves and quarters have keys of their own on Danish and English keyboards: 2½ years are two and a half.
_FRACTION = re.compile(r"(?:([0-9]+)\s?)?([½¼¾])\Z")
_DECIMALS = {"½": "5", "¼": "25", "¾": "75"}
#: They have no zero: tens, then ones, and ፻ for hundreds of what stands before it.
_ETHIOPIC = re.compile("(?:([፲-፺]?[፩-፱]?)(፻))?([፲-፺]?[፩-፱]?)")
_ETHIOPIC_RUN = re.compile("[፩-፼]+")


def latin_digits(text: str) -> str:
    """`text` with every decimal digit of any script, and every number in Ethiopic ones, in 0–9."""
    if text.isascii():
        return text
    decimal = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return _ETHIOPIC_RUN.sub(_ethiopic, decimal)


def latin_marks(text: str) -> str:
    """`text` with every comma, point, stroke and hyphen of another keyboard as ours."""
    return text.translate(_MARKS)


def decimal_fraction(text: str) -> str:
    """A number that ends with ½, ¼ or ¾ with decimals in its place; anything else as it is."""
    found = _FRACTION.match(text.strip())
    return f"{found[1] or 0},{_DECIMALS[found[2]]}" if found else text


def unmarked(text: str) -> str:
    """`text` without the invisible marks, of direction above all, that come with what is pasted or typed in Arabic."""
    if text.isascii():
        return text
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _ethiopic(run: re.Match[str]) -> str:
    """A number in Ethiopic signs in 0–9; what is no number as it is: signs in a row are added, and may have been meant
    as digits one by one."""
    found = _ETHIOPIC.fullmatch(run[0])
    if not found:
        return run[0]
    hundreds, hundred, rest = found.groups()
    return str((_added(hundreds) or 1) * 100 + _added(rest) if hundred else _added(rest))


def _added(signs: str | None) -> int:
    return sum(int(unicodedata.numeric(sign)) for sign in signs or "")
