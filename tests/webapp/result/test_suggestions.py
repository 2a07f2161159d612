"""What would change a result, as the page says it: whole sentences, nothing twice, and what it costs beside it."""

from __future__ import annotations

import re
from decimal import Decimal
from gettext import NullTranslations
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from markupsafe import Markup

from tests.document import content
from tests.pages import TAGS, TODAY, UNKNOWN, Visitor
from tests.people import EVERYBODY, Person
from webapp.languages import Language, Languages
from webapp.result.suggestions import MOST
from webapp.rules import Rulebook, Situation, parse_answers
from webapp.rules.improving.improvements import improvements
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.number import time_reached
from webapp.rules.model import Question
from webapp.wording.spoken_answers import answer_text, time_span

HEADING = "What would change it"
REFUGEE = {
    "goal": "return",
    "status": "refugee",
    "lawful_years": "9",
    "trafficking_identified": "no",
    "permanent_return": "yes",
    "can_pay_return": "no",
    "age": "53",
    "disability_pension": "no",
    "cannot_support_self": "no",
    "children_supported": "0",
    "return_country": "group_1",
}
BIRTHDAY = "You turn 55 within 2 years. This counts only if you still live here then, with the same right to stay."
MEANT_TO_LAST = {
    "goal": "stay",
    "status": "other_permit",
    "needs_support": "yes",
    "spouse": "none",
    "lawful_years": "6.5",
    "help_months": "20",
    "stay_purpose": "permanent",
    "former_danish_citizen": "no",
    "custody_danish_child": "no",
    "age": "40",
    "children_supported": "0",
    "partner": "no",
}


def result(site: Flask, answers: dict[str, str], tag: str = "en", on: str | None = None, **more: str) -> Visitor:
    """Somebody who sees their result."""
    person = Person("somebody", {**answers, **more}, on)
    return Visitor(site, tag, on=on).arrive(person)


def under(where: Element, heading: str) -> list[str]:
    """The items of the list under a heading of a card, with what stands after the list; none without the heading."""
    children = next(
        (list(each) for each in where.iter() if any(content(h) == heading for h in each if h.tag == "h3")), []
    )
    at = next((index for index, each in enumerate(children) if each.tag == "h3" and content(each) == heading), None)
    if at is None:
        return []
    items = [content(each) for each in children[at + 1]]
    after = children[at + 2]
    return [*items, content(after)] if after.get("class") == "v-meta" else items


class TestUnlikely:
    def test_what_can_be_awaited_stands_under_what_failed(self, site: Flask) -> None:
        where = result(site, REFUGEE).card("reintegration")
        assert under(where, HEADING) == [
            f"{BIRTHDAY} Then you may qualify.",
            "The rules may be different by then.",
        ]
        order = [each.tag for each in where]
        assert order.index("ul") < order.index("h3") < order.index("details"), "it is not folded away"

    def test_what_cannot_be_undone_stands_beside_it(self, site: Flask, rulebook: Rulebook) -> None:
        where = result(site, REFUGEE).card("reintegration")
        [warnings] = [each for each in where if "alert-warning" in each.get("class", "")]
        [said] = [each.text.id for each in rulebook.schemes["reintegration"].said if each.id == "gives_up_permit"]
        assert said in content(warnings)

    def test_without_a_way_there_is_no_heading_and_no_warning(self, site: Flask) -> None:
        where = result(site, REFUGEE, permanent_return="no").card("reintegration")
        assert where.get("data-outcome") == "unlikely"
        assert HEADING not in content(where)
        assert not [each for each in where if "alert-warning" in each.get("class", "")]

    def test_years_and_months_until_then(self, site: Flask) -> None:
        where = result(site, REFUGEE, status="family_reunified", lawful_years="3.16").card("repatriation")
        assert under(where, HEADING)[0] == (
            "Within 1 year and 10 months, you will have lived lawfully in Denmark for 5 years in a row. "
            "This is so if your lawful stay goes on without a break. Then it would be possible, but not certain."
        )

    def test_no_span_is_told_more_precisely_than_it_was_asked(self, site: Flask) -> None:
        """Whoever is 54 may turn 55 tomorrow, and 4 years may be nearly 5."""
        age = result(site, REFUGEE, age="54").card("reintegration")
        assert under(age, HEADING)[0].startswith("You turn 55 within 1 year. ")
        years = result(site, REFUGEE, status="family_reunified", lawful_years="4").card("repatriation")
        assert under(years, HEADING)[0].startswith("Within 1 year, you will have lived lawfully in Denmark for 5 years")

    @pytest.mark.parametrize("id", ["lawful_years", "age", "residence_years", "work_years"])
    def test_every_span_of_time_is_the_longest(self, rulebook: Rulebook, id: str) -> None:
        wait = rulebook.questions[id].influence.can_wait
        assert wait and re.search(r"\b([Ww]ithin|at most) %\(left\)s", wait.text.id)

    def test_on_a_day_in_the_past_nothing_is_to_come(self, site: Flask) -> None:
        assert HEADING in result(site, REFUGEE).page.words
        assert HEADING not in result(site, REFUGEE, on="2021-10-01").page.words

    def test_what_is_decided_about_what_is_so_now_is_not_awaited(self, site: Flask) -> None:
        """The municipality reports the case now: that it would be another one in some years helps nobody."""
        where = result(site, MEANT_TO_LAST).card("protected-stay")
        assert where.get("data-outcome") == "unlikely"
        assert HEADING not in content(where)


class TestPossible:
    def test_what_can_be_found_out_stands_beside_the_open_question(self, site: Flask) -> None:
        visitor = result(site, REFUGEE, disability_pension=UNKNOWN)
        where = visitor.card("reintegration")
        [pension, *_] = under(where, "These answers would tell more")
        assert pension.startswith("Conditions for disability pension Answer now"), (
            "the question itself stands above the cards"
        )
        assert pension.endswith("If the answer is “Yes”, you may qualify.")
        assert under(where, HEADING)[0] == f"{BIRTHDAY} Then you may qualify."
        assert "Do you meet the conditions for Danish disability pension?" in content(
            visitor.page.one("section", id="open")
        )

    def test_a_number_is_found_out_as_a_range(self, site: Flask) -> None:
        where = result(site, REFUGEE, status="family_reunified", lawful_years=UNKNOWN).card("repatriation")
        assert "If the answer is “5 years or more”, you may qualify." in content(where)

    def test_several_answers_stand_in_a_list(self, site: Flask) -> None:
        answers = {"goal": "stay", "status": "eu_citizen", "needs_support": "yes", "eu_basis": UNKNOWN}
        where = result(site, answers).card("municipal-help")
        assert (
            "If one of these is the answer, you may qualify: I am an employee I am self-employed "
            "I am family of an employed, self-employed or retired person I worked here and have stopped working"
        ) in content(where)

    def test_two_together_are_said_to_be(self, site: Flask) -> None:
        where = result(site, REFUGEE, disability_pension=UNKNOWN, can_pay_return=UNKNOWN).card("reintegration")
        first, second, _ = under(where, HEADING)
        means = "The answer to “Can you pay for the return yourself?” is “No, I cannot pay it myself”."
        assert first == (
            f"Both of these together: {means} "
            "The answer to “Do you meet the conditions for Danish disability pension?” is “Yes”. Then you may qualify."
        )
        assert second == f"Both of these together: {means} {BIRTHDAY} Then you may qualify."

    def test_a_question_that_no_list_has_can_be_opened_too(self, site: Flask) -> None:
        """Of a scheme that does not apply no open question is listed, but one may help together with a wait."""
        visitor = Visitor(site)
        visitor.send({**REFUGEE, "can_pay_return": UNKNOWN})
        first, second, _ = under(visitor.card("reintegration"), HEADING)
        assert first == f"{BIRTHDAY} Then it would be possible, but not certain."
        assert second == (
            "Both of these together: "
            "The answer to “Can you pay for the return yourself?” is “No, I cannot pay it myself”. "
            "Answer now: Can you pay for the return yourself? "
            "Look at your income and your savings. DRC or the municipality can tell you what counts. "
            f"{BIRTHDAY} Then you may qualify."
        )
        assert visitor.change("can_pay_return").question == "can_pay_return"


class TestEverybody:
    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("person", EVERYBODY, ids=str)
    def test_each_question_can_be_opened_at_one_place_of_a_card(
        self, site: Flask, rulebook: Rulebook, person: Person, tag: str
    ) -> None:
        visitor = result(site, dict(person.answers), tag, person.on)
        on = TODAY if person.on is None else type(TODAY).fromisoformat(person.on)
        situation = Situation(rulebook, parse_answers(rulebook, visitor.answers, on), on)
        for each in situation.assess().schemes:
            found = improvements(situation, each)[:MOST]
            asked = [step.question for change in found for step in change.steps if step.how == "find_out"]
            buttons = [button.get("value") for button in visitor.card(each.scheme.id).iter("button")]
            for question in asked:
                assert buttons.count(question.id) == 1, question.id


@pytest.mark.parametrize(
    ("tag", "months", "shown"),
    [
        ("en", 1, "1 month"),
        ("en", 11, "11 months"),
        ("en", 12, "1 year"),
        ("en", 22, "1 year and 10 months"),
        ("en", 24, "2 years"),
        ("en", 25, "2 years and 1 month"),
    ],
)
def test_a_span_of_time_has_years_and_months(site: Flask, tag: str, months: int, shown: str) -> None:
    languages: Languages = site.extensions["languages"]
    assert str(time_span(languages.by_tag[tag], months)) == shown
    assert str(time_reached(languages.by_tag[tag], months)) == shown


def in_words(language: Language, question: Question, least: Any, most: Any) -> Markup:
    [told] = kind_of(question).say_each(language, question, [(least, most)])
    return told


def test_each_place_in_a_sentence_can_have_a_grammatical_case_of_its_own(rulebook: Rulebook) -> None:
    """A catalog that translates each text by its context shows which one a place takes."""

    class Contexts(NullTranslations):
        def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
            return f"{context}:%(n)s"

        def pgettext(self, context: str, message: str) -> str:
            return f"{context}({message})"

    it = Language("en", lambda tag: Contexts())
    assert (time_span(it, 30), time_reached(it, 30)) == (
        "span(span:2 and span:6)",
        "reached(reached:2 and reached:6)",
    )
    age, children = rulebook.questions["age"], rulebook.questions["children_supported"]
    assert in_words(it, age, 55, 120) == "range:55 or more"
    assert in_words(it, children, 1, 2) == "from range:1 to range:2"
    assert answer_text(it, age, 55) == "55 years"


@pytest.mark.parametrize(
    ("id", "least", "most", "shown"),
    [
        ("lawful_years", Decimal(5), Decimal(100), "5 years or more"),
        ("lawful_years", Decimal("7.01"), Decimal(100), "more than 7 years"),
        ("lawful_years", Decimal("2.5"), Decimal(100), "2.5 years or more"),
        ("residence_years", Decimal(0), Decimal("8.99"), "less than 9 years"),
        ("residence_years", Decimal(1), Decimal("8.99"), "from 1 year to 8.99 years"),
        ("age", 55, 120, "55 years or more"),
        ("age", 0, 29, "29 years or less"),
    ],
)
def test_a_range_of_answers_is_said_in_words(
    site: Flask, rulebook: Rulebook, id: str, least: Any, most: Any, shown: str
) -> None:
    languages: Languages = site.extensions["languages"]
    assert str(in_words(languages.by_tag["en"], rulebook.questions[id], least, most)) == shown
