"""Random people for the property tests: answers near the thresholds of the law, whole or with gaps."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from webapp.rules import Rulebook
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.measured import Measured
from webapp.rules.model import UNKNOWN, Question

#: Days on which different laws hold, and the days around the changes.
DAYS = [
    date(1999, 6, 1),
    date(2014, 2, 15),
    date(2014, 2, 16),
    date(2018, 6, 1),
    date(2019, 1, 1),
    date(2020, 12, 31),
    date(2021, 5, 31),
    date(2021, 10, 1),
    date(2022, 3, 16),
    date(2025, 6, 30),
    date(2025, 7, 1),
    date(2026, 11, 22),
]
#: Numbers on either side of the law's thresholds.
_YEARS = [Decimal(x) for x in ("0", "2.49", "2.5", "3", "3.01", "4.99", "5", "6.5", "7", "7.01", "8.99", "9", "10")]
_WHOLE = {"age": [17, 24, 25, 29, 30, 49, 50, 54, 55, 70], "help_months": [0, 6, 7, 11, 12, 30]}


def every(question: Question, on: date) -> list[Any]:
    """A few possible answers to `question`, one in every stretch that the law could tell apart."""
    if question.options:
        return [option.id for option in question.options]
    if not isinstance(question.minimum, Decimal) or not isinstance(question.maximum, Decimal):
        near = [on - timedelta(days=days) for days in (0, 3, 14, 15, 25, 40)]
        # For a day of the last century no day is possible: then those before it.
        return [day for day in near if question.earliest is None or day >= question.earliest] or near
    few: list[Any] = [0, 1, 2, 3, 4]
    numbers = _WHOLE.get(question.id, few if question.unit == "children" else _YEARS)
    return [value for value in numbers if question.minimum <= value <= question.maximum]


def anything(question: Question, on: date) -> st.SearchStrategy[Any]:
    """Any answer to `question` that is possible on the day."""
    kind = kind_of(question)
    if not isinstance(kind, Measured):
        return st.sampled_from([first for first, _ in kind.variable(question, 1, (), counted=False).answers()])
    low, high = kind.ends(question)
    high = high if question.maximum != "today" else on.toordinal()
    return st.integers(min(low, high), high).map(kind.answer)


def pick_whole(rulebook: Rulebook, on: date, random: Random) -> dict[str, Any]:
    """An answer to every question, by a plain random generator; the two dates may be in the wrong order."""
    return {id: random.choice(every(question, on)) for id, question in rulebook.questions.items()}


def values(question: Question, on: date) -> st.SearchStrategy[Any]:
    """Possible answers to `question`, mostly near a threshold."""
    return st.sampled_from(every(question, on)) | anything(question, on)


@st.composite
def whole(draw: st.DrawFn, rulebook: Rulebook, on: date) -> dict[str, Any]:
    """An answer to every question; the two dates in their order."""
    answers = {id: draw(values(question, on), label=id) for id, question in rulebook.questions.items()}
    if answers["withdrawal_date"] < answers["refusal_date"]:
        answers["withdrawal_date"], answers["refusal_date"] = answers["refusal_date"], answers["withdrawal_date"]
    return answers


@st.composite
def with_gaps(draw: st.DrawFn, rulebook: Rulebook, on: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers with some left open or answered "I don't know", and one way in which they could be completed."""
    complete = draw(whole(rulebook, on))
    open_ones = draw(st.sets(st.sampled_from(list(rulebook.questions)[1:]), max_size=12))
    partial: dict[str, Any] = {}
    for id, value in complete.items():
        if id not in open_ones:
            partial[id] = value
        elif rulebook.questions[id].may_be_unknown and draw(st.booleans()):
            partial[id] = UNKNOWN
    return partial, complete
