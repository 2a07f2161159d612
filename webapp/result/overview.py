"""The overview on top of the result: a line for each scheme, with what cannot wait until its card is reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from webapp.layout.prerendered import Pieces
from webapp.result.amounts import sum_kind
from webapp.result.page_notices import warnings_of
from webapp.rules import Situation
from webapp.rules.logic.results import AmountResult, Deadline, SchemeResult
from webapp.rules.model import Scheme
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import days_left


def line(
    words: Words, situation: Situation, result: SchemeResult, deadlines: Iterable[Deadline], *, careful: bool
) -> Pieces:
    """A scheme with its outcome, its amount where it is one alone, and its last days.

    Where it is `careful` what it costs does not fit on the line, so neither does the amount.
    """
    scheme = result.scheme
    key = f"{scheme.id}.{result.outcome}.{result.undecided}"
    before, after = words.gap("card.overview", key, scheme, result.outcome, result.undecided)
    # NOTE: In a list of all kinds of support, in the place of an amount: it is told together with what it costs.
    meaning = words.language.gettext("See what it means")
    amount = _amount(words, situation, scheme, result.amounts) if result.outcome != "unlikely" else None
    told = [meaning if amount and careful else amount]
    told += [_last_day(words, situation, each) for each in deadlines if each.scheme is scheme]
    return [before, *(f"<p>{each}</p>".encode() for each in told if each), after]


def _amount(words: Words, situation: Situation, scheme: Scheme, results: Sequence[AmountResult]) -> Markup | None:
    """The one amount or the one sum of a scheme.

    None where there are more, where it is not known how many times it is given, and where there are ways to choose
    from: the amount of one of them never stands alone.
    """
    _ = words.language.gettext
    if scheme.ways or not all(situation.is_counted(each.amount) for each in results):
        return None
    sums = [(each, ends) for each in scheme.sums if (ends := situation.sum_range(scheme, each))]
    if len(sums) == 1:
        [(sum_, (least, most))] = sums
        shown = words.money(least, most, sum_kind(situation, sum_))
        # NOTE: In a list of all kinds of support: the name of a sum of money, such as "In all", and the sum.
        return _("%(name)s: %(amount)s", name=words.text(sum_.title), amount=shown)
    if sums or len(results) != 1:
        return None
    [result] = results
    amount = result.amount
    if result.minimum is None or result.maximum is None:
        return None
    shown = words.money(result.minimum, result.maximum, amount.kind)
    if amount.per == "month":
        # NOTE: In a list of all kinds of support. %(amount)s is for example "12,064 kr." or "perhaps 12,064 kr."
        return _("%(amount)s each month", amount=shown)
    if amount.per == "year":
        # NOTE: In a list of all kinds of support. %(amount)s is for example "3,500 kr." or "up to 3,500 kr."
        return _("%(amount)s each year", amount=shown)
    if amount.per == "day":
        # NOTE: In a list of all kinds of support. %(amount)s is for example "46.24 kr." or "46.24 kr. – 58.41 kr."
        return _("%(amount)s each day", amount=shown)
    # NOTE: In a list of all kinds of support: paid one time. %(amount)s is for example "up to 20,000 kr."
    return _("%(amount)s once", amount=shown)


def _last_day(words: Words, situation: Situation, deadline: Deadline) -> Markup:
    """The day never stands without the warnings that belong to it."""
    language = words.language
    # NOTE: In a list of all kinds of support: what ends on a day, the day, and how many days are left until then.
    day = language.gettext(
        "%(name)s: %(date)s · %(left)s",
        name=words.text(deadline.rule.title),
        date=language.date(deadline.date),
        left=days_left(language, deadline.date, situation.on),
    )
    return Markup(" ").join([day, *(words.text(each) for each in warnings_of(situation, deadline))])
