"""A question for a day."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, ClassVar, Literal

from webapp.rules.kinds.kind import AnswerError, Speaker, T, shown
from webapp.rules.kinds.measured import Measured
from webapp.rules.kinds.packed import Form, NotPacked, Shape, or_unknown, span
from webapp.rules.kinds.typed import latin_digits, latin_marks, unmarked
from webapp.rules.model import Answers, Question, Value
from webapp.rules.model.texts import N_

_BETWEEN = r"\s?[./,\s-]\s?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}})\Z")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}}){_BETWEEN}([0-9]{{1,2}}){_BETWEEN}([0-9]{{4}})\Z")
#: As Danish forms have it, without anything between.
_DIGITS = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})\Z")
#: The three inputs, as the ends of their names.
_PIECES = ("day", "month", "year")
_ORIGIN = date(2000, 1, 1).toordinal()


class Day(Measured):
    """A day of the calendar."""

    compared_with = "day"
    template = "day"
    can_be_influenced = False
    is_read_back = True
    steps = 1
    problems: ClassVar[Mapping[str, str]] = {
        # NOTE: Error at a question for a date, when nothing was written.
        "empty": N_("Write the day, the month and the year."),
        # NOTE: Error at a question for a date, which has three fields, when the one for the day is empty.
        "missing_day": N_("The day is missing. Write it as a number."),
        # NOTE: Error at a question for a date, which has three fields, when the one for the month is empty.
        "missing_month": N_("The month is missing. Write it as a number."),
        # NOTE: Error at a question for a date, which has three fields, when the one for the year is empty.
        "missing_year": N_("The year is missing. Write it with four digits."),
        # NOTE: Error at a question for a date, when the year was written with two digits, such as 24. Keep the digits.
        "short_year": N_("Write the year with four digits, for example 2024."),
        # NOTE: Error at a question for a date, when there is no such day. Keep the digits of the example.
        "not_a_date": N_("This is not a date. Write day, month and year, for example 31.12.2024."),
        # NOTE: Error at a question for a date that is too early. %(minimum)s is a day in words.
        "too_early": N_("The day cannot be before %(minimum)s."),
        # NOTE: Error at a question for a date that is too late (mostly: in the future). %(maximum)s is a day in words.
        "too_late": N_("The day cannot be after %(maximum)s."),
        # NOTE: Error at the question on the day of the withdrawal. %(minimum)s is the day of the refusal, in words.
        "before_refusal": N_("The day cannot be before %(minimum)s, the day that you received the refusal."),
    }

    # In the law's files

    def bound(self, text: str) -> date | str:
        """A day, ``today``, or the id of another question for a day."""
        if not text[0].isdigit():
            return text
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"“{text}” is no date; write it like 2021-10-01") from None

    # What came in

    def parse(self, question: Question, raw: object, on: date) -> Value:
        """A day as ISO writes it, or day, month, year as it is written in Denmark."""
        try:
            day = _day_of(raw) if isinstance(raw, str) else None
        except ValueError:
            day = None
        if day is None:
            raise AnswerError(question.id, "not_a_date", f"“{shown(raw)}” is not a date; write 2021-10-01")
        earliest, latest = question.earliest, on if question.maximum == "today" else question.maximum
        if earliest is not None and day < earliest:
            raise AnswerError(question.id, "too_early", f"the earliest possible day is {earliest}", minimum=earliest)
        if isinstance(latest, date) and day > latest:
            raise AnswerError(question.id, "too_late", f"the latest possible day is {latest}", maximum=latest)
        return day

    def inputs(self, question: Question) -> tuple[str, ...]:
        """One for the day, one for the month, one for the year: what is typed stays, whatever it is."""
        return tuple(f"{question.id}-{piece}" for piece in _PIECES)

    def gathered(self, question: Question, sent: Mapping[str, Sequence[str]]) -> str | None:
        """The pieces as one text; a day that was typed whole into one of them as it is, and one under the question's name."""
        whole = super().gathered(question, sent)
        names = self.inputs(question)
        if any(len(sent.get(name, ())) > 1 for name in names):
            raise AnswerError(question.id, "twice", "two answers were given")
        # A mark behind a number, as after an ordinal one in Danish or Polish, or a comma, says nothing.
        pieces = [self.readable(sent[name][0]).strip().rstrip(" .,/-") if name in sent else "" for name in names]
        typed = [piece for piece in pieces if piece]
        if whole and typed:
            raise AnswerError(question.id, "twice", "two answers were given")
        if whole or not typed:
            return whole
        if len(typed) == 1 and _form_of(typed[0]):
            return typed[0]
        for piece, text in zip(_PIECES, pieces, strict=True):
            if not text:
                raise AnswerError(question.id, f"missing_{piece}", f"the {piece} is missing")
        if pieces[2].isdigit() and len(pieces[2]) < 4:
            raise AnswerError(question.id, "short_year", "the year needs four digits")
        return ".".join(pieces)

    def readable(self, typed: str) -> str:
        """With our digits and marks."""
        return latin_marks(latin_digits(unmarked(typed)))

    def again(self, question: Question, sent: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """What stood in the three inputs; a text under the question's name goes into the first of them."""
        first = self.inputs(question)[0]
        found = super().again(question, sent)
        whole = sent.get(question.id, ())
        return {first: whole[0]} if len(whole) == 1 and not any(found.values()) else found

    # In the diagrams

    def place(self, value: Value) -> int:
        """The number of the day, counted from the year 1."""
        assert isinstance(value, date)
        return value.toordinal()

    def answer(self, place: int) -> Value:
        """The day of this number."""
        return date.fromordinal(place)

    def ends(self, question: Question) -> tuple[int, int]:
        """The first and the last possible day; where the last one is that of today, the calendar's."""
        low = question.earliest or date.min
        high = question.maximum if isinstance(question.maximum, date) else date.max
        return low.toordinal(), high.toordinal()

    # In answer codes

    def forms(self, shape: Shape, so_far: Answers, on: date | None) -> list[Form]:
        """A day soon after the one that it must follow, or not long before the day computed for, is likelier."""
        other = so_far.get(shape.least) if isinstance(shape.least, str) else None
        return or_unknown(shape, day_forms(other, 1) if isinstance(other, date) else day_forms(on, -1))

    # On the page

    def faulty_input(self, question: Question, code: str) -> str:
        """The piece that is missing, otherwise the first."""
        piece = code.removeprefix("missing_").removeprefix("short_")
        return f"{question.id}-{piece if piece in _PIECES else 'day'}"

    def filled(self, speaker: Speaker[Any], question: Question, value: Value) -> dict[str, str]:
        """The day, the month and the year as numbers."""
        assert isinstance(value, date)
        return dict(zip(self.inputs(question), map(str, (value.day, value.month, value.year)), strict=True))

    def say(self, speaker: Speaker[T], question: Question, value: Value) -> T:
        """The day in words."""
        assert isinstance(value, date)
        return speaker.date(value)

    # For tests, benchmarks, and what answer codes learn

    def random(self, question: Question, on: date, random: Random) -> Value:
        """A day in the last weeks; never before the one that it must follow, which is given as longer ago."""
        return on - timedelta(days=random.randint(0, 20) + (0 if isinstance(question.minimum, str) else 20))


def _form_of(text: str) -> re.Match[str] | None:
    return _YEAR_FIRST.match(text) or _DAY_FIRST.match(text) or _DIGITS.match(text)


def _day_of(text: str) -> date | None:
    """The day that `text` names; raises `ValueError` where the calendar has no such day."""
    found = _form_of(text)
    if found is None:
        return None
    first, month, last = map(int, found.groups())
    return date(first, month, last) if len(found[1]) == 4 else date(last, month, first)


def day_forms(reference: date | None, direction: Literal[1, -1]) -> list[Form]:
    """A day near the reference is likelier; else as a day since 2000, which is shorter than since the year 1."""
    forms = []
    if reference is not None:
        start = reference.toordinal()

        def distance(day: Any) -> int:
            return (int(day.toordinal()) - start) * direction

        def near(place: int) -> date:
            return _day(start + direction * place)

        forms += [span(9, 64, distance, near), span(3, 1024, distance, near)]
    forms.append(span(2 if forms else 14, 1 << 14, lambda day: day.toordinal() - _ORIGIN, lambda x: _day(x + _ORIGIN)))
    forms.append(span(1, date.max.toordinal(), lambda day: day.toordinal() - 1, lambda place: _day(place + 1)))
    return forms


def _day(ordinal: int) -> date:
    if not 1 <= ordinal <= date.max.toordinal():
        raise NotPacked
    return date.fromordinal(ordinal)
