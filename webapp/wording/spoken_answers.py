"""Answers and problems in the words of a language."""

from __future__ import annotations

from datetime import date

from babel.numbers import get_decimal_symbol
from markupsafe import Markup

from webapp.languages.language import N_, Language
from webapp.rules import Unknown
from webapp.rules.model import Question, Value
from webapp.wording.problems import Problem

#: What to say about a problem, by its code; where it differs by kind of question, by both.
PROBLEMS = {
    # NOTE: Error at a question with options, when none was chosen.
    "empty.choice": N_("Choose one of the answers."),
    # NOTE: Error at a question for a number, when nothing was written.
    "empty": N_("Write a number."),
    # NOTE: Error at a question for a date, when nothing was written.
    "empty.date": N_("Write the day, the month and the year."),
    # NOTE: Error at a question with options, when something else than one of them arrived.
    "not_an_option": N_("That is not one of the answers. Choose one of them."),
    # NOTE: Error at a question for a number, when something else was written, such as letters.
    "not_a_number": N_("Write it as a number, with digits only."),
    # NOTE: Error at a question for a whole number (age, number of children), when a fraction was written.
    "not_whole": N_("Write a whole number."),
    # NOTE: Error at a question for a number of years, when more than two decimals were written.
    "too_many_decimals": N_("Write at most two digits after the comma."),
    # NOTE: Error at a question for a number that is below what is possible.
    "too_small": N_("Write a number that is not less than %(minimum)s."),
    # NOTE: Error at a question for a number that is above what is possible.
    "too_large": N_("Write a number that is not more than %(maximum)s."),
    # NOTE: Error at a question for a date, when there is no such day. Keep the digits of the example.
    "not_a_date": N_("This is not a date. Write day, month and year, for example 31.12.2024."),
    # NOTE: Error at a question for a date that is too early. %(minimum)s is a day in words.
    "too_early": N_("The day cannot be before %(minimum)s."),
    # NOTE: Error at a question for a date that is too late (mostly: in the future). %(maximum)s is a day in words.
    "too_late": N_("The day cannot be after %(maximum)s."),
    # NOTE: Error at one of the first two questions, which cannot be skipped with "I don't know".
    "not_unknowable": N_("We need an answer to this question. Choose the answer that fits best."),
    # NOTE: Error at the question on the day of the withdrawal. %(minimum)s is the day of the refusal, in words.
    "before_refusal": N_("The day cannot be before %(minimum)s, the day that you received the refusal."),
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
    message = PROBLEMS.get(f"{problem.code}.{question.kind}") if question else None
    values = {
        name: language.date(value) if hasattr(value, "year") else language.number(value)
        for name, value in problem.params.items()
        if name in ("minimum", "maximum")
    }
    return language.gettext(message or PROBLEMS[problem.code], **values)


def answer_text(language: Language, question: Question, value: Value | Unknown) -> Markup:
    """An answer as the list of answers shows it."""
    if isinstance(value, Unknown):
        # NOTE: An answer in the list of answers, and a button on every page with a question.
        return language.gettext("I don’t know")
    if question.kind == "choice":
        return language.text(next(option.label for option in question.options if option.id == value))
    if question.kind == "date":
        return language.date(value)  # type: ignore[arg-type]
    return quantity(language, value, question.unit)


def quantity(language: Language, number: Value, unit: str | None) -> Markup:
    """A number with its unit, as it stands alone or in a text of the law."""
    if unit == "years":
        # NOTE: A number of years that stands alone, as an answer in the list of answers, for example "3.5 years".
        return language.ngettext("%(n)s year", "%(n)s years", number)  # type: ignore[arg-type]
    if unit == "months":
        # NOTE: A number of months that stands alone, as an answer in the list of answers.
        return language.ngettext("%(n)s month", "%(n)s months", number)  # type: ignore[arg-type]
    if unit == "children":
        # NOTE: A number of children that stands alone, as an answer in the list of answers.
        return language.ngettext("%(n)s child", "%(n)s children", number)  # type: ignore[arg-type]
    return language.number(number)  # type: ignore[arg-type]


def quantity_in_range(language: Language, number: Value, unit: str | None) -> Markup:
    """A number with its unit, as the end of a range of answers."""
    if unit == "years":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return language.npgettext("range", "%(n)s year", "%(n)s years", number)  # type: ignore[arg-type]
    if unit == "months":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return language.npgettext("range", "%(n)s month", "%(n)s months", number)  # type: ignore[arg-type]
    if unit == "children":
        # NOTE: The end of a range of answers: it is put into "more than %(number)s", "%(number)s or more", "less than
        # %(number)s", "%(number)s or less" and "from %(least)s to %(most)s". Choose a form that fits in all of them, and
        # word those so that it does.
        return language.npgettext("range", "%(n)s child", "%(n)s children", number)  # type: ignore[arg-type]
    return language.number(number)  # type: ignore[arg-type]


def time_span(language: Language, months: int) -> Markup:
    """A span of time of one month or more, in years and months, as the time until something happens."""
    years, rest = divmod(months, 12)
    # NOTE: The time until something happens, after words such as "in about", "with about" or "after"; also alone in a
    # table.
    in_years = language.npgettext("span", "%(n)s year", "%(n)s years", years)
    # NOTE: The time until something happens, after words such as "in about", "with about" or "after"; also alone in a
    # table.
    in_months = language.npgettext("span", "%(n)s month", "%(n)s months", rest)
    if years and rest:
        # NOTE: The time until something happens, after words such as "in about", "with about" or "after"; also alone in
        # a table. For example "1 year and 10 months".
        return language.pgettext("span", "%(years)s and %(months)s", years=in_years, months=in_months)
    return in_years if years else in_months


def days_left(language: Language, last: date, on: date) -> Markup:
    """How many days are left on the day `on` until the day `last`."""
    days = (last - on).days
    if days:
        # NOTE: After a last day (a deadline): how many days are left until then.
        return language.ngettext("%(n)s day left", "%(n)s days left", days)
    # NOTE: After a last day (a deadline), on that day itself.
    return language.gettext("This is the last day")


def time_reached(language: Language, months: int) -> Markup:
    """A span of time of one month or more, in years and months, as the time that something will have lasted."""
    years, rest = divmod(months, 12)
    # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will have
    # %(value)s of work".
    in_years = language.npgettext("reached", "%(n)s year", "%(n)s years", years)
    # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will have
    # %(value)s of work".
    in_months = language.npgettext("reached", "%(n)s month", "%(n)s months", rest)
    if years and rest:
        # NOTE: How long something will have lasted, in "you will have lived in Denmark for %(value)s" and in "you will
        # have %(value)s of work". For example "2 years and 6 months".
        return language.pgettext("reached", "%(years)s and %(months)s", years=in_years, months=in_months)
    return in_years if years else in_months


def raw_text(value: Value | Unknown) -> str:
    """An answer as a hidden field carries it."""
    return "unknown" if isinstance(value, Unknown) else str(value)


def typed_text(language: Language, question: Question, value: Value | Unknown | None) -> str:
    """An answer as somebody would type it in a field, or chose it."""
    if value is None or isinstance(value, Unknown):
        return ""
    text = str(value)
    if question.kind == "number":
        return text.replace(".", get_decimal_symbol(language.locale, numbering_system="latn"))
    return text
