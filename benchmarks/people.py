"""The people that are measured: journeys of random answers through the questions that are asked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from webapp.rules import UNKNOWN, Answers, Rulebook
from webapp.rules.logic import assess
from webapp.rules.model import Question


def journeys(rulebook: Rulebook, on: date, count: int, seed: int = 1) -> list[list[Answers]]:
    """The answers of `count` people after each of their questions, the last ones whole. One in twelve is "I don't know"."""
    random = Random(seed)
    return [_journey(rulebook, on, random) for _ in range(count)]


def raw(answers: Answers) -> dict[str, Any]:
    """The answers as a form or a JSON line carries them."""
    return {
        id: "unknown" if value is UNKNOWN else value if isinstance(value, int) else str(value)
        for id, value in answers.items()
    }


def _journey(rulebook: Rulebook, on: date, random: Random) -> list[Answers]:
    answers: dict[str, Any] = {"goal": "both"}
    steps: list[Answers] = [dict(answers)]
    while (id := assess(rulebook, answers, on).next_question) is not None:
        question = rulebook.questions[id]
        if question.may_be_unknown and random.random() < 1 / 12:
            answers[id] = UNKNOWN
        else:
            answers[id] = _value(question, on, random)
        later, earlier = answers.get("withdrawal_date"), answers.get("refusal_date")
        if isinstance(later, date) and isinstance(earlier, date) and later < earlier:
            answers["withdrawal_date"] = earlier
        steps.append(dict(answers))
    return steps


def _value(question: Question, on: date, random: Random) -> Any:
    if question.kind == "choice":
        return random.choice(question.options).id
    if question.kind == "date":
        return on - timedelta(days=random.randint(0, 40))
    low, high = int(question.minimum), int(question.maximum)  # type: ignore[arg-type]
    if question.kind == "integer":
        return random.randint(low, min(high, 90))
    return Decimal(random.randint(low * 100, high * 100)) / 100
