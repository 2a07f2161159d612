"""From what came in (a form's text, a JSON value) to answers: each checked alone, never inferred from another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from webapp.rules.model import UNKNOWN, Answers, Question, Rulebook, Unknown, Value

#: What "I don't know" is called in forms and in JSON.
UNKNOWN_WORD = "unknown"

Code = Literal[
    "empty",
    "not_an_option",
    "not_a_number",
    "not_whole",
    "too_many_decimals",
    "too_small",
    "too_large",
    "not_a_date",
    "too_early",
    "too_late",
    "not_unknowable",
    "unknown_question",
    "before_refusal",
]

_MESSAGES: dict[Code, str] = {
    "empty": "no answer was given",
    "not_an_option": "“{value}” is not an option; the options are {options}",
    "not_a_number": "“{value}” is not a number",
    "not_whole": "“{value}” is not a whole number",
    "too_many_decimals": "“{value}” has more than two decimals",
    "too_small": "the lowest possible is {minimum}",
    "too_large": "the highest possible is {maximum}",
    "not_a_date": "“{value}” is not a date; write 2021-10-01",
    "too_early": "the earliest possible day is {minimum}",
    "too_late": "the latest possible day is {maximum}",
    "not_unknowable": "this question cannot be answered “unknown”",
    "unknown_question": "there is no such question",
    "before_refusal": "the day is before the one given for {other}",
}

# ASCII digits only: what the page shows and the letters of the authorities use. `int` alone would take others.
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,9})?|[.,][0-9]{1,9})\Z")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\Z")
_LOCAL_DAY = re.compile(r"([0-9]{1,2})[./-]\s?([0-9]{1,2})[./-]\s?([0-9]{4})\Z")
_SHOWN_LENGTH = 40


class AnswerError(ValueError):
    """An answer that cannot be. `code` says why, `params` what to name in a message about it."""

    def __init__(self, question: str, code: Code, **params: Any) -> None:
        super().__init__(_MESSAGES[code].format(**params))
        self.question = question
        self.code: Code = code
        self.params: dict[str, Any] = params


def parse_answer(question: Question, raw: object, on: date) -> Value | Unknown:
    """The answer `raw` to `question`; raises `AnswerError`. `on` is the last day that a date can be.

    Numbers take a point or a comma, with digits on one side of it at least, and up to two decimals; dates are ISO, or
    day, month, year as written in Denmark.
    """
    if isinstance(raw, str):
        raw = raw.strip()
        if raw == UNKNOWN_WORD:
            if not question.may_be_unknown:
                raise AnswerError(question.id, "not_unknowable")
            return UNKNOWN
    if raw is None or raw == "":
        raise AnswerError(question.id, "empty")
    if question.kind == "choice":
        if isinstance(raw, str) and any(option.id == raw for option in question.options):
            return raw
        options = ", ".join(option.id for option in question.options)
        raise AnswerError(question.id, "not_an_option", value=_shown(raw), options=options)
    if question.kind == "date":
        return _parse_day(question, raw, on)
    return _parse_number(question, raw)


def parse_answers(rulebook: Rulebook, raw: Mapping[str, object], on: date) -> Answers:
    """All answers in canonical order; raises the first `AnswerError`, the two dates' order included."""
    for name in raw:
        if name not in rulebook.questions:
            raise AnswerError(_shown(name), "unknown_question")
    answers = {id: parse_answer(question, raw[id], on) for id, question in rulebook.questions.items() if id in raw}
    check_order(rulebook, answers)
    return answers


def check_order(rulebook: Rulebook, answers: Answers) -> None:
    """Raises `AnswerError` where a date is before another one that is its lower bound."""
    for id, value in answers.items():
        bound = rulebook.questions[id].minimum
        other = answers.get(bound) if isinstance(bound, str) else None
        if isinstance(value, date) and isinstance(other, date) and value < other:
            raise AnswerError(id, "before_refusal", other=bound, minimum=other)


def _parse_number(question: Question, raw: object) -> Value:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise AnswerError(question.id, "not_a_number", value=_shown(raw))
    text = str(raw)
    if isinstance(raw, str) and not _NUMBER.match(text):
        raise AnswerError(question.id, "not_a_number", value=_shown(raw))
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise AnswerError(question.id, "not_a_number", value=_shown(raw)) from None
    if not number.is_finite():
        raise AnswerError(question.id, "not_a_number", value=_shown(raw))
    if isinstance(question.minimum, Decimal) and number < question.minimum:
        raise AnswerError(question.id, "too_small", minimum=question.minimum, value=_shown(raw))
    if isinstance(question.maximum, Decimal) and number > question.maximum:
        raise AnswerError(question.id, "too_large", maximum=question.maximum, value=_shown(raw))
    if question.kind == "integer":
        if number != number.to_integral_value():
            raise AnswerError(question.id, "not_whole", value=_shown(raw))
        return int(number)
    # Rounding could lift someone over a threshold: what is finer than the contract allows is refused, not rounded.
    # So is 1.000, which a Dane writes for a thousand.
    decimals = len(text.replace(",", ".").partition(".")[2])
    if decimals > 2 and (isinstance(raw, str) or number != number.quantize(Decimal("0.01"))):
        raise AnswerError(question.id, "too_many_decimals", value=_shown(raw))
    return number or Decimal(0)  # not "-0", nor "0.00"


def _parse_day(question: Question, raw: object, on: date) -> date:
    match = local = None
    if isinstance(raw, str):
        match, local = _ISO_DAY.match(raw), _LOCAL_DAY.match(raw)
    try:
        if match:
            day = date(int(match[1]), int(match[2]), int(match[3]))
        elif local:
            day = date(int(local[3]), int(local[2]), int(local[1]))
        else:
            raise ValueError
    except ValueError:
        raise AnswerError(question.id, "not_a_date", value=_shown(raw)) from None
    if question.earliest is not None and day < question.earliest:
        raise AnswerError(question.id, "too_early", minimum=question.earliest)
    latest = on if question.maximum == "today" else question.maximum
    if isinstance(latest, date) and day > latest:
        raise AnswerError(question.id, "too_late", maximum=latest)
    return day


def _shown(raw: object) -> str:
    text = str(raw)
    return text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…"
