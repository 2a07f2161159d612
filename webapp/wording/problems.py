"""What of a request could not be used, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from webapp.languages import Language
from webapp.rules.kinds import kind_of
from webapp.rules.model import Question
from webapp.rules.model.texts import N_


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be used: at which question (None: the page as a whole), why, and which ends to name."""

    question: str | None
    code: str
    params: Mapping[str, int | Decimal | date] = field(default_factory=dict)


#: What to say about a problem, by its code; what only one kind of question knows stands with the kind.
PROBLEMS = {
    # NOTE: Error at one of the first two questions, which cannot be skipped with "I don't know".
    "not_unknowable": N_("We need an answer to this question. Choose the answer that fits best."),
    # NOTE: Error when two answers to one question arrived at once.
    "twice": N_("Two answers arrived for this question. Give one."),
    # NOTE: Error on top of a page, when something arrived that the page knows nothing of.
    "unknown_field": N_("Something was sent that does not belong to these questions. It was left out."),
    # NOTE: Error on top of a page, when nothing of what arrived could be read.
    "unreadable": N_("What was sent could not be read. Please answer again."),
    # NOTE: Error on top of the result, after a button that saves a last day in the calendar; the page was too old.
    "no_last_day": N_("This last day has passed, or it does not belong to these answers any more. Nothing was saved."),
    # NOTE: Error on top of a page, when the day to compute for cannot be used. Both placeholders are days in words.
    "day": N_(
        "The rules are here from %(minimum)s to %(maximum)s. The day that was asked for is not one of these days."
    ),
}


def problem_text(language: Language, problem: Problem, question: Question | None) -> Markup:
    """What to say about `problem`, which stands at `question`."""
    message = kind_of(question).problems.get(problem.code) if question else None
    values = {
        name: language.date(value) if isinstance(value, date) else language.number(value)
        for name, value in problem.params.items()
    }
    return language.gettext(message or PROBLEMS[problem.code], **values)
