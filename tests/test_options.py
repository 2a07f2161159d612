"""Which answers to a question meet a condition, or are told something: one by one (tests/scenarios/options.yaml)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scenario_files import Json, day, read
from tests.told import may_be_told, told
from webapp.rules import Rulebook, Situation, as_json, parse_answers

ROWS: list[Json] = read("options.yaml")
#: What a row may be about, and the words for its results.
KINDS = {"criterion": ("met", "unknown"), "amount": ("given", "perhaps"), "says": ("told",)}


def kind_of(row: Json) -> str:
    """What the row is about."""
    [kind] = KINDS.keys() & row.keys()
    return kind


def result(rulebook: Rulebook, row: Json, option: str) -> str:
    """What comes of the condition with this answer, in the words of the file."""
    on = day(row["date"])
    situation = Situation(rulebook, parse_answers(rulebook, {**row["answers"], row["of"]: option}, on), on)
    assessment = situation.assess()
    kind = kind_of(row)
    scheme_id, part = row[kind].split(".", 1)
    found = {scheme["id"]: scheme for scheme in as_json(assessment)["schemes"]}.get(scheme_id)
    if found is None:
        return "absent"
    if kind == "says":
        [said] = (told(situation, each) for each in assessment.schemes if each.scheme.id == scheme_id)
        return "told" if part in said else "not told"
    if kind == "criterion":
        return str({each["id"]: each["result"] for each in found["criteria"]}[part])
    amounts = {each["id"]: each["min"] for each in found["amounts"]}
    if part not in amounts:
        return "absent"
    return "given" if Decimal(str(amounts[part])) else "perhaps"


@pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{row[kind_of(row)]}-{row['of']}-{n}") for n, row in enumerate(ROWS)],
)
def test_exactly_these_answers_meet_it(rulebook: Rulebook, row: Json) -> None:
    kind = kind_of(row)
    words = KINDS[kind]
    assert set(row) <= {kind, "law", "date", "answers", "of", *words}
    assert row["of"] not in row["answers"]
    if kind == "says":
        scheme_id, part = row[kind].split(".", 1)
        assert part in may_be_told(rulebook.schemes[scheme_id]), "nothing that it could say"
    options = [option.id for option in rulebook.questions[row["of"]].options]
    found: dict[str, list[str]] = {word: [] for word in words}
    for option in options:
        found.setdefault(result(rulebook, row, option), []).append(option)
    for word in words:
        assert found[word] == [each for each in options if each in row.get(word, [])], word
        assert set(row.get(word, [])) <= set(options), "an answer that the question does not have"
