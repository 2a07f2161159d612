"""A question for a number: whole, or with two decimals."""

from __future__ import annotations

from decimal import Decimal

from webapp.rules.kinds.measured import Measured
from webapp.rules.model import Question, Value

_HUNDREDTH = Decimal("0.01")


class Number(Measured):
    """A number of so many `decimals`: an int where it has none, otherwise a Decimal, never a float."""

    def __init__(self, decimals: int) -> None:
        self.decimals = decimals
        self.steps = 10**decimals

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
