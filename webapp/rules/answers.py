"""From what came in (a form's text, a JSON value) to answers: each checked alone, never inferred from another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from webapp.rules.kinds import kind_of
from webapp.rules.kinds.kind import AnswerError, shown
from webapp.rules.model import UNKNOWN, Answers, Question, Rulebook, Unknown, Value

__all__ = ["UNKNOWN_WORD", "AnswerError", "as_text", "check_order", "parse_answer", "parse_answers"]

#: What "I don't know" is called in forms and in JSON.
UNKNOWN_WORD = "unknown"


def parse_answer(question: Question, raw: object, on: date) -> Value | Unknown:
    """The answer `raw` to `question`; raises `AnswerError`. `on` is the last day that a date can be.

    What an answer looks like says the question's kind (`webapp.rules.kinds`).
    """
    if isinstance(raw, str):
        raw = raw.strip()
        if raw == UNKNOWN_WORD:
            if not question.may_be_unknown:
                message = "this question cannot be answered “unknown”"
                raise AnswerError(question.id, "not_unknowable", message)
            return UNKNOWN
    if raw is None or raw == "":
        raise AnswerError(question.id, "empty", "no answer was given")
    return kind_of(question).parse(question, raw, on)


def parse_answers(rulebook: Rulebook, raw: Mapping[str, object], on: date) -> Answers:
    """All answers in canonical order; raises the first `AnswerError`, the two dates' order included."""
    for name in raw:
        if name not in rulebook.questions:
            raise AnswerError(shown(name), "unknown_question", "there is no such question")
    answers = {id: parse_answer(question, raw[id], on) for id, question in rulebook.questions.items() if id in raw}
    check_order(rulebook, answers)
    return answers


def check_order(rulebook: Rulebook, answers: Answers) -> None:
    """Raises `AnswerError` where a date is before another one that is its lower bound."""
    for id, value in answers.items():
        bound = rulebook.questions[id].minimum
        other = answers.get(bound) if isinstance(bound, str) else None
        if isinstance(value, date) and isinstance(other, date) and value < other:
            raise AnswerError(id, "before_refusal", f"the day is before the one given for {bound}", minimum=other)


def as_text(value: Value | Unknown) -> str:
    """An answer as `parse_answer` reads it again."""
    return UNKNOWN_WORD if isinstance(value, Unknown) else str(value)
