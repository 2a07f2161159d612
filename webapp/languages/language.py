"""Languages: whole sentences from the catalogs, and numbers, money and dates, as a page shows them.

A message is plain text with named placeholders, ``%(name)s``, and ``*term*`` around an official Danish term. Here it
becomes HTML that is safe to put into a page. Where the writing goes from right to left, every run of Latin letters or
digits is isolated, because it would come out in the wrong order otherwise.

In a template: ``{{ _("…") }}`` as the content of an element, ``{{ _("…")|plain }}`` in an attribute or in ``<title>``.
Macros that use them are imported ``with context``.
"""

from __future__ import annotations

import datetime as dt
import gettext as catalogs
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.numbers import get_decimal_symbol, get_group_symbol
from flask import Flask, abort, current_app, g, request
from markupsafe import Markup, escape

from webapp.catalogs import po_files
from webapp.config import StartError
from webapp.languages import slim_cldr
from webapp.languages.plurals import Plurals
from webapp.languages.side_by_side import Pair
from webapp.rules.model import Text

#: The language of the message ids: it needs no catalog, and is there always.
SOURCE = "en"

#: CLDR's plain "en" writes dates as in the United States; everyone in Denmark reads the day first.
FORMATS = {"en": "en-GB"}

_TOKEN = re.compile(r"%\((?P<name>\w+)\)s|(?P<percent>%%)|\*(?P<term>[^*\n]+)\*")
_LETTER = "0-9A-Za-z\u00aa\u00ba\u00c0-\u024f"
#: A run of Latin letters and digits and what may stand between them: phone numbers, addresses, ranges, amounts.
_LATIN = re.compile(
    rf"(?:[+§]\s?)?[{_LETTER}](?:[{_LETTER} \u00a0\u202f.,:;/@&+'’§_–-]*[{_LETTER}])?(?:(?<=kr)\.|\s?%)?"
)
_HUNDREDTH = Decimal("0.01")
_TAG = re.compile(r"<[^>]*>")


class Message:
    """A translated message, rendered once: HTML between placeholders."""

    __slots__ = ("_html", "_names", "_rtl")

    def __init__(self, text: str, rtl: bool) -> None:
        html, names, end = [""], [], 0
        for token in _TOKEN.finditer(text):
            html[-1] += _isolated(text[end : token.start()], rtl)
            end = token.end()
            if token["name"]:
                names.append(token["name"])
                html.append("")
            elif token["term"]:
                html[-1] += f'<bdi lang="da" class="v-term">{escape(token["term"])}</bdi>'
            else:
                html[-1] += "%"
        html[-1] += _isolated(text[end:], rtl)
        self._html = tuple(map(Markup, html))
        self._names = tuple(names)
        self._rtl = rtl

    def fill(self, values: Mapping[str, object]) -> Markup:
        """The message as HTML, its placeholders filled with `values`, escaped unless they are HTML."""
        if not self._names:
            return self._html[0]
        parts = [self._html[0]]
        for name, html in zip(self._names, self._html[1:], strict=True):
            value = values[name]
            shown = escape(value)
            if self._rtl and not hasattr(value, "__html__"):
                shown = Markup(f"<bdi>{shown}</bdi>")
            # "kr." at the end of a sentence: there is one point, and it stands where the sentence ends.
            bare = shown.removesuffix("</bdi>")
            if html[:1] == "." and bare.endswith("."):
                shown = Markup(bare[:-1] + shown[len(bare) :])
            parts += shown, html
        return Markup("".join(parts))


def _isolated(text: str, rtl: bool) -> str:
    """`text` as HTML, its Latin runs isolated where the writing goes from right to left."""
    if not rtl:
        return str(escape(text))
    html: list[str] = []
    end = 0
    for run in _LATIN.finditer(text):
        html += escape(text[end : run.start()]), f'<bdi dir="ltr">{escape(run[0])}</bdi>'
        end = run.end()
    return "".join((*html, escape(text[end:])))


class Language:
    """One language that the site is offered in. Made once at the start; holds nothing that a visitor sent."""

    #: The language that stands beside this one; a `webapp.languages.bilingual.Bilingual` has it.
    second: Language | None = None

    def __init__(self, tag: str, catalog: catalogs.NullTranslations) -> None:
        self.tag = tag
        self.locale = Locale.parse(FORMATS.get(tag, tag), sep="-")
        self.direction = "rtl" if self.locale.character_order == "right-to-left" else "ltr"
        name = Locale.parse(tag, sep="-").get_display_name() or tag
        self.native_name = name[0].upper() + name[1:]
        #: For the start tag of an element in this language.
        self.attributes = Markup(f'lang="{tag}" dir="{self.direction}"')
        self.catalog = catalog
        self.decimal_mark = get_decimal_symbol(self.locale, numbering_system="latn")
        self._separators = str.maketrans(
            {",": get_group_symbol(self.locale, numbering_system="latn"), ".": self.decimal_mark}
        )
        self._messages: dict[str, Message] = {}
        self._plurals = Plurals(self.locale)
        #: Pages and parts of pages in this language that are the same for everyone, by whoever made them. They go when it does.
        self.kept: dict[object, Any] = {}

    @cached_property
    def context(self) -> dict[str, object]:
        """What every template sees; see `init_app`."""
        return {
            "_": self.gettext,
            "ngettext": self.ngettext,
            "pgettext": self.pgettext,
            "npgettext": self.npgettext,
            "language": self,
        }

    def __repr__(self) -> str:
        return f"<Language {self.tag}>"

    def gettext(self, message: str, /, **values: object) -> Markup:
        """The translation of `message`, as HTML."""
        return self._filled(self.catalog.gettext(message), message, values)

    def pgettext(self, context: str, message: str, /, **values: object) -> Markup:
        """The translation of `message` in `context`, as HTML."""
        return self._filled(self.catalog.pgettext(context, message), message, values)

    def ngettext(self, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """The form of the message that goes with the number `n`, which also fills ``%(n)s``."""
        found = self.catalog.ngettext(singular, plural, self._plurals.whole(n))
        return self._filled(found, singular if n == 1 else plural, {"n": self.number(n), **values})

    def npgettext(self, context: str, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """The form of the message in `context` that goes with the number `n`, which also fills ``%(n)s``."""
        found = self.catalog.npgettext(context, singular, plural, self._plurals.whole(n))
        return self._filled(found, singular if n == 1 else plural, {"n": self.number(n), **values})

    def text(self, text: Text, values: Mapping[str, object] | None = None, /, **more: object) -> Markup:
        """A text of the law's files, its figures filled from `values` or `more`.

        `values` may compute them when asked (only those that stand in the text are).
        """
        return self._filled(self.catalog.pgettext(text.context, text.id), text.id, more if values is None else values)

    def number(self, value: int | Decimal) -> Markup:
        """A number with at most two decimals, in Latin digits."""
        if isinstance(value, int):
            return self.isolated(self._separated(f"{value:,}"))
        return self.isolated(self._separated(f"{value.quantize(_HUNDREDTH):,f}".rstrip("0").rstrip(".")))

    def money(self, kroner: int | Decimal) -> Markup:
        """An amount: whole kroner without decimals, otherwise two."""
        # NOTE: An amount of money. kr. is the Danish krone, as in the authorities' letters: keep it in Latin letters.
        pattern = self.catalog.pgettext("money", "%(amount)s kr.")
        return self._amount(pattern, "%(amount)s kr.", amount=self._kroner(kroner))

    def date(self, day: dt.date) -> Markup:
        """A day in words: "21 November 2026"."""
        words = format_date(day, "long", self.locale)
        return Markup(f"<bdi>{escape(words)}</bdi>") if self.direction == "rtl" else escape(words)

    def wrapped(self, start: str, html: Markup, end: str) -> Markup:
        """A text between the tags `start` and `end`, which become part of it."""
        return Markup(f"{start}{html}{end}")

    def joined(self, between: str, texts: Iterable[Markup]) -> Markup:
        """Several short texts as one, with the HTML `between` them."""
        return Markup(between.join(texts))

    def isolated(self, text: str) -> Markup:
        """Latin text that is not translated (a phone number, an address, a name), set apart where that is needed."""
        return Markup(f'<bdi dir="ltr">{escape(text)}</bdi>') if self.direction == "rtl" else escape(text)

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
        # What Babel's `format_decimal` does with "#,##0.##", at a tenth of its cost: a page is full of numbers.
        return figure.translate(self._separators)


def N_(message: str) -> str:  # noqa: N802 – the name by which gettext tools know it
    """Mark a message for the catalogs where it is written down, but not yet shown."""
    return message


def plain(html: str) -> str:
    """Text without tags, for an attribute or a title (a filter for templates); of two languages the first."""
    if not hasattr(html, "__html__"):
        return html
    if isinstance(html, Pair):
        html = html.first
    return Markup(_TAG.sub("", html)) if "<" in html else Markup(html)


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages that are offered, by BCP 47 tag, in the order of the configuration."""

    by_tag: Mapping[str, Language]

    def __iter__(self) -> Iterator[Language]:
        return iter(self.by_tag.values())

    def __len__(self) -> int:
        return len(self.by_tag)

    @property
    def fallback(self) -> Language:
        """English where it is offered, else the first."""
        return self.by_tag.get(SOURCE) or next(iter(self))

    def get(self, tag: str | None) -> Language | None:
        """The language with this tag, None where it is not offered."""
        return self.by_tag.get(tag or "")

    def preferred(self) -> Language:
        """The language that the browser of this request asks for; the reply varies by ``Accept-Language``."""
        offered: dict[str, Language] = {}
        for tag, language in self.by_tag.items():
            offered.setdefault(tag.partition("-")[0].lower(), language)
            offered[tag.lower()] = language
        for wanted, quality in request.accept_languages:
            part = wanted.lower()
            while part and quality > 0:
                if part in offered:
                    return offered[part]
                part = part.rpartition("-")[0]
        return self.fallback


def load_languages(tags: tuple[str, ...], folder: Path) -> Languages:
    """Load the catalogs of `tags` from `folder`.

    Raises:
        StartError: CLDR does not know a language, or it has no catalog.
    """
    languages = Languages({tag: Language(tag, _catalog(tag, folder)) for tag in tags})
    slim_cldr.shed(language.locale for language in languages)
    return languages


def _catalog(tag: str, folder: Path) -> catalogs.NullTranslations:
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise StartError(f"VEJVISER_LOCALES: “{tag}” is no language that CLDR knows.") from error
    if tag == SOURCE:
        return catalogs.NullTranslations()
    source = folder / tag / "LC_MESSAGES" / "messages.po"
    compiled = source.with_suffix(".mo")
    try:
        if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
            return catalogs.GNUTranslations(BytesIO(compiled.read_bytes()))
    except (OSError, ValueError, LookupError, struct.error) as error:
        raise StartError(f"{po_files.shown(compiled)} is broken. `make translations` writes it anew.") from error
    if not source.exists():
        raise StartError(f"VEJVISER_LOCALES offers “{tag}”, but there is no {po_files.shown(source)}.")
    # Compiled catalogs are made at set-up. While a translator works they are older than their source.
    buffer = BytesIO()
    try:
        write_mo(buffer, po_files.read(source))
        buffer.seek(0)
        return catalogs.GNUTranslations(buffer)
    except po_files.BrokenCatalog as broken:
        raise StartError(broken.message) from broken
    except (ValueError, LookupError) as error:
        raise StartError(f"{po_files.shown(source)}: the head of the file is broken.") from error


def current_language() -> Language:
    """The language of this request: of its address, else the one that the browser asks for."""
    language: Language | None = g.get("language")
    if language is None:
        # No view was found for the address, but its first part may still say the language.
        languages: Languages = current_app.extensions["languages"]
        language = languages.get(request.path.split("/", 2)[1]) or languages.preferred()
        g.language = language
    return language


def init_app(app: Flask, languages: Languages) -> None:
    """Choose the language by the address, and give templates their words."""
    app.extensions["languages"] = languages
    app.jinja_env.filters["plain"] = plain
    app.jinja_env.globals["languages"] = languages

    @app.url_value_preprocessor
    def choose_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            language = languages.get(values.pop("lang"))
            if language is None:
                abort(404)
            g.language = language

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language().tag

    @app.context_processor
    def words() -> dict[str, object]:
        return current_language().context
