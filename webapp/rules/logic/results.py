"""What follows for one person, as frozen values: outcomes, criteria, amounts, deadlines, and what is still missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from webapp.rules.model import AlsoWorthAsking, Amount, Criterion, DeadlineRule, Notice, Outcome, Scheme, Variant

CriterionState = Literal["met", "not_met", "unknown"]


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion and whether it is met; `decided_by` are the authorities (or ``unsettled``) that leave it open."""

    criterion: Criterion
    result: CriterionState
    decided_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AmountResult:
    """An amount as the range over everything that is still open, in kroner; None where nothing was published."""

    amount: Amount
    minimum: Decimal | None
    maximum: Decimal | None
    #: The year of the figure used (the oldest, where several are in play); None where nothing was published.
    level: str | None


@dataclass(frozen=True, slots=True)
class SchemeResult:
    """One scheme for one person. `missing`: open questions that can still change the outcome or an amount.

    `undecided`: one of them can still change the outcome, not only an amount.
    """

    scheme: Scheme
    outcome: Outcome
    criteria: tuple[CriterionResult, ...]
    missing: tuple[str, ...]
    amounts: tuple[AmountResult, ...]
    undecided: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day that has not passed."""

    rule: DeadlineRule
    scheme: Scheme
    date: date


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A page notice and the variant of it that fits this person."""

    notice: Notice
    variant: Variant


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything that follows from some answers on one day."""

    on: date
    schemes: tuple[SchemeResult, ...]
    deadlines: tuple[Deadline, ...]
    #: Every open question that can still change something, in canonical order ("I don't know" ones included).
    missing: tuple[str, ...]
    #: The first of `missing` that was not answered "I don't know"; None when nothing is left to ask.
    next_question: str | None
    #: What stands on top of the result, and what is worth asking besides.
    notices: tuple[ShownNotice, ...] = ()
    also: tuple[AlsoWorthAsking, ...] = ()
