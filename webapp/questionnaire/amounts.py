"""The amounts of a scheme as the result page shows them: what, how much, how often, for whom, of which year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from webapp.questionnaire.words import Words
from webapp.rules import Situation
from webapp.rules.model import AmountKind, Scheme, Sum
from webapp.rules.results import AmountResult


def amounts(
    words: Words, situation: Situation, scheme: Scheme, results: Sequence[AmountResult], *, in_list: bool
) -> str:
    """The amounts of a scheme as HTML: a single one in large type, several in a list with their sums."""
    sums = [] if in_list else [(each, situation.sum_range(scheme, each)) for each in scheme.sums]
    totals = [(each, ends) for each, ends in sums if ends]
    if len(results) == 1 and results[0].maximum is not None and not totals and not in_list:
        return _amount(words, situation, scheme, results[0], "amounts.single")
    rows = [_amount(words, situation, scheme, each, "amounts.row") for each in results]
    rows += [_total(words, situation, scheme, each, *ends) for each, ends in totals]
    if not rows:
        return ""
    before, after = words.gap("amounts.rows", "")
    return "".join((before, *rows, after))


def newest_figures(words: Words, results: Sequence[AmountResult], on: date, scheme: Scheme) -> str:
    """Says that there are no figures of this year, where an amount is older; empty where all are of this year."""
    if any(int(result.level[:4]) < on.year for result in results if result.level):
        return words.part("amounts.newest", f"{scheme.id}.{on.year}", scheme, on.year)
    return ""


def ways_table(words: Words, situation: Situation, scheme: Scheme) -> str | None:
    """The ways of a scheme side by side as HTML, None where they are not in play."""
    ways = scheme.ways
    if ways is None or situation.holds(ways.condition, scheme) is not True:
        return None
    rows = []
    for way in ways.rows:
        if situation.holds(way.condition, scheme) is not False:
            figures = [parameter.on(situation.on) for parameter in way.parameters]
            parts = [figure.value for figure in figures if figure]
            total = sum(parts, Decimal(0)) if len(parts) == len(figures) else None
            rows.append(words.part("amounts.way", f"{scheme.id}.{way.id}", ways, way, total))
    before, after = words.gap("amounts.ways", scheme.id, ways)
    return "".join((before, *rows, after))


def _amount(words: Words, situation: Situation, scheme: Scheme, result: AmountResult, macro: str) -> str:
    """One amount of the interface: its values stand in `<data data-amount>`."""
    amount = result.amount
    attributes = f' data-amount="{amount.id}"'
    uncertain = False
    if result.minimum is None or result.maximum is None:
        shown = words.unpublished(attributes)
    elif amount.times and not isinstance(situation.answers.get(amount.times), int):
        # How many is not known: as many as the question allows, times the amount, would only be a big number.
        figures = [parameter.on(situation.on) for case in amount.cases for parameter in case.parameters]
        one = max(figure.value for figure in figures if figure)
        shown = words.money_each(one, result.minimum, result.maximum, amount.kind, attributes)
    else:
        shown = words.money(result.minimum, result.maximum, amount.kind, attributes)
        uncertain = result.minimum == 0 < result.maximum
    key = f"{scheme.id}.{amount.id}.{result.level}.{uncertain}"
    before, after = words.gap(macro, key, amount, result.level, uncertain)
    return f"{before}{shown}{after}"


def _total(words: Words, situation: Situation, scheme: Scheme, sum_: Sum, least: Decimal, most: Decimal) -> str:
    # A sum is a maximum as soon as one of its parts is.
    parts = [each for id, _ in sum_.of for each in situation.rulebook.schemes[id].amounts if (id, each.id) in sum_.of]
    kind: AmountKind = "up_to" if any(each.kind == "up_to" for each in parts) else "fixed"
    before, after = words.gap("amounts.total", f"{scheme.id}.{sum_.id}", sum_)
    return f"{before}{words.money(least, most, kind)}{after}"
