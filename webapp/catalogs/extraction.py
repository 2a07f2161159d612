"""Every message of the sources, as ``pybabel extract -F pyproject.toml .`` finds them, with what a translator should know."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import ExtractMessages

from webapp.catalogs import glossary
from webapp.catalogs.po_files import messages, strings

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def extract(root: Path) -> Catalog:
    """The messages of the sources under `root`, with comment and place.

    The comment is the source's own and the Danish terms of the glossary that it does not name.
    """
    template = Catalog(project="Vejviser", fuzzy=False)
    for file, line, message, comments, context in extract_from_dir(root, *_mappings(root), strip_comment_tags=True):
        mark(template.add(message, locations=[(file, line)], auto_comments=[" ".join(comments)], context=context))
    known = glossary.read(root / "translations" / "glossary.md")
    for found in messages(template):
        comment = " ".join(found.auto_comments).strip()
        if comment and (terms := glossary.terms_in(" ".join(strings(found.id)), comment, known)):
            found.auto_comments.append(glossary.as_comment(terms))
    return template


def mark(message: Message) -> None:
    """Say of a message whether it has placeholders: Babel takes any per cent sign for one; ours have names."""
    message.flags.discard("python-format")
    if PLACEHOLDER.search(" ".join(strings(message.id))):
        message.flags.add("python-format")


def _mappings(root: Path) -> tuple[list[tuple[str, str]], dict[str, dict[str, Any]]]:
    """How ``pyproject.toml`` says to extract messages, as Babel's own command reads it."""
    command: Any = ExtractMessages()  # type: ignore[no-untyped-call]
    command.initialize_options()
    command.mapping_file = str(root / "pyproject.toml")
    command.input_paths = [str(root)]
    ((_, methods, options),) = command._get_mappings()
    return methods, options
