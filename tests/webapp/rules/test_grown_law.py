"""The engine with ten times as many schemes, made at random: verdicts as the conditions say, and nothing that helps is missed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.grown_law import grow
from tests.webapp.rules import kleene, people
from webapp.paths import share
from webapp.rules import UNKNOWN, Rulebook, Situation, assess, load
from webapp.rules.improving.improvements import RANK, improvements
from webapp.rules.kinds import kind_of
from webapp.rules.model import Question, Scheme

SCHEMES = 120
#: After every change in the made schemes, and before some of them.
DAYS = [date(2026, 11, 22), date(2023, 6, 1), date(2020, 3, 1)]
STATES = {"met": True, "not_met": False, "unknown": None}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("law") / "questions"
    grow(share("questions"), folder, SCHEMES)
    return load(folder)


def person(rulebook: Rulebook, on: date, random: Random, unknown: float = 0.0) -> dict[str, Any]:
    """Somebody who has answered everything, so much of it with "I don't know"."""
    answers = people.pick_whole(rulebook, on, random) | {"goal": "both"}
    if answers["withdrawal_date"] < answers["refusal_date"]:
        answers["withdrawal_date"] = answers["refusal_date"]
    for id, question in rulebook.questions.items():
        if question.may_be_unknown and random.random() < unknown:
            answers[id] = UNKNOWN
    return answers


def test_it_is_the_law_and_as_many_made_schemes_as_are_wanted(grown: Rulebook, rulebook: Rulebook) -> None:
    assert len(grown.schemes) == SCHEMES
    assert grown.schemes.keys() > rulebook.schemes.keys()
    conditions = {tuple(str(each.condition[0].when) for each in scheme.criteria) for scheme in grown.schemes.values()}
    assert len(conditions) == SCHEMES, "no two are the same"


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("seed", range(3))
def test_verdicts_and_amounts_are_what_the_conditions_say(grown: Rulebook, on: date, seed: int) -> None:
    answers = person(grown, on, Random(seed))
    assessment = assess(grown, answers, on)
    found = {result.scheme.id: result for result in assessment.schemes}
    assert assessment.missing == ()
    for scheme in grown.schemes.values():
        shown = on in scheme.in_force and kleene.holds(scheme.shown_when, grown, scheme, answers, on) is not False
        assert (scheme.id in found) == shown
        if shown:
            result = found[scheme.id]
            assert result.outcome == kleene.outcome(scheme, grown, answers, on)
            states = {each.criterion.id: STATES[each.result] for each in result.criteria}
            assert states == kleene.criteria(scheme, grown, answers, on)
            given = {each.amount.id: (each.minimum, each.maximum) for each in result.amounts}
            expected = {
                each.id: kroner
                for each in scheme.amounts
                if result.outcome != "unlikely" and on in each.span
                if (kroner := kleene.amount(each, scheme, grown, answers, on)) is not None
            }
            assert given == expected


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_open_is_never_decided_too_early_and_asked_while_it_matters(
    grown: Rulebook, on: date, seed: int
) -> None:
    random = Random(seed)
    whole = person(grown, on, random)
    some = {id: value for id, value in whole.items() if id == "goal" or random.random() < 0.6}
    now, later = assess(grown, some, on), {each.scheme.id: each for each in assess(grown, whole, on).schemes}
    for result in now.schemes:
        if final := later.get(result.scheme.id):
            assert result.outcome in ("possible", final.outcome)
        vague = kleene.outcome(result.scheme, grown, some, on)
        assert result.outcome == vague or vague == "possible"
    asked = {id: value for id, value in whole.items() if id in some or id in now.missing}
    told = {each.scheme.id: (each.outcome, each.amounts) for each in assess(grown, asked, on).schemes}
    assert told == {id: (each.outcome, each.amounts) for id, each in later.items()}, "what is not missing matters"
    assert Situation(grown, some, on).open_questions().missing == now.missing


@pytest.mark.parametrize("seed", range(6))
def test_every_improvement_holds_and_none_of_one_answer_is_missed(grown: Rulebook, seed: int) -> None:
    on = DAYS[0]
    answers = person(grown, on, Random(seed), unknown=0.15)
    situation = Situation(grown, answers, on)
    for result in situation.assess().schemes:
        found = improvements(situation, result)
        if result.outcome == "likely":
            assert found == ()
            continue
        for each in found:
            changed = {step.question.id: step.answer for step in each.steps}
            assert outcome(grown, {**answers, **changed}, on, result.scheme) == each.outcome
        alone = {each.steps[0].question.id: each for each in found if len(each.steps) == 1}
        for id, question in grown.questions.items():
            if answers[id] is UNKNOWN and question.influence.can_find_out:
                told = alone[id].steps[0].answers if id in alone else ()
                for value in near(grown, question, on):
                    helps = outcome(grown, {**answers, id: value}, on, result.scheme) == "likely"
                    assert helps == any(least <= value <= most for least, most in told), (result.scheme.id, id, value)
            deed = question.influence.can_do
            if deed and answers[id] in deed.after:
                reached = outcome(grown, {**answers, id: deed.option}, on, result.scheme)
                better = reached is not None and RANK[reached] > RANK[result.outcome]
                assert (alone[id].outcome if id in alone else None) == (reached if better else None)


def near(rulebook: Rulebook, question: Question, on: date) -> list[Any]:
    """Answers on both sides of every number that a condition could name."""
    if kind_of(question).compared_with != "number":
        return people.every(question, on)
    low, high = int(question.minimum), int(question.maximum)  # type: ignore[arg-type]
    if question.kind == "integer":
        return list(range(low, min(high, 100) + 1))
    halves = [Decimal(value) / 2 for value in range(2 * low, 2 * min(high, 40) + 1)]
    return [value for half in halves for value in (half - Decimal("0.01"), half) if low <= value <= high]


def outcome(rulebook: Rulebook, answers: dict[str, Any], on: date, scheme: Scheme) -> str | None:
    return Situation(rulebook, answers, on).outcome(compiled) if (compiled := _compiled(rulebook, on, scheme)) else None


def _compiled(rulebook: Rulebook, on: date, scheme: Scheme) -> Any:
    return Situation(rulebook, {}, on).law.compiled(scheme)
