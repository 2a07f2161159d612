"""The amounts of a scheme and their sums: what their diagrams end in, and the operations on them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from webapp.rules.logic.diagrams import Builder, Diagram, Leaf


class Given(NamedTuple):
    """What an amount's diagram ends in where the amount is given: kroner (None: not published), and if for sure."""

    minimum: Decimal | None
    maximum: Decimal | None
    level: str | None
    sure: bool


#: Ends of an amount's diagram besides `Given`: the scheme is not granted; it is, but without this amount.
NOT_GRANTED, WITHOUT = "not granted", "without"
UNPUBLISHED = Given(None, None, None, True)


def combine(ends: list[Any]) -> Given | None:
    """The range over all `ends` in which the scheme is granted; None where the amount is in none of them.

    What was not published stays so: a range over figures and no figure would claim what nobody knows.
    """
    given = [end for end in ends if isinstance(end, Given)]
    if not given:
        return None
    sure = WITHOUT not in ends and all(end.sure for end in given)
    if any(end.minimum is None or end.maximum is None for end in given):
        return UNPUBLISHED._replace(sure=sure)
    return Given(
        min(end.minimum for end in given if end.minimum is not None),
        max(end.maximum for end in given if end.maximum is not None),
        min(end.level for end in given if end.level is not None),
        sure,
    )


class Figures:
    """The leaves of one amount or one sum, which `family` tells from all others, and the operations on its diagrams."""

    def __init__(self, build: Builder, family: Any) -> None:
        self._build = build
        self._family = family
        self.without, self.not_granted = self.leaf(WITHOUT), self.leaf(NOT_GRANTED)

    def leaf(self, value: Any) -> Leaf:
        """The leaf of `value`."""
        return self._build.leaf(value, self._family)

    def range(self, mask: int) -> Given | None:
        """The range over the leaves whose bits are in `mask`."""
        return combine(self._build.leaves(mask, self._family))

    def where(self, condition: Diagram, value: Diagram) -> Diagram | None:
        """`value` where `condition` holds, `WITHOUT` where not; where it is unknown for good, `value` is not sure."""
        if not isinstance(condition, Leaf):
            return None
        if isinstance(condition.value, bool):
            return value if condition.value else self.without
        return self.leaf(_unsure(value.value)) if isinstance(value, Leaf) else None

    def or_else(self, own: Diagram, otherwise: Diagram) -> Diagram | None:
        """`own`, and `otherwise` where it is `WITHOUT`; where it is not sure, both are possible.

        One of the two is sure all the same where `otherwise` is: a case for everybody else closes those before it.
        """
        if own is self.without:
            return otherwise
        if isinstance(own, Leaf) and own.value.sure:
            return own
        if isinstance(own, Leaf) and isinstance(otherwise, Leaf):
            either = combine([own.value, otherwise.value])
            closed = isinstance(otherwise.value, Given) and otherwise.value.sure
            return self.leaf(either._replace(sure=True) if either and closed else _unsure(either))
        return None

    def times(self, counts: Diagram, value: Diagram) -> Diagram | None:
        """`value` as many times as `counts` says."""
        if not isinstance(value, Leaf):
            return None
        if not isinstance(value.value, Given) or value.value.minimum is None or value.value.maximum is None:
            return value
        if not isinstance(counts, Leaf):
            return None
        least, most = value.value.minimum * counts.value, value.value.maximum * counts.value
        return self.leaf(value.value._replace(minimum=least, maximum=most))

    def granted(self, outcome: Diagram, value: Diagram) -> Diagram | None:
        """`value` where the `outcome` of the scheme is not unlikely."""
        if isinstance(outcome, Leaf):
            return self.not_granted if outcome.value == "unlikely" else value
        return None

    def add(self, total: Diagram, part: Diagram) -> Diagram | None:
        """The sum of both; `part` is of another family."""
        return self.leaf(_sum(total.value, part.value)) if isinstance(total, Leaf) and isinstance(part, Leaf) else None


def _unsure(end: Any) -> Any:
    return end._replace(sure=False) if isinstance(end, Given) else end


def _sum(total: Any, end: Any) -> Any:
    if not isinstance(end, Given):
        return total
    if end.minimum is None or end.maximum is None or end.level is None:
        return UNPUBLISHED
    least = end.minimum if end.sure else Decimal(0)
    if not isinstance(total, Given):
        return end._replace(minimum=least, sure=True)
    if total.minimum is None or total.maximum is None or total.level is None:
        return total
    return Given(total.minimum + least, total.maximum + end.maximum, min(total.level, end.level), True)
