"""People, dates and what the law gives them: runs tests/scenarios/*.yaml (see the README there)."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.scenario_files import LAST_DAY, Json, day, read, scenario_files
from tests.told import telling_differences, told
from webapp.paths import share
from webapp.rules import Rulebook, Situation, as_json, parse_answers

# The numbers before the names of the files give the order.
SCHEMES = [path.stem[3:] for path in sorted(share("questions").joinpath("schemes").glob("*.yaml"))]
SCENARIO_KEYS = {"person", "law", "date", "answers", "schemes", "expect", "deadlines", "next_question"}
SCHEME_KEYS = {"outcome", "criteria", "amounts", "sums", "level", "ways", "missing", "says", "says_not"}


def slug(sentence: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", sentence.lower()).strip("-")
    return words if len(words) <= 70 else words[:70].rsplit("-", 1)[0]


SCENARIOS = [(name, number, scenario) for name in scenario_files() for number, scenario in enumerate(read(name), 1)]
OUTCOMES = read("outcomes.yaml")
FIGURES = read("figures.yaml")["figures"]


# --- running a scenario


def assessed(rulebook: Rulebook, answers: Json, date: str) -> Json:
    """The answer of the command line, and beside each scheme what it says and the sums, as the page has them."""
    on = day(date)
    situation = Situation(rulebook, parse_answers(rulebook, answers, on), on)
    assessment = situation.assess()
    answer = as_json(assessment)
    for scheme, result in zip(answer["schemes"], assessment.schemes, strict=True):
        scheme["said"] = told(situation, result)
        scheme["ways"] = {way.id: way.total(situation.on) for way in situation.ways(result.scheme)}
        if result.outcome != "unlikely":
            scheme["sums"] = {each.id: situation.sum_range(result.scheme, each) for each in result.scheme.sums}
    return answer


def by_id(items: list[Json]) -> dict[str, Json]:
    found = {item["id"]: item for item in items}
    assert len(found) == len(items), f"an id twice in {[item['id'] for item in items]}"
    return found


def figure(value: Any) -> tuple[Decimal, Decimal] | None:
    """The range that an expected amount stands for; None where no figure is published."""
    if value == "unpublished":
        return None
    low, high = value if isinstance(value, list) else (value, value)
    return Decimal(str(low)), Decimal(str(high))


def shown(amount: Json) -> tuple[Decimal, Decimal] | None:
    if amount["min"] is None and amount["max"] is None:
        return None
    return Decimal(str(amount["min"])), Decimal(str(amount["max"]))


def scheme_differences(expected: Json | str, scheme: Json | None, rulebook: Rulebook) -> list[str]:
    """What a scheme of the answer does not share with the expectation, in words."""
    if expected == "absent":
        return [] if scheme is None else [f"is there ({scheme['outcome']}), expected absent"]
    if scheme is None:
        return ["is absent"]
    assert isinstance(expected, dict)
    found = []

    def compare(what: str, got: Any, want: Any) -> None:
        if got != want:
            found.append(f"{what}: is {got}, expected {want}")

    if "outcome" in expected:
        compare("outcome", scheme["outcome"], expected["outcome"])
    criteria = by_id(scheme["criteria"])
    for criterion, result in expected.get("criteria", {}).items():
        compare(f"criterion {criterion}", criteria[criterion]["result"] if criterion in criteria else "absent", result)
    amounts = by_id(scheme["amounts"])
    for name, value in expected.get("amounts", {}).items():
        if value == "none":
            compare(f"amount {name}", shown(amounts[name]) if name in amounts else "none", "none")
        else:
            compare(f"amount {name}", shown(amounts[name]) if name in amounts else "none", figure(value))
    for name, level in expected.get("level", {}).items():
        compare(f"level of {name}", amounts[name]["level"] if name in amounts else "none", level)
    for name, value in expected.get("sums", {}).items():
        compare(f"sum {name}", scheme.get("sums", {}).get(name), None if value == "none" else figure(value))
    if "ways" in expected:
        compare(
            "ways",
            {id: "unpublished" if total is None else total for id, total in scheme["ways"].items()},
            expected["ways"],
        )
    if "missing" in expected:
        compare("missing", scheme["missing"], expected["missing"])
    return found + telling_differences(expected, rulebook, scheme["id"], scheme["said"])


def differences(scenario: Json, answer: Json, rulebook: Rulebook) -> list[str]:
    schemes = by_id(answer["schemes"])
    found = [
        f"{scheme}: {difference}"
        for scheme, expected in scenario.get("expect", {}).items()
        for difference in scheme_differences(expected, schemes.get(scheme), rulebook)
    ]
    if "schemes" in scenario and list(schemes) != scenario["schemes"]:
        found.append(f"schemes: are {list(schemes)}, expected {scenario['schemes']}")
    if "deadlines" in scenario:
        deadlines = {deadline["id"]: deadline["date"] for deadline in answer["deadlines"]}
        if deadlines != scenario["deadlines"]:
            found.append(f"deadlines: are {deadlines}, expected {scenario['deadlines']}")
    if "next_question" in scenario and answer["next_question"] != scenario["next_question"]:
        found.append(f"next question: is {answer['next_question']}, expected {scenario['next_question']}")
    return found


def always_true(answer: Json) -> None:
    """What holds for every answer, whoever the person is."""
    ids = [scheme["id"] for scheme in answer["schemes"]]
    assert ids == [scheme for scheme in SCHEMES if scheme in ids], "schemes stand in the order of the contract"
    for scheme in answer["schemes"]:
        results = {criterion["result"] for criterion in scheme["criteria"]}
        if scheme["outcome"] == "likely":
            assert results == {"met"}, scheme
        if "not_met" in results:
            assert scheme["outcome"] == "unlikely", scheme
        if scheme["outcome"] == "unlikely":
            assert scheme["amounts"] == [], scheme
        for amount in scheme["amounts"]:
            assert (amount["min"] is None) == (amount["max"] is None), amount
            assert amount["min"] is None or 0 <= amount["min"] <= amount["max"], amount
            assert amount["currency"] == "DKK", amount
            assert amount["per"] in ("once", "day", "month", "year"), amount


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(scenario, id=f"{Path(name).stem}-{number}-{slug(scenario['person'])}")
        for name, number, scenario in SCENARIOS
    ],
)
def test_scenario(rulebook: Rulebook, scenario: Json) -> None:
    answer = assessed(rulebook, scenario["answers"], scenario["date"])
    assert answer["date"] == scenario["date"]
    always_true(answer)
    found = differences(scenario, answer, rulebook)
    assert not found, "\n".join(["", scenario["person"], f"({scenario['law']}; {scenario['date']})", *found])


# --- every figure of the law, on its first and its last day


def last_day(row: Json) -> str:
    """The last day on which a row holds: as it says, or the day before the next row of the same amount."""
    if "until" in row:
        return str(row["until"])
    same = [other for other in FIGURES if all(other[key] == row[key] for key in ("scheme", "amount", "answers"))]
    later = [other["date"] for other in same if other["date"] > row["date"]]
    return (day(min(later)) - datetime.timedelta(days=1)).isoformat() if later else LAST_DAY


def figure_cases() -> list[Any]:
    return [
        pytest.param(row, date, id=f"{row['scheme']}-{row['amount']}-{str(row['figure']).replace(' ', '')}-{date}")
        for row in FIGURES
        for date in (row["date"], last_day(row))
    ]


@pytest.mark.parametrize(("row", "date"), figure_cases())
def test_figure(rulebook: Rulebook, row: Json, date: str) -> None:
    answer = assessed(rulebook, row["answers"], date)
    amounts = by_id(by_id(answer["schemes"])[row["scheme"]]["amounts"])
    assert row["amount"] in amounts, f"given: {sorted(amounts)}"
    amount = amounts[row["amount"]]
    assert shown(amount) == figure(row["figure"])
    assert amount["per"] == row["per"]
    if "level" in row:
        assert amount["level"] == row["level"]


def test_every_value_of_the_parameters_is_in_the_list(rulebook: Rulebook) -> None:
    """Whoever adds a line under `values:` writes the figure a second time, with its first day, into figures.yaml."""
    listed = {
        (row["scheme"], row["amount"], row["date"], Decimal(str(value))) for row in FIGURES for value in ends(row)
    }
    missing = {
        (each.id, figure.start, figure.value) for each in rulebook.parameters.values() for figure in each.figures
    }
    for scheme in rulebook.schemes.values():
        for amount in scheme.amounts:
            for parameter in (parameter for case in amount.cases for parameter in case.parameters):
                for figure in parameter.figures:
                    if (scheme.id, amount.id, figure.start.isoformat(), figure.value) in listed:
                        missing.discard((parameter.id, figure.start, figure.value))
    for row in read("figures.yaml")["in_sentences"]:
        found = rulebook.parameters[row["parameter"]].on(day(row["date"]))
        assert found is not None and found.value == Decimal(str(row["figure"])), row
        missing.discard((row["parameter"], found.start, found.value))
    assert not missing, "not in figures.yaml"


def ends(row: Json) -> list[Any]:
    """The figure of a row, or the ends of its range."""
    if row["figure"] == "unpublished":
        return []
    return row["figure"] if isinstance(row["figure"], list) else [row["figure"]]


# --- the scenarios themselves


def period(scheme: str, date: str) -> Json | None:
    rows = [row for row in OUTCOMES if row["scheme"] == scheme]
    rows = [row for row in rows if row["from"] <= date <= row.get("to", "9999-12-31")]
    assert len(rows) <= 1, f"{scheme}: periods overlap on {date}"
    return rows[0] if rows else None


def test_scenarios_are_well_formed() -> None:
    sentences: dict[tuple[str, str], int] = defaultdict(int)
    for name, number, scenario in SCENARIOS:
        where = f"{name}, scenario {number}"
        assert set(scenario) <= SCENARIO_KEYS, f"{where}: unknown {set(scenario) - SCENARIO_KEYS}"
        assert {"person", "law", "date", "answers"} <= set(scenario), where
        assert scenario["person"].endswith("."), where
        assert scenario["law"], where
        assert set(scenario) & {"expect", "schemes", "next_question", "deadlines"}, f"{where}: expects nothing"
        day(scenario["date"])
        sentences[name, scenario["person"]] += 1
        for scheme, expected in scenario.get("expect", {}).items():
            assert scheme in SCHEMES, f"{where}: {scheme}"
            if expected != "absent":
                assert set(expected) <= SCHEME_KEYS, f"{where}: unknown {set(expected) - SCHEME_KEYS}"
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_there_are_scenarios_enough() -> None:
    assert len(SCENARIOS) >= 80
    assert {row["scheme"] for row in OUTCOMES} == set(SCHEMES)
    assert {f"{scheme}.yaml" for scheme in SCHEMES} <= set(scenario_files())


def test_every_scheme_at_every_outcome_that_the_law_allows() -> None:
    seen = defaultdict(set)
    for name, number, scenario in SCENARIOS:
        for scheme, expected in scenario.get("expect", {}).items():
            row = period(scheme, scenario["date"])
            if expected != "absent" and "outcome" in expected:
                allowed = row["outcomes"] if row else ["absent"]
                where = f"{name}, scenario {number}"
                assert expected["outcome"] in allowed, f"{where}: {scheme} is {allowed} on {scenario['date']}"
                assert row
                seen[scheme, row["from"]].add(expected["outcome"])
    for row in OUTCOMES:
        assert seen[row["scheme"], row["from"]] == set(row["outcomes"]), f"{row['scheme']} from {row['from']}"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_is_absent_before_and_after_its_time(scheme: str) -> None:
    """First and last day stand in a scenario, and so do the day before and the day after."""
    periods = [row for row in OUTCOMES if row["scheme"] == scheme]
    first = min(row["from"] for row in periods)
    absent = {scenario["date"] for _, _, scenario in SCENARIOS if is_absent(scenario, scheme)}
    present = {scenario["date"] for _, _, scenario in SCENARIOS if scheme in scenario.get("expect", {})} - absent
    one = datetime.timedelta(days=1)
    assert (day(first) - one).isoformat() in absent
    assert first in present
    if all("to" in row for row in periods):
        last = max(row["to"] for row in periods)
        assert last in present
        assert (day(last) + one).isoformat() in absent


def is_absent(scenario: Json, scheme: str) -> bool:
    if scenario.get("expect", {}).get(scheme) == "absent":
        return True
    return "schemes" in scenario and scheme not in scenario["schemes"]


def test_every_amount_is_in_a_scenario_with_its_figure() -> None:
    """figures.yaml has every figure of the law; each amount also stands in the story of somebody."""
    expected = defaultdict(set)
    for _, _, scenario in SCENARIOS:
        for scheme, wanted in scenario.get("expect", {}).items():
            if wanted != "absent":
                for amount, value in wanted.get("amounts", {}).items():
                    expected[scheme, amount].add("figure" if value not in ("none", "unpublished") else value)
    for row in FIGURES:
        kind = "unpublished" if row["figure"] == "unpublished" else "figure"
        assert kind in expected[row["scheme"], row["amount"]], (row["scheme"], row["amount"], kind)
