"""The README of the engine shows what really comes out."""

from __future__ import annotations

import doctest
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.paths import PACKAGE, share
from webapp.rules import Rulebook, assess, parse_answers
from webapp.rules.logic.compiled_law import law_on

README = PACKAGE / "rules" / "README.md"
TEXT = README.read_text(encoding="utf-8")


def alone(rulebook: Rulebook) -> Rulebook:
    """The law with one condition and nothing else."""
    scheme = rulebook.schemes["reintegration"]
    nothing: dict[str, Any] = dict.fromkeys(("amounts", "sums", "said", "steps", "bring", "deadlines", "payments"), ())
    nothing |= dict.fromkeys(("ways", "comparison", "composition", "shown_when"))
    criteria = tuple(each for each in scheme.criteria if each.id == "age_or_health")
    return replace(
        rulebook,
        concepts={id: concept for id, concept in rulebook.concepts.items() if id == "age_or_health_fits"},
        schemes={scheme.id: replace(scheme, criteria=criteria, contacts=(), **nothing)},
        notices=(),
        also=(),
        compiled={},
    )


def test_what_is_shown_comes_out(rulebook: Rulebook) -> None:
    known = {"rulebook": rulebook, "alone": alone(rulebook), "date": date}
    known |= {"law_on": law_on, "parse_answers": parse_answers, "assess": assess}
    examples = doctest.DocTestParser().get_doctest(TEXT.replace("```", ""), known, README.name, str(README), 0)
    told: list[str] = []
    results = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples, out=told.append)
    assert results.attempted > 10
    assert not results.failed, "".join(told)


def test_the_condition_is_one_of_the_law(rulebook: Rulebook) -> None:
    [entry] = rulebook.concepts["age_or_health_fits"].condition
    lines = (share("questions") / entry.place.file).read_text(encoding="utf-8").splitlines()
    assert f"`questions/{entry.place.file}`" in TEXT
    assert lines[entry.place.line - 1].strip() in TEXT


def test_every_room_and_file_is_named() -> None:
    rooms = [f"`{path.parent.name}/`" for path in README.parent.glob("*/__init__.py")]
    files = [f"`{path.name}`" for path in README.parent.glob("*.py") if path.stem != "__init__"]
    assert [name for name in rooms + files if name not in TEXT] == []
