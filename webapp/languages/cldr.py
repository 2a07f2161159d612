"""What CLDR says of a language, as far as a page shows it: its name and direction, numbers, dates and plural rules.

Babel has all of it, but it cannot read a part: it takes everything that CLDR knows of a language (units, currencies, time
zones), 15 ms and 7 MB of each worker for three languages, 70 ms and 26 MB for twenty-two, for two dozen words each. So
what is shown stands in a table beside the catalogs, which `make translations` writes from Babel; reading it takes 0.2 ms.
A language that is not in it, because somebody has just begun to translate, is looked up in Babel.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimeFormat, get_date_format
from babel.numbers import get_decimal_symbol, get_group_symbol

from webapp.paths import share

#: Languages that Babel knows under another tag, by which they are named: it calls Kurmanji “Kurdish (Turkey)”.
_NAMED_BY = {"kmr": "ku"}
#: CLDR's plain "en" writes dates as in the United States; everyone in Denmark reads the day first.
_FORMATS = {"en": "en-GB"}

_GAPS = {"d": "{day}", "dd": "{day:02}", "y": "{year}", "yyyy": "{year}"}

#: The name of the table, in the folder of the catalogs.
TABLE = "cldr.json"


@dataclass(frozen=True, slots=True)
class Facts:
    """What CLDR says of one language.

    Attributes:
        locale: the name of CLDR's locale, as Babel writes it: ``zh_Hans_TW``.
        name: what the language calls itself, as a heading.
        direction: ``ltr`` or ``rtl``.
        group: what stands between thousands.
        decimal: what stands before decimals.
        dates: a day in words, for each month: ``{day}. januar {year}``.
        plurals: CLDR's rule for each category of numbers but “other”.
    """

    locale: str
    name: str
    direction: str
    group: str
    decimal: str
    dates: tuple[str, ...]
    plurals: Mapping[str, str]


@cache
def facts(tag: str) -> Facts:
    """What CLDR says of the language with this BCP 47 tag.

    Raises:
        ValueError: CLDR does not know it.
    """
    row = _table().get(tag)
    return Facts(**row) if row else from_babel(tag)  # type: ignore[arg-type]


def locale_of(tag: str) -> Locale:
    """Babel's locale of the language with this BCP 47 tag.

    Raises:
        ValueError: CLDR does not know it.
    """
    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError as error:
        raise ValueError(f"CLDR does not know “{tag}”") from error


def from_babel(tag: str) -> Facts:
    """What Babel's copy of CLDR says of the language with this BCP 47 tag; it reads some megabytes.

    Raises:
        ValueError: CLDR does not know it.
    """
    own = locale_of(tag)
    locale = locale_of(_FORMATS[tag]) if tag in _FORMATS else own
    name = locale_of(_NAMED_BY.get(tag, tag)).get_display_name() or tag
    return Facts(
        locale=str(locale),
        name=name[0].upper() + name[1:],
        direction="rtl" if own.character_order == "right-to-left" else "ltr",
        group=get_group_symbol(locale, numbering_system="latn"),
        decimal=get_decimal_symbol(locale, numbering_system="latn"),
        dates=tuple(_dates(locale)),
        plurals=dict(locale.plural_form.rules),
    )


def as_table(tags: Iterable[str]) -> str:
    """The table of these languages, as it stands in its file.

    Raises:
        ValueError: CLDR does not know one of them.
    """
    return json.dumps({tag: asdict(from_babel(tag)) for tag in sorted(tags)}, ensure_ascii=False, indent=1) + "\n"


def _dates(locale: Locale) -> Iterable[str]:
    pattern = str(get_date_format("long", locale).format)
    for month in range(1, 13):
        yield pattern % _Month(dt.date(2001, month, 1), locale)


class _Month(DateTimeFormat):
    """The fields of a day, with gaps for the day of the month and the year."""

    def __getitem__(self, name: str) -> str:
        return _GAPS.get(name) or super().__getitem__(name)


@cache
def _table() -> Mapping[str, Mapping[str, object]]:
    path = share("translations") / TABLE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
