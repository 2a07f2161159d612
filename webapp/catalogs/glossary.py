"""The glossary's Danish terms for a message: a translator sees one message in the editor, and not the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_CELL = re.compile(r"(?<!\\)\|")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
#: Only the tables that begin so: others have the words of the site itself.
_TITLE = "Danish (official)"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of Danish law, in English and in Danish (there may be several, with commas between them)."""

    english: str
    danish: str


def terms(glossary: str) -> Iterator[Term]:
    """The terms of the glossary, a Markdown text.

    A row may have several: with points between them (``rate · raised rate``), or with commas where both languages
    have as many. What stands in brackets is an explanation.
    """
    ours = False
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in _CELL.split(line.strip().strip("|"))]
        if not line.startswith("|"):
            ours = False
        elif cells[0] == _TITLE:
            ours = True
        elif ours and len(cells) > 1 and set(cells[0]) != {"-"}:
            danish, english = (_BRACKETS.sub("", cell) for cell in cells[:2])
            yield from _paired(danish, english)


def terms_in(text: str, comment: str, known: list[Term]) -> list[Term]:
    """The terms of the English `text` whose Danish words neither it nor its `comment` has, in the order of `known`.

    A term within a longer one ("asylum" in "asylum seeker") is not there by itself.
    """
    rest, found = text.casefold(), set[Term]()
    for term in sorted(known, key=lambda term: -len(term.english)):
        rest, times = re.subn(rf"\b{re.escape(term.english.casefold())}s?\b", " | ", rest)
        if times:
            found.add(term)
    said = f"{text} {comment}".casefold()
    # With the endings that Danish words take: "afslaget", "kommunens".
    return [
        term
        for term in known
        if term in found
        and not any(
            re.search(rf"\b{re.escape(danish)}[enrst]*\b", said) for danish in term.danish.casefold().split(", ")
        )
    ]


def as_comment(found: list[Term]) -> str:
    """The terms for a translator's comment: “Terms: refusal = afslag; refugee = flygtning.”"""
    return f"Terms: {'; '.join(f'{term.english} = {term.danish}' for term in found)}."


def read(path: Path) -> list[Term]:
    """The terms of the glossary in the file; none where there is no such file."""
    return list(dict.fromkeys(terms(path.read_text(encoding="utf-8")))) if path.exists() else []


def _paired(danish: str, english: str) -> Iterator[Term]:
    for mark in (" · ", ", "):
        ours, theirs = english.split(mark), danish.split(mark)
        if len(ours) > 1 and len(ours) == len(theirs):
            yield from (Term(one, other) for one, other in zip(ours, theirs, strict=True) if one != other)
            return
    yield from (Term(each, danish) for each in english.split(", ") if each != danish)
