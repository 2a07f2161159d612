"""Every kind of question: what holds for all of them, in the law as it is."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from flask import Flask

from tests.webapp.rules.kinds.there_and_back import there_and_back
from webapp.paths import share
from webapp.rules import UNKNOWN, Rulebook, parse_answer
from webapp.rules.answers import as_text
from webapp.rules.codes.versions import shapes
from webapp.rules.kinds import KINDS, kind_of

TODAY = date(2026, 11, 22)


def test_each_is_used(rulebook: Rulebook) -> None:
    assert {question.kind for question in rulebook.questions.values()} == set(KINDS)


@pytest.mark.parametrize("id", KINDS)
def test_each_has_a_template(id: str) -> None:
    assert (share("templates") / "macros" / "kinds" / f"{KINDS[id].template}.html").is_file()


def test_what_somebody_might_answer_can_be_answered(rulebook: Rulebook) -> None:
    random = Random(7)
    for question in rulebook.questions.values():
        for _ in range(50):
            value = kind_of(question).random(question, TODAY, random)
            assert parse_answer(question, as_text(value), TODAY) == value


def test_answers_are_written_in_codes_and_read_again(rulebook: Rulebook) -> None:
    random = Random(8)
    for shape, question in zip(shapes(rulebook), rulebook.questions.values(), strict=True):
        for _ in range(50):
            assert there_and_back(shape, kind_of(question).random(question, TODAY, random))
        assert there_and_back(shape, UNKNOWN) == question.may_be_unknown


def test_an_answer_is_in_the_cell_that_has_it(rulebook: Rulebook) -> None:
    for question in rulebook.questions.values():
        variable = kind_of(question).variable(question, 1, (10, 20, 500), counted=False)
        cells = variable.answers()
        assert len(cells) == variable.size
        for number, (first, last) in enumerate(cells):
            assert variable.cell(first) == variable.cell(last) == number


def test_what_stands_in_the_inputs_is_read_as_the_same_answer(app: Flask, rulebook: Rulebook) -> None:
    random = Random(9)
    for language in app.extensions["languages"]:
        for question in rulebook.questions.values():
            kind = kind_of(question)
            value = kind.random(question, TODAY, random)
            sent = {name: [text] for name, text in kind.filled(language, question, value).items()}
            assert parse_answer(question, kind.gathered(question, sent), TODAY) == value
            assert kind.again(question, sent) == {name: text for name, [text] in sent.items()}
