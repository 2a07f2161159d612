"""The engine against a naive one, over random people: never surer than the answers, never vaguer than Kleene."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.webapp.rules import kleene, people
from webapp.rules import UNKNOWN, Rulebook, Situation, as_json, assess, at_most_left, parse_answers
from webapp.rules.logic.results import AmountResult, Assessment

days = st.sampled_from(people.DAYS)
TODAY = date(2026, 11, 22)


def amounts(assessment: Assessment) -> dict[tuple[str, str], AmountResult]:
    return {(result.scheme.id, each.amount.id): each for result in assessment.schemes for each in result.amounts}


def what_it_says(assessment: Assessment) -> dict[str, Any]:
    """Outcomes and amounts, without what is still missing: what a further answer could change."""
    return {
        result.scheme.id: (result.outcome, [(each.amount.id, each.minimum, each.maximum) for each in result.amounts])
        for result in assessment.schemes
    }


@settings(max_examples=300)
@given(st.data(), days)
def test_whole_answers_give_what_the_conditions_say(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers = data.draw(people.whole(rulebook, on))
    assessment = assess(rulebook, answers, on)
    given_amounts = amounts(assessment)
    assert assessment.next_question is None
    for scheme in rulebook.schemes.values():
        result = next((each for each in assessment.schemes if each.scheme is scheme), None)
        in_scope = answers["goal"] in (scheme.goal, "both") and on in scheme.in_force
        shown = in_scope and kleene.holds(scheme.shown_when, rulebook, scheme, answers, on) is not False
        assert (result is not None) == shown
        if result is None:
            continue
        states = {"met": True, "not_met": False, "unknown": None}
        assert {each.criterion.id: states[each.result] for each in result.criteria} == kleene.criteria(
            scheme, rulebook, answers, on
        )
        assert result.outcome == kleene.outcome(scheme, rulebook, answers, on)
        assert result.missing == ()
        for each in scheme.amounts:
            found = given_amounts.get((scheme.id, each.id))
            expected = None
            if result.outcome != "unlikely" and on in each.span:
                expected = kleene.amount(each, scheme, rulebook, answers, on)
            assert (found and (found.minimum, found.maximum)) == expected, each.id


@settings(max_examples=300)
@given(st.data(), days)
def test_never_surer_than_the_answers_and_never_vaguer_than_kleene(
    rulebook: Rulebook, data: st.DataObject, on: date
) -> None:
    partial, complete = data.draw(people.with_gaps(rulebook, on))
    now, later = assess(rulebook, partial, on), assess(rulebook, complete, on)
    afterwards = {result.scheme.id: result for result in later.schemes}
    for result in now.schemes:
        scheme = result.scheme
        vague = kleene.outcome(scheme, rulebook, partial, on)
        assert result.outcome == vague or vague == "possible"
        for each in result.criteria:
            known = kleene.holds(each.criterion.condition, rulebook, scheme, partial, on)
            assert each.result == {True: "met", False: "not_met"}.get(known, each.result)  # type: ignore[arg-type]
        final = afterwards.get(scheme.id)
        if final is None:
            assert scheme.shown_when is not None
            continue
        assert result.outcome in ("possible", final.outcome)
        for each, last in zip(result.criteria, final.criteria, strict=True):
            assert each.result in ("unknown", last.result)
    before = amounts(now)
    for key, last in amounts(later).items():
        first = before[key]
        if first.minimum is None or first.maximum is None:
            assert first.minimum is first.maximum is None
        else:
            assert last.minimum is not None and last.maximum is not None
            assert first.minimum <= last.minimum <= last.maximum <= first.maximum
    assert set(afterwards) <= {result.scheme.id for result in now.schemes}


@settings(max_examples=200)
@given(st.data(), days)
def test_what_is_not_missing_changes_nothing(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    partial, complete = data.draw(people.with_gaps(rulebook, on))
    missing = assess(rulebook, partial, on).missing
    needed = {id: value for id, value in complete.items() if id in missing or id in partial}
    for id, value in partial.items():
        if value is not UNKNOWN:
            needed[id] = value
        elif id not in missing:
            needed[id] = UNKNOWN
    assert what_it_says(assess(rulebook, needed, on)) == what_it_says(assess(rulebook, complete, on))


@settings(max_examples=60, phases=[Phase.generate])  # shrinking takes minutes
@given(st.data(), days)
def test_each_question_that_is_missing_can_change_its_scheme(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers, _ = data.draw(people.with_gaps(rulebook, on))
    assessment = assess(rulebook, answers, on)
    for result in assessment.schemes:
        for id in result.missing:
            assert changes_the_scheme(rulebook, answers, id, result.scheme.id, on), f"{id} in {result.scheme.id}"
    asked = [id for id in rulebook.questions if any(id in result.missing for result in assessment.schemes)]
    if "goal" in answers:
        assert list(assessment.missing) == asked
    assert assessment.next_question == next((id for id in assessment.missing if id not in answers), None)


def changes_the_scheme(rulebook: Rulebook, answers: dict[str, Any], id: str, scheme: str, on: date) -> bool:
    """Whether two answers to `id` lead to different results of the scheme, for some answers to all other questions.

    The others are answered one by one, so that `id` stays missing; at the end both answers are given, and compared.
    """
    known = {key: value for key, value in answers.items() if value is not UNKNOWN}

    def possible(question: str) -> list[dict[str, Any]]:
        # One day must not be after the other, which may be long ago: days near it are tried, too.
        near = on, *(value for value in known.values() if isinstance(value, date))
        filled = [
            {**known, question: value} for day in near for value in people.every(rulebook.questions[question], day)
        ]
        return [each for each in filled if each.get("withdrawal_date", on) >= each.get("refusal_date", date.min)]

    for other in rulebook.questions:
        if other not in known and other != id:
            for each in possible(other):
                results = assess(rulebook, each, on).schemes
                if any(id in result.missing for result in results if result.scheme.id == scheme):
                    known = each
                    break
            else:
                return False
    return len({str(what_it_says(assess(rulebook, each, on)).get(scheme)) for each in possible(id)}) > 1


@settings(max_examples=60, deadline=None, phases=[Phase.generate])  # shrinking a journey takes minutes
@given(st.data(), days)
def test_what_is_worth_asking_is_the_same_without_the_schemes(
    rulebook: Rulebook, data: st.DataObject, on: date
) -> None:
    answers, _ = data.draw(people.with_gaps(rulebook, on))
    whole = assess(rulebook, answers, on)
    situation = Situation(rulebook, answers, on)
    lean = situation.open_questions()
    assert (lean.on, lean.missing, lean.next_question) == (whole.on, whole.missing, whole.next_question)
    known = {id for id, value in answers.items() if value is not UNKNOWN}
    assert [id for id in rulebook.questions if id not in known and situation.matters(id)] == list(lean.missing)


@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(st.data(), days)
def test_what_was_worked_out_for_others_changes_nothing(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    """Diagrams are made when somebody first needs them, and what nobody's answers touch is kept for the day."""
    answers, _ = data.draw(people.with_gaps(rulebook, on))
    first = replace(rulebook, compiled={})
    assert assess(rulebook, answers, on) == assess(first, answers, on)
    assert Situation(first, answers, on).open_questions() == Situation(rulebook, answers, on).open_questions()


@given(st.data(), days)
def test_the_journey_ends_asks_nothing_twice_and_nothing_useless(
    rulebook: Rulebook, data: st.DataObject, on: date
) -> None:
    person = data.draw(people.whole(rulebook, on))
    random = Random(data.draw(st.integers(0, 1 << 30)))
    answers: dict[str, Any] = {}
    order = list(rulebook.questions)
    while True:
        assessment = assess(rulebook, answers, on)
        question = assessment.next_question
        left = at_most_left(rulebook, assessment, answers)
        if question is None:
            assert left == 0
            break
        assert question not in answers
        assert all(other in answers or other not in assessment.missing for other in order[: order.index(question)])
        assert can_matter(rulebook, answers, question, on, random), f"{question} changes nothing"
        unsure = rulebook.questions[question].may_be_unknown and data.draw(st.integers(0, 9)) == 0
        answers[question] = UNKNOWN if unsure else person[question]
        following = assess(rulebook, answers, on)
        assert at_most_left(rulebook, following, answers) <= left - 1
    known = {id: value for id, value in answers.items() if value is not UNKNOWN}
    whole = {**person, **{id: UNKNOWN for id, value in answers.items() if value is UNKNOWN}}
    if len(known) == len(answers):
        assert what_it_says(assess(rulebook, answers, on)) == what_it_says(assess(rulebook, whole, on))


def can_matter(rulebook: Rulebook, answers: dict[str, Any], id: str, on: date, random: Random) -> bool:
    """Whether two answers to `id` lead to different results for some answers to the other open questions."""
    known = {key: value for key, value in answers.items() if value is not UNKNOWN}
    tries = people.every(rulebook.questions[id], on)
    for _ in range(20000):  # rare combinations count too; most questions need a handful
        others = people.pick_whole(rulebook, on, random) | known
        results = set()
        for each in tries:
            complete = {**others, id: each}
            if complete["withdrawal_date"] >= complete["refusal_date"]:
                results.add(str(what_it_says(assess(rulebook, complete, on))))
                if len(results) > 1:
                    return True
    return False


@pytest.mark.parametrize("on", people.DAYS)
def test_days_on_which_the_law_is_the_same_give_the_same(rulebook: Rulebook, on: date) -> None:
    before = [day for day in rulebook.change_days if day <= on]
    assert before, "the law of this site begins in 1998"
    answers = parse_answers(rulebook, {"goal": "both", "status": "refugee", "needs_support": "yes"}, on)
    assert what_it_says(assess(rulebook, answers, on)) == what_it_says(assess(rulebook, answers, before[-1]))


def test_without_a_goal_there_are_no_schemes(rulebook: Rulebook) -> None:
    assessment = assess(rulebook, {}, TODAY)
    assert (assessment.schemes, assessment.next_question) == ((), "goal")


def test_what_matters_only_where_a_scheme_is_not_shown_is_not_asked(rulebook: Rulebook) -> None:
    """An EU citizen with a right to help has rights from work, which protect: marriage and years change nothing."""
    raw: dict[str, object] = {"goal": "stay", "status": "eu_citizen", "needs_support": "yes", "age": 40}
    assessment = assess(rulebook, parse_answers(rulebook, raw, TODAY), TODAY)
    assert assessment.next_question == "eu_basis"
    unsure = assess(rulebook, parse_answers(rulebook, {**raw, "eu_basis": "unknown"}, TODAY), TODAY)
    protected = next(result for result in unsure.schemes if result.scheme.id == "protected-stay")
    assert protected.outcome == "possible", "who does not know the basis of the stay is not told to be protected"


def test_a_sum_is_exact_where_its_parts_exclude_one_another(rulebook: Rulebook) -> None:
    raw: dict[str, object] = {"goal": "return", "status": "visitor", "trafficking_identified": "yes"}
    raw |= {"permanent_return": "yes", "children_supported": 2}
    scheme = rulebook.schemes["trafficking-return"]
    for children, expected in (("yes", (20000, 20000)), ("no", (10000, 10000)), ("unknown", (10000, 20000))):
        answers = parse_answers(rulebook, {**raw, "children_in_home_country": children}, TODAY)
        assert Situation(rulebook, answers, TODAY).sum_range(scheme, scheme.sums[0]) == expected


def test_a_sum_is_of_what_can_be_had_together(rulebook: Rulebook) -> None:
    """Whether the supplement is given is open; the sum is one with the supplement all the same, never one without."""
    raw: dict[str, object] = {"goal": "return", "status": "asylum_ended", "cooperation": "from_start"}
    refused: dict[str, object] = {"asylum_outcome": "refused_by_immigration_service", "asylum_procedure": "normal"}
    scheme = rulebook.schemes["return-supplement"]
    for more, expected in (
        ({**refused, "withdrawal": "unknown", "refusal_date": "2026-11-15"}, (40000, 40000)),
        ({**refused, "withdrawal": "unknown", "refusal_date": "2026-10-01"}, (30000, 40000)),
        ({"asylum_procedure": "normal", "withdrawal": "considering", "refusal_date": "2026-11-15"}, (40000, 40000)),
        ({**refused, "withdrawal": "no"}, None),
    ):
        answers = parse_answers(rulebook, raw | more, TODAY)
        assert Situation(rulebook, answers, TODAY).sum_range(scheme, scheme.sums[0]) == expected


def test_json_has_numbers_and_the_contract_s_keys(rulebook: Rulebook) -> None:
    answers = parse_answers(
        rulebook,
        {"goal": "stay", "status": "refugee", "needs_support": "yes", "children_supported": 1, "children_at_home": 1}
        | {"extra_child_allowance": "yes"},
        TODAY,
    )
    json = as_json(assess(rulebook, answers, TODAY))
    assert list(json) == ["date", "schemes", "deadlines", "also", "notices", "next_question"]
    cash = next(each for each in json["schemes"] if each["id"] == "cash-benefit")
    assert list(cash) == ["id", "outcome", "criteria", "missing", "amounts"]
    leisure = next(each for each in cash["amounts"] if each["id"] == "leisure_supplement")
    assert leisure == {
        "id": "leisure_supplement",
        "min": 125,
        "max": 125,
        "currency": "DKK",
        "per": "month",
        "level": "2026",
    }


def test_how_many_are_left_is_not_less_before_the_first_answer(rulebook: Rulebook) -> None:
    """Somebody who goes back to the first question keeps the other answers; anything may still come."""
    bare = at_most_left(rulebook, assess(rulebook, {}, TODAY), {})
    others: dict[str, Any] = {"status": "visitor", "needs_support": "no"}
    assert at_most_left(rulebook, assess(rulebook, others, TODAY), others) == bare > 10
