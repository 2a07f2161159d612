"""Two languages that speak at once: a page in both is made with them as a page in one is made with a `Language`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from webapp.languages.language import Language, OwnLocale
from webapp.languages.side_by_side import in_first, in_second, pair
from webapp.rules.model import Text

#: Tells how something is in one of the two languages.
Version = Callable[[Any], Any]

#: So many pairs of languages are kept, with all that was made for their pages: those used last. One place has few.
PAIRS_KEPT = 6


class Bilingual(Language):
    """Two languages as one: each of its texts, figures and dates is a `Pair`. All else is that of the first."""

    second: Language

    def __init__(self, first: Language, second: Language) -> None:
        # Nothing of `Language.__init__`: it has nothing of its own. Flask-Babel's functions speak the first language.
        self.first, self.second = first, second
        self._load = first._load
        self.locale = OwnLocale(str(first.locale), self)
        self.tag, self.direction = first.tag, first.direction
        self.native_name, self.attributes = first.native_name, first.attributes
        self.decimal_mark = first.decimal_mark
        self.kept = {}
        self._simple: dict[tuple[str, str], Markup] = {}

    def __repr__(self) -> str:
        return f"<Bilingual {self.first.tag} {self.second.tag}>"

    def gettext(self, message: str, /, **values: object) -> Markup:
        """The translations of `message`."""
        if not values:
            return self._once("", message, lambda language: language.gettext(message))
        return self._each(lambda language, of: language.gettext(message, **_all(of, values)))

    def pgettext(self, context: str, message: str, /, **values: object) -> Markup:
        """The translations of `message` in `context`."""
        if not values:
            return self._once(context, message, lambda language: language.pgettext(context, message))
        return self._each(lambda language, of: language.pgettext(context, message, **_all(of, values)))

    def ngettext(self, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """In each language the form that goes with the number `n` there."""
        return self._each(lambda language, of: language.ngettext(singular, plural, n, **_all(of, values)))

    def npgettext(self, context: str, singular: str, plural: str, n: int | Decimal, /, **values: object) -> Markup:
        """In each language the form in `context` that goes with the number `n` there."""
        return self._each(lambda language, of: language.npgettext(context, singular, plural, n, **_all(of, values)))

    def text(self, text: Text, values: Mapping[str, object] | None = None, /, **more: object) -> Markup:
        """A text of the law's files, its figures filled from `values` or `more`."""
        given = more if values is None else values
        return self._each(lambda language, of: language.text(text, _Values(of, given)))

    def number(self, value: int | Decimal) -> Markup:
        """A number with at most two decimals; once, where both write it alike."""
        return self._each(lambda language, _: language.number(value))

    def money(self, kroner: int | Decimal) -> Markup:
        """An amount; once, where both write it alike."""
        return self._each(lambda language, _: language.money(kroner))

    def date(self, day: dt.date) -> Markup:
        """A day in words."""
        return self._each(lambda language, _: language.date(day))

    def wrapped(self, start: str, html: Markup, end: str) -> Markup:
        """A text between tags: the pair stands around them, and each of its versions has them."""
        return self._each(lambda language, of: language.wrapped(start, of(html), end))

    def joined(self, between: str, texts: Iterable[Markup]) -> Markup:
        """Several short texts as one: all of them in one language, beside all of them in the other."""
        each = [*texts]
        return self._each(lambda language, of: language.joined(between, map(of, each)))

    def isolated(self, text: str) -> Markup:
        """Latin text that is not translated, set apart in each language as it is needed there."""
        return self._each(lambda language, _: language.isolated(text))

    def _each(self, said: Callable[[Language, Version], Markup]) -> Markup:
        """The pair of what is `said` by each language, which is handed what tells its own version of what it is given."""
        first, second = self.first, self.second
        return pair(said(first, in_first), said(second, in_second), first, second)

    def _once(self, context: str, message: str, said: Callable[[Language], Markup]) -> Markup:
        """The pair of a message without placeholders. There are no more of them than the sources hold."""
        found = self._simple.get((context, message))
        if found is None:
            found = self._simple[context, message] = self._each(lambda language, _: said(language))
        return found


class _Values(dict[str, object]):
    """The values of a text as they are in one language; each is looked up when the text asks for it."""

    def __init__(self, of: Version, given: Mapping[str, object]) -> None:
        super().__init__()
        self._of = of
        self._given = given

    def __missing__(self, name: str) -> object:
        return self._of(self._given[name])


def _all(of: Version, values: Mapping[str, object]) -> dict[str, object]:
    return {name: of(value) for name, value in values.items()}


@lru_cache(PAIRS_KEPT)
def both(first: Language, second: Language) -> Bilingual:
    """`first` with `second` beside it."""
    return Bilingual(first, second)
