"""The one address of the journey: each request carries everything, each reply is a question or the result."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from flask import Blueprint, current_app, request
from markupsafe import Markup

from webapp.config import Settings
from webapp.i18n import current_language, plain
from webapp.questionnaire import journey
from webapp.questionnaire.blanks import render
from webapp.questionnaire.forms import Forms, Problem, Submission, read_body
from webapp.questionnaire.journey import Page, State
from webapp.questionnaire.result import Teller
from webapp.questionnaire.wording import answer_text, problem_text, raw_text, typed_text
from webapp.questionnaire.words import Library, Words
from webapp.rules import Rulebook, Unknown
from webapp.rules.model import Question

#: What a browser sends a form without files as.
FORM = "application/x-www-form-urlencoded"

#: Before it is known who somebody is, many questions could still come; hardly anybody gets them all.
_TOO_MANY_TO_SAY = 20

blueprint = Blueprint("questionnaire", __name__)


class Told(NamedTuple):
    """A problem in words, with the id of the input that it is about where that is on the page."""

    target: str | None
    text: Markup


@dataclass(frozen=True, slots=True)
class Desk:
    """What the journey needs of the application, together: looking each up on its own would cost more than using it."""

    rulebook: Rulebook
    forms: Forms
    library: Library
    settings: Settings


@blueprint.get("/<lang>/check")
def check() -> tuple[str, int]:
    """The first question. Of the query only `on` is read: answers never stand in an address."""
    desk: Desk = current_app.extensions["questionnaire"]
    today = desk.settings.day()
    problems: list[Problem] = []
    raw = " ".join(request.args.getlist("on"))
    on = desk.forms.read_day(raw, today, problems)
    return _show(desk, State(on, {}, dated=bool(raw) and not problems), tuple(problems), None, today)


@blueprint.post("/<lang>/check")
def step() -> tuple[str, int]:
    """The page that follows from the answers in the body and the button that was pressed."""
    desk: Desk = current_app.extensions["questionnaire"]
    today, plain_form = desk.settings.day(), request.mimetype == FORM
    body = read_body(request.get_data(cache=False)) if plain_form else dict(request.form.lists())
    submission = desk.forms.read(body, today)
    problems = submission.problems
    if not body and request.content_length:
        problems = (*problems, Problem(None, "unreadable"))
    state, asked = follow(desk.rulebook, submission), submission.state.open
    stays = asked is not None and state.open == asked and submission.action in ("next", "language")
    return _show(desk, state, problems, submission.draft if stays else None, today)


def follow(rulebook: Rulebook, submission: Submission) -> State:
    """The state after the button; if something cannot be used, the one in which it can be put right, the rest kept."""
    state, asked = submission.state, submission.state.open
    faulty = [problem.question for problem in submission.problems if problem.question]
    if faulty:
        if asked and submission.value is not None:
            state = journey.answered(rulebook, state, asked, submission.value)
        return state if asked in faulty else replace(state, open=faulty[0], changing=False)
    if submission.problems or submission.action == "language":
        return state
    if submission.change:
        return journey.reopened(state, submission.change)
    if submission.action == "back":
        return journey.back(rulebook, state)
    if asked and submission.value is not None:
        return journey.answered(rulebook, state, asked, submission.value)
    return state


def _show(desk: Desk, state: State, problems: tuple[Problem, ...], draft: str | None, today: date) -> tuple[str, int]:
    """The page for `state`, with its status."""
    rulebook = desk.rulebook
    words = desk.library.words(current_language(), state.on)
    page = journey.page(rulebook, state)
    values = {
        "hidden": _hidden(page),
        "answers": _answers(words, rulebook, page),
        "problems": _problems(words, rulebook, problems, page) if problems else "",
    }
    other_date = state.on if state.on != today else None
    if page.question is None:
        html = _result(words, page, values, other_date)
    else:
        html = _question(words, page, page.question, values, problems, draft, other_date)
    return html, 422 if problems else 200


def _question(
    words: Words,
    page: Page,
    question: Question,
    values: dict[str, str],
    problems: tuple[Problem, ...],
    draft: str | None,
    other_date: date | None,
) -> str:
    language = words.language
    if page.left == 1:
        # NOTE: Where one is in the questions. %(number)s is the number of this question.
        position = language.gettext("Question %(number)s · the last one", number=language.number(page.number))
    elif page.left > _TOO_MANY_TO_SAY:
        # NOTE: Where one is in the questions, while nobody knows yet how many follow. %(number)s: which question this is.
        position = language.gettext("Question %(number)s", number=language.number(page.number))
    else:
        # NOTE: Where one is in the questions. %(number)s: which question this is. %(n)s: how many are left with it.
        position = language.ngettext(
            "Question %(number)s · at most %(n)s left",
            "Question %(number)s · at most %(n)s left",
            page.left,
            number=language.number(page.number),
        )
    values |= {
        "heading": plain(words.text(question.title)),
        "question_id": question.id,
        "position": position,
        "done": str(page.counted),
        "most": str(page.counted + page.left),
        "question": _field(words, page, question, problems, draft),
        # NOTE: Opens the list of the answers that were given. %(count)s is how many.
        "answers_title": language.gettext("Your answers so far (%(count)s)", count=language.number(len(page.kept))),
    }
    flags = {"can_go_back": page.can_go_back, "answered": bool(page.kept)}
    return render("questionnaire/question.html", values, flags, other_date=other_date)


def _result(words: Words, page: Page, values: dict[str, str], other_date: date | None) -> str:
    language = words.language
    result = Teller(page.situation, words).result(page.assessment)
    values |= {
        # NOTE: Heading and title of the page with the result.
        "heading": language.gettext("What you may qualify for"),
        # NOTE: Under the heading of the result. %(n)s: how many answers were given, %(date)s: the day of the rules.
        "basis": language.ngettext(
            "From your %(n)s answer and the rules on %(date)s.",
            "From your %(n)s answers and the rules on %(date)s.",
            page.counted,
            date=language.date(page.state.on),
        ),
        "first_contacts": result.first_contacts,
        # NOTE: On the result: opens the list of the answers that were given. %(count)s is how many.
        "answers_title": language.gettext(
            "See or change your answers (%(count)s)", count=language.number(len(page.kept))
        ),
        "overview": result.overview,
        "cards": result.cards,
        "contacts": result.contacts,
    }
    flags = {"nothing": result.nothing, "someone": bool(result.first_contacts), "several": result.count > 2}
    return render("questionnaire/result.html", values, flags, other_date=other_date)


def _field(words: Words, page: Page, question: Question, problems: tuple[Problem, ...], draft: str | None) -> Markup:
    """The question with its field and buttons, which is the same for everyone until something is filled in."""
    filled = typed_text(words.language, question, page.former) if draft is None else draft
    error = next(
        (problem_text(words.language, each, question) for each in problems if each.question == question.id), None
    )
    was_unknown = isinstance(page.former, Unknown)
    if filled or error or was_unknown:
        return words.render("fields.question", question, filled, error, was_unknown)
    return words.part("fields.question", question.id, question, "", None, False)


def _hidden(page: Page) -> str:
    """Everything that the next request must carry, besides the answer to the question shown."""
    state = page.state
    hidden = [(id, raw_text(value)) for id, value in page.kept.items()]
    if state.dated:
        hidden.append(("on", state.on.isoformat()))
    if state.revised:
        hidden.append(("revised", "yes"))
    if page.question:
        hidden.append(("question", page.question.id))
        if page.former is not None:
            hidden.append(("former", raw_text(page.former)))
        if state.changing:
            hidden.append(("opened", "yes"))
    # Ids, numbers and days that were parsed: there is nothing to escape.
    return "".join([f'<input type="hidden" name="{name}" value="{value}">\n' for name, value in hidden])


def _answers(words: Words, rulebook: Rulebook, page: Page) -> str:
    """The list of answers, each with a button that opens it again; one that no longer matters has none."""
    rows: list[str] = []
    for id, value in page.kept.items():
        question, idle = rulebook.questions[id], id in page.idle
        if isinstance(value, str | Unknown):
            rows.append(
                words.part("answers.idle_chosen" if idle else "answers.chosen", f"{id}.{value}", question, value)
            )
        else:
            before, after = words.gap("answers.idle" if idle else "answers.answer", id, question)
            rows += before, answer_text(words.language, question, value), after
    return "".join(rows)


def _problems(words: Words, rulebook: Rulebook, problems: tuple[Problem, ...], page: Page) -> Markup:
    told = []
    for problem in problems:
        question = rulebook.questions[problem.question] if problem.question else None
        text = problem_text(words.language, problem, question)
        if question is None:
            told.append(Told(None, text))
        elif question is page.question:
            told.append(Told(f"{question.id}-{question.options[0].id}" if question.options else question.id, text))
        else:
            name = words.text(question.name)
            # NOTE: In the list of problems on top of a page. %(question)s: a question's name, %(problem)s: a sentence.
            told.append(Told(None, words.language.gettext("%(question)s: %(problem)s", question=name, problem=text)))
    return words.render("answers.problems", told)
