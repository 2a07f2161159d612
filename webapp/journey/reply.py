"""The reply to a request as HTML: a question or the result, in one language or in two side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from flask_babel import force_locale
from markupsafe import Markup

from webapp.config import Settings
from webapp.journey import flow as journey
from webapp.journey.code_box import again_notice, code_box
from webapp.journey.flow import Page, State
from webapp.journey.request_body import Forms, Manner
from webapp.languages import Language, current_language, offered_languages, plain
from webapp.languages.bilingual import both
from webapp.layout.page_frame import page_url
from webapp.layout.prerendered import Html, Pieces, render
from webapp.result.cards import Teller
from webapp.rules import Rulebook, Unknown
from webapp.rules.answers import as_text
from webapp.rules.kinds import kind_of
from webapp.rules.model import Question
from webapp.wording.law_words import Library, Words
from webapp.wording.problems import Problem, problem_text
from webapp.wording.spoken_answers import answer_text

#: Before it is known who somebody is, many questions could still come; hardly anybody gets them all.
_TOO_MANY_TO_SAY = 20


@dataclass(frozen=True, slots=True)
class Kit:
    """What the journey needs of the application, together: looking each up on its own would cost more than using it."""

    rulebook: Rulebook
    forms: Forms
    library: Library
    settings: Settings


class Told(NamedTuple):
    """A problem in words, with the id of the input that it is about where that is on the page."""

    target: str | None
    text: Markup


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be shown.

    Attributes:
        state: where in the journey.
        problems: what could not be used.
        draft: what was filled in at the open question, by input.
        manner: in which languages, and for whom.
        code: the answer code, where it was asked for.
        again: the questions whose answers a code did not bring back.
        read_back: the question whose answer, just given, is said in words.
    """

    state: State
    problems: tuple[Problem, ...] = ()
    draft: Mapping[str, str] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)
    code: str | None = None
    again: tuple[str, ...] = ()
    read_back: str | None = None


def reply(kit: Kit, shown: Reply) -> tuple[bytes, int]:
    """The page for `shown`, with its status."""
    page = journey.page(kit.rulebook, shown.state)
    first = current_language()
    second = offered_languages().get(shown.manner.second)
    status = 422 if shown.problems else 200
    if second is None or second is first:
        return _in(first, kit, page, shown), status
    with force_locale(both(first, second).locale):
        return _in(current_language(), kit, page, shown), status


def _flags(shown: Reply) -> dict[str, bool]:
    manner = shown.manner
    return {"faulty": bool(shown.problems), "at_desk": manner.desk is not None, "number_keys": manner.keys}


def _in(language: Language, kit: Kit, page: Page, shown: Reply) -> bytes:
    """The page in `language`, which may be two side by side."""
    rulebook, state = kit.rulebook, page.state
    words = kit.library.words(language, state.on)
    values: dict[str, Html] = {
        "hidden": _hidden(page, shown.manner),
        "answers": _answers(words, rulebook, page),
        "problems": _problems(words, rulebook, shown.problems, page) if shown.problems else "",
        "notice": _notice(words, rulebook, page, shown),
    }
    if shown.manner.desk:
        values["desk_url"] = page_url("desk.start", offered_languages().get(shown.manner.desk))
    other_date = state.on if state.on != kit.settings.day() else None
    if page.question is None:
        return _result(words, page, values, shown, other_date)
    return _question(words, page, page.question, values, shown, other_date)


def _notice(words: Words, rulebook: Rulebook, page: Page, shown: Reply) -> Markup:
    """What stands above the heading: what a code did not bring back, the code, the answer that was just given in words."""
    notice = again_notice(words, rulebook, shown.again) + code_box(words, shown.code, page.state)
    if shown.read_back is not None and shown.read_back in page.kept:
        question, value = rulebook.questions[shown.read_back], page.kept[shown.read_back]
        notice += words.render("answers.read_back", question, words.answer(question, value))
    return notice


def _question(
    words: Words,
    page: Page,
    question: Question,
    values: dict[str, Html],
    shown: Reply,
    other_date: date | None,
) -> bytes:
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
        "question": _field(words, page, question, shown),
        # NOTE: Opens the list of the answers that were given. %(count)s is how many.
        "answers_title": language.gettext("Your answers so far (%(count)s)", count=language.number(len(page.kept))),
    }
    flags = {"can_go_back": page.can_go_back, "answered": bool(page.kept), "offers_result": page.offers_result}
    flags |= _flags(shown)
    return render("journey/question.html", values, flags, other_date=other_date)


def _result(words: Words, page: Page, values: dict[str, Html], shown: Reply, other_date: date | None) -> bytes:
    language = words.language
    result = Teller(page.situation, words, is_today=other_date is None).result(page.assessment)
    # NOTE: Heading and title of the page with the result.
    title = language.gettext("What you may qualify for")
    values |= {
        "heading": plain(title),
        "title": title,
        # NOTE: Under the heading of the result. %(n)s: how many answers were given, %(date)s: the day of the rules.
        "basis": language.ngettext(
            "From your %(n)s answer and the rules on %(date)s.",
            "From your %(n)s answers and the rules on %(date)s.",
            page.counted,
            date=language.date(page.state.on),
        ),
        "page_notices": result.notices,
        "first_contacts": result.first_contacts,
        # NOTE: On the result: opens the list of the answers that were given. %(count)s is how many.
        "answers_title": language.gettext(
            "See or change your answers (%(count)s)", count=language.number(len(page.kept))
        ),
        "overview": result.overview,
        "above": result.above,
        "cards": result.cards,
        "also": result.also,
        "contacts": result.contacts,
    }
    flags = {"someone": bool(result.first_contacts), "several": bool(result.overview), "fits": result.fits}
    flags |= _flags(shown)
    return render("journey/result.html", values, flags, other_date=other_date)


def _field(words: Words, page: Page, question: Question, shown: Reply) -> Html:
    """The question with its field and buttons, which is the same for everyone until something is filled in."""
    kind = kind_of(question)
    filled = shown.draft
    if not filled and page.former is not None and not isinstance(page.former, Unknown):
        filled = kind.filled(words.language, question, page.former)
    own = (each for each in shown.problems if each.question == question.id)
    error = next((problem_text(words.language, each, question) for each in own), None)
    was_unknown = isinstance(page.former, Unknown)
    if any(filled.values()) or error or was_unknown:
        return words.render("fields.question", question, kind.template, filled, error, was_unknown)
    return [words.part("fields.question", question.id, question, kind.template, {}, None, False)]


def _hidden(page: Page, manner: Manner) -> str:
    """Everything that the next request must carry, besides the answer to the question shown."""
    state = page.state
    hidden = [(id, as_text(value)) for id, value in page.kept.items()]
    if state.dated:
        hidden.append(("on", state.on.isoformat()))
    if state.revised:
        hidden.append(("revised", "yes"))
    if page.question:
        hidden.append(("question", page.question.id))
        if page.former is not None:
            hidden.append(("former", as_text(page.former)))
        if state.changing:
            hidden.append(("opened", "yes"))
    if manner.second:
        hidden.append(("second", manner.second))
    if manner.desk:
        hidden.append(("desk", manner.desk))
        if manner.keys:
            hidden.append(("keys", "yes"))
    # Ids, tags, numbers and days that were parsed: there is nothing to escape.
    return "".join([f'<input type="hidden" name="{name}" value="{value}">\n' for name, value in hidden])


def _answers(words: Words, rulebook: Rulebook, page: Page) -> Pieces:
    """The list of answers, each with a button that opens it again; one that no longer matters has none."""
    rows: Pieces = []
    for id, value in page.kept.items():
        question, idle = rulebook.questions[id], id in page.idle
        if isinstance(value, Unknown) or kind_of(question).has_few_answers:
            rows.append(
                words.part("answers.idle_chosen" if idle else "answers.chosen", f"{id}.{value}", question, value)
            )
        else:
            before, after = words.gap("answers.idle" if idle else "answers.answer", id, question)
            rows += before, answer_text(words.language, question, value).encode(), after
    return rows


def _problems(words: Words, rulebook: Rulebook, problems: tuple[Problem, ...], page: Page) -> Markup:
    told = []
    for problem in problems:
        question = rulebook.questions[problem.question] if problem.question else None
        text = problem_text(words.language, problem, question)
        if question is None:
            told.append(Told(None, text))
        elif question is page.question:
            told.append(Told(kind_of(question).faulty_input(question, problem.code), text))
        else:
            name = words.text(question.name)
            # NOTE: In the list of problems on top of a page. %(question)s: a question's name, %(problem)s: a sentence.
            told.append(Told(None, words.language.gettext("%(question)s: %(problem)s", question=name, problem=text)))
    return words.render("answers.problems", told)
