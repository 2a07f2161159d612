"""Extracts the texts of the law's files for the catalogs (a Babel extractor, named in ``pyproject.toml``)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO, Any

from webapp.rules import Rulebook, load


def extract_law(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """The texts of one file under ``questions/``: line, function, (context, message), comments.

    The engine's loader says what is a text and what it is for, so that there is one reading of the files only.

    Raises:
        LawError: a file of the law is wrong.
    """
    path = Path(fileobj.name).resolve()
    root = next(folder for folder in path.parents if (folder / "questions.yaml").is_file())
    for text in _rulebook(root).texts:
        if root / text.place.file == path:
            yield text.place.line, "pgettext", (text.context, text.id), [text.comment]


@cache
def _rulebook(root: Path) -> Rulebook:
    # Babel asks file by file; the law can only be read whole.
    return load(root)
