"""A question for a number: whole, or with two decimals."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from random import Random
from typing import Any, ClassVar

from webapp.rules.kinds.kind import AnswerError, Cell, Speaker, T, shown
from webapp.rules.kinds.measured import Measured
from webapp.rules.kinds.packed import Form, Shape, or_unknown, span
from webapp.rules.kinds.typed import decimal_fraction, latin_digits, latin_marks, unmarked
from webapp.rules.model import Answers, Question, Value
from webapp.rules.model.texts import N_

# ASCII digits only: what the page shows and the letters of the authorities use. `int` alone would take others.
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,9})?|[.,][0-9]{1,9})\Z")
_ARABIC_DIGIT = re.compile("[٠-٩۰-۹]")
_HUNDREDTH = Decimal("0.01")


class Number(Measured):
    """A number of so many `decimals`: an int where it has none, otherwise a Decimal, never a float."""

    compared_with = "number"
    template = "number"
    units = ("years", "months", "children")
    problems: ClassVar[Mapping[str, str]] = {
        # NOTE: Error at a question for a number, when nothing was written.
        "empty": N_("Write a number."),
        # NOTE: Error at a question for a number, when something else was written, such as letters.
        "not_a_number": N_("Write it as a number, with digits only."),
        # NOTE: Error at a question for a whole number (age, number of children), when a fraction was written.
        "not_whole": N_("Write a whole number."),
        # NOTE: Error at a question for a number of years, when more than two decimals were written.
        "too_many_decimals": N_("Write at most two digits after the comma."),
        # NOTE: Error at a question for a number that is below what is possible.
        "too_small": N_("Write a number that is not less than %(minimum)s."),
        # NOTE: Error at a question for a number that is above what is possible.
        "too_large": N_("Write a number that is not more than %(maximum)s."),
    }

    def __init__(self, decimals: int) -> None:
        self.decimals = decimals
        self.steps = 10**decimals

    @property
    def counts(self) -> bool:
        """Whole numbers do."""
        return not self.decimals

    # In the law's files

    def bound(self, text: str) -> Decimal:
        """The lowest or the highest number."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValueError(f"“{text}” is no number; write it like 1234 or 112.50")
        return number

    def never(self, question: Question, constant: Decimal | date) -> str | None:
        """A number outside of the range, or between two whole numbers."""
        low, high = question.minimum, question.maximum
        if not isinstance(constant, Decimal):
            return None
        if isinstance(low, Decimal) and isinstance(high, Decimal) and not low <= constant <= high:
            return f"its range is {low} to {high}"
        if not self.decimals and constant != constant.to_integral_value():
            return "it is a whole number"
        return None

    # What came in

    def parse(self, question: Question, raw: object, on: date) -> Value:
        """A number with a point or a comma, with digits on one side of it at least, and up to `decimals` decimals."""

        def wrong(code: str, message: str, **params: Any) -> AnswerError:
            return AnswerError(question.id, code, message.format(value=shown(raw), **params), **params)

        not_a_number = "“{value}” is not a number"
        if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
            raise wrong("not_a_number", not_a_number)
        text = str(raw)
        if isinstance(raw, str) and not _NUMBER.match(text):
            raise wrong("not_a_number", not_a_number)
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise wrong("not_a_number", not_a_number) from None
        if not number.is_finite():
            raise wrong("not_a_number", not_a_number)
        if isinstance(question.minimum, Decimal) and number < question.minimum:
            raise wrong("too_small", "the lowest possible is {minimum}", minimum=question.minimum)
        if isinstance(question.maximum, Decimal) and number > question.maximum:
            raise wrong("too_large", "the highest possible is {maximum}", maximum=question.maximum)
        if not self.decimals:
            if number != number.to_integral_value():
                raise wrong("not_whole", "“{value}” is not a whole number")
            return int(number)
        # Rounding could lift someone over a threshold: what is finer than the contract allows is refused, not rounded.
        # So is 1.000, which a Dane writes for a thousand.
        written = len(text.replace(",", ".").partition(".")[2])
        if written > 2 and (isinstance(raw, str) or number != number.quantize(_HUNDREDTH)):
            raise wrong("too_many_decimals", "“{value}” has more than two decimals")
        return number or Decimal(0)  # not "-0", nor "0.00"

    def readable(self, typed: str) -> str:
        """With our digits and marks; among digits of Arabic or Persian a stroke stands before the decimals."""
        number = decimal_fraction(latin_marks(latin_digits(unmarked(typed))))
        return number.replace("/", ",") if _ARABIC_DIGIT.search(typed) and "\\" not in typed else number

    # In the diagrams

    def place(self, value: Value) -> int:
        """The number in smallest steps."""
        assert isinstance(value, int | Decimal)
        return int(value * self.steps)

    def answer(self, place: int) -> Value:
        """The number of so many smallest steps."""
        return Decimal(place) / self.steps if self.decimals else place

    def ends(self, question: Question) -> tuple[int, int]:
        """The ends of the question's range."""
        assert isinstance(question.minimum, Decimal) and isinstance(question.maximum, Decimal)
        return int(question.minimum * self.steps), int(question.maximum * self.steps)

    # In answer codes

    def forms(self, shape: Shape, so_far: Answers, on: date | None) -> list[Form]:
        """Most people give whole years, some years and months, few anything else."""
        least, most = shape.least, shape.most
        assert isinstance(least, Decimal) and isinstance(most, Decimal)
        low = int(least)
        wholes = int(most) - low + 1
        if not self.decimals:
            return or_unknown(shape, [span(15, wholes, lambda value: value - low, lambda place: low + place)])

        def month(value: Decimal) -> int:
            # Never rounded up: a month is 0.08, two are 0.16 (contract, "Questions").
            months = range(1, 12)
            return next((m - 1 + (int(value) - low) * 11 for m in months if value % 1 == _hundredths(m)), -1)

        whole = span(11, wholes, lambda value: value - low, lambda place: Decimal(low + place))
        months = span(3, wholes * 11, month, lambda place: low + place // 11 + _hundredths(place % 11 + 1))
        size = int((most - least) * 100) + 1
        any_ = span(1, size, lambda value: (value - least) * 100, lambda place: least + Decimal(place) / 100)
        return or_unknown(shape, [whole, months, any_])

    # On the page

    def filled(self, speaker: Speaker[Any], question: Question, value: Value) -> dict[str, str]:
        """The number with the mark before its decimals that the language has."""
        return {question.id: str(value).replace(".", speaker.decimal_mark)}

    def say(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """The number with its unit."""
        assert isinstance(value, int | Decimal)
        return quantity(speaker, value, question.unit)

    def say_each(self, speaker: Speaker[T], question: Question, cells: Sequence[Cell]) -> list[T]:
        """Each stretch as a range."""
        return [self._range(speaker, question, least, most) for least, most in cells]

    def say_awaited(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """A number of years as a time; an age as a number alone."""
        assert isinstance(value, int | Decimal)
        return time_reached(speaker, months_of(value)) if isinstance(value, Decimal) else speaker.number(value)

    def _range(self, speaker: Speaker[T], question: Question, least: Value, most: Value) -> T:
        """Every answer from `least` to `most`, in a few words."""

        def told(number: Value) -> T:
            assert isinstance(number, int | Decimal)
            return quantity_in_range(speaker, number, question.unit)

        if most == question.maximum:
            # Years have two decimals: from 7.01 on is what the rules call more than 7.
            below = least - _HUNDREDTH if isinstance(least, Decimal) else None
            if below is not None and below == below.to_integral_value():
                # NOTE: An answer that is a number: more than this many. %(number)s is for example "7 years".
                return speaker.gettext("more than %(number)s", number=told(below))
            # NOTE: An answer that is a number: this many or more. %(number)s is for example "5 years".
            return speaker.gettext("%(number)s or more", number=told(least))
        if least != question.minimum:
            # NOTE: An answer that is a number between two others. Both are for example "5 years".
            return speaker.gettext("from %(least)s to %(most)s", least=told(least), most=told(most))
        if isinstance(most, Decimal):
            # NOTE: An answer that is a number: fewer than this many. %(number)s is for example "9 years".
            return speaker.gettext("less than %(number)s", number=told(most + _HUNDREDTH))
        # NOTE: An answer that is a whole number: this many or fewer. %(number)s is for example "49 years".
        return speaker.gettext("%(number)s or less", number=told(most))

    # For tests, benchmarks, and what answer codes learn

    def random(self, question: Question, on: date, random: Random) -> Value:
        """A whole number. Few people are as old, or have as many of anything, as the question allows."""
        assert isinstance(question.minimum, Decimal) and isinstance(question.maximum, Decimal)
        whole = random.randint(int(question.minimum), min(int(question.maximum), 80))
        return Decimal(whole) if self.decimals else whole


def _hundredths(months: int) -> Decimal:
    return Decimal(months * 100 // 12) / 100


def months_of(years: Decimal) -> int:
    """How many months a number of years is, rounded up: 3.16 stands for 3 years and 2 months, cut, not rounded."""
    return -(-12 * int(years * 100) // 100)


def months_until(now: Value, then: Value) -> int:
    """How many months it takes until `now`, a number of years, is `then`; rounded up."""
    if isinstance(now, Decimal) and isinstance(then, Decimal):
        # The last month that is not more than what was given: the next one would already be written otherwise.
        return months_of(then) - (months_of(now + _HUNDREDTH) - 1)
    assert isinstance(now, int) and isinstance(then, int)
    return 12 * (then - now)


def quantity(speaker: Speaker[T], number: int | Decimal, unit: str | None) -> T:
    """A number with its unit, as it stands alone or in a text of the law."""
    if unit == "years":
        # NOTE: A number of years that stands alone, as an answer in the list of answers, for example "3.5 years".
        return speaker.ngettext("%(n)s year", "%(n)s years", number)
    if unit == "months":
        # NOTE: A number of months that stands alone, as an answer in the list of answers.
        return speaker.ngettext("%(n)s month", "%(n)s months", number)
    if unit == "children":
        # NOTE: A number of children that stands alone, as an answer in the list of answers.
        return speaker.ngettext("%(n)s child", "%(n)s children", number)
    return speaker.number(number)


def quantity_in_range(speaker: Speaker[T], number: int | Decimal, unit: str | None) -> T:
    """A number with its unit, as the end of a range of answers."""
    if unit == "years":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return speaker.npgettext("range", "%(n)s year", "%(n)s years", number)
    if unit == "months":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return speaker.npgettext("range", "%(n)s month", "%(n)s months", number)
    if unit == "children":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return speaker.npgettext("range", "%(n)s child", "%(n)s children", number)
    return speaker.number(number)


def time_reached(speaker: Speaker[T], months: int) -> T:
    """A span of time of one month or more, in years and months, as the time that something will have lasted."""
    years, rest = divmod(months, 12)
    # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will have
    # %(value)s of work".
    in_years = speaker.npgettext("reached", "%(n)s year", "%(n)s years", years)
    # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will have
    # %(value)s of work".
    in_months = speaker.npgettext("reached", "%(n)s month", "%(n)s months", rest)
    if years and rest:
        # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will
        # have %(value)s of work". For example "2 years and 6 months".
        return speaker.pgettext("reached", "%(years)s and %(months)s", years=in_years, months=in_months)
    return in_years if years else in_months
