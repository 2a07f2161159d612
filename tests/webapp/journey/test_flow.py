"""The journey as pure functions: what comes next, and what Back and Change do to the answers."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.journey import flow as journey
from webapp.journey.flow import State
from webapp.rules import UNKNOWN, Assessment, Rulebook, assess, parse_answers

ON = date(2026, 11, 22)
#: Somebody whose answers lead to a result.
REFUGEE = {
    "goal": "return",
    "status": "refugee",
    "lawful_years": "8.5",
    "trafficking_identified": "no",
    "permanent_return": "yes",
    "can_pay_return": "no",
    "age": "57",
    "return_country": "other",
    "permit_before_2002": "no",
    "children_supported": "2",
    "children_returning": "1",
}


def state(rulebook: Rulebook, *until: str, **more: str) -> State:
    """The answers of the refugee up to the question `until` (all, where none is named), and `more`."""
    ids = list(REFUGEE)[: list(REFUGEE).index(until[0]) + 1] if until else list(REFUGEE)
    return State(ON, parse_answers(rulebook, {**{id: REFUGEE[id] for id in ids}, **more}, ON))


def asked(rulebook: Rulebook, at: State) -> str | None:
    question = journey.page(rulebook, at).question
    return question.id if question else None


def verdicts(assessment: Assessment) -> list[object]:
    """What an answer can change; why a scheme has failed may be told in more or in fewer words."""
    return [(each.scheme.id, each.outcome, each.amounts) for each in assessment.schemes]


class TestNext:
    def test_the_first_question_comes_first(self, rulebook: Rulebook) -> None:
        page = journey.page(rulebook, State(ON, {}))
        assert page.question is rulebook.questions["goal"]
        assert (page.number, page.previous, page.can_go_back) == (1, None, False)

    def test_what_is_asked_is_what_the_engine_asks(self, rulebook: Rulebook) -> None:
        at = State(ON, {})
        for id, raw in REFUGEE.items():
            assert asked(rulebook, at) == assess(rulebook, at.answers, ON).next_question == id
            at = journey.answered(rulebook, at, id, parse_answers(rulebook, {id: raw}, ON)[id])
        assert asked(rulebook, at) is None
        assert not at.revised

    def test_it_is_never_more_questions_than_was_said(self, rulebook: Rulebook) -> None:
        at, said = State(ON, {}), []
        for number, (id, raw) in enumerate(REFUGEE.items(), 1):
            page = journey.page(rulebook, at)
            assert page.number == number
            said.append(number + page.left - 1)
            at = journey.answered(rulebook, at, id, parse_answers(rulebook, {id: raw}, ON)[id])
        assert all(most >= len(REFUGEE) for most in said)

    def test_answers_stay_in_canonical_order(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "family_of_refugee")
        assert list(at.answers) == [id for id in rulebook.questions if id in at.answers]


class TestBack:
    def test_opens_the_question_before_with_its_answer(self, rulebook: Rulebook) -> None:
        at = journey.back(rulebook, state(rulebook, "age"))
        page = journey.page(rulebook, at)
        assert (page.question and page.question.id, page.former) == ("age", 57)
        assert "age" not in page.kept

    def test_from_the_result_opens_the_last_question(self, rulebook: Rulebook) -> None:
        assert asked(rulebook, journey.back(rulebook, state(rulebook))) == "children_returning"

    def test_again_and_again_leads_to_the_first_question_and_loses_nothing(self, rulebook: Rulebook) -> None:
        at = state(rulebook)
        for id in reversed(REFUGEE):
            at = journey.back(rulebook, at)
            assert asked(rulebook, at) == id
            assert at.answers == state(rulebook).answers
        assert not journey.page(rulebook, at).can_go_back
        assert journey.back(rulebook, at) == at

    @pytest.mark.parametrize("times", [1, 2, 5])
    def test_and_the_same_answer_returns_to_the_same_state(self, rulebook: Rulebook, times: int) -> None:
        before = at = state(rulebook)
        for _ in range(times):
            at = journey.back(rulebook, at)
        page = journey.page(rulebook, at)
        assert page.question is not None
        assert page.former is not None
        assert journey.answered(rulebook, at, page.question.id, page.former) == before

    def test_keeps_i_do_not_know_as_an_answer(self, rulebook: Rulebook) -> None:
        at = journey.back(rulebook, state(rulebook, "permanent_return", permanent_return="unknown"))
        assert journey.page(rulebook, at).former is UNKNOWN


class TestChange:
    def test_nothing_is_different_until_there_is_another_answer(self, rulebook: Rulebook) -> None:
        at = journey.reopened(state(rulebook), "status")
        page = journey.page(rulebook, at)
        assert (page.question and page.question.id, page.former) == ("status", "refugee")
        assert at.answers == state(rulebook).answers
        assert page.can_go_back

    def test_back_leads_to_where_it_was_chosen(self, rulebook: Rulebook) -> None:
        before = state(rulebook)
        assert journey.back(rulebook, journey.reopened(before, "status")) == before

    def test_even_of_the_first_question(self, rulebook: Rulebook) -> None:
        before = state(rulebook)
        at = journey.reopened(before, "goal")
        assert journey.page(rulebook, at).can_go_back
        assert journey.back(rulebook, at) == before

    def test_keeps_the_other_answers(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, journey.reopened(state(rulebook), "status"), "status", "family_of_refugee")
        assert {**at.answers, "status": "refugee"} == state(rulebook).answers
        assert at.open is None
        assert not at.changing

    def test_answers_that_no_longer_matter_are_kept_and_named(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "danish_citizen")
        page = journey.page(rulebook, at)
        assert page.idle
        assert page.idle < at.answers.keys()
        without = {id: value for id, value in at.answers.items() if id not in page.idle}
        assert verdicts(assess(rulebook, without, ON)) == verdicts(page.assessment)

    def test_they_matter_again_when_it_is_changed_back(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "danish_citizen")
        at = journey.answered(rulebook, at, "status", "refugee")
        page = journey.page(rulebook, at)
        assert (at.answers, page.idle, page.question) == (state(rulebook).answers, frozenset(), None)

    def test_back_passes_over_them(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "danish_citizen")
        idle = journey.page(rulebook, at).idle
        assert asked(rulebook, journey.back(rulebook, at)) == [id for id in at.answers if id not in idle][-1]

    def test_they_are_not_counted(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "danish_citizen")
        page = journey.page(rulebook, at)
        assert page.counted == len(at.answers) - len(page.idle)

    def test_of_the_goal_may_bring_every_other_question(self, rulebook: Rulebook) -> None:
        """Without it nothing is in scope, so that the engine alone would count one question."""
        page = journey.page(rulebook, journey.reopened(state(rulebook), "goal"))
        assert page.left == journey.page(rulebook, State(ON, {})).left

    def test_of_an_answer_that_does_not_matter_counts_its_own_page(self, rulebook: Rulebook) -> None:
        at = journey.answered(rulebook, state(rulebook), "status", "danish_citizen")
        idle = next(iter(journey.page(rulebook, at).idle))
        page = journey.page(rulebook, journey.reopened(at, idle))
        assert page.question is rulebook.questions[idle]
        assert page.left >= 1
        assert idle not in page.idle
