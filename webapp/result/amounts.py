"""The amounts of a scheme as the result page shows them: what, how much, how often, for whom, of which year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from webapp.layout.prerendered import Pieces
from webapp.rules import Situation
from webapp.rules.logic.results import AmountResult
from webapp.rules.model import AmountKind, Scheme, Sum
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import days_left


@dataclass(frozen=True, slots=True)
class Dating:
    """What is known of the time of an amount.

    Attributes:
        unchanged: the law does not raise it yearly, and on this day it was still the same; None: nothing is known of it.
        undated: its source has no date; the year beside it is the earliest it can be of.
    """

    unchanged: date | None
    undated: bool


#: Whether an amount is given: surely, perhaps, or it or another one of its group.
Certainty = Literal["sure", "open", "one_of"]


def amounts(
    words: Words, situation: Situation, scheme: Scheme, results: Sequence[AmountResult], *, in_list: bool, large: bool
) -> Pieces:
    """The amounts of a scheme as HTML: a single one in large type, several in a list with their sums.

    `large`: the sum comes first and in large type, where there is one; otherwise it stands below its parts.
    """
    sums = [] if in_list else [(each, situation.sum_range(scheme, each)) for each in scheme.sums]
    totals = [(each, ends) for each, ends in sums if ends]
    alternatives = _alternatives(scheme, results)
    if len(results) == 1 and results[0].maximum is not None and not totals and not in_list:
        return _amount(words, situation, scheme, results[0], "amounts.single", alternatives)
    if not results:
        return []
    rows: Pieces = []
    for each in results:
        rows += _amount(words, situation, scheme, each, "amounts.row", alternatives)
    large = large and len(totals) == 1
    shown: Pieces = []
    for sum_, ends in totals:
        shown += _total(words, situation, scheme, sum_, *ends, "amounts.sum" if large else "amounts.total")
    before, after = words.gap("amounts.rows", "")
    return [*shown, before, *rows, after] if large else [before, *rows, *shown, after]


def sum_kind(situation: Situation, sum_: Sum) -> AmountKind:
    """What kind of amount a sum is: a maximum as soon as one of its parts is."""
    return "up_to" if any(each.kind == "up_to" for each in situation.rulebook.amounts_of(sum_)) else "fixed"


def newest_figures(words: Words, results: Sequence[AmountResult], on: date, scheme: Scheme) -> Pieces:
    """Says that there are no figures of this year, where an amount is older; nothing where all are of this year."""
    older = [each for each in results if each.level and int(each.level[:4]) < on.year]
    if any(dating(each, on).unchanged is None for each in older):
        return [words.part("amounts.newest", f"{scheme.id}.{on.year}", scheme, on.year)]
    return []


def dating(result: AmountResult, on: date) -> Dating:
    """What is known of the time of the figures that an amount can have on the day."""
    found = [parameter.on(on) for case in result.amount.cases for parameter in case.parameters]
    figures = [figure for figure in found if figure]
    same = [figure.unchanged for figure in figures if figure.unchanged]
    return Dating(
        unchanged=min(same) if same and len(same) == len(figures) else None,
        undated=any(figure.undated for figure in figures),
    )


def ways_table(words: Words, situation: Situation, scheme: Scheme, last_days: Mapping[str, date]) -> Pieces:
    """The ways of a scheme side by side as HTML, nothing where they are not in play; `last_days` by their ids."""
    ways, shown = scheme.ways, situation.ways(scheme)
    if ways is None or not shown:
        return []
    rows: Pieces = []
    for way in shown:
        total = way.total(situation.on)
        key, last_day = f"{scheme.id}.{way.id}", last_days.get(way.deadline or "")
        if last_day is None:
            rows.append(words.part("amounts.way", key, ways, way, total))
            continue
        before, after = words.gap("amounts.way", key, ways, way, total)
        left = days_left(words.language, last_day, situation.on)
        rows += before, f"{words.language.date(last_day)} · {left}".encode(), after
    before, after = words.gap("amounts.ways", scheme.id, ways)
    return [before, *rows, after]


def _alternatives(scheme: Scheme, results: Sequence[AmountResult]) -> frozenset[str]:
    """The amounts that may be given, of a group of which one is given: more than one of it may be."""
    given = {each.amount.id for each in results}
    one_of = scheme.composition.one_of if scheme.composition else ()
    groups = (*scheme.alternatives, [id for of, id in one_of if of == scheme.id])
    found = (given.intersection(group) for group in groups)
    return frozenset(id for group in found if len(group) > 1 for id in group)


def _amount(
    words: Words,
    situation: Situation,
    scheme: Scheme,
    result: AmountResult,
    macro: str,
    alternatives: frozenset[str],
) -> Pieces:
    """One amount of the interface: its values stand in `<data data-amount>`."""
    amount = result.amount
    attributes = f' data-amount="{amount.id}"'
    certain: Certainty = "sure"
    if result.minimum == 0 < (result.maximum or 0) and situation.is_counted(amount):
        certain = "one_of" if amount.id in alternatives else "open"
    if result.minimum is None or result.maximum is None:
        shown = words.unpublished(attributes)
    elif not situation.is_counted(amount):
        # How many is not known: as many as the question allows, times the amount, would only be a big number.
        figures = [parameter.on(situation.on) for case in amount.cases for parameter in case.parameters]
        one = max(figure.value for figure in figures if figure)
        shown = words.money_each(one, result.minimum, result.maximum, amount.kind, attributes)
    elif certain == "one_of":
        # Each of them alone may be nothing; what somebody gets is one of them.
        shown = words.money_or_another(result.minimum, result.maximum, amount.kind, attributes)
    else:
        shown = words.money(result.minimum, result.maximum, amount.kind, attributes)
    dated = dating(result, situation.on)
    key = f"{scheme.id}.{amount.id}.{result.level}.{certain}"
    before, after = words.gap(macro, key, amount, result.level, certain, dated)
    return [before, shown.encode(), after]


def _total(
    words: Words, situation: Situation, scheme: Scheme, sum_: Sum, least: Decimal, most: Decimal, macro: str
) -> Pieces:
    uncounted = bool(situation.uncounted(sum_))
    before, after = words.gap(macro, f"{scheme.id}.{sum_.id}.{uncounted}", sum_, uncounted)
    return [before, words.money(least, most, sum_kind(situation, sum_)).encode(), after]
