"""A question with options."""

from __future__ import annotations

from webapp.rules import Rulebook
from webapp.rules.kinds import kind_of
from webapp.rules.model import NO_INFLUENCE, Deed, Influence


def test_a_condition_names_options(rulebook: Rulebook) -> None:
    question = rulebook.questions["withdrawal"]
    variable = kind_of(question).variable(question, 1, (), counted=False)
    assert variable.among(("considering", "no")) == [option.id in ("considering", "no") for option in question.options]


def test_what_can_be_done_leads_to_its_option(rulebook: Rulebook) -> None:
    question = rulebook.questions["withdrawal"]
    variable = kind_of(question).variable(question, 1, (), counted=False)
    text = question.title
    deed = Influence(can_find_out=False, can_wait=None, can_do=Deed("withdrawn", ("considering",), text))
    assert [option.id for option in question.options] == ["withdrawn", "considering", "no"]
    assert variable.onward(deed) == [[0], [1, 0], [2]]
    assert variable.onward(NO_INFLUENCE) == [[0], [1], [2]]
