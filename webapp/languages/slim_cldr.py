"""Which of CLDR's data this site never shows: Babel would keep it in the memory of every worker.

It is several megabytes, more than the law with all its texts: names of units, currencies and time zones in each
language, and what is spoken and paid with in which country. Names of languages, numbers, plural forms and dates stay.
"""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale
from babel.core import get_global
from babel.localedata import load

_OF_A_LANGUAGE = (
    "compact_currency_formats",
    "compact_decimal_formats",
    "compound_unit_patterns",
    "currency_names",
    "currency_names_plural",
    "currency_symbols",
    "date_fields",
    "interval_formats",
    "meta_zones",
    "time_zones",
    "unit_display_names",
    "unit_patterns",
)
_OF_THE_WORLD = (
    "all_currencies",
    "meta_zones",
    "territory_currencies",
    "territory_languages",
    "territory_zones",
    "windows_zone_mapping",
    "zone_territories",
)


def shed(locales: Iterable[Locale]) -> None:
    """Let go of what is never shown, in the data that all users of Babel in this process share.

    Whoever asks Babel for it afterwards gets a `KeyError`, or nothing: take the name out of the lists above.
    """
    for locale in locales:
        for name in _line(str(locale)):
            data = load(name)
            for key in _OF_A_LANGUAGE:
                data.pop(key, None)
    for key in _OF_THE_WORLD:
        get_global(key).clear()  # type: ignore[arg-type, attr-defined]


def _line(name: str) -> Iterable[str]:
    """The locale called `name` and those that its data comes from: each has its own copy."""
    parents = get_global("parent_exceptions")
    while True:
        yield name
        if name == "root":
            return
        name = parents.get(name) or name.rpartition("_")[0] or "root"
