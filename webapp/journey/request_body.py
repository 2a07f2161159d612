"""From the body of a request to a state of the journey.

The new answer is read by a WTForms field, the earlier ones by the engine alone. The field parses with the engine's
`parse_answer`, so there is one way of reading an answer; it renders nothing, macros do. Nothing that came in raises
here: what cannot be used is left out and told as a `Problem`, and everything else is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast
from urllib.parse import unquote_plus

from werkzeug.datastructures import MultiDict
from wtforms import Field, Form

from webapp.journey.flow import State
from webapp.rules import UNKNOWN, AnswerError, Answers, Rulebook, Unknown, parse_answer, parse_answers
from webapp.rules.answers import check_order
from webapp.rules.kinds import kind_of
from webapp.rules.model import Question, Value
from webapp.wording.problems import Problem

#: What a body carries besides answers: the day, the button pressed, where in the journey the page was, and its `Manner`.
CONTROLS = frozenset(
    {"on", "action", "change", "question", "former", "opened", "revised", "second", "show", "desk", "keys"}
)
#: Those that are only said where they hold, with the one word that says so.
_FLAGS = frozenset({"opened", "revised", "keys"})
YES = "yes"
#: In `show`: one language is enough.
ONE_LANGUAGE = "none"
#: The buttons that leave everything as it is and show the page anew: in another language, with its answer code.
STAYING = frozenset({"language", "code"})
ACTIONS = frozenset({"next", "back", "unknown", "result"}) | STAYING

#: How far ahead the rules can be looked at: far enough to see what is already decided, not so far that it misleads.
_AHEAD = timedelta(days=366)
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


UNKNOWN_FIELD = Problem(None, "unknown_field")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the pages are shown; it travels like an answer.

    Attributes:
        second: the language that stands beside the page's own, by its tag.
        desk: somebody sits at a front desk with the visitor: the language of their own page, by its tag.
        keys: there, the number keys choose.
    """

    second: str | None = None
    desk: str | None = None
    keys: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A body as read.

    Attributes:
        state: the journey as it was before a button was pressed; `state.open` is the question that the page showed.
        action: the button: ``next``, ``back``, ``unknown``, ``result``, ``language``, ``code`` or ``change``.
        change: the question to open again.
        draft: what was filled in at the open question, by input, whether or not it can be used.
        value: the new answer; None where none was given or it cannot be used.
        problems: what could not be used.
        manner: how the page is to be shown.
    """

    state: State
    action: str
    change: str | None
    draft: Mapping[str, str]
    value: Value | Unknown | None
    problems: tuple[Problem, ...]
    manner: Manner = field(default_factory=Manner)


class AnswerField(Field):
    """The answer to one question, read as its kind says. `problem` says why it cannot be used."""

    problem: Problem | None = None

    def __init__(self, question: Question, **options: Any) -> None:
        super().__init__(label="", **options)
        self.question = question

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Parse what was sent by the inputs of the question; `data` stays None where it cannot be used."""
        self.data = None
        self.process_errors = []
        try:
            raw = kind_of(self.question).gathered(self.question, dict(formdata.lists()))
            self.data = parse_answer(self.question, raw, self.meta.on)
        except AnswerError as error:
            self.problem = _problem(error)
            self.process_errors = [error.code]


class Forms:
    """One WTForms class per question, made once; and the reading of a whole body."""

    def __init__(self, rulebook: Rulebook, tags: Container[str] = ()) -> None:
        """`tags`: the languages offered."""
        self.rulebook = rulebook
        self._tags = tags
        self._classes: dict[str, type[Form]] = {
            id: type("AnswerForm", (Form,), {id: AnswerField(question)}) for id, question in rulebook.questions.items()
        }
        #: The names under which an answer to each question may come: its id and its inputs.
        self._names = {id: {id, *kind_of(question).inputs(question)} for id, question in rulebook.questions.items()}
        self._owners = {name: id for id, names in self._names.items() for name in names}

    def form(self, question: str, sent: Mapping[str, list[str]], on: date) -> Form:
        """The form of one question, filled with what was `sent`; `on` is the last day that a date can be."""
        return self._classes[question](MultiDict(sent), meta={"on": on})

    def read(self, body: Mapping[str, list[str]], today: date) -> Submission:
        """What `body` (`read_body`) says, and what of it could not be used."""
        questions = self.rulebook.questions
        problems: list[Problem] = []
        raw = {name: values[0] for name, values in body.items() if len(values) == 1}
        asked = self._named(raw.get("question"))
        change = self._named(raw.get("change"))
        given = {name: value for name, value in raw.items() if name in questions}
        others = [name for name in body if name not in questions and name not in CONTROLS]
        strange = any(name not in self._owners for name in others)
        for id in dict.fromkeys(self._owners[name] for name in others if name in self._owners):
            if id != asked:
                given |= self._gathered(id, body, problems)
        if len(raw) < len(body):
            # At the question that is asked its field says it.
            twice = [name for name in body if name not in raw and (asked is None or self._owners.get(name) != asked)]
            problems += [Problem(name, "twice") for name in twice if name in questions]
            strange = strange or any(name in CONTROLS for name in twice)
        manner = self._manner(raw)
        strange = strange or manner is None
        action = "change" if change else "language" if "show" in raw else raw.get("action", "next")
        if (
            strange
            or (action not in ACTIONS and not change)
            or (asked is None and "question" in raw)
            or (change is None and "change" in raw)
            or any(raw.get(name, YES) != YES for name in _FLAGS)
        ):
            problems.append(UNKNOWN_FIELD)
            action = "language"
        on = self.read_day(raw.get("on"), today, problems)
        if asked is None and not given and "action" in raw:
            asked = next(iter(questions))
        draft: dict[str, str] = {}
        if asked:
            again = kind_of(questions[asked]).again(questions[asked], body)
            draft = {name: shown_again(value) for name, value in again.items()}
            given.pop(asked, None)
            if "former" in raw:
                given[asked] = raw["former"]
        answers = self._earlier(given, on, problems)
        value = self._new(asked, action, body, on, problems) if asked else None
        if asked and value is not None:
            value, answers = self._ordered(answers, asked, value, problems)
        state = State(
            on,
            answers,
            dated="on" in raw and raw["on"] == on.isoformat(),
            open=asked,
            changing=asked is not None and raw.get("opened") == YES,
            revised=raw.get("revised") == YES,
        )
        return Submission(state, action, change, draft, value, tuple(problems), manner or Manner())

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day that the rules can be looked at."""
        return self.rulebook.change_days[0], today + _AHEAD

    def read_day(self, raw: str | None, today: date, problems: list[Problem]) -> date:
        """The day computed for: `raw`, or `today` where that is not set or cannot be (which is added to `problems`)."""
        if not raw:
            return today
        first, last = self.days(today)
        try:
            on = date.fromisoformat(raw) if _ISO_DAY.match(raw) else None
        except ValueError:
            on = None
        if on is None or not first <= on <= last:
            problems.append(Problem(None, "day", {"minimum": first, "maximum": last}))
            return today
        return on

    def _manner(self, raw: Mapping[str, str]) -> Manner | None:
        """How the page is to be shown; None where a language is named that is not offered, or keys without a desk."""
        second, desk = raw.get("show", raw.get("second")), raw.get("desk")
        if second == ONE_LANGUAGE and "show" in raw:
            second = None
        if any(tag is not None and tag not in self._tags for tag in (second, desk)):
            return None
        if desk is None and "keys" in raw:
            return None
        return Manner(second, desk, raw.get("keys") == YES)

    def _gathered(self, id: str, body: Mapping[str, list[str]], problems: list[Problem]) -> dict[str, str]:
        """An earlier answer that came in pieces, as one text; nothing where it cannot be used (see `problems`)."""
        question = self.rulebook.questions[id]
        try:
            raw = kind_of(question).gathered(question, body)
        except AnswerError as error:
            problems.append(_problem(error))
            return {}
        return {} if raw is None else {id: raw}

    def _named(self, id: str | None) -> str | None:
        return id if id in self.rulebook.questions else None

    def _earlier(self, raw: dict[str, str], on: date, problems: list[Problem]) -> Answers:
        # Almost always the first attempt succeeds; what cannot be used is left out, one by one.
        while True:
            try:
                return parse_answers(self.rulebook, raw, on)
            except AnswerError as error:
                problems.append(_problem(error))
                raw = {id: value for id, value in raw.items() if id != error.question}

    def _new(
        self, asked: str, action: str, body: Mapping[str, list[str]], on: date, problems: list[Problem]
    ) -> Value | Unknown | None:
        if action in ("unknown", "result"):
            if self.rulebook.questions[asked].may_be_unknown:
                return UNKNOWN
            problems.append(Problem(asked, "not_unknowable"))
        if action == "next":
            form = self.form(asked, {name: body[name] for name in self._names[asked] if name in body}, on)
            if form.validate():
                return form[asked].data  # type: ignore[no-any-return]
            problems.append(cast(AnswerField, form[asked]).problem or UNKNOWN_FIELD)
        return None

    def _ordered(
        self, answers: Answers, asked: str, value: Value | Unknown, problems: list[Problem]
    ) -> tuple[Value | Unknown | None, Answers]:
        """`value` and `answers`, without the one that does not go with the others (two days in the wrong order)."""
        try:
            check_order(self.rulebook, {**answers, asked: value})
        except AnswerError as error:
            problems.append(_problem(error))
            if error.question == asked:
                return None, answers
            return value, {id: each for id, each in answers.items() if id != error.question}
        return value, answers


def read_body(data: bytes) -> dict[str, list[str]]:
    """The fields of a form as a browser sends it; what is not UTF-8 becomes a sign that no answer contains.

    A value that comes twice under one name comes once: some browsers send each button of the name that was pressed.
    """
    # Werkzeug's own reading costs as much as the assessment; these few plain fields do not need all that it can do.
    fields: dict[str, list[str]] = {}
    for piece in data.decode("utf-8", "replace").split("&"):
        if piece:
            name, _, value = piece.partition("=")
            values = fields.setdefault(unquote_plus(name), [])
            text = unquote_plus(value)
            if text not in values:
                values.append(text)
    return fields


def shown_again(text: str) -> str:
    """`text` without control characters: some have a meaning of their own in our pages, none belongs into HTML."""
    return text if text.isprintable() else "".join(c for c in text if unicodedata.category(c) != "Cc")


def _problem(error: AnswerError) -> Problem:
    return Problem(error.question, error.code, error.params)
