"""People go through the questions, back and forth, change answers and languages, and reach a result that the engine gave."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from tests.pages import TAGS, UNKNOWN, Visitor, shown
from tests.people import (
    AT_HER_PARENTS,
    CONSIDERING,
    EVERYBODY,
    GOING_HOME,
    IN_1999,
    IN_2021,
    KNOWS_LITTLE,
    NOT_COVERED,
    TODAY_SIX,
    Person,
)

every_tag = pytest.mark.parametrize("tag", TAGS)
everybody = pytest.mark.parametrize("person", EVERYBODY, ids=str)
#: Everybody, each in one language: for what is the same in all of them.
in_turn = pytest.mark.parametrize(
    ("tag", "person"),
    [
        pytest.param(TAGS[n % len(TAGS)], person, id=f"{person}-{TAGS[n % len(TAGS)]}")
        for n, person in enumerate(EVERYBODY)
    ],
)


def arrived(site: Flask, tag: str, person: Person) -> Visitor:
    """Somebody who answered everything that is asked, and sees the result."""
    return Visitor(site, tag, on=person.on).arrive(person)


def plain(value: str) -> str:
    """A number as a hidden field carries it, whatever the language writes between its digits."""
    return value.replace(",", ".")


@every_tag
@everybody
def test_a_journey_asks_what_the_engine_asks_and_shows_what_it_gives(site: Flask, tag: str, person: Person) -> None:
    visitor = Visitor(site, tag, on=person.on)
    visitor.begin()
    given: dict[str, str] = {}
    while (question := visitor.page.question) is not None:
        assert question == visitor.expected["next_question"]
        assert visitor.answers == given
        given[question] = person.answers.get(question, UNKNOWN)
        visitor.answer(given[question])
    assert visitor.answers == given == visitor.all_answers(person)
    assert visitor.page.schemes == shown(visitor.expected)
    assert visitor.expected["next_question"] is None


@in_turn
def test_the_result_offers_to_answer_what_is_still_missing(site: Flask, tag: str, person: Person) -> None:
    visitor = arrived(site, tag, person)
    articles = {each.get("data-scheme"): each for each in visitor.page.all("article")}
    for scheme in visitor.expected["schemes"]:
        if scheme["outcome"] != "unlikely":
            offered = [
                each.get("value") for each in articles[scheme["id"]].iter("button") if each.get("name") == "change"
            ]
            assert offered == scheme["missing"]


@every_tag
@pytest.mark.parametrize("person", [AT_HER_PARENTS, CONSIDERING], ids=str)
def test_htmx_gets_the_same_words(site: Flask, tag: str, person: Person) -> None:
    whole, part = Visitor(site, tag), Visitor(site, tag, htmx=True)
    whole.begin()
    part.begin()
    while (question := whole.page.question) is not None:
        for visitor in (whole, part):
            visitor.answer(person.answers.get(question, UNKNOWN))
        assert part.page.words == whole.page.words
        assert part.page.hidden == whole.page.hidden
    assert part.page.schemes == whole.page.schemes


@in_turn
def test_back_to_the_first_question_and_forth_again(site: Flask, tag: str, person: Person) -> None:
    visitor = arrived(site, tag, person)
    result, given = visitor.page.text, visitor.answers
    for question in reversed(given):
        page = visitor.back()
        assert page.question == question
        assert plain(page.filled) == ("" if given[question] == UNKNOWN else given[question])
        assert visitor.answers == {id: value for id, value in given.items() if id != question}
    assert visitor.page.all("button", value="back") == [], "nothing comes before the first question"
    # What was answered is not asked again: forth leads to where one was.
    assert visitor.press("action", "next").text == result


@pytest.mark.parametrize("person", TODAY_SIX, ids=str)
def test_an_answer_that_is_opened_and_left_is_unchanged(site: Flask, person: Person) -> None:
    visitor = arrived(site, "en", person)
    result, given = visitor.page.text, visitor.answers
    for question in given:
        page = visitor.change(question)
        assert page.question == question
        assert plain(page.filled) == ("" if given[question] == UNKNOWN else given[question])
        assert {**visitor.answers, question: given[question]} == given
        assert visitor.back().text == result


@every_tag
@pytest.mark.parametrize("person", TODAY_SIX, ids=str)
def test_a_changed_answer_leaves_the_others(site: Flask, tag: str, person: Person) -> None:
    """The goal decides what is asked at all: changing it there and back again gives up nothing."""
    visitor = arrived(site, tag, person)
    schemes, given = visitor.page.schemes, visitor.answers
    for goal in ({"return": "stay", "stay": "return", "both": "return"}[given["goal"]], given["goal"]):
        visitor.change("goal")
        visitor.answer(goal)
        assert given.items() - {("goal", given["goal"])} <= visitor.answers.items()
        visitor.finish(person)
        assert visitor.answers["goal"] == goal
        assert visitor.page.schemes == shown(visitor.expected)
    assert visitor.page.schemes == schemes


def test_an_answer_can_be_changed_in_the_middle(site: Flask) -> None:
    visitor = Visitor(site)
    visitor.begin()
    for id in ("goal", "status", "needs_support", "lawful_years"):
        assert visitor.page.question == id
        visitor.answer(GOING_HOME.answers[id])
    asked = visitor.page.question
    visitor.change("lawful_years")
    assert visitor.page.filled == "9.25"
    page = visitor.answer("4.5")
    assert page.question == asked
    assert visitor.answers["lawful_years"] == "4.5"


def test_what_no_longer_matters_is_said_and_not_counted(site: Flask) -> None:
    visitor = arrived(site, "en", GOING_HOME)
    assert "No longer matters" not in visitor.page.words
    visitor.change("status")
    visitor.answer("visitor")
    page = visitor.finish(GOING_HOME)
    assert "No longer matters" in page.words
    assert page.schemes == shown(visitor.expected)
    assert visitor.answers["age"] == "57", "it is kept, in case the change was a mistake"


@pytest.mark.parametrize(
    ("question", "half"),
    [("status", "eu_citizen"), ("age", "57"), ("lawful_years", "3.5"), ("refusal_date", "2026-11-15")],
)
@pytest.mark.parametrize("draft", [False, True])
def test_another_language_in_the_middle_keeps_what_was_half_done(
    site: Flask, question: str, half: str, draft: bool
) -> None:
    """Also what could not be an answer: a word in the place of a number is still there, and not yet an error."""
    person = CONSIDERING if question == "refusal_date" else GOING_HOME
    if draft:
        half = {"status": "", "age": "fifty-seven", "lawful_years": "3,", "refusal_date": ""}[question]
    visitor = Visitor(site, "en")
    visitor.begin()
    while visitor.page.question != question:
        visitor.answer(person.answers.get(visitor.page.question or "", UNKNOWN))
    given = visitor.answers
    for tag in ("ar", "da", "en"):
        page = visitor.speak(tag, fill=half)
        assert page.question == question
        assert plain(page.filled) == plain(half)
        assert visitor.answers == given
        assert page.all("div", id="error-summary") == []
    visitor.finish(person)


@pytest.mark.parametrize("person", [GOING_HOME, IN_1999, CONSIDERING], ids=str)
def test_another_language_on_the_result(site: Flask, person: Person) -> None:
    visitor = arrived(site, "en", person)
    schemes, given = visitor.page.schemes, visitor.answers
    for tag in ("ar", "da", "en"):
        page = visitor.speak(tag)
        assert page.is_result
        assert (page.schemes, visitor.answers) == (schemes, given)


@every_tag
def test_i_do_not_know_is_an_answer(site: Flask, tag: str) -> None:
    visitor = arrived(site, tag, KNOWS_LITTLE)
    unknown = [id for id, value in visitor.answers.items() if value == UNKNOWN]
    assert len(unknown) > 5
    visitor.change(unknown[0])
    assert visitor.page.filled == ""
    visitor.back()
    assert visitor.page.is_result


@every_tag
def test_only_the_first_two_questions_have_to_be_answered(site: Flask, tag: str) -> None:
    visitor = Visitor(site, tag)
    visitor.begin()
    for id, value in (("goal", "both"), ("status", "asylum_ended")):
        assert visitor.page.question == id
        assert visitor.page.all("button", value=UNKNOWN) == []
        visitor.post({**visitor.page.hidden, "action": "unknown"}, 422)
        assert visitor.page.question == id
        visitor.answer(value)
    assert len(visitor.page.all("button", value=UNKNOWN)) == 1


@every_tag
def test_clear_all_leaves_nothing(site: Flask, tag: str) -> None:
    visitor = arrived(site, tag, CONSIDERING)
    links = [each for each in visitor.page.all("a") if "data-clear" in each.attrib]
    assert len(links) == 1
    page = visitor.get(links[0].get("href") or "")
    assert page.hidden == {}
    assert visitor.begin().hidden == {"question": "goal"}


@every_tag
@pytest.mark.parametrize("person", [IN_2021, IN_1999, CONSIDERING], ids=str)
def test_the_day_is_said_where_it_is_not_today(site: Flask, tag: str, person: Person) -> None:
    visitor = Visitor(site, tag, on=person.on)
    visitor.begin()
    language = site.extensions["languages"].get(tag)
    day = language.date(date.fromisoformat(person.on)).striptags() if person.on else None
    for _ in range(2):
        notices = visitor.page.all("p", class_="v-notice")
        assert len(notices) == (1 if day else 0)
        assert day is None or day in "".join(notices[0].itertext())
        assert visitor.page.hidden.get("on") == person.on
        visitor.finish(person)


@every_tag
def test_a_deadline_is_shown(site: Flask, tag: str) -> None:
    visitor = arrived(site, tag, CONSIDERING)
    deadlines = visitor.expected["deadlines"]
    assert deadlines
    language = site.extensions["languages"].get(tag)
    for deadline in deadlines:
        assert language.date(date.fromisoformat(deadline["date"])).striptags() in visitor.page.words


@every_tag
def test_somebody_whom_nothing_covers_is_told_whom_to_ask(site: Flask, tag: str) -> None:
    page = arrived(site, tag, NOT_COVERED).page
    assert {outcome for outcome, _ in page.schemes.values()} == {"unlikely"}
    assert any((each.get("href") or "").startswith("tel:") for each in page.all("a"))


def test_the_answers_of_the_contract_are_enough(site: Flask) -> None:
    """A body of nothing but answers and a button, as in the contract: no field of ours beside them is needed."""
    visitor = Visitor(site)
    page = visitor.post({"goal": "return", "status": "refugee", "action": "next"})
    assert page.question == visitor.expected["next_question"]
    answers = dict.fromkeys(visitor.rulebook.questions, UNKNOWN) | dict(AT_HER_PARENTS.answers)
    for day in ({}, {"on": "2021-10-01"}):
        page = visitor.post({**answers, **day, "action": "next"})
        assert page.is_result
        assert page.schemes == shown(visitor.expected)


@pytest.mark.parametrize("query", ["goal=return", "age=97", "goal=return&status=refugee&on=2021-10-01"])
def test_answers_in_an_address_are_not_read(site: Flask, query: str) -> None:
    visitor = Visitor(site)
    page = visitor.get(f"/en/check?{query}")
    assert page.question == "goal"
    assert page.filled == ""
    assert visitor.answers == {}
