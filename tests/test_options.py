"""Which answers to a question meet a condition, or are told something: one by one (tests/scenarios/options.yaml)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scenario_files import Json, day, read
from tests.told import may_be_told, told
from webapp.rules import Rulebook, Situation, as_json, parse_answers

ROWS: list[Json] = read("options.yaml")
#: What a row may be about, and the words for its results.
KINDS = {"criterion": ("met", "unknown"), "amount": ("given", "perhaps"), "says": ("told",)}
NEEDED = ("law", "date", "answers", "of")


def kind_of(row: Json) -> str:
    """What the row is about."""
    return next((kind for kind in KINDS if kind in row), "criterion")


def names_of(rulebook: Rulebook, kind: str, scheme: str) -> list[str]:
    """What a row of this kind can name in the scheme."""
    found = rulebook.schemes[scheme]
    if kind == "says":
        return list(may_be_told(found))
    return [each.id for each in (found.criteria if kind == "criterion" else found.amounts)]


def wrong_form(rulebook: Rulebook, row: Json) -> Iterator[str]:
    """What is wrong with the row itself, in words."""
    kind = kind_of(row)
    if missing := [key for key in (kind, *NEEDED) if key not in row]:
        yield f"{', '.join(missing)}: missing"
        return
    if strangers := set(row) - {kind, *NEEDED, *KINDS[kind]}:
        yield f"{', '.join(sorted(strangers))}: not known here"
    scheme, _, name = row[kind].partition(".")
    if scheme not in rulebook.schemes:
        yield f"there is no scheme “{scheme}”"
    elif name not in names_of(rulebook, kind, scheme):
        yield f"“{name}” is nothing that the scheme “{scheme}” has"
    if row["of"] not in rulebook.questions:
        yield f"there is no question “{row['of']}”"
        return
    options = [option.id for option in rulebook.questions[row["of"]].options]
    for word in KINDS[kind]:
        for each in row.get(word, []):
            if each not in options:
                yield f"{word}: “{row['of']}” has no answer “{each}”"
    if row["of"] in row["answers"]:
        yield f"“{row['of']}” is among the answers: the row goes through all of its answers"


def result(rulebook: Rulebook, row: Json, option: str) -> str:
    """What comes of the condition with this answer, in the words of the file."""
    on = day(row["date"])
    situation = Situation(rulebook, parse_answers(rulebook, {**row["answers"], row["of"]: option}, on), on)
    assessment = situation.assess()
    kind = kind_of(row)
    scheme_id, _, name = row[kind].partition(".")
    found = {scheme["id"]: scheme for scheme in as_json(assessment)["schemes"]}.get(scheme_id)
    if found is None:
        return "absent"
    if kind == "says":
        [said] = (told(situation, each) for each in assessment.schemes if each.scheme.id == scheme_id)
        return "told" if name in said else "not told"
    if kind == "criterion":
        return {each["id"]: str(each["result"]) for each in found["criteria"]}.get(name, "absent")
    amounts = {each["id"]: each["min"] for each in found["amounts"]}
    if name not in amounts:
        return "absent"
    return "perhaps" if amounts[name] == 0 else "given"


def faults(rulebook: Rulebook, row: Json) -> list[str]:
    """Where the law as it is computed and the row differ, in words."""
    if found := list(wrong_form(rulebook, row)):
        return found
    words = KINDS[kind_of(row)]
    for option in rulebook.questions[row["of"]].options:
        got = result(rulebook, row, option.id)
        wanted = next((word for word in words if option.id in row.get(word, [])), None)
        if got != wanted and (wanted or got in words):
            expected = wanted or f"not {' and not '.join(words)}"
            found.append(f"{row['of']}: {option.id}: is {got}, expected {expected}")
    return found


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.get(kind_of(row))}-{n}") for n, row in enumerate(ROWS, 1)])
def test_exactly_these_answers_meet_it(rulebook: Rulebook, row: Json) -> None:
    found = faults(rulebook, row)
    assert not found, "\n".join(["", f"{row.get(kind_of(row))} ({row.get('law')}; {row.get('date')})", *found])


def test_every_contact_that_is_not_for_everybody_is_in_a_list(rulebook: Rulebook) -> None:
    listed = {row["says"] for row in ROWS if "says" in row}
    listed |= {f"{row['scheme']}.{row['said']}" for row in read("said.yaml")["said"]}
    named = {
        f"{scheme.id}.contacts.{each.authority.id}"
        for scheme in rulebook.schemes.values()
        for each in scheme.contacts
        if each.condition
    }
    assert named - listed == set()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"met": ["refugee"]}, "status: family_of_refugee: is met, expected not met and not unknown"),
        ({"unknown": ["visitor"]}, "status: visitor: is not_met, expected unknown"),
        ({"criterion": "danish-bonus-self-supporting.integration"}, "“integration” is nothing that the scheme"),
        ({"criterion": "bonus.integration_group"}, "there is no scheme “bonus”"),
        ({"of": "state"}, "there is no question “state”"),
        ({"met": ["refugees"]}, "met: “status” has no answer “refugees”"),
        ({"told": ["refugee"]}, "told: not known here"),
        ({"answers": {"goal": "stay", "status": "refugee"}}, "“status” is among the answers"),
    ],
)
def test_a_wrong_row_is_explained(rulebook: Rulebook, change: Json, fault: str) -> None:
    row = next(each for each in ROWS if each.get("criterion") == "danish-bonus-self-supporting.integration_group")
    assert any(each.startswith(fault) for each in faults(rulebook, {**row, **change}))
    [missing] = faults(rulebook, {key: value for key, value in row.items() if key != "law"})
    assert missing == "law: missing"
