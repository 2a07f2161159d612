"""The question lists that answer codes have been written for: `versions.json`, one entry for each, oldest first.

A code on paper outlives the questions it was written for. So it carries the number of a version, and the shape of every
version (ids, options, ranges) stays in the file for ever: it is all that is needed to read the code, whatever the
questions and the rules have become. Each version also holds what tended to be asked next when it was added. That only
makes codes shorter: any answers can be written, and it is frozen with the version, so that rules may change freely.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from webapp.rules.kinds import KINDS, kind_of
from webapp.rules.kinds.packed import Shape
from webapp.rules.logic.assess import assess
from webapp.rules.model import UNKNOWN, Answers, Question, Rulebook, Unknown, Value

FILE = Path(__file__).with_suffix(".json")

#: In `follows`: before the first question, and after the last.
START, END = "", "."
#: The answers that tell most about what is asked: those to these questions are part of what `follows` goes by.
_CONTEXT = ("goal", "status")
#: How many journeys `follows` is learnt from, what its shares add up to, and the rarest that it is worth listing.
_JOURNEYS, _SHARES, _RAREST = 10_000, 60, 0.01


@dataclass(frozen=True, slots=True)
class Version:
    """One question list. `follows`: by context and last question answered, the next ones and how often each came."""

    number: int
    shapes: tuple[Shape, ...]
    context: tuple[str, ...]
    follows: Mapping[str, Mapping[str, Mapping[str, int]]]

    def next_ones(self, answers: Answers, last: str) -> Mapping[str, int]:
        """What tended to be asked after `last` (`START`: first), given the answers so far; `END` is no more."""
        return self.follows.get(_context(self.context, answers), {}).get(last, {})


def shapes(rulebook: Rulebook) -> tuple[Shape, ...]:
    """The questions of today as shapes, in canonical order."""
    return tuple(_shape(question) for question in rulebook.questions.values())


@cache
def versions(file: Path = FILE) -> tuple[Version, ...]:
    """All versions, the oldest first."""
    return tuple(_from_json(entry) for entry in json.loads(file.read_text(encoding="utf-8")))


def add(rulebook: Rulebook, file: Path = FILE, on: date | None = None) -> Version | None:
    """Appends today's questions as a new version; None where the newest version is these questions already."""
    entries = json.loads(file.read_text(encoding="utf-8")) if file.exists() else []
    now = shapes(rulebook)
    if entries and _from_json(entries[-1]).shapes == now:
        return None
    version = Version(len(entries) + 1, now, _CONTEXT, learn(rulebook, on or date.today()))
    file.write_text(_as_text([*entries, _as_json(version)]), encoding="utf-8")
    versions.cache_clear()
    return version


def learn(rulebook: Rulebook, on: date) -> dict[str, dict[str, dict[str, int]]]:
    """What tends to be asked next, from the journeys of random people with any goal; always the same for the same law."""
    random = Random(1)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for _ in range(_JOURNEYS):
        answers = _journey(rulebook, on, random)
        so_far: dict[str, Value | Unknown] = {}
        last = START
        for id in rulebook.questions:
            if id in answers:
                counts[_context(_CONTEXT, so_far), last][id] += 1
                so_far[id] = answers[id]
                last = id
        counts[_context(_CONTEXT, so_far), last][END] += 1
    found: dict[str, dict[str, dict[str, int]]] = {}
    order = {id: place for place, id in enumerate([END, *rulebook.questions])}
    for (context, last), counter in sorted(counts.items()):
        total = counter.total()
        shares = {
            id: max(1, round(_SHARES * counter[id] / total))
            for id in sorted(counter, key=order.__getitem__)
            if counter[id] > total * _RAREST
        }
        found.setdefault(context, {})[last] = shares
    return found


def _context(ids: tuple[str, ...], answers: Answers) -> str:
    return " ".join(str(answers.get(id, "-")) for id in ids)


def _journey(rulebook: Rulebook, on: date, random: Random) -> Answers:
    answers: dict[str, Value | Unknown] = {}
    while (id := assess(rulebook, answers, on).next_question) is not None:
        question = rulebook.questions[id]
        if question.may_be_unknown and random.random() < 1 / 12:
            answers[id] = UNKNOWN
        else:
            answers[id] = kind_of(question).random(question, on, random)
    return answers


def _shape(question: Question) -> Shape:
    least, most = question.minimum, question.maximum
    return Shape(
        id=question.id,
        kind=question.kind,
        may_be_unknown=question.may_be_unknown,
        options=tuple(option.id for option in question.options),
        least=least,
        # A last day does not matter: any day can be written.
        most=most if isinstance(most, Decimal) else None,
    )


# The file: one question and one context a line, so that a change can be read ------------------------------------------


def _as_json(version: Version) -> dict[str, Any]:
    return {
        "version": version.number,
        "questions": [
            {"id": shape.id, "kind": shape.kind}
            | ({"options": list(shape.options)} if shape.options else {})
            | ({"from": str(shape.least)} if shape.least is not None else {})
            | ({"to": str(shape.most)} if shape.most is not None else {})
            | ({} if shape.may_be_unknown else {"unknown": False})
            for shape in version.shapes
        ],
        "context": list(version.context),
        "follows": version.follows,
    }


def _from_json(entry: Mapping[str, Any]) -> Version:
    return Version(
        number=entry["version"],
        shapes=tuple(
            Shape(
                id=each["id"],
                kind=each["kind"],
                may_be_unknown=each.get("unknown", True),
                options=tuple(each.get("options", ())),
                least=KINDS[each["kind"]].bound(each["from"]) if "from" in each else None,
                most=Decimal(each["to"]) if "to" in each else None,
            )
            for each in entry["questions"]
        ),
        context=tuple(entry["context"]),
        follows=entry["follows"],
    )


def _as_text(entries: list[Any]) -> str:
    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    written = []
    for entry in entries:
        questions = ",\n".join(f"   {line(each)}" for each in entry["questions"])
        follows = ",\n".join(
            f"   {line(context)}: {{\n"
            + ",\n".join(f"    {line(last)}: {line(shares)}" for last, shares in table.items())
            + "}"
            for context, table in entry["follows"].items()
        )
        written.append(
            f' {{"version": {entry["version"]},\n  "questions": [\n{questions}],\n'
            f'  "context": {line(entry["context"])},\n  "follows": {{\n{follows}}}}}'
        )
    return "[\n" + ",\n".join(written) + "\n]\n"
