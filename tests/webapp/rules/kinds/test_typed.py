"""What keyboards type."""

from __future__ import annotations

import pytest

from webapp.rules.kinds.typed import decimal_fraction, latin_digits, latin_marks, unmarked


def test_the_digits_of_every_script() -> None:
    assert latin_digits("٠١٢ ۳۴۵ ६७८ ９ x²") == "012 345 678 9 x²"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("፭", "5"),
        ("፴፭", "35"),
        ("፻", "100"),
        ("፻፳", "120"),
        ("፳፻፳፮", "2026"),
        ("፩፪", "፩፪"),
        ("፭፴", "፭፴"),
        ("፼", "፼"),
    ],
)
def test_ethiopic_numbers_have_no_zero(typed: str, read: str) -> None:
    """Two ones in a row are no number, and nobody knows what was meant."""
    assert latin_digits(typed) == read


def test_marks_of_other_keyboards() -> None:
    assert latin_marks("١٫٢،٣٬٤") == "١,٢,٣,٤"
    assert latin_marks("，．。－−") == ",..--"
    assert latin_marks("۲۔۵ 2·5 ፣ ። ٨ـ١١ 8\\11 8–11 8⁄11") == "۲.۵ 2.5 , . ٨-١١ 8/11 8-11 8/11"
    assert latin_marks("½…²") == "½…²"


@pytest.mark.parametrize(
    ("typed", "read"), [("2½", "2,5"), ("2 ¼", "2,25"), ("¾", "0,75"), ("½", "0,5"), ("2⅓", "2⅓"), ("½2", "½2")]
)
def test_halves_and_quarters_have_keys(typed: str, read: str) -> None:
    assert decimal_fraction(typed) == read


def test_marks_of_direction_are_no_part_of_what_was_typed() -> None:
    assert unmarked("\u2067\ufeff3,5\u2069") == "3,5"
