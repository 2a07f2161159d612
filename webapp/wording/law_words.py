"""The words of one language for one period of the law: texts with their figures, and parts of pages that are made once.

A part is what a macro makes of the law's data alone. It is the same for everyone, so it is made once and kept: that is
most of what a page costs. A part may show an option that can be chosen, but never what somebody wrote: where that
belongs into a part, a `gap` is left and filled each time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from webapp.config import Settings
from webapp.languages import Language
from webapp.languages.bilingual import PAIRS_KEPT
from webapp.languages.side_by_side import in_first
from webapp.layout.prerendered import Pieces
from webapp.rules import Rulebook, Unknown
from webapp.rules.kinds.number import quantity
from webapp.rules.model import AmountKind, Authority, Question, Scheme, Source, Text, Value
from webapp.wording.spoken_answers import answer_text, time_span

#: Stands where a part is open while its macro runs; it cannot come from a text, which holds no control characters.
_GAP = Markup("\x1a")

#: So many sets of words of other periods than today's are kept: few visitors look at another day.
OTHERS_KEPT = 6

Gap = tuple[bytes, bytes]


class Figures(dict[str, Markup]):
    """The law's figures on one day by parameter, as texts name them (``%(name)s``); each is looked up when needed."""

    def __init__(self, rulebook: Rulebook, on: date, language: Language) -> None:
        super().__init__()
        self._parameters = rulebook.parameters
        self._on = on
        self._language = language

    def __missing__(self, name: str) -> Markup:
        parameter = self._parameters[name]
        figure = parameter.on(self._on)
        if figure is None:
            # NOTE: Stands in a sentence where the amount of money would be, when no amount was published for that day.
            text = self._language.gettext("an amount that was not published")
        elif parameter.unit == "DKK":
            text = self._language.money(figure.value)
        else:
            text = quantity(self._language, figure.value, parameter.unit)
        self[name] = text
        return text


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as the card of a scheme lists it, with the sections that are cited (empty: the whole)."""

    source: Source
    at: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to talk to, as published; for the municipality as the deployment says."""

    id: str
    name: Markup
    about: Markup
    phone: str | None
    dial: str | None
    email: str | None
    address: Markup | None
    hours: str | None
    url: str | None
    as_of: str | None


class Words:
    """One language in one period, between two changes of the law, in which every figure is the same."""

    def __init__(self, library: Library, language: Language, period: int) -> None:
        """`period`: how many changes of the law came before it, and with it."""
        self.language = language
        self.period = period
        self._ = language.gettext
        self._library = library
        self.on = on = library.rulebook.change_days[period - 1] if period else date.min
        self._figures = Figures(library.rulebook, on, language)
        self._following: dict[int, bytes] = {}
        self._items: dict[int, bytes] = {}
        self._made: dict[tuple[str, str], bytes] = {}
        self._gaps: dict[tuple[str, str], Gap] = {}
        self._sections: dict[str, Gap] = {}
        self._contacts: dict[str, Contact] = {}
        self._citations: dict[str, tuple[Cited, ...]] = {}

    def text(self, text: Text) -> Markup:
        """A text of the law's files."""
        return self.language.text(text, self._figures)

    def following(self, text: Text) -> bytes:
        """A text of the law's files after another one."""
        found = self._following.get(id(text))
        if found is None:
            found = self._following[id(text)] = f" {self.text(text)}".encode()
        return found

    def item(self, text: Text) -> bytes:
        """A text of the law's files as an item of a list."""
        # By identity: the law's texts live as long as this, and comparing them costs more than rendering them.
        found = self._items.get(id(text))
        if found is None:
            found = self._items[id(text)] = f"<li>{self.text(text)}</li>\n".encode()
        return found

    def part(self, macro: str, key: str, *given: Any) -> bytes:
        """What the macro (``file.name``) makes of `given`, which only depends on `key` and the law."""
        made = self._made.get((macro, key))
        if made is None:
            made = self._made[macro, key] = self.render(macro, *given).encode()
        return made

    def gap(self, macro: str, key: str, *given: Any) -> Gap:
        """The same for a macro that leaves a gap (its last argument): what comes before and after it."""
        found = self._gaps.get((macro, key))
        if found is None:
            found = self._gaps[macro, key] = self._around(macro, *given)
        return found

    def section(self, name: str, inside: Pieces) -> Pieces:
        """The section `name` of a card with what is in it; nothing where nothing is."""
        if not inside:
            return []
        found = self._sections.get(name)
        if found is None:
            found = self._sections[name] = self._around(f"section.{name}")
        return [found[0], *inside, found[1]]

    def _around(self, macro: str, *given: Any) -> Gap:
        before, after = self.render(macro, *given, _GAP).split(_GAP)
        return before.encode(), after.encode()

    def render(self, macro: str, *given: Any) -> Markup:
        """What the macro makes of `given`, made anew."""
        return self._library.macro(macro)(self, self._, *given)

    def name(self, authority: Authority) -> Markup:
        """What an authority is called: its own name, or for the municipality what the deployment says."""
        own = self._library.settings.municipality_name if authority.configurable else ""
        if own:
            return danish(own)
        return self.text(authority.label) if authority.label else danish(authority.name)

    def money(self, least: Decimal, most: Decimal, kind: AmountKind, attributes: str = "") -> Markup:
        """One amount or a range, each figure in its own `<data>` with `attributes`."""
        _, high = self._, self._data(most, attributes)
        if least == most:
            # NOTE: An amount of money that is a maximum, in large type, for example "up to 20,000 kr."
            return _("up to %(amount)s", amount=high) if kind == "up_to" else high
        if not least:
            # Nobody gets something in between: it is this amount or nothing. The program that reads the page has both ends.
            nothing = _for_programs(least, attributes)
            if kind == "up_to":
                # NOTE: An amount of money that is a maximum and that somebody may not get at all, in large type.
                return nothing + _("perhaps up to %(amount)s", amount=high)
            # NOTE: An amount of money that somebody may not get at all, in large type.
            return nothing + _("perhaps %(amount)s", amount=high)
        low = self._data(least, attributes)
        if kind == "up_to":
            # NOTE: A maximum that is not known exactly yet, in large type, for example "up to 15,000 kr. – 20,000 kr."
            return _("up to %(least)s – %(most)s", least=low, most=high)
        # NOTE: A range of money, in large type, for example "3,500 kr. – 4,500 kr."
        return _("%(least)s – %(most)s", least=low, most=high)

    def unpublished(self, attributes: str = "") -> Markup:
        """What stands in the place of an amount that nobody published."""
        _ = self._
        # NOTE: Stands in the place of an amount of money.
        words = _("Set individually or not published")
        return self.language.wrapped(f'<data{attributes} value="">', words, "</data>")

    def money_each(self, one: Decimal, least: Decimal, most: Decimal, kind: AmountKind, attributes: str) -> Markup:
        """The amount for one of several, while it is not known how many; the ends of the range only for programs."""
        ends = _for_programs(least, attributes) + _for_programs(most, attributes)
        _ = self._
        # NOTE: An amount for each of several children. %(amount)s is for example "up to 44,723 kr."
        return ends + _("%(amount)s for each of them", amount=self.money(one, one, kind))

    def money_or_another(self, least: Decimal, most: Decimal, kind: AmountKind, attributes: str) -> Markup:
        """An amount that is given, or another one in its place; the ends of the range only for programs."""
        return _for_programs(least, attributes) + self.money(most, most, kind, attributes)

    def _data(self, value: Decimal, attributes: str) -> Markup:
        start = f'<data{attributes} value="{_plain(value)}">'
        return self.language.wrapped(start, self.language.money(value), "</data>")

    def months(self, months: int) -> Markup:
        """A span of time of one month or more."""
        return time_span(self.language, months)

    def unpaired(self, html: Markup) -> Markup:
        """`html`, which stands there once where the page is in two languages: a number beside a drawing."""
        unpaired: Markup = in_first(html)
        return unpaired

    def contact(self, authority: Authority) -> Contact:
        """An authority with its phone number and the rest."""
        contact = self._contacts.get(authority.id)
        if contact is None:
            own = {key: getattr(authority, key) for key in ("phone", "email", "hours", "url", "address")}
            if authority.configurable:
                own = {key: getattr(self._library.settings, f"municipality_{key}") or None for key in own}
            address, phone = own.pop("address"), own["phone"]
            contact = self._contacts[authority.id] = Contact(
                id=authority.id,
                name=self.name(authority),
                about=self.text(authority.about),
                dial=dialled(phone) if phone else None,
                address=danish(address) if address else None,
                as_of=authority.as_of,
                **own,
            )
        return contact

    def answer(self, question: Question, value: Value | Unknown) -> Markup:
        """An answer as the list of answers shows it."""
        return answer_text(self.language, question, value)

    def published(self, source: Source) -> Markup:
        """When a source was published, as far as it is known: a day in words, or a year."""
        told = source.published or ""
        return self.language.date(date.fromisoformat(told)) if len(told) == 10 else self.language.isolated(told)

    def citations(self, scheme: Scheme) -> tuple[Cited, ...]:
        """Every source of what is said about a scheme in this period, each once, with all sections that are cited."""
        found = self._citations.get(scheme.id)
        if found is None:
            on = self.on
            figures = [
                parameter.on(on)
                for amount in scheme.amounts
                if on in amount.span
                for case in amount.cases
                for parameter in case.parameters
            ]
            every = (
                *scheme.sources,
                *(each for criterion in scheme.criteria if on in criterion.span for each in criterion.sources),
                *(figure.citation for figure in figures if figure),
                *(each for said in scheme.said if on in said.span for each in said.sources),
            )
            sections: dict[str, list[str]] = {}
            sources = {each.source.id: each.source for each in every}
            for each in every:
                known = sections.setdefault(each.source.id, [])
                if each.at and each.at not in known:
                    known.append(each.at)
            found = tuple(Cited(source, _joined(sections[id])) for id, source in sources.items())
            self._citations[scheme.id] = found
        return found


def _joined(sections: list[str]) -> str:
    """Sections of one source in a row; what they begin with, such as “pkt.”, is not said again."""
    shown, before = [], ""
    for each in sections:
        kind, _, rest = each.partition(" ")
        again = kind in ("pkt.", "§", "§§") and kind == before
        shown.append(rest if again else each)
        before = kind
    return "; ".join(shown)


def _for_programs(value: Decimal, attributes: str) -> Markup:
    """A figure that is not told: without a text, which browsers for text would show."""
    return Markup(f'<data{attributes} value="{_plain(value)}" hidden></data>')


def _plain(value: Decimal) -> str:
    """A figure as programs read it."""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


class Library:
    """The words of every language and period, each made when it is first needed.

    Those of one language for today's period stay. Of other periods and of pairs of languages only those used last do, so
    that nobody can fill the memory by asking for one after the other.
    """

    def __init__(self, environment: Environment, rulebook: Rulebook, settings: Settings) -> None:
        self.rulebook = rulebook
        self.settings = settings
        self._environment = environment
        self._macros: dict[str, Callable[..., Markup]] = {}
        self._todays: dict[Language, Words] = {}
        self._pairs = lru_cache(PAIRS_KEPT)(self._made)
        self._others = lru_cache(OTHERS_KEPT)(self._made)

    def words(self, language: Language, on: date) -> Words:
        """The words of `language` for the day `on`."""
        changes = self.rulebook.change_days
        period, today = bisect_right(changes, on), bisect_right(changes, self.settings.day())
        if period != today:
            return self._others(language, period)
        if language.second:
            return self._pairs(language, today)
        words = self._todays.get(language)
        if words is None or words.period != today:
            words = self._todays[language] = self._made(language, today)
        return words

    def _made(self, language: Language, period: int) -> Words:
        return Words(self, language, period)

    def macro(self, name: str) -> Callable[..., Markup]:
        """The macro `name`, ``file.macro`` in the folder of macros."""
        macro = self._macros.get(name)
        if macro is None:
            file, _, own = name.partition(".")
            template = self._environment.get_template(f"macros/{file}.html")
            macro = self._macros[name] = getattr(template.module, own)
        return macro


def danish(text: str) -> Markup:
    """Danish text that is not translated (a name, an address), as HTML. It may be long: unlike a `bdi` it may break."""
    return Markup(f'<span lang="da" dir="ltr">{escape(text)}</span>')


def dialled(phone: str) -> str:
    """A Danish phone number as a link dials it, also from abroad."""
    digits = "".join(c for c in phone if c.isdigit())
    return f"+{digits}" if phone.strip().startswith("+") else f"+45{digits}"
