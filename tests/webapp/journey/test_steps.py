"""The journey over HTTP: what a visitor would miss if it did not work."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.document import content
from tests.pages import TAGS, Visitor
from tests.people import CONSIDERING, GOING_HOME, IN_2021
from webapp.journey.flow import MANY_UNKNOWN
from webapp.paths import share
from webapp.rules import load

OPTIONS = [option.id for option in load(share("questions")).questions["status"].options]
every_tag = pytest.mark.parametrize("tag", TAGS)


def at(site: Flask, question: str, tag: str = "en", *, htmx: bool = False) -> Visitor:
    """Somebody going home whose page asks `question`."""
    visitor = Visitor(site, tag, htmx=htmx)
    visitor.begin()
    while visitor.page.question != question:
        visitor.answer(GOING_HOME.answers[visitor.page.question or ""])
    return visitor


class TestFirstPage:
    def test_answers_in_the_address_are_not_read(self, site: Flask) -> None:
        visitor = Visitor(site)
        page = visitor.get("/en/check?goal=return&status=refugee&question=age")
        assert (page.question, page.filled, visitor.answers) == ("goal", "", {})

    def test_the_day_in_the_address_is_said_and_carried(self, site: Flask) -> None:
        visitor = Visitor(site, on=IN_2021.on)
        page = visitor.begin()
        assert "1 October 2021" in page.words
        assert visitor.answer("return").hidden["on"] == "2021-10-01"
        assert "1 October 2021" in visitor.page.words

    @every_tag
    def test_a_day_that_cannot_be_is_said(self, site: Flask, tag: str) -> None:
        page = Visitor(site, tag).get(f"/{tag}/check?on=2021-02-30", 422)
        assert len(page.all("div", id="error-summary")) == 1
        assert "on" not in page.hidden

    def test_there_is_no_way_back(self, site: Flask) -> None:
        assert Visitor(site).begin().all("button", value="back") == []

    def test_goal_and_status_have_to_be_answered(self, site: Flask) -> None:
        visitor = Visitor(site)
        assert visitor.begin().all("button", value="unknown") == []
        assert visitor.answer("return").all("button", value="unknown") == []
        assert len(visitor.answer("refugee").all("button", value="unknown")) == 1


class TestWhoKnowsLittle:
    @every_tag
    def test_from_the_fifth_open_answer_on_the_result_is_offered(self, site: Flask, tag: str) -> None:
        visitor = Visitor(site, tag)
        visitor.begin()
        visitor.answer("both")
        visitor.answer("refugee")
        for _ in range(MANY_UNKNOWN):
            assert not visitor.page.all("button", value="result")
            visitor.press("action", "unknown")
        assert visitor.page.all("button", value="result")
        visitor.press("action", "result")
        assert visitor.page.question is None, "the result"
        assert all(value == "unknown" for id, value in visitor.answers.items() if id not in ("goal", "status"))

    def test_back_from_it_keeps_everything(self, site: Flask) -> None:
        visitor = Visitor(site)
        visitor.begin()
        visitor.answer("both")
        visitor.answer("refugee")
        for _ in range(MANY_UNKNOWN):
            visitor.press("action", "unknown")
        visitor.press("action", "result")
        given = visitor.answers
        visitor.press("action", "back")
        assert visitor.page.question is not None
        assert visitor.answers.items() <= given.items()


class TestHeadingsOverOptions:
    @every_tag
    def test_each_group_is_named_and_the_order_is_that_of_the_law(self, site: Flask, tag: str) -> None:
        visitor = Visitor(site, tag)
        visitor.begin()
        page = visitor.answer("return")
        groups = page.all("div", role="group")
        assert len(groups) > 1
        for group in groups:
            assert content(page.one("summary", id=group.get("aria-labelledby", "")))
        inputs = [each for group in groups for each in group.iter("input")]
        assert [each.get("value") for each in inputs] == page.options == OPTIONS
        assert {each.get("name") for each in inputs} == {"status"}

    def test_few_options_need_no_headings(self, site: Flask) -> None:
        assert not Visitor(site).begin().all("div", role="group")


class TestBackAndChange:
    def test_back_shows_the_former_answer(self, site: Flask) -> None:
        visitor = at(site, "permanent_return")
        page = visitor.back()
        assert (page.question, page.filled) == ("trafficking_identified", "no")

    def test_back_forgets_what_was_not_sent(self, site: Flask) -> None:
        visitor = at(site, "age")
        visitor.press("action", "back", fill="97")
        assert 'value="97"' not in visitor.page.text
        page = visitor.answer("no")
        assert (page.question, page.filled) == ("age", "")

    def test_a_changed_answer_keeps_the_others(self, site: Flask) -> None:
        visitor = at(site, "age")
        before = visitor.answers
        visitor.change("status")
        assert visitor.page.filled == "refugee"
        visitor.answer("family_of_refugee")
        assert {**visitor.answers, "status": "refugee"} == before
        assert visitor.page.question == "permanent_permit", "the first that matters now"

    def test_back_from_a_change_leads_to_where_it_began(self, site: Flask) -> None:
        visitor = at(site, "age")
        before = visitor.answers
        visitor.change("goal")
        visitor.back()
        assert (visitor.page.question, visitor.answers) == ("age", before)

    def test_a_change_survives_an_error_and_another_language(self, site: Flask) -> None:
        visitor = at(site, "permit_before_2002")
        visitor.change("age")
        visitor.answer("570", 422)
        visitor.speak("da", fill="571")
        assert (visitor.page.question, visitor.page.filled) == ("age", "571")
        assert visitor.page.hidden["former"] == "57"
        assert visitor.back().question == "permit_before_2002"
        assert visitor.answers["age"] == "57"

    def test_i_do_not_know_is_remembered(self, site: Flask) -> None:
        visitor = at(site, "age")
        visitor.answer("unknown")
        page = visitor.back()
        assert (page.question, page.filled, page.hidden["former"]) == ("age", "", "unknown")
        assert "Your answer so far" in page.words

    def test_an_answer_that_no_longer_matters_stays_and_says_so(self, site: Flask) -> None:
        visitor = at(site, "age")
        before = visitor.answers
        visitor.change("status")
        visitor.answer("danish_citizen")
        assert {**visitor.answers, "status": "refugee"} == before
        assert "No longer matters" in visitor.page.words


class TestLanguages:
    @pytest.mark.parametrize("value", ["yes", "no"])
    def test_another_one_keeps_a_choice_half_made(self, site: Flask, value: str) -> None:
        visitor = at(site, "permanent_return")
        before = visitor.answers
        page = visitor.speak("ar", fill=value)
        assert (page.question, page.filled, visitor.answers) == ("permanent_return", value, before)
        assert page.all("html")[0].get("dir") == "rtl"

    def test_another_one_does_not_complain_about_an_open_field(self, site: Flask) -> None:
        visitor = at(site, "age")
        page = visitor.speak("da", fill="fifty")
        assert (page.question, page.filled) == ("age", "fifty")
        assert page.all("div", id="error-summary") == []

    def test_the_comma_of_the_language_is_in_the_field(self, site: Flask) -> None:
        visitor = at(site, "trafficking_identified", "da")
        assert visitor.back().filled == "9,25"
        assert visitor.answer("9,25").question == "trafficking_identified"


class TestTwoPeople:
    def test_nothing_of_one_is_on_the_page_of_the_other(self, site: Flask) -> None:
        """Parts of pages are kept between requests: what somebody sent must never be in one."""
        first, second = at(site, "can_pay_return"), at(site, "can_pay_return")
        first.change("lawful_years")
        first.answer("41.79")
        assert "41.79" in first.page.text
        assert "41.79" not in second.answer("no").text
        first.change("lawful_years")
        assert "41.79" in first.page.filled
        second.change("lawful_years")
        assert "41.79" not in second.page.text

    def test_nor_after_an_error(self, site: Flask) -> None:
        first, second = at(site, "age"), at(site, "can_pay_return")
        first.answer("<i>4179</i>", 422)
        assert "&lt;i&gt;4179" in first.page.text
        page = second.answer("no")
        assert (page.question, page.all("div", id="error-summary")) == ("age", [])
        assert "4179" not in page.text


class TestReplies:
    @every_tag
    def test_htmx_gets_the_fragment_only(self, site: Flask, tag: str) -> None:
        page = at(site, "age", tag, htmx=True).page
        assert page.text.lstrip().startswith("<title>")
        assert page.all("html") == page.all("link") == []
        assert len(page.all("div", id="page")) == 1

    def test_a_day_that_was_set_changes_nothing_but_the_notice(self, site: Flask) -> None:
        """That page is rendered whole instead of from what was kept."""
        today, dated = at(site, "status"), Visitor(site, on="2026-11-21")
        dated.begin()
        dated.answer(GOING_HOME.answers["goal"])
        notice = content(dated.page.one("p", class_="v-notice"))
        assert dated.page.words.replace(notice, "").split() == today.page.words.split()

    def test_nothing_is_kept_or_said_in_a_header(self, site: Flask) -> None:
        visitor = at(site, "age")
        assert visitor.page.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in visitor.page.headers
        assert "refugee" not in str(visitor.page.headers)

    def test_clear_all_leads_to_the_start_page_without_the_answers(self, site: Flask) -> None:
        [link] = [each for each in at(site, "age").page.all("a") if "data-clear" in each.attrib]
        assert link.get("href") == "/en/"

    def test_the_answers_and_the_place_are_said(self, site: Flask) -> None:
        page = at(site, "lawful_years").page
        assert "Question 3" in page.words or "Question 4" in page.words
        assert "Your answers so far" in page.words

    def test_how_many_are_left_is_said_once_it_is_no_longer_frightening(self, site: Flask) -> None:
        """At first more than thirty could come; nobody gets them all."""
        first = Visitor(site).begin()
        assert "Question 1" in first.words and "at most" not in first.words
        later = at(site, "return_country").page
        assert re.search(r"Question \d+ · at most \d+ left", later.words)

    def test_a_summary_names_what_is_on_another_page(self, site: Flask) -> None:
        visitor = Visitor(site)
        body = {**CONSIDERING.answers, "refusal_date": "2030-01-01", "cooperation": "sometimes", "action": "next"}
        page = visitor.post(body, 422)
        assert page.question == "refusal_date"
        summary = content(page.one("div", id="error-summary"))
        assert "Cooperation with the return: That is not one of the answers." in summary
