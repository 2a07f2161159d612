"""One language: whole sentences from its catalog, and numbers, money and dates, as a page shows them.

In a template: ``{{ _("…") }}`` or ``{% trans %}`` as the content of an element, ``{{ _("…")|plain }}`` in an attribute or
in ``<title>``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from gettext import NullTranslations
from typing import Any

from babel import Locale
from babel.core import parse_locale
from markupsafe import Markup, escape

from webapp.languages import cldr
from webapp.languages.message import Message
from webapp.languages.plurals import Plurals
from webapp.rules.model import Text

_HUNDREDTH = Decimal("0.01")
#: Whole numbers below this one are made once.
_OFTEN = 125


class OwnLocale(Locale):
    """The locale of one language, or of two that speak at once: Flask-Babel hands it back, and it says whose it is."""

    def __init__(self, name: str, speaker: Language) -> None:
        """`name`: a locale that CLDR has, as Babel writes it; nothing is read for it."""
        super().__init__(*parse_locale(name))
        self.speaker = speaker


class Language:
    """One language that the site is offered in. Made once at the start; holds nothing that a visitor sent.

    Attributes:
        tag: its BCP 47 tag.
        locale: its locale for Flask-Babel, which leads back to it.
        native_name: what it calls itself.
        direction: ``ltr`` or ``rtl``.
        attributes: for the start tag of an element in this language.
        decimal_mark: what stands before decimals.
        kept: pages and parts of pages in this language that are the same for everyone, by whoever made them. They go
            when it does.
    """

    #: The language that stands beside this one; a `webapp.languages.bilingual.Bilingual` has it.
    second: Language | None = None

    def __init__(self, tag: str, load: Callable[[str], NullTranslations]) -> None:
        """Raises `ValueError` where CLDR does not know the language. `load` gives the catalog for a tag."""
        facts = cldr.facts(tag)
        self.tag = tag
        self.locale = OwnLocale(facts.locale, self)
        self.native_name = facts.name
        self.direction = facts.direction
        self.attributes = Markup(f'lang="{tag}" dir="{self.direction}"')
        self.decimal_mark = facts.decimal
        self._facts = facts
        self._load = load
        self._separators = str.maketrans({",": facts.group, ".": facts.decimal})
        self._messages: dict[str, Message] = {}
        self.kept: dict[object, Any] = {}

    @cached_property
    def context(self) -> dict[str, object]:
        """What every template sees."""
        return {
            "_": self.gettext,
            "gettext": self.gettext,
            "ngettext": self.ngettext,
            "pgettext": self.pgettext,
            "npgettext": self.npgettext,
            "language": self,
        }

    def __repr__(self) -> str:
        return f"<Language {self.tag}>"

    @cached_property
    def catalog(self) -> NullTranslations:
        """The translations, read when they are first asked for.

        They are kept here because asking Flask-Babel for them at each message costs forty times as much.
        """
        return self._load(self.tag)

    def gettext(self, message: str, /, **values: object) -> Markup:
        """The translation of `message`, as HTML."""
        return self._filled(self.catalog.gettext(message), message, values)

    def pgettext(self, context: str, message: str, /, **values: object) -> Markup:
        """The translation of `message` in `context`, as HTML."""
        return self._filled(self.catalog.pgettext(context, message), message, values)

    def ngettext(self, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """The form of the message that goes with the number `n`, which also fills ``%(n)s`` and ``%(num)s``."""
        found = self.catalog.ngettext(singular, plural, n if isinstance(n, int) else self._plurals.whole(n))
        shown = self.number(n)
        return self._filled(found, singular if n == 1 else plural, {"n": shown, "num": shown, **values})

    def npgettext(self, context: str, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """The form of the message in `context` that goes with the number `n`, which fills ``%(n)s`` and ``%(num)s``."""
        whole = n if isinstance(n, int) else self._plurals.whole(n)
        found = self.catalog.npgettext(context, singular, plural, whole)
        shown = self.number(n)
        return self._filled(found, singular if n == 1 else plural, {"n": shown, "num": shown, **values})

    def text(self, text: Text, values: Mapping[str, object] | None = None, /, **more: object) -> Markup:
        """A text of the law's files, its figures filled from `values` or `more`.

        `values` may compute them when asked (only those that stand in the text are).
        """
        return self._filled(self.catalog.pgettext(text.context, text.id), text.id, more if values is None else values)

    def number(self, value: int | Decimal) -> Markup:
        """A number with at most two decimals, in Latin digits."""
        if isinstance(value, int):
            if 0 <= value < _OFTEN:
                return self._small[value]
            return self.isolated(self._separated(f"{value:,}"))
        return self.isolated(self._separated(f"{value.quantize(_HUNDREDTH):,f}".rstrip("0").rstrip(".")))

    def money(self, kroner: int | Decimal) -> Markup:
        """An amount: whole kroner without decimals, otherwise two."""
        # NOTE: An amount of money. kr. is the Danish krone, as in the authorities' letters: keep it in Latin letters.
        pattern = self.catalog.pgettext("money", "%(amount)s kr.")
        return self._amount(pattern, "%(amount)s kr.", amount=self._kroner(kroner))

    def date(self, day: dt.date) -> Markup:
        """A day in words: "21 November 2026"."""
        shown = escape(self._facts.dates[day.month - 1].format(day=day.day, year=day.year))
        return Markup(f"<bdi>{shown}</bdi>") if self.direction == "rtl" else shown

    def wrapped(self, start: str, html: Markup, end: str) -> Markup:
        """A text between the tags `start` and `end`, which become part of it."""
        return Markup(f"{start}{html}{end}")

    def joined(self, between: str, texts: Iterable[Markup]) -> Markup:
        """Several short texts as one, with the HTML `between` them."""
        return Markup(between.join(texts))

    def isolated(self, text: str) -> Markup:
        """Latin text that is not translated (a phone number, an address, a name), set apart where that is needed."""
        return Markup(f'<bdi dir="ltr">{escape(text)}</bdi>') if self.direction == "rtl" else escape(text)

    @cached_property
    def _small(self) -> tuple[Markup, ...]:
        """Numbers that pages are full of: ages, years, how many answers."""
        return tuple(self.isolated(str(n)) for n in range(_OFTEN))

    @cached_property
    def _plurals(self) -> Plurals:
        return Plurals(self._facts.plurals)

    def _filled(self, translated: str, source: str, values: Mapping[str, object]) -> Markup:
        """`translated` with its values; where it asks for others, `source`: a page never fails for its catalog."""
        try:
            return self._message(translated).fill(values)
        except KeyError:
            if translated == source:
                raise
            return self._message(source).fill(values)

    def _message(self, translated: str) -> Message:
        # Keyed by what the catalog returned, so it never holds more than the catalog (or the sources) does.
        message = self._messages.get(translated)
        if message is None:
            rtl = self.direction == "rtl"
            message = self._messages[translated] = Message(translated, rtl)
        return message

    def _amount(self, pattern: str, source: str, **values: str) -> Markup:
        try:
            text = pattern.replace(" ", "\u00a0") % values
        except (KeyError, ValueError, TypeError):
            text = source.replace(" ", "\u00a0") % values
        return self.isolated(text)

    def _kroner(self, value: int | Decimal) -> str:
        value = Decimal(value).quantize(_HUNDREDTH, ROUND_HALF_UP)
        return self._separated(f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,f}")

    def _separated(self, figure: str) -> str:
        # What Babel's `format_decimal` does with "#,##0.##", which costs 7 to 15 times as much: a page is full of numbers.
        return figure.translate(self._separators)
