"""What somebody is told beside the outcome of a scheme: warnings, rights, steps, contacts and the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from webapp.rules import Rulebook, Situation
from webapp.rules.model import Condition, Scheme
from webapp.rules.results import SchemeResult


def told(situation: Situation, result: SchemeResult) -> list[str]:
    """Everything that `result` comes with: `warning_id`, `steps.id`, `contacts.id`, and the sentences of the reasons.

    A reason is given where it is surely so; the rest is said unless it surely does not concern this person.
    """
    scheme = result.scheme

    def holds(condition: Condition | None) -> bool | None:
        return situation.holds(condition, scheme)

    said = [
        each.id
        for each in scheme.said
        if situation.on in each.span and holds(each.condition) in ((True,) if each.kind == "reason" else (True, None))
    ]
    steps = [f"steps.{each.id}" for each in scheme.steps if holds(each.condition) is not False]
    contacts = [
        f"contacts.{each.id}" for each in scheme.contacts if holds(scheme.contact_conditions.get(each.id)) is not False
    ]
    reasons = [
        each.text.id for found in result.criteria for each in found.criterion.because if holds(each.condition) is True
    ]
    return said + steps + contacts + reasons


def may_be_told(scheme: Scheme) -> Iterator[str]:
    """Everything that somebody can be told beside `scheme`."""
    yield from (each.id for each in scheme.said)
    yield from (f"steps.{each.id}" for each in scheme.steps)
    yield from (f"contacts.{each.id}" for each in scheme.contacts)
    yield from (each.text.id for criterion in scheme.criteria for each in criterion.because)


def matches(wanted: str, said: str) -> bool:
    """Whether `said` is what `wanted` names: an id as it is, a reason by some of its words."""
    return wanted in said if " " in wanted else wanted == said


def telling_differences(expected: dict[str, Any], rulebook: Rulebook, scheme: str, said: list[str]) -> list[str]:
    """Where what is told differs from `says` and `says_not` of a scenario, in words."""
    found = []
    known = list(may_be_told(rulebook.schemes[scheme]))
    for wanted in (*expected.get("says", ()), *expected.get("says_not", ())):
        if not any(matches(wanted, each) for each in known):
            found.append(f"“{wanted}” is nothing that it could say")
    for wanted in expected.get("says", ()):
        if not any(matches(wanted, each) for each in said):
            found.append(f"does not say “{wanted}”")
    for unwanted in expected.get("says_not", ()):
        if any(matches(unwanted, each) for each in said):
            found.append(f"says “{unwanted}”")
    return found
