"""Answers and spans of time in the words of a language."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from webapp.languages import Language
from webapp.rules import Unknown
from webapp.rules.kinds import kind_of
from webapp.rules.model import Question, Value


def answer_text(language: Language, question: Question, value: Value | Unknown) -> Markup:
    """An answer as the list of answers shows it."""
    if isinstance(value, Unknown):
        # NOTE: An answer in the list of answers, and a button on every page with a question.
        return language.gettext("I don’t know")
    return kind_of(question).say(language, question, value)


def time_span(language: Language, months: int) -> Markup:
    """A span of time of one month or more, in years and months, as the time until something happens."""
    years, rest = divmod(months, 12)
    # NOTE: The time until something happens, after words such as "within", "with at most" or "after"; also alone in
    # a table.
    in_years = language.npgettext("span", "%(n)s year", "%(n)s years", years)
    # NOTE: The time until something happens, after words such as "within", "with at most" or "after"; also alone in
    # a table.
    in_months = language.npgettext("span", "%(n)s month", "%(n)s months", rest)
    if years and rest:
        # NOTE: The time until something happens, after words such as "within", "with at most" or "after"; also alone
        # in a table. For example "1 year and 10 months".
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
