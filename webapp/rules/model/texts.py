"""What the law's files say in words, where each of it stands, and whom and what it names.

Texts are English message ids; whoever shows them translates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the law's files something stands."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class LawError(ValueError):
    """Something in the law's files is wrong. The message begins with file and line."""

    def __init__(self, place: Place | None, message: str) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place
        self.message = message


@dataclass(frozen=True, slots=True)
class Text:
    """A message id with its gettext context (a contract id) and a comment for the translator.

    `own`: its placeholders that are no figures of the law; whoever shows it fills them.
    """

    id: str
    context: str
    comment: str
    place: Place
    own: frozenset[str] = frozenset()


def N_(message: str) -> str:  # noqa: N802 – the name by which gettext tools know it
    """Mark a message for the catalogs where it is written down, but not yet shown."""
    return message


@dataclass(frozen=True, slots=True)
class Source:
    """A public source, with the day on which it was last checked."""

    id: str
    title: str
    lang: str
    publisher: str
    published: str | None
    address: str | None
    checked: date
    place: Place


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the section of it."""

    source: Source
    at: str | None


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to contact. `name` is the authority's own; only a configurable one has a translated `label`."""

    id: str
    name: str
    label: Text | None
    about: Text
    phone: str | None
    email: str | None
    address: str | None
    hours: str | None
    url: str | None
    as_of: str | None
    source: Source | None
    configurable: bool
    place: Place
