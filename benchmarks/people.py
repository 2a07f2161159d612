"""The people that are measured: random answers, to the questions that the engine asks and to all that a site may ask."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from webapp.rules import UNKNOWN, Answers, Rulebook, assess
from webapp.rules.kinds import kind_of
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
        people.append({id: str(value) for id, value in raw(answers).items()})
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
        steps.append(dict(answers))
    return steps


def _answer(question: Question, on: date, random: Random) -> Any:
    if question.may_be_unknown and random.random() < 1 / 12:
        return UNKNOWN
    return kind_of(question).random(question, on, random)
