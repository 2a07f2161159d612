"""A question for a day."""

from __future__ import annotations

from datetime import date

from webapp.rules.kinds.measured import Measured
from webapp.rules.model import Question, Value


class Day(Measured):
    """A day of the calendar."""

    steps = 1

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
