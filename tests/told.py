"""What somebody is told beside the outcome of a scheme: warnings, rights, steps, what to bring, contacts, reasons …"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from webapp.rules import Rulebook, Situation
from webapp.rules.logic.results import SchemeResult
from webapp.rules.model import Condition, Line, Moment, Scheme, Step


def told(situation: Situation, result: SchemeResult) -> list[str]:
    """Everything that `result` comes with: the ids of warnings, `steps.id`, `contacts.id` and so on, and the reasons' sentences.

    A reason is given where it is surely so; the rest is said unless it surely does not concern this person. The card of a
    scheme that does not apply says only the reasons, rights and information. (Its contacts are shown where nothing applies.)
    """
    scheme = result.scheme
    is_short = result.outcome == "unlikely" and "unlikely" not in scheme.outcomes

    def holds(condition: Condition | None) -> bool | None:
        return situation.holds(condition, scheme)

    def is_said(line: Line) -> bool:
        return line.on(situation.on, holds) is not None

    said = [
        each.id
        for each in scheme.said
        if is_said(each) and (each.kind != "reason" or holds(each.condition) is True)
        if each.kind in ("right", "information") or not is_short
    ]
    parts = [] if is_short else [f"{part}.{each.id}" for part, each in parts_of(scheme) if is_said(each)]
    contacts = [f"contacts.{each.authority.id}" for each in scheme.contacts if holds(each.condition) is not False]
    reasons = [
        each.text.id for found in result.criteria for each in found.criterion.because if holds(each.condition) is True
    ]
    return said + parts + contacts + reasons


def parts_of(scheme: Scheme) -> Iterator[tuple[str, Step | Moment]]:
    """The steps, what to bring and the points of the timeline, with the name of the list that they stand in."""
    for part in ("steps", "bring", "payments"):
        for each in getattr(scheme, part):
            yield part, each


def may_be_told(scheme: Scheme) -> Iterator[str]:
    """Everything that somebody can be told beside `scheme`."""
    yield from (each.id for each in scheme.said)
    yield from (f"{part}.{each.id}" for part, each in parts_of(scheme))
    yield from (f"contacts.{each.authority.id}" for each in scheme.contacts)
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
