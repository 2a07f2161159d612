"""The questions as the site handed them over: a JSON file that the variable PEER_TEXTS names."""

from __future__ import annotations

import json
import os
import re
from functools import partial
from typing import Any, NamedTuple

#: A Danish term inside a sentence.
_TERM = re.compile(r"\*(.+?)\*")


class Option(NamedTuple):
    """One option of a choice. A text is its gettext context and its English."""

    id: str
    label: tuple[str, str]
    hint: tuple[str, str] | None
    group: tuple[str, str] | None


class Question(NamedTuple):
    """A question with everything that its page says."""

    id: str
    kind: str
    title: tuple[str, str]
    name: tuple[str, str]
    why: tuple[str, str] | None
    help: tuple[str, str] | None
    find: tuple[str, str] | None
    unit: str | None
    may_be_unknown: bool
    minimum: str | None
    maximum: str | None
    options: list[Option]


def questions() -> list[Question]:
    """The questions in the order in which they are asked."""
    with open(os.environ["PEER_TEXTS"], encoding="utf-8") as file:
        raw: list[dict[str, Any]] = json.load(file)
    return [Question(**{**each, "options": [Option(**option) for option in each["options"]]}) for each in raw]


#: Marks the Danish terms in a text that is escaped already.
mark_terms = partial(_TERM.sub, r'<bdi lang="da" class="v-term">\1</bdi>')
