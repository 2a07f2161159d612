"""Pages that random people see: what a dictionary is made from. Nobody real is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random
from urllib.parse import urlencode

from flask import Flask

from webapp.rules import UNKNOWN, Answers, Rulebook, assess
from webapp.rules.answers import as_text
from webapp.rules.kinds import kind_of

#: So many questions of each are among the pages.
_STEPS = 2
#: How often somebody does not know an answer: pages for those who know little are the longest.
_UNKNOWN = (0, 1 / 12, 1 / 4)


@dataclass(slots=True)
class Sample:
    """Whole pages, as HTML."""

    steps: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)


def sample_pages(app: Flask, tag: str, people: int) -> Sample:
    """Pages of `app` in a language: the results of `people`, and some of the questions on their way.

    The same at each call, for the day that counts as today.
    """
    client, sample, random = app.test_client(), Sample(), Random(1)
    rulebook: Rulebook = app.extensions["rulebook"]

    def page(answers: Answers) -> str:
        body = urlencode({id: as_text(value) for id, value in answers.items()} | {"action": "next"})
        reply = client.post(f"/{tag}/check", data=body, content_type="application/x-www-form-urlencoded")
        assert reply.status_code == 200, (answers, reply.status)
        return reply.get_data(as_text=True)

    for _ in range(people):
        *steps, result = _journey(rulebook, app.extensions["settings"].day(), random)
        sample.steps += [page(answers) for answers in random.sample(steps, min(_STEPS, len(steps)))]
        sample.results.append(page(result))
    return sample


def _journey(rulebook: Rulebook, on: date, random: Random) -> Iterator[Answers]:
    """The answers of one person after each question, the last ones whole."""
    answers: Answers = {}
    rate = random.choice(_UNKNOWN)
    while (id := assess(rulebook, answers, on).next_question) is not None:
        question = rulebook.questions[id]
        unknown = question.may_be_unknown and random.random() < rate
        answers = {**answers, id: UNKNOWN if unknown else kind_of(question).random(question, on, random)}
        yield answers
