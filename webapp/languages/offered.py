"""The languages that the site is offered in, and which of them a browser asks for."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from werkzeug.datastructures import LanguageAccept

from webapp.config import StartError
from webapp.languages.language import Language, OwnLocale
from webapp.paths import shown

#: The language of the message ids: it needs no catalog, and is there always.
SOURCE = "en"

_COMPILED_MAGIC = 0x950412DE
_HOW = "`make install` compiles the catalogs (`make run` does it by itself)."


class Languages:
    """The languages that are offered, in the order of the configuration.

    Attributes:
        by_tag: each by its BCP 47 tag.
    """

    def __init__(self, tags: Iterable[str], load: Callable[[str], NullTranslations]) -> None:
        """`load` gives the catalog for a tag.

        Raises:
            StartError: CLDR does not know a language.
        """
        self.by_tag: Mapping[str, Language] = {tag: _language(tag, load) for tag in tags}
        self._by_name = {str(language.locale): language for language in reversed(self.by_tag.values())}
        self._by_name |= {tag.replace("-", "_"): language for tag, language in self.by_tag.items()}

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

    def of(self, locale: Locale) -> Language | None:
        """The language with this locale, its own or another one of that name; None where it is not offered."""
        return locale.speaker if isinstance(locale, OwnLocale) else self._by_name.get(str(locale))

    def preferred(self, wanted: LanguageAccept) -> Language:
        """The language that a browser asks for with ``Accept-Language``.

        Werkzeug's own choice takes a language that is asked for literally first, whatever its weight: a Danish browser
        (``da-DK,en;q=0.5``) would get English.
        """
        offered: dict[str, Language] = {}
        for tag, language in self.by_tag.items():
            offered.setdefault(tag.partition("-")[0].lower(), language)
            offered[tag.lower()] = language
        for asked, quality in wanted:
            part = asked.lower()
            while part and quality > 0:
                if part in offered:
                    return offered[part]
                part = part.rpartition("-")[0]
        return self.fallback


def check_compiled(tags: Iterable[str], folder: Path) -> None:
    """See that each language of `tags` has a compiled catalog in `folder` that can be read, without reading all of it.

    Raises:
        StartError: there is none, or it is broken, or its source was changed after it was made: its texts are old.
    """
    for tag in tags:
        if tag == SOURCE:
            continue
        source = folder / tag / "LC_MESSAGES" / "messages.po"
        compiled = source.with_suffix(".mo")
        if not source.exists() and not compiled.exists():
            raise StartError(f"VEJVISER_LOCALES offers “{tag}”, but there is no {shown(source)}.")
        if not compiled.exists():
            raise StartError(f"{shown(compiled)} is missing. {_HOW}")
        if source.exists() and source.stat().st_mtime > compiled.stat().st_mtime:
            raise StartError(f"{shown(compiled)} is older than its source. {_HOW}")
        if not _is_whole(compiled):
            raise StartError(f"{shown(compiled)} is broken. {_HOW}")


def _language(tag: str, load: Callable[[str], NullTranslations]) -> Language:
    try:
        return Language(tag, load)
    except ValueError as error:
        raise StartError(f"VEJVISER_LOCALES: “{tag}” is no language that CLDR knows.") from error


def _is_whole(compiled: Path) -> bool:
    """Whether the file is a compiled catalog, from its head to its last message."""
    try:
        with compiled.open("rb") as file:
            magic, _version, count, _ids, texts = struct.unpack("<5I", file.read(20))
            if magic != _COMPILED_MAGIC or not count:
                return False
            file.seek(texts + 8 * (count - 1))
            length, start = struct.unpack("<2I", file.read(8))
    except (OSError, struct.error):
        return False
    return bool(start + length <= compiled.stat().st_size)
