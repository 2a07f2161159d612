"""The result page: every scheme with its outcome, its amounts, and why."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise
from random import Random
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.document import content
from tests.pages import TAGS, TODAY, Visitor
from tests.pages import UNKNOWN as UNKNOWN_WORD
from tests.people import CONSIDERING, EU_WORKER, GOING_HOME, IN_1999, KNOWS_LITTLE, NOT_COVERED, Person
from tests.webapp.rules import people
from webapp.result.cards import FIRST_QUESTIONS, Teller
from webapp.rules import UNKNOWN, Rulebook, Situation, parse_answers
from webapp.wording.law_words import Library, dialled

every_tag = pytest.mark.parametrize("tag", TAGS)

TRAFFICKED = Person(
    "a victim of trafficking with two children there",
    {
        "goal": "return",
        "status": "no_lawful_stay",
        "trafficking_identified": "yes",
        "permanent_return": "yes",
        "children_supported": "2",
        "children_in_home_country": "yes",
    },
)
NORDIC = Person(
    "a Nordic citizen who has had help for long",
    {
        "goal": "stay",
        "status": "nordic_citizen",
        "needs_support": "yes",
        "eu_basis": "none",
        "earlier_leave_decision": "no",
        "spouse": "none",
        "lawful_years": "1",
        "help_months": "20",
        "stay_purpose": "permanent",
        "former_danish_citizen": "no",
        "custody_danish_child": "no",
    },
)


def result(site: Flask, person: Person, tag: str = "en", **more: str) -> Visitor:
    """Somebody who sees their result."""
    person = Person(person.who, {**person.answers, **more}, person.on)
    return Visitor(site, tag, on=person.on).arrive(person)


def tables(where: Element, kind: str) -> list[Element]:
    return [each for each in where.iter("table") if kind in (each.get("class") or "").split()]


def values(where: Element, amount: str) -> list[str | None]:
    return [each.get("value") for each in where.iter("data") if each.get("data-amount") == amount]


class TestAmounts:
    def test_a_single_one_is_large_with_its_facts(self, site: Flask) -> None:
        visitor = result(site, CONSIDERING, withdrawal="no")
        [large] = [each for each in visitor.card("return-support").iter("p") if each.get("class") == "v-amount"]
        assert (
            content(large)
            == "up to 20,000 kr. once · for each applicant · amount of 2021, still the same on 17 November 2025"
        )

    def test_a_range_has_its_least_first(self, site: Flask) -> None:
        visitor = result(site, GOING_HOME, return_country="other")
        where = visitor.card("reintegration")
        assert values(where, "five_years") == ["3500", "4500"]

    def test_a_sum_is_no_amount_of_the_interface(self, site: Flask) -> None:
        where = result(site, TRAFFICKED).card("trafficking-return")
        cash, goods = [each for each in where.iter("div") if each.get("class") == "v-total"]
        assert [content(each) for each in cash] == ["In cash, in six monthly parts", "20,000 kr."]
        assert [content(each) for each in goods] == ["In goods and services", "up to 58,000 kr."]
        assert [each.get("data-amount") for each in (*cash.iter("data"), *goods.iter("data"))] == [None, None]
        assert values(where, "reintegration_child") == ["18000"]

    def test_of_several_that_exclude_one_another_each_says_so(self, site: Flask) -> None:
        where = result(site, TRAFFICKED, children_in_home_country=UNKNOWN_WORD).card("trafficking-return")
        rows = [each for each in where.iter("div") if content(each).startswith("Cash support")]
        shown = [[data for data in each.iter("data") if data.get("hidden") is None] for each in rows]
        assert [[content(data) for data in row] for row in shown] == [["10,000 kr."], ["20,000 kr."]]
        assert all(
            "You would get one of the amounts with this note, not all of them." in content(each) for each in rows
        )

    def test_an_unknown_number_of_children_makes_no_big_number(self, site: Flask) -> None:
        where = result(site, TRAFFICKED, children_supported=UNKNOWN_WORD).card("trafficking-return")
        _, goods = [each for each in where.iter("div") if each.get("class") == "v-total"]
        assert [content(each) for each in goods] == [
            "In goods and services",
            "up to 40,000 kr.",
            "What is given “for each of them” comes on top of this.",
        ]

    def test_what_was_not_published_is_said(self, site: Flask) -> None:
        answers = {"goal": "stay", "status": "asylum_seeker", "needs_support": "yes", "asylum_procedure": "normal"}
        where = result(site, Person("somebody in the asylum system", answers)).card("asylum-allowance")
        assert values(where, "supplementary_allowance") == [""]
        assert "Set individually or not published" in content(where)

    def test_figures_of_another_year_are_said_once_with_who_has_them(self, site: Flask) -> None:
        words = content(result(site, GOING_HOME).card("repatriation"))
        assert words.count("Not all amounts for 2026 were found.") == 1
        assert "Your municipality has the amounts of 2026." in words

    def test_figures_of_this_year_need_no_such_note(self, site: Flask) -> None:
        visitor = result(site, Person("the same in 2025", GOING_HOME.answers, "2025-06-01"))
        assert "Not all amounts" not in content(visitor.card("repatriation"))

    def test_cash_and_goods_are_told_apart(self, site: Flask) -> None:
        words = content(result(site, TRAFFICKED).card("trafficking-return"))
        assert "paid in money" in words
        assert "given as goods and services, not as money" in words


class TestWays:
    def test_stand_side_by_side_and_none_is_larger(self, site: Flask) -> None:
        where = result(site, CONSIDERING).card("return-supplement")
        [table] = tables(where, "v-ways")
        shown = [[each.get("value") for each in row.iter("data")] for row in table.iter("tr")][1:]
        assert shown == [["20000"], ["40000"], ["30000"]]
        assert not [each for each in where.iter("p") if each.get("class") == "v-amount"]

    def test_the_amount_of_the_interface_is_there_too_but_no_sum(self, site: Flask) -> None:
        where = result(site, CONSIDERING).card("return-supplement")
        assert values(where, "return_supplement") == ["20000"]
        assert not [each for each in where.iter("div") if each.get("class") == "v-total"]

    def test_no_amount_of_one_way_stands_alone(self, site: Flask) -> None:
        """Without what it costs beside it, it would be a reason to choose that way: it is folded away, on paper too."""
        where = result(site, CONSIDERING).card("return-supplement")
        folded = [each for each in where.iter("details") if values(each, "return_supplement")][-1]
        assert content(folded[0]) == "What these amounts are made of"
        assert not {"open", "data-paper"} & set(folded.attrib)
        assert values(where, "return_supplement") == values(folded, "return_supplement")

    def test_are_not_shown_to_who_has_decided(self, site: Flask) -> None:
        where = result(site, CONSIDERING, withdrawal="withdrawn", withdrawal_date="2026-11-16").card(
            "return-supplement"
        )
        assert not tables(where, "v-ways")
        assert "up to 40,000 kr." in content(where)


class TestDeadlines:
    @pytest.mark.parametrize(
        ("received", "left"),
        [
            ("2026-11-15", "29 November 2026 7 days left"),
            ("2026-11-09", "1 day left"),
            ("2026-11-08", "This is the last day"),
        ],
    )
    def test_say_how_many_days_are_left(self, site: Flask, received: str, left: str) -> None:
        where = result(site, CONSIDERING, refusal_date=received).card("return-supplement")
        [row] = [each for each in where.iter("tr") if each.get("class") == "v-last"]
        assert left in content(row)

    def test_that_have_passed_are_not_shown(self, site: Flask) -> None:
        where = result(site, CONSIDERING, refusal_date="2026-11-07").card("return-supplement")
        assert not [each for each in where.iter("tr") if each.get("class") == "v-last"]


class TestWhy:
    def test_a_condition_says_its_result_to_those_who_cannot_see_it(self, site: Flask) -> None:
        where = result(site, GOING_HOME).card("repatriation")
        states = {each.get("data-result"): content(each) for each in where.iter("li") if each.get("data-result")}
        assert states["met"].startswith("Met:")

    def test_what_failed_comes_first_and_the_rest_is_folded_away(self, site: Flask) -> None:
        where = result(site, NOT_COVERED).card("repatriation")
        lists = list(where.iter("ul"))
        assert {item.get("data-result") for item in lists[0]} == {"not_met"}
        assert not list(where.iter("data"))
        assert all(each.tag in ("p", "h2", "ul", "details") for each in where)

    def test_where_nothing_applies_each_scheme_is_a_line(self, site: Flask) -> None:
        page = result(site, NOT_COVERED).page
        for article in page.all("article"):
            [folded] = article
            assert folded.tag == "details" and "open" not in folded.attrib
            assert [each.tag for each in folded[0]] == ["h2"]
        assert not [each for each in page.all("nav") if each.get("class") == "v-overview"]
        assert all(each[0].tag == "details" for each in page.all("li") if each.get("class") == "v-folded")

    def test_an_outcome_with_words_of_its_own_is_never_folded_away(self, site: Flask) -> None:
        """That the municipality must report somebody is not a scheme that does not apply."""
        where = result(site, NORDIC).card("protected-stay")
        assert where.get("data-outcome") == "unlikely"
        assert "The municipality must report such a case" in content(where)
        assert "Why" in [content(each) for each in where.iter("h3")]
        assert "data-own" in where.attrib, "it is not as quiet as a scheme that does not apply"
        assert "data-own" not in result(site, NOT_COVERED).card("repatriation").attrib

    def test_an_authority_that_decides_is_named(self, site: Flask) -> None:
        other = Person(
            "somebody with another permit",
            {"goal": "stay", "status": "other_permit", "needs_support": "yes", "permanent_permit": "no"},
        )
        where = result(site, other).card("municipal-help")
        assert where.get("data-outcome") == "possible"
        assert "Your municipality decides this." in content(where)
        assert "Possible, but not certain" in content(where)

    def test_an_open_question_can_be_answered_at_once(self, site: Flask) -> None:
        visitor = result(site, TRAFFICKED, trafficking_identified="unknown")
        where = visitor.card("trafficking-return")
        assert "More is needed" in content(where)
        assert "Ask the CMM help line" in content(where)
        page = visitor.change("trafficking_identified")
        assert page.question == "trafficking_identified"
        assert visitor.answer("yes").is_result
        assert visitor.card("trafficking-return").get("data-outcome") == "likely"

    def test_what_decides_comes_before_the_amount(self, site: Flask) -> None:
        where = result(site, CONSIDERING, cooperation="unknown", withdrawal="no").card("return-support")
        words = content(where)
        assert where.get("data-outcome") == "possible"
        assert words.index("These answers would tell more") < words.index("15,000 kr.")
        assert words.index("Support for people whose asylum application") < words.index("These answers would tell more")

    def test_an_open_question_is_asked_in_full_once(self, site: Flask) -> None:
        """Further down it is named, with a link to that place and a button."""
        page = result(site, KNOWS_LITTLE).page
        in_full = [each.get("id") or "" for each in page.all("li") if (each.get("id") or "").startswith("open-")]
        named = [each.find("a").get("href") or "" for each in page.all("li", class_="v-asked")]  # type: ignore[union-attr]
        assert in_full and named
        assert {each[1:] for each in named} <= set(in_full)
        assert len(set(in_full)) == len(in_full)
        for each in page.all("article"):
            asked = [button.get("value") for button in each.iter("button") if button.get("name") == "change"]
            assert len(asked) == len(set(asked))

    def test_the_questions_that_decide_most_stand_once_above_the_cards(self, site: Flask) -> None:
        refugee = Person("a refugee who knows little", {"goal": "stay", "status": "refugee", "needs_support": "yes"})
        page = result(site, refugee).page
        items = [each for each in page.all("li") if (each.get("id") or "").startswith("open-")]
        in_view = list(page.one("section", id="open").iter("li"))
        assert len(items) > len(in_view) == FIRST_QUESTIONS
        for article in page.all("article"):
            assert not [each for each in article.iter("li") if (each.get("id") or "").startswith("open-")]

    @every_tag
    @pytest.mark.parametrize("person", [CONSIDERING, GOING_HOME, NOT_COVERED, NORDIC], ids=str)
    def test_every_number_of_a_source_leads_to_it(self, site: Flask, tag: str, person: Person) -> None:
        page = result(site, person, tag).page
        links = [href for each in page.all("a") if re.match("#source-", href := each.get("href", ""))]
        assert links
        for href in links:
            page.one("li", id=href[1:])


class TestSources:
    def test_no_mark_stands_after_a_question_mark(self, site: Flask) -> None:
        page = result(site, GOING_HOME).page
        sources = [content(each) for each in page.all("li") if (each.get("id") or "").startswith("source-")]
        assert [each for each in sources if "?" in each]
        assert not [each for each in sources if "?." in each]

    def test_one_day_of_checking_is_said_once(self, site: Flask) -> None:
        for article in result(site, GOING_HOME).page.all("article"):
            said = content(article).lower().count("checked on 2") + content(article).count("We checked all of these on")
            days = len([each for each in article.iter("li") if (each.get("id") or "").startswith("source-")])
            assert said in (1, days)

    def test_an_official_name_that_is_the_title_is_not_repeated(self, site: Flask) -> None:
        for tag, names in (("da", 0), ("en", 1)):
            where = result(site, GOING_HOME, tag).card("cash-benefit")
            assert len([each for each in where.iter("p") if each.get("class") == "v-official"]) == names


class TestOverview:
    @staticmethod
    def line(visitor: Visitor, scheme: str) -> list[str]:
        """The texts below the name and the outcome of a scheme."""
        [where] = [each for each in visitor.page.all("nav") if each.get("class") == "v-overview"]
        [found] = [li for li in where.iter("li") if any(a.get("href") == f"#scheme-{scheme}" for a in li.iter("a"))]
        assert not [each for each in found.iter("data") if "data-amount" in each.attrib]
        return [content(each) for each in found.iter("p")]

    def test_names_the_last_day_but_no_amount_where_ways_stand_side_by_side(self, site: Flask) -> None:
        visitor = result(site, CONSIDERING)
        [told] = self.line(visitor, "return-supplement")
        assert told.startswith("Last day for the higher supplement, if you withdraw: 29 November 2026 · 7 days left")
        assert "This cannot be undone." in told and "is not a day for the appeal" in told
        assert self.line(visitor, "return-support") == ["See what it means"], "no amount without what it costs"

    def test_names_no_sum_of_money_and_goods(self, site: Flask) -> None:
        visitor = result(site, TRAFFICKED, status="refugee", lawful_years="9", age="57")
        assert self.line(visitor, "trafficking-return") == []

    def test_names_no_amount_of_several(self, site: Flask) -> None:
        assert self.line(result(site, GOING_HOME), "repatriation") == []

    @pytest.mark.parametrize("person", [GOING_HOME, IN_1999, NORDIC], ids=str)
    def test_marks_an_outcome_in_own_words_as_the_card_does(self, site: Flask, person: Person) -> None:
        page = result(site, person).page
        marked = {each.get("data-scheme") for each in page.all("article") if "data-own" in each.attrib}
        lines = [each for each in page.all("li") if "data-own" in each.attrib]
        links = {(line.find("a").get("href") or "").removeprefix("#scheme-") for line in lines}  # type: ignore[union-attr]
        assert links == marked


class TestPage:
    def test_whoever_asked_about_both_is_not_led_back(self, site: Flask) -> None:
        """Money to live on first, then going back; in each the likely ones first, and what help can cost after the money."""
        visitor = result(site, GOING_HOME)
        schemes = visitor.rulebook.schemes
        order = list(schemes)
        shown = [
            (each.get("data-outcome") or "", each.get("data-scheme") or "") for each in visitor.page.all("article")
        ]

        def rank(each: tuple[str, str]) -> tuple[bool, bool, bool, int, int]:
            outcome, id = each
            scheme, own = schemes[id], bool(schemes[id].outcomes)
            quiet = outcome == "unlikely" and not own
            return (
                quiet,
                scheme.goal == "return",
                own,
                ["likely", "possible", "unlikely"].index(outcome),
                order.index(id),
            )

        assert shown == sorted(shown, key=rank)
        assert {schemes[id].goal for _, id in shown} == {"stay", "return"}

    def test_what_is_worth_asking_stands_after_the_cards_with_whom_to_ask(self, site: Flask) -> None:
        page = result(site, EU_WORKER).page
        asked = {each.get("data-also"): content(each) for each in page.all("li") if each.get("data-also")}
        assert "child_benefit" in asked and "Ask: Udbetaling Danmark" in asked["child_benefit"]
        assert not [each for each in result(site, CONSIDERING).page.all("li") if each.get("data-also")]

    @pytest.mark.parametrize("person", [CONSIDERING, GOING_HOME, KNOWS_LITTLE], ids=str)
    def test_what_several_cards_share_is_told_once(self, site: Flask, person: Person) -> None:
        page = result(site, person).page
        told: list[str] = []
        for article in page.all("article"):
            for parent in article.iter():
                for before, after in pairwise(parent):
                    if content(before) in ("Your rights", "What you can do now"):
                        assert len(after), "a section with nothing in it"
                        told += map(content, after)
        assert told and len(told) == len(set(told))
        warnings = [content(item) for each in page.all("ul", class_="alert-text") for item in each]
        assert len(warnings) == len(set(warnings))

    @pytest.mark.parametrize("person", [CONSIDERING, GOING_HOME, KNOWS_LITTLE, NORDIC, EU_WORKER], ids=str)
    def test_what_is_grave_is_never_folded_away(self, site: Flask, person: Person) -> None:
        visitor = result(site, person)
        folded = {
            id(inner) for each in visitor.page.all("details") if "open" not in each.attrib for inner in each.iter()
        }
        in_view = {content(each) for each in visitor.page.all("li") if id(each) not in folded}
        situation = Situation(visitor.rulebook, parse_answers(visitor.rulebook, visitor.answers, TODAY), TODAY)
        for each in situation.assess().schemes:
            if each.outcome != "unlikely" or each.scheme.outcomes:
                for line in each.scheme.said:
                    text = line.on(TODAY, partial(situation.holds, scheme=each.scheme)) if line.grave else None
                    if text:
                        assert any(text.id.replace("*", "") in shown for shown in in_view), (each.scheme.id, line.id)

    @every_tag
    def test_it_is_never_empty(self, site: Flask, tag: str) -> None:
        page = result(site, NOT_COVERED, tag).page
        assert {each.get("data-outcome") for each in page.all("article")} == {"unlikely"}
        assert content(page.one("section", data_notice="nothing_fits"))
        assert [each for each in page.all("a") if each.get("href", "").startswith("#contact-")]

    @pytest.mark.parametrize(
        ("phone", "dial"),
        [("33 73 50 00", "+4533735000"), ("+45 70 20 25 50", "+4570202550"), ("(33) 41-12-00", "+4533411200")],
    )
    def test_a_phone_number_can_be_dialled_from_anywhere(self, phone: str, dial: str) -> None:
        assert dialled(phone) == dial


@pytest.mark.parametrize("seed", range(8))
def test_what_is_kept_is_the_same_for_whoever_came_first(site: Flask, rulebook: Rulebook, seed: int) -> None:
    """A part is kept by a key: all that it depends on must be in it, or somebody reads what is true of another person."""
    random = Random(seed)
    language = site.extensions["languages"].get(random.choice(TAGS))
    known = Library(site.jinja_env, rulebook, site.extensions["settings"])
    for _ in range(30):
        unknown = {id: UNKNOWN for id in rulebook.questions if random.random() < 0.2}
        answers = {**people.pick_whole(rulebook, TODAY, random), **unknown, "goal": "both", "withdrawal_date": TODAY}
        situation = Situation(rulebook, answers, TODAY)
        assessment = situation.assess()
        new = Library(site.jinja_env, rulebook, site.extensions["settings"])
        with site.test_request_context(f"/{language.tag}/check"):
            made = [Teller(situation, each.words(language, TODAY)).result(assessment) for each in (known, new)]
        assert made[0] == made[1]
