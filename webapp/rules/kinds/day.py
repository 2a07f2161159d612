"""A question for a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar, Literal

from webapp.rules.kinds.kind import AnswerError, Speaker, T, shown
from webapp.rules.kinds.measured import Measured
from webapp.rules.kinds.packed import Form, NotPacked, Shape, or_unknown, span
from webapp.rules.kinds.typed import latin_digits, latin_marks, unmarked
from webapp.rules.model import Answers, Question, Value
from webapp.rules.model.texts import N_

_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]\s?([0-9]{1,2})[./-]\s?([0-9]{4})\Z")
_ORIGIN = date(2000, 1, 1).toordinal()


class Day(Measured):
    """A day of the calendar."""

    compared_with = "day"
    template = "day"
    can_be_influenced = False
    steps = 1
    problems: ClassVar[Mapping[str, str]] = {
        # NOTE: Error at a question for a date, when nothing was written.
        "empty": N_("Write the day, the month and the year."),
        # NOTE: Error at a question for a date, when there is no such day. Keep the digits of the example.
        "not_a_date": N_("This is not a date. Write day, month and year, for example 31.12.2024."),
        # NOTE: Error at a question for a date that is too early. %(minimum)s is a day in words.
        "too_early": N_("The day cannot be before %(minimum)s."),
        # NOTE: Error at a question for a date that is too late (mostly: in the future). %(maximum)s is a day in words.
        "too_late": N_("The day cannot be after %(maximum)s."),
        # NOTE: Error at the question on the day of the withdrawal. %(minimum)s is the day of the refusal, in words.
        "before_refusal": N_("The day cannot be before %(minimum)s, the day that you received the refusal."),
    }

    # In the law's files

    def bound(self, text: str) -> date | str:
        """A day, ``today``, or the id of another question for a day."""
        if not text[0].isdigit():
            return text
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"“{text}” is no date; write it like 2021-10-01") from None

    # What came in

    def parse(self, question: Question, raw: object, on: date) -> Value:
        """A day as ISO writes it, or day, month, year as it is written in Denmark."""
        first = last = None
        if isinstance(raw, str):
            first, last = _YEAR_FIRST.match(raw), _DAY_FIRST.match(raw)
        try:
            if first:
                day = date(int(first[1]), int(first[2]), int(first[3]))
            elif last:
                day = date(int(last[3]), int(last[2]), int(last[1]))
            else:
                raise ValueError
        except ValueError:
            raise AnswerError(question.id, "not_a_date", f"“{shown(raw)}” is not a date; write 2021-10-01") from None
        earliest, latest = question.earliest, on if question.maximum == "today" else question.maximum
        if earliest is not None and day < earliest:
            raise AnswerError(question.id, "too_early", f"the earliest possible day is {earliest}", minimum=earliest)
        if isinstance(latest, date) and day > latest:
            raise AnswerError(question.id, "too_late", f"the latest possible day is {latest}", maximum=latest)
        return day

    def readable(self, typed: str) -> str:
        """With our digits and marks; between the parts of a day every mark is the same."""
        return latin_marks(latin_digits(unmarked(typed)))

    # In the diagrams

    def place(self, value: Value) -> int:
        """The number of the day, counted from the year 1."""
        assert isinstance(value, date)
        return value.toordinal()

    def answer(self, place: int) -> Value:
        """The day of this number."""
        return date.fromordinal(place)

    def ends(self, question: Question) -> tuple[int, int]:
        """The first and the last possible day; where the last one is that of today, the calendar's."""
        low = question.earliest or date.min
        high = question.maximum if isinstance(question.maximum, date) else date.max
        return low.toordinal(), high.toordinal()

    # In answer codes

    def forms(self, shape: Shape, so_far: Answers, on: date | None) -> list[Form]:
        """A day soon after the one that it must follow, or not long before the day computed for, is likelier."""
        other = so_far.get(shape.least) if isinstance(shape.least, str) else None
        return or_unknown(shape, day_forms(other, 1) if isinstance(other, date) else day_forms(on, -1))

    # On the page

    def say(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """The day in words."""
        assert isinstance(value, date)
        return speaker.date(value)

    # For tests, benchmarks, and what answer codes learn

    def random(self, question: Question, on: date, random: Random) -> Value:
        """A day in the last weeks; never before the one that it must follow, which is given as longer ago."""
        return on - timedelta(days=random.randint(0, 20) + (0 if isinstance(question.minimum, str) else 20))


def day_forms(reference: date | None, direction: Literal[1, -1]) -> list[Form]:
    """A day near the reference is likelier; else as a day since 2000, which is shorter than since the year 1."""
    forms = []
    if reference is not None:
        start = reference.toordinal()

        def distance(day: Any) -> int:
            return (int(day.toordinal()) - start) * direction

        def near(place: int) -> date:
            return _day(start + direction * place)

        forms += [span(9, 64, distance, near), span(3, 1024, distance, near)]
    forms.append(span(2 if forms else 14, 1 << 14, lambda day: day.toordinal() - _ORIGIN, lambda x: _day(x + _ORIGIN)))
    forms.append(span(1, date.max.toordinal(), lambda day: day.toordinal() - 1, lambda place: _day(place + 1)))
    return forms


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= date.max.toordinal():
        raise NotPacked
    return date.fromordinal(ordinal)
