"""Catalogs as files: read so that nothing is lost, and written the same way every time.

Babel reads and writes the format. What it cannot do: refuse a line that it does not understand (it leaves it out) and a
charset that is not the file's; say that plural forms are missing (it fills them up); read empty dates; leave dates out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from gettext import c2py
from io import BytesIO
from pathlib import Path

import click
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, denormalize, read_po, write_po

from webapp.languages import cldr
from webapp.languages.plurals import Plurals
from webapp.paths import shown

#: Babel reads anything, and drops what it does not understand.
_LINE = re.compile(r'((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?) +)?"([^"\\]|\\[\\"nrt])*"|#.*|')
_FORM = re.compile(r"msgstr\[(\d+)\]")
_DATES = re.compile(rb'(?:POT-Creation|PO-Revision)-Date:[^"\\\n]*\\n')
_MARK = b"\xef\xbb\xbf"
_OTHER_CHARSET = "the file is UTF-8, but its head names another charset; write charset=UTF-8 there"
_WIDTH = 120
_LONGEST = 80


class BrokenCatalog(click.ClickException):
    """A catalog that cannot be read without losing something; the message says where."""


def source_of(path: Path) -> bytes:
    """What stands in the file, every line in its place, without what editors add.

    That is: a byte order mark, Windows' line ends, dates (which may be empty), messages that are gone, and what a
    message was before; in more ways than Babel reads.
    """
    lines = _DATES.sub(b"", path.read_bytes().removeprefix(_MARK)).replace(b"\r\n", b"\n").split(b"\n")
    return b"\n".join(b"" if line.startswith((b"#~", b"#|")) else line for line in lines)


def read(path: Path) -> Catalog:
    """The catalog in the file.

    Raises:
        BrokenCatalog: something in it would be lost, or its folder is not the tag of a language.
    """
    return parsed(source_of(path), path)


def parsed(text: bytes, path: Path) -> Catalog:
    """The catalog that `text` is, which belongs into `path`.

    Raises:
        BrokenCatalog: something in it would be lost, or its folder is not the tag of a language.
    """
    locale, plurals = locale_of(path), plurals_of(path)
    for place, line in enumerate(text.split(b"\n"), start=1):
        if not _LINE.fullmatch(line.decode(errors="replace").strip()):
            raise BrokenCatalog(f"{shown(path)}:{place}: this line is broken (is a quote missing?)")
    try:
        decoded = text.decode()
    except UnicodeDecodeError as error:
        raise BrokenCatalog(f"{shown(path)}: the file is not UTF-8") from error
    try:
        catalog = read_po(BytesIO(text), locale=locale, abort_invalid=True)
        c2py(catalog.plural_expr)
        if text.decode(catalog.charset) == decoded:
            return catalog
        raise BrokenCatalog(f"{shown(path)}: {_OTHER_CHARSET}")
    except UnicodeDecodeError as error:
        raise BrokenCatalog(f"{shown(path)}: {_OTHER_CHARSET}") from error
    except PoFileError as error:
        place = error.lineno + 1
        if (found := forms_in(text).get(place)) and (says := wrong_number_of_forms(found[1], plurals)):
            raise BrokenCatalog(f"{shown(path)}:{place}: {says}: “{shortened(found[0])}”") from error
        says = "the lines above are broken" if error.line else str(error).rpartition(" on ")[0]
        raise BrokenCatalog(f"{shown(path)}:{place}: {says}") from error
    except (ValueError, LookupError) as error:
        raise BrokenCatalog(f"{shown(path)}: the head of the file is broken") from error


def forms_in(text: bytes) -> dict[int, tuple[str, list[int]]]:
    """The messages with plural forms, by the line of their ``msgid``: the English singular, and which forms are there.

    Babel fills up what is missing, so it cannot be asked.
    """
    found: dict[int, tuple[str, list[int]]] = {}
    start, singular, indexes = 0, "", list[int]()
    for place, line in enumerate(text.decode(errors="replace").split("\n"), start=1):
        if line.startswith("msgid "):
            start, singular = place, line.removeprefix("msgid ")
        elif line.startswith("msgid_plural "):
            indexes = []
            found[start] = denormalize(singular), indexes
        elif form := _FORM.match(line):
            indexes.append(int(form[1]))
        elif place == start + singular.count("\n") + 1:
            singular += f"\n{line}"
    return found


def formula_of(path: Path) -> Callable[[int], int] | None:
    """At which place the catalog in the file has the form for a number, as its head says; None where it does not."""
    # Babel fills up what is missing here, too, and wrongly for some languages.
    if b"Plural-Forms:" not in source_of(path):
        return None
    formula: Callable[[int], int] = c2py(read(path).plural_expr)
    return formula


def wrong_number_of_forms(indexes: Sequence[int], plurals: Plurals) -> str | None:
    """What to say to a translator about a message with these plural forms; None where they are right."""
    if sorted(indexes) == list(range(len(plurals))):
        return None
    return f"this message needs {len(plurals)} plural forms, {plurals}; it has {len(indexes)}"


def header(path: Path) -> str:
    """The head of the catalog in this file, which says nothing that changes by itself."""
    fields = {
        "Project-Id-Version": "Vejviser",
        "Language": tag_of(path).replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plurals_of(path).header,
    }
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())


def as_text(catalog: Catalog, *, include_lineno: bool = False, omit_header: bool = False) -> str:
    """The catalog as it stands in a file, its messages in the order of the sources."""
    buffer = BytesIO()
    write_po(
        buffer,
        catalog,
        width=_WIDTH,
        sort_by_file=True,
        include_lineno=include_lineno,
        omit_header=omit_header,
    )
    return buffer.getvalue().decode()


def messages(catalog: Catalog) -> Iterator[Message]:
    """The messages of a catalog, without its head."""
    return (message for message in catalog if message.id)


def strings(one_or_more: str | Sequence[str] | None) -> tuple[str, ...]:
    """A message or a translation as its forms: one, or several where it has plural forms."""
    return (one_or_more,) if isinstance(one_or_more, str) else tuple(one_or_more or ())


def is_translated(message: Message, catalog: Catalog) -> bool:
    """Whether every form of the message stands there."""
    forms = strings(message.string)
    return len(forms) == (catalog.num_plurals if message.pluralizable else 1) and all(forms)


def open_messages(catalog: Catalog) -> int:
    """How many messages still have to be translated or looked at."""
    return sum(not is_translated(message, catalog) or message.fuzzy for message in messages(catalog))


def locale_of(path: Path) -> Locale:
    """The language of the catalog in this file, by the name of its folder.

    Raises:
        BrokenCatalog: there is no such language.
    """
    try:
        return cldr.locale_of(tag_of(path))
    except ValueError as error:
        says = "the name of the folder is not the tag of a language (such as da, ar or pt-BR)"
        raise BrokenCatalog(f"{shown(path.parents[1])}: {says}") from error


def plurals_of(path: Path) -> Plurals:
    """The plural forms of the language of the catalog in this file.

    Raises:
        BrokenCatalog: there is no such language.
    """
    return Plurals(locale_of(path).plural_form.rules)


def tag_of(path: Path) -> str:
    """The BCP 47 tag of the language of the catalog in this file."""
    return path.parent.parent.name


def shortened(text: str) -> str:
    """The beginning of a message, to tell it by; an official term in it is not cut."""
    if len(text) < _LONGEST:
        return text
    cut = text[: _LONGEST - 1]
    if cut.count("*") % 2:
        end = text.find("*", len(cut)) + 1
        cut = text[:end] if end else cut
    return cut if cut == text else f"{cut}…"
