"""What would change an outcome: every promise holds, is the smallest, and touches only what somebody can influence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenario_files import read
from tests.webapp.rules import people
from webapp.rules import UNKNOWN, Rulebook, Situation, assess, parse_answers
from webapp.rules.improving.improvements import RANK, Improvement, improvements
from webapp.rules.improving.moves import LONGEST_WAIT, ImprovementStep
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.measured import Measured
from webapp.rules.model import NO_INFLUENCE, Answers, Outcome, Question, Scheme

TODAY = date(2026, 11, 22)
#: Questions of whose answers nothing is ever suggested, and why.
NEVER = {row["question"]: row["because"] for row in read("never.yaml")}

days = st.sampled_from(people.DAYS)


@st.composite
def persons(draw: st.DrawFn, rulebook: Rulebook, on: date) -> dict[str, Any]:
    """People to whom something may apply, with some answers open: anybody at all would rarely be close to anything."""
    answers = draw(people.whole(rulebook, on))
    answers |= {"goal": "both", "needs_support": "yes", "permanent_return": "yes", "can_pay_return": "no"}
    for id in draw(st.sets(st.sampled_from(list(rulebook.questions)[2:]), max_size=5)):
        answers[id] = UNKNOWN
    for id in draw(st.sets(st.sampled_from(list(rulebook.questions)[2:]), max_size=3)):
        answers.pop(id)
    return answers


def suggested(
    rulebook: Rulebook, answers: Answers, on: date
) -> Iterator[tuple[Scheme, Outcome, tuple[Improvement, ...]]]:
    """Every scheme with its outcome and what would change it."""
    situation = Situation(rulebook, answers, on)
    for result in situation.assess().schemes:
        yield result.scheme, result.outcome, improvements(situation, result)


def told(rulebook: Rulebook, scheme: str, on: date = TODAY, **raw: object) -> list[str]:
    """What would change the outcome of one scheme for the person with these answers, a line for each change."""
    answers = parse_answers(rulebook, raw, on)
    found = {each.id: found for each, _, found in suggested(rulebook, answers, on)}
    return [" + ".join(map(shown, change.steps)) + f" → {change.outcome}" for change in found[scheme]]


def shown(step: ImprovementStep) -> str:
    values = ", ".join(str(least) if least == most else f"{least}–{most}" for least, most in step.answers)
    return f"{step.how} {step.question.id} {values}" + (f" in {step.months}" if step.months else "")


def outcome_of(rulebook: Rulebook, answers: Answers, on: date, scheme: Scheme) -> Outcome | None:
    return next((each.outcome for each in assess(rulebook, answers, on).schemes if each.scheme is scheme), None)


def rank(outcome: Outcome | None) -> int:
    return -1 if outcome is None else RANK[outcome]


def measured(question: Question) -> Measured:
    kind = kind_of(question)
    assert isinstance(kind, Measured)
    return kind


def sooner(question: Question, value: Any) -> Any:
    """The answer one smallest step below."""
    return measured(question).answer(measured(question).place(value) - 1)


def promised(step: ImprovementStep) -> list[Any]:
    """The answers for which a step promises its outcome: each option; of each stretch its ends and a point between."""
    found: list[Any] = []
    for least, most in step.answers:
        if least == most:
            found.append(least)
        else:
            kind = measured(step.question)
            found += [least, kind.answer((kind.place(least) + kind.place(most)) // 2), most]
    return found


def every(question: Question, on: date, answers: Answers) -> list[Any]:
    """Answers between which the rules could tell, besides what they make of two numbers that are added up."""
    found = people.every(question, on)
    if kind_of(question).compared_with != "number":
        return found
    kind = measured(question)
    low, high = kind.ends(question)
    places = {kind.place(value) for value in found} | (set(range(17, 60)) if kind.steps == 1 else set())
    places |= {9 * kind.steps - kind.place(value) for value in answers.values() if isinstance(value, Decimal)}
    near = {place + step for place in places for step in (-1, 0, 1)}
    return [kind.answer(place) for place in sorted(near) if low <= place <= high]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), days)
def test_every_promise_holds_and_is_the_smallest(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers = data.draw(persons(rulebook, on))
    for scheme, now, found in suggested(rulebook, answers, on):
        for change in found:
            assert rank(change.outcome) > rank(now), "no better than it is"
            assert 1 <= len(change.steps) == len({step.question.id for step in change.steps}) <= 2
            for values in product(*map(promised, change.steps)):
                changed = {step.question.id: value for step, value in zip(change.steps, values, strict=True)}
                assert outcome_of(rulebook, {**answers, **changed}, on, scheme) == change.outcome, changed
            for step in change.steps:
                influenced(step, answers)
            nothing_less_will_do(rulebook, answers, on, scheme, change)
        assert [change.months for change in found] == sorted(change.months for change in found), "the quickest first"


def influenced(step: ImprovementStep, answers: Answers) -> None:
    """The step is one that the question allows, from the answer that was given."""
    question, before = step.question, answers[step.question.id]
    if step.how == "find_out":
        assert question.influence.can_find_out and before is UNKNOWN and step.months == 0
    elif step.how == "do":
        assert question.influence.can_do and step.answers == ((question.influence.can_do.option,) * 2,)
        assert before in question.influence.can_do.after and before != step.answer
    else:
        [(value, _)] = step.answers
        assert question.influence.can_wait and before is not UNKNOWN
        assert before < value <= question.maximum  # type: ignore[operator]
        assert 0 < step.months <= LONGEST_WAIT


def nothing_less_will_do(rulebook: Rulebook, answers: Answers, on: date, scheme: Scheme, change: Improvement) -> None:
    """Neither a shorter wait nor one step of two leads as far."""
    for step in change.steps:
        others = {each.question.id: promised(each)[0] for each in change.steps if each is not step}
        if step.how == "wait" and not changes_meanwhile(rulebook, on, change.months):
            before = {**answers, **others, step.question.id: sooner(step.question, step.answer)}
            assert rank(outcome_of(rulebook, before, on, scheme)) < rank(change.outcome), step
        if others:
            without = {**answers, **others}
            assert rank(outcome_of(rulebook, without, on, scheme)) < rank(change.outcome), f"without {step}"


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), days)
def test_no_change_of_one_answer_is_missed(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers = data.draw(persons(rulebook, on))
    for scheme, now, found in suggested(rulebook, answers, on):
        alone = [(change.steps[0], change.outcome) for change in found if len(change.steps) == 1]
        for question in rulebook.questions.values():
            before = answers.get(question.id)
            steps = [(step, outcome) for step, outcome in alone if step.question is question]
            for value in every(question, on, answers) if question.influence and before is not None else []:
                outcome = outcome_of(rulebook, {**answers, question.id: value}, on, scheme)
                if rank(outcome) <= rank(now):
                    continue
                if before is UNKNOWN and question.influence.can_find_out:
                    assert any(contains(step, value) for step, _ in steps), (question.id, value)
                elif (deed := question.influence.can_do) and deed.option == value and before in deed.after:
                    assert [reached for step, reached in steps if step.how == "do"] == [outcome]
                elif before is not UNKNOWN and scheme.waits and awaited(rulebook, question, answers, value, on):
                    reached = [rank(each) for step, each in steps if step.answer <= value]  # type: ignore[operator]
                    assert max(reached, default=-1) >= rank(outcome), (question.id, value)


def contains(step: ImprovementStep, value: Any) -> bool:
    return any(least <= value <= most for least, most in step.answers)


def awaited(rulebook: Rulebook, question: Question, answers: Answers, value: Any, on: date) -> bool:
    """Whether somebody can wait for `value`: not too long, while the law is known to stay what it is."""
    wait, before = question.influence.can_wait, answers[question.id]
    if wait is None or value <= before:
        return False
    years = value - before  # type: ignore[operator]
    if years > LONGEST_WAIT / 12 - 0.2 or changes_meanwhile(rulebook, on, int(years * 12) + 2):
        return False
    scheme = next(iter(rulebook.schemes.values()))
    return Situation(rulebook, answers, on).holds(wait.condition, scheme) is True


def changes_meanwhile(rulebook: Rulebook, on: date, months: int) -> bool:
    """Whether the law is known to change within so many months."""
    return any(on < day <= on + timedelta(days=31 * months) for day in rulebook.change_days)


def test_nobody_is_told_to_be_another_person_or_to_leave(rulebook: Rulebook) -> None:
    """Whoever adds a question decides it, in never.yaml too."""
    assert {id for id, question in rulebook.questions.items() if question.influence == NO_INFLUENCE} == set(NEVER)
    assert all(NEVER.values())
    assert not any(rulebook.questions[id].influence for id in NEVER)


REFUGEE: dict[str, object] = {
    "goal": "both",
    "status": "refugee",
    "needs_support": "no",
    "lawful_years": "9",
    "permanent_return": "yes",
    "can_pay_return": "no",
    "age": 53,
    "disability_pension": "no",
    "cannot_support_self": "no",
    "on_benefit": "no",
    "danish_test": "none",
    "had_danish_bonus": "no",
}


class TestPeople:
    def test_a_refugee_of_53_in_good_health_can_wait_two_years(self, rulebook: Rulebook) -> None:
        assert told(rulebook, "reintegration", **REFUGEE) == ["wait age 55 in 24 → likely"]

    def test_who_does_not_know_about_the_pension_can_find_out_or_wait(self, rulebook: Rulebook) -> None:
        found = told(rulebook, "reintegration", **{**REFUGEE, "disability_pension": "unknown"})
        assert found == ["find_out disability_pension yes → likely", "wait age 55 in 24 → likely"]

    def test_two_waits_go_on_at_the_same_time(self, rulebook: Rulebook) -> None:
        answers = parse_answers(rulebook, {**REFUGEE, "lawful_years": "3.16"}, TODAY)
        found = {scheme.id: found for scheme, _, found in suggested(rulebook, answers, TODAY)}
        [change] = found["reintegration"]
        assert [shown(step) for step in change.steps] == ["wait lawful_years 5 in 22", "wait age 55 in 24"]
        assert (change.months, change.outcome) == (24, "likely")

    def test_two_answers_that_are_not_known_can_go_together(self, rulebook: Rulebook) -> None:
        found = told(rulebook, "reintegration", **REFUGEE | {"age": "unknown", "can_pay_return": "unknown"})
        assert found == ["find_out can_pay_return no + find_out age 55–120 → likely"]

    def test_what_depends_on_a_wish_is_not_found_out(self, rulebook: Rulebook) -> None:
        found = told(rulebook, "reintegration", **REFUGEE | {"age": "unknown", "permanent_return": "unknown"})
        assert found == []

    def test_a_test_in_danish_while_a_bonus_is_in_force(self, rulebook: Rulebook) -> None:
        for on, outcome in ((date(2021, 5, 1), "likely"), (date(2021, 10, 1), "possible")):
            found = told(rulebook, "danish-bonus-self-supporting", on, **REFUGEE)
            assert found == [f"do danish_test passed_since_2018 → {outcome}"]
            again = {**REFUGEE, "danish_test": "passed_before_2018"}
            assert told(rulebook, "danish-bonus-self-supporting", on, **again) == [], "nobody is sent to a test twice"

    def test_who_does_not_know_whether_a_test_was_passed_finds_out_first(self, rulebook: Rulebook) -> None:
        raw = {**REFUGEE, "danish_test": "unknown"}
        found = told(rulebook, "danish-bonus-self-supporting", date(2021, 5, 1), **raw)
        assert found == ["find_out danish_test passed_since_2018 → likely"]

    @pytest.mark.parametrize("outcome", ["withdrawn_before_decision", "refused_by_immigration_service"])
    def test_nobody_who_was_refused_is_told_to_withdraw_or_to_leave(self, rulebook: Rulebook, outcome: str) -> None:
        refused: dict[str, object] = {"goal": "both", "status": "asylum_ended", "asylum_outcome": outcome}
        refused |= {"asylum_procedure": "normal", "withdrawal": "no", "cooperation": "no", "permanent_return": "no"}
        for raw in (refused, {**refused, "withdrawal": "unknown", "cooperation": "unknown"}):
            answers = parse_answers(rulebook, raw, TODAY)
            assert [found for _, _, found in suggested(rulebook, answers, TODAY) if found] == []

    @pytest.mark.parametrize("final", ["yes", "no", "unknown"])
    def test_whose_permit_ended_gains_nothing_by_waiting(self, rulebook: Rulebook, final: str) -> None:
        raw: dict[str, object] = {"goal": "return", "status": "permit_ended", "revocation_final": final}
        raw |= {"ended_permit": "family_reunified", "lawful_years": "4.5", "cooperation": "from_start"}
        raw |= {"permanent_return": "yes", "can_pay_return": "no", "trafficking_identified": "no"}
        for scheme in ("repatriation", "return-support"):
            assert told(rulebook, scheme, **raw) == []

    def test_years_elsewhere_in_the_eu_count_towards_nine(self, rulebook: Rulebook) -> None:
        raw: dict[str, object] = {"goal": "stay", "status": "danish_citizen", "needs_support": "yes"}
        raw |= {"residence_years": "3.16", "eu_residence_years": "4.5", "arrival": "born_here"}
        found = told(rulebook, "cash-benefit", date(2021, 10, 1), **raw, reregistered="no")
        weighed, sure = "wait residence_years 4.5 in 16 → possible", "wait residence_years 9 in 70 → likely"
        assert found == [weighed, sure], "the municipality weighs the ties to Denmark"

    def test_nothing_is_promised_that_the_law_is_known_to_end(self, rulebook: Rulebook) -> None:
        """Until 30 June 2002 more than three years protected; after it seven. Here as if that could be waited for."""
        raw: dict[str, object] = {"goal": "stay", "status": "other_permit", "needs_support": "yes"}
        raw |= {"spouse": "none", "help_months": 30, "stay_purpose": "permanent", "former_danish_citizen": "no"}
        raw |= {"custody_danish_child": "no", "guaranteed_parent": "no", "permanent_permit": "no"}
        on = date(2001, 6, 1)
        protected = rulebook.schemes["protected-stay"]
        waiting = {**rulebook.schemes, protected.id: replace(protected, waits=True)}
        for years, found in (
            ("2.5", ["wait lawful_years 3.01 in 7 → likely"]),
            ("2", []),
        ):
            raw["lawful_years"] = years
            assert told(replace(rulebook, schemes=waiting, compiled={}), protected.id, on, **raw) == found
            assert told(rulebook, protected.id, on, **raw) == [], "the decision is about what is so now"

    def test_a_scheme_that_nobody_can_be_sure_of_has_nothing_to_find_out(self, rulebook: Rulebook) -> None:
        raw = {**REFUGEE, "danish_test": "passed_since_2018", "on_benefit": "unknown"}
        assert told(rulebook, "danish-bonus-self-supporting", date(2021, 10, 1), **raw) == []

    def test_nobody_is_told_to_wait_for_decades(self, rulebook: Rulebook) -> None:
        assert told(rulebook, "reintegration", **{**REFUGEE, "age": 30}) == []
