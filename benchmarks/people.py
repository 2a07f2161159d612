"""The people that are measured: random answers, to the questions that the engine asks and to all that a site may ask."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from webapp.rules import UNKNOWN, Answers, Rulebook, assess
from webapp.rules.model import Question


def journeys(rulebook: Rulebook, on: date, count: int, seed: int = 1) -> list[list[Answers]]:
    """The answers of `count` people after each of their questions, the last ones whole. One in twelve is "I don't know"."""
    random = Random(seed)
    return [_journey(rulebook, on, random) for _ in range(count)]


def everything(rulebook: Rulebook, on: date, count: int, seed: int = 1) -> list[dict[str, str]]:
    """`count` people, each with an answer to every question, as a form carries it.

    Whatever a site asks them, and in whatever order, they answer it: so the same people can be sent to two versions of it.
    """
    random = Random(seed)
    people = []
    for _ in range(count):
        answers = {id: _answer(question, on, random) for id, question in rulebook.questions.items()}
        answers["goal"] = "both"
        people.append({id: str(value) for id, value in raw(_in_order(answers)).items()})
    return people


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
        answers[id] = _answer(rulebook.questions[id], on, random)
        answers = _in_order(answers)
        steps.append(dict(answers))
    return steps


def _in_order(answers: dict[str, Any]) -> dict[str, Any]:
    """Nobody withdraws an application before it was refused."""
    later, earlier = answers.get("withdrawal_date"), answers.get("refusal_date")
    if isinstance(later, date) and isinstance(earlier, date) and later < earlier:
        return {**answers, "withdrawal_date": earlier}
    return answers


def _answer(question: Question, on: date, random: Random) -> Any:
    if question.may_be_unknown and random.random() < 1 / 12:
        return UNKNOWN
    return _value(question, on, random)


def _value(question: Question, on: date, random: Random) -> Any:
    if question.kind == "choice":
        return random.choice(question.options).id
    if question.kind == "date":
        return on - timedelta(days=random.randint(0, 40))
    low, high = int(question.minimum), int(question.maximum)  # type: ignore[arg-type]
    if question.kind == "integer":
        return random.randint(low, min(high, 90))
    return Decimal(random.randint(low * 100, high * 100)) / 100
