"""Pictures in the law's files: a mistake stops with file, line and a sentence; what is right is read as it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from webapp.paths import share
from webapp.rules import LawError, Rulebook, load

REINTEGRATION = "schemes/02-reintegration.yaml"
SUPPLEMENT = "schemes/06-return-supplement.yaml"
CASH = "schemes/11-cash-benefit.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        pytest.param(
            SUPPLEMENT,
            "deadlines:\n",
            "payments:\n  - {id: day_14, title: A, text: B., deadline: withdraw}\ndeadlines:\n",
            "there is no deadline “withdraw” in this scheme",
            id="a last day that does not exist",
        ),
        pytest.param(
            REINTEGRATION,
            "title: Every January",
            "name: Every January",
            "“title” is missing here",
            id="a moment that does not say when",
        ),
        pytest.param(
            CASH,
            "repeats: true",
            "repeats: monthly",
            "“monthly” is not possible here",
            id="repeated neither yes nor no",
        ),
        pytest.param(
            REINTEGRATION,
            "amount: lifelong,",
            "amount: for_life,",
            "there is no amount “reintegration.for_life”",
            id="a form whose amount does not exist",
        ),
        pytest.param(
            REINTEGRATION,
            "amount: lifelong,",
            "amount: supplement_before_2002,",
            "need the same cases in the same order",
            id="forms whose figures do not go together",
        ),
        pytest.param(
            REINTEGRATION,
            "- {when: return_country == other, between: [lifelong_group_1, lifelong_group_2]}",
            "- {when: return_country != group_1, between: [lifelong_group_1, lifelong_group_2]}",
            "need the same cases in the same order",
            id="forms whose cases differ",
        ),
        pytest.param(
            REINTEGRATION, " months: 60,", "", "“first” needs “months”", id="a first form that goes on for life"
        ),
        pytest.param(
            REINTEGRATION,
            "months: 60",
            "months: 0",
            "“months” is how many months",
            id="a first form that is never paid",
        ),
        pytest.param(
            REINTEGRATION,
            "After %(time)s, both",
            "After %(span)s, both",
            "the text names %(span)s",
            id="a placeholder that nobody fills",
        ),
        pytest.param(
            "shared.yaml",
            "text: The form for five years ends.",
            "text: After %(time)s, the form for five years ends.",
            "the text names %(time)s",
            id="a span of time where there is none",
        ),
        pytest.param(
            CASH,
            "one_of: [minimum_rate,",
            "one_of: [minimal_rate,",
            "there is no amount “cash-benefit.minimal_rate”",
            id="a part that does not exist",
        ),
        pytest.param(
            CASH,
            "on_top: [child_supplement,",
            "on_top: [repatriation.belongings,",
            "the amount “belongings” is not paid each month",
            id="a part that is not paid each month",
        ),
        pytest.param(
            CASH,
            "on_top: [child_supplement,",
            "on_top: [leisure_supplement, child_supplement,",
            "more than four amounts on top",
            id="more parts than there are patterns",
        ),
        pytest.param(
            CASH,
            "one_of: [minimum_rate, home_rate, basic_rate, raised_rate]",
            "one_of: []",
            "name one amount or more each",
            id="a bar of nothing",
        ),
        pytest.param(
            CASH,
            "- id: without_leisure\n",
            "- id: without_leisure\n      colour: red\n",
            "“colour” is not known",
            id="a key too many",
        ),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, file: str, old: str, new: str, complaint: str) -> None:
    law = shutil.copytree(share("questions"), tmp_path / "questions")
    text = (law / file).read_text(encoding="utf-8")
    assert old in text
    (law / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LawError) as caught:
        load(law)
    assert complaint in str(caught.value)
    assert str(caught.value).startswith(f"{file}:")


def test_a_moment_knows_what_comes_again(rulebook: Rulebook) -> None:
    moments = {each.id: each for each in rulebook.schemes["reintegration"].payments}
    assert moments["monthly"].repeats
    assert not moments["starts"].repeats


def test_a_part_may_be_of_another_scheme(rulebook: Rulebook) -> None:
    made = rulebook.schemes["danish-bonus"].composition
    assert made
    assert ("self-support-benefit", "provider") in made.one_of
    assert made.on_top == (("danish-bonus", "danish_bonus"),)
