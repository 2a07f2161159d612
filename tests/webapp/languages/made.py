"""Languages made for a test, with a catalog of a few messages."""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from webapp.languages import Language, cldr
from webapp.languages.plurals import Plurals


def compiled(tag: str, body: str) -> bytes:
    """A compiled catalog that has the messages of `body`, written as in a .po file."""
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {Plurals(cldr.facts(tag).plurals).header}\\n"\n\n'
    )
    buffer = BytesIO()
    write_mo(buffer, read_po(BytesIO((header + body).encode()), locale=cldr.locale_of(tag)))
    return buffer.getvalue()


def language(tag: str, body: str = "") -> Language:
    """A language whose catalog has the messages of `body`."""
    return Language(tag, lambda _: GNUTranslations(BytesIO(compiled(tag, body))))
