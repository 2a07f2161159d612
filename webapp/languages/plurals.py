"""Plural forms: which of them a catalog needs, and which one goes with a number.

CLDR puts every number into a category. A catalog needs a form only for those that a whole number falls into: that is
what gettext can ask for, and what translators and their editors know (three in Ukrainian, though CLDR has a fourth
category for fractions alone; two in French, though it has a third for millions).

Babel evaluates the rules. What it cannot do: say which forms a catalog needs (its own table for catalogs has others than
CLDR in Amharic, Arabic, Persian, Tigrinya and Turkish), and find the form for a fraction (`ngettext` takes whole numbers).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from babel.plural import PluralRule, to_gettext

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
#: Every category that a number on our pages falls into has one of these. (CLDR has one for whole millions in French and
#: its sisters. Nobody is asked for that form: nothing is counted in millions here.)
_WHOLE = range(201)
#: Which form a fraction takes where its own category has none. "Few" is that of Russian grammar (2,5 года), and how the
#: fraction is read aloud in Ukrainian (два з половиною роки).
_FOR_FRACTIONS = ("other", "few")


class Plurals:
    """The plural forms of a language, by CLDR's rules for it (`webapp.languages.cldr.Facts.plurals`).

    Attributes:
        numbers: whole numbers of each category that has a form in the catalog, in the order of the forms.
    """

    __slots__ = ("_category", "_first", "_fraction", "numbers")

    def __init__(self, rules: Mapping[str, str]) -> None:
        self._category = PluralRule(dict(rules))
        found: dict[str, list[int]] = {}
        for n in _WHOLE:
            found.setdefault(self._category(n), []).append(n)
        self.numbers: Mapping[str, Sequence[int]] = {tag: found[tag] for tag in _CATEGORIES if tag in found}
        self._first = {tag: numbers[0] for tag, numbers in self.numbers.items()}
        own = [tag for tag in _FOR_FRACTIONS if tag in found]
        self._fraction = self._first[own[0] if own else list(self.numbers)[-1]]

    def __len__(self) -> int:
        return len(self.numbers)

    def whole(self, n: int | Decimal) -> int:
        """A whole number that takes the same form as `n`: the formula of a catalog takes whole numbers only."""
        if not isinstance(n, int):
            if n != n.to_integral_value():
                return self._first.get(self._category(n.normalize()), self._fraction)
            n = int(n)
        return n

    @property
    def header(self) -> str:
        """How many forms there are and which to take, as the head of a catalog says it.

        Babel's own table is wrong for some languages, so it is made of CLDR's rules.
        """
        rules = {tag: rule for tag, rule in self._category.rules.items() if tag in self.numbers}
        if "other" not in self.numbers:
            # The last form is for all that no rule asks for, whatever its name.
            rules.pop(list(self.numbers)[-1])
        # "e" is the exponent of numbers such as "1.2 million", which we never write.
        return re.sub(r"\be\b", "0", to_gettext(PluralRule(rules)))

    def __str__(self) -> str:
        """Which numbers each form is for, for a translator."""
        fraction = self.whole(Decimal("2.5"))
        forms = []
        for index, numbers in enumerate(self.numbers.values()):
            some = ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")
            and_fractions = " and fractions such as 2.5" if fraction in numbers else ""
            forms.append(f"msgstr[{index}] for {some}{and_fractions}")
        return "; ".join(forms)
