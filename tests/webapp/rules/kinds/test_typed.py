"""What keyboards type."""

from __future__ import annotations

from webapp.rules.kinds.typed import latin_digits, latin_marks, unmarked


def test_the_digits_of_every_script() -> None:
    assert latin_digits("٠١٢ ۳۴۵ ६७८ ９ x²") == "012 345 678 9 x²"


def test_marks_of_other_keyboards() -> None:
    assert latin_marks("١٫٢،٣٬٤") == "١,٢,٣,٤"
    assert latin_marks("，．。－−") == ",..--"
    assert latin_marks("½·…") == "½·…"


def test_marks_of_direction_are_no_part_of_what_was_typed() -> None:
    assert unmarked("\u2067\ufeff3,5\u2069") == "3,5"
