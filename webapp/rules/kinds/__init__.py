"""The kinds of questions, one file each: all that the engine has to know of a kind stands there.

`KINDS` is the table of them; nobody else asks which kind a question is of.
"""

from __future__ import annotations

from collections.abc import Mapping

from webapp.rules.kinds.choice import Choice
from webapp.rules.kinds.day import Day
from webapp.rules.kinds.kind import Kind
from webapp.rules.kinds.number import Number
from webapp.rules.model import Question

#: Every kind by the name that the law's files and the versions of the answer codes call it.
KINDS: Mapping[str, Kind] = {
    "choice": Choice(),
    "integer": Number(decimals=0),
    "number": Number(decimals=2),
    "date": Day(),
}


def kind_of(question: Question) -> Kind:
    """The kind of `question`."""
    return KINDS[question.kind]
