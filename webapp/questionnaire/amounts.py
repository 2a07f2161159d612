"""The amounts of a scheme as the result page shows them: what, how much, how often, for whom, of which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from webapp.questionnaire.words import Words
from webapp.rules import Situation
from webapp.rules.model import AmountKind, Scheme, Sum
from webapp.rules.results import AmountResult


@dataclass(frozen=True, slots=True)
class WayRow:
    """One of several ways, what it gives and what it means."""

    title: Markup
    amount: Markup
    note: Markup | None
    case: Markup


def amounts(
    words: Words, situation: Situation, scheme: Scheme, results: Sequence[AmountResult], *, in_list: bool
) -> str:
    """The amounts of a scheme as HTML: a single one in large type, several in a list with their sums."""
    sums = [] if in_list else [(each, situation.sum_range(scheme, each)) for each in scheme.sums]
    totals = [(each, ends) for each, ends in sums if ends]
    if len(results) == 1 and results[0].maximum is not None and not totals and not in_list:
        return _amount(words, scheme, results[0], "amounts.single")
    rows = [_amount(words, scheme, each, "amounts.row") for each in results]
    rows += [_total(words, situation, scheme, each, *ends) for each, ends in totals]
    if not rows:
        return ""
    before, after = words.gap("amounts.rows", "")
    return "".join((before, *rows, after))


def newest_figures(words: Words, results: Sequence[AmountResult], on: date, scheme: Scheme) -> Markup | None:
    """Says that there are no figures of this year, where an amount is older; None where all are of this year."""
    levels = [result.level for result in results if result.level]
    if not any(int(level[:4]) < on.year for level in levels):
        return None
    # NOTE: Under amounts of earlier years. %(year)s is this year, %(authority)s the name of an authority.
    return words.language.gettext(
        "Not all amounts for %(year)s were found. You see the newest ones that were found, each with its year. "
        "%(authority)s has the amounts of %(year)s.",
        year=words.language.isolated(str(on.year)),
        authority=words.name(scheme.decided_by),
    )


def ways_table(words: Words, situation: Situation, scheme: Scheme) -> str | None:
    """The ways of a scheme side by side as HTML, None where they are not in play."""
    ways = scheme.ways
    if ways is None or situation.holds(ways.condition, scheme) is not True:
        return None
    rows = []
    for way in ways.rows:
        if situation.holds(way.condition, scheme) is False:
            continue
        published = [parameter.on(situation.on) for parameter in way.parameters]
        parts = [figure.value for figure in published if figure]
        if len(parts) == len(published):
            total = sum(parts, Decimal(0))
            amount = _money(words, total, total, way.kind)
        else:
            amount = _unpublished(words)
        note = words.text(way.note) if way.note else None
        rows.append(WayRow(words.text(way.title), amount, note, words.text(way.case)))
    return words.render("amounts.ways", ways, rows)


def _amount(words: Words, scheme: Scheme, result: AmountResult, macro: str) -> str:
    """One amount of the interface: its values stand in `<data data-amount>`."""
    amount = result.amount
    attributes = f' data-amount="{amount.id}"'
    uncertain = False
    if result.minimum is None or result.maximum is None:
        shown = Markup(f'<data{attributes} value="">{_unpublished(words)}</data>')
    else:
        shown = _money(words, result.minimum, result.maximum, amount.kind, attributes)
        uncertain = result.minimum == 0 < result.maximum
    key = f"{scheme.id}.{amount.id}.{result.level}.{uncertain}"
    before, after = words.gap(macro, key, amount, result.level, uncertain)
    return f"{before}{shown}{after}"


def _total(words: Words, situation: Situation, scheme: Scheme, sum_: Sum, least: Decimal, most: Decimal) -> str:
    # A sum is a maximum as soon as one of its parts is.
    parts = [each for id, _ in sum_.of for each in situation.rulebook.schemes[id].amounts if (id, each.id) in sum_.of]
    kind: AmountKind = "up_to" if any(each.kind == "up_to" for each in parts) else "fixed"
    before, after = words.gap("amounts.total", f"{scheme.id}.{sum_.id}", sum_)
    return f"{before}{_money(words, least, most, kind)}{after}"


def _unpublished(words: Words) -> Markup:
    # NOTE: Stands in the place of an amount of money.
    return words.language.gettext("Set individually or not published")


def _money(words: Words, least: Decimal, most: Decimal, kind: AmountKind, attributes: str = "") -> Markup:
    """One amount or a range, each figure in its own `<data>`."""
    _, high = words.language.gettext, _data(words, most, attributes)
    if least == most:
        # NOTE: An amount of money that is a maximum, in large type, for example "up to 20,000 kr."
        return _("up to %(amount)s", amount=high) if kind == "up_to" else high
    low = _data(words, least, attributes)
    if kind == "up_to":
        # NOTE: A maximum that is not known exactly yet, in large type, for example "up to 15,000 kr. – 20,000 kr."
        return _("up to %(least)s – %(most)s", least=low, most=high)
    # NOTE: A range of money, in large type, for example "3,500 kr. – 4,500 kr."
    return _("%(least)s – %(most)s", least=low, most=high)


def _data(words: Words, value: Decimal, attributes: str) -> Markup:
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Markup(f'<data{attributes} value="{plain}">{words.language.money(value)}</data>')
