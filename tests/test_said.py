"""Who is told which warning, right, duty, step or contact (tests/scenarios/said.yaml), and what the reasons may say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenario_files import LAST_DAY, day, read
from tests.told import may_be_told, parts_of, told
from webapp.rules import Rulebook, Situation, parse_answers
from webapp.rules.model import Scheme

ROWS: list[dict[str, Any]] = read("said.yaml")["said"]


def told_or_not(rulebook: Rulebook, row: dict[str, Any]) -> dict[str, bool]:
    """By status: whether it is told, for everybody to whom the scheme may apply with the answers of the row."""
    on = day(row.get("date", LAST_DAY))
    found = {}
    for option in rulebook.questions["status"].options:
        raw = {"goal": "both", "status": option.id, **row.get("answers", {})}
        situation = Situation(rulebook, parse_answers(rulebook, raw, on), on)
        for result in situation.assess().schemes:
            # Where the scheme does not apply only what failed is said, unless not to apply is what it tells.
            if result.scheme.id == row["scheme"] and (result.outcome != "unlikely" or result.scheme.outcomes):
                found[option.id] = row["said"] in told(situation, result)
    return found


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row['scheme']}-{row['said']}-{n}") for n, row in enumerate(ROWS)]
)
def test_told_to_exactly_those(rulebook: Rulebook, row: dict[str, Any]) -> None:
    assert row["said"] in may_be_told(rulebook.schemes[row["scheme"]]), "nothing that it could say"
    found = told_or_not(rulebook, row)
    expected = {"everybody": list(found), "nobody": []}.get(str(row["told"]), row["told"])
    assert found, "it applies to nobody with these answers"
    assert [status for status, is_told in found.items() if is_told] == [each for each in found if each in expected]
    assert set(expected) <= set(found), "the scheme cannot apply to them, so it is not told"


def of_consequence(scheme: Scheme) -> Iterator[tuple[str, bool]]:
    """Warnings, rights and duties, and what is not for everybody of the steps and the like; with whether it is for some only."""
    for said in scheme.said:
        if said.kind in ("warning", "right", "duty"):
            dated = said.span.start is not None and said.span.start > (scheme.in_force.start or said.span.start)
            yield said.id, said.condition is not None or dated
    yield from ((f"{part}.{each.id}", True) for part, each in parts_of(scheme) if each.condition is not None)


#: For some only, but those for whom it is not are told that the scheme does not apply, and nothing more.
OTHERS_ARE_TOLD_NOTHING = {
    ("self-support-benefit", "steps.apply"),
    ("cash-benefit", "steps.apply"),
    ("municipal-help", "steps.apply"),
}


def test_whatever_has_consequences_is_in_the_list(rulebook: Rulebook) -> None:
    """Somebody who is told each, and where it is not for everybody, somebody who is not."""
    listed: dict[tuple[str, str], set[bool]] = {}
    for row in ROWS:
        listed.setdefault((row["scheme"], row["said"]), set()).update(told_or_not(rulebook, row).values())
    needed = [
        f"{scheme.id}: {id} needs {'another row' if (scheme.id, id) in listed else 'a row'} in said.yaml"
        for scheme in rulebook.schemes.values()
        for id, for_some in of_consequence(scheme)
        if (scheme.id, id) not in OTHERS_ARE_TOLD_NOTHING
        and listed.get((scheme.id, id)) != ({True, False} if for_some else {True})
    ]
    assert not needed, "\n".join(needed)
