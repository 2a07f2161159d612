"""Two languages on one page: each text in both, nothing lost, and everything else as on the page in one."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from tests.document import Document, content, sent_along
from tests.pages import TAGS, TODAY, Visitor
from tests.people import CONSIDERING, EVERYBODY, GOING_HOME, Person
from tests.webapp.rules import people
from webapp.languages import Language, plain
from webapp.languages.side_by_side import Pair, pair, sentences
from webapp.rules import UNKNOWN, Rulebook
from webapp.rules.answers import as_text

PAIRS = [(tag, other) for tag in TAGS for other in TAGS if tag != other and "da" in (tag, other)]


def pairs(page: Document) -> list[Element]:
    return page.all("span", class_="v-pair")


class TestSentences:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("One sentence.", ["One sentence."]),
            ("One. Two? Three!", ["One.", "Two?", "Three!"]),
            ("Den 1. juli begynder det. Så ser vi.", ["Den 1. juli begynder det.", "Så ser vi."]),
            ("Det er 20.000 kr. om måneden.", ["Det er 20.000 kr. om måneden."]),
            ("هذا دليل. وليس قراراً.", ["هذا دليل.", "وليس قراراً."]),
            ("<b>Not here. Nor here.</b> But here. Yes.", ["<b>Not here. Nor here.</b> But here.", "Yes."]),
            ("A line.<br>Another. Third.", ["A line.<br>Another.", "Third."]),
            ("It is <data>20,000 kr.</data> Then more.", ["It is <data>20,000 kr.</data> Then more."]),
            ("", []),
        ],
    )
    def test_are_told_apart(self, text: str, found: list[str]) -> None:
        assert sentences(text) == found

    @settings(max_examples=200, deadline=None)
    @given(st.text(alphabet="aB. ?!<>/b1ا؟"))
    def test_nothing_is_lost(self, text: str) -> None:
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())


class TestPair:
    def test_each_sentence_beside_its_own(self, english: Language, danish: Language) -> None:
        made = pair(Markup("One. Two."), Markup("En. To."), english, danish)
        assert made == (
            '<span class="v-pair"><span lang="en" dir="ltr">One.</span> <span lang="da" dir="ltr">En.</span></span>'
            '<span class="v-pair"><span lang="en" dir="ltr">Two.</span> <span lang="da" dir="ltr">To.</span></span>'
        )

    def test_another_number_of_sentences_is_one_pair(self, english: Language, danish: Language) -> None:
        assert pair(Markup("One. Two."), Markup("Kun en."), english, danish).count("v-pair") == 1

    def test_what_is_the_same_stands_there_once(self, english: Language, danish: Language) -> None:
        assert pair(Markup("<bdi>2026</bdi>"), Markup("2026"), english, danish) == "<bdi>2026</bdi>"

    def test_programs_read_an_amount_once(self, english: Language, danish: Language) -> None:
        amounts = [Markup(f'<data data-amount="a" value="1">{shown}</data>') for shown in ("x", "y")]
        made = pair(*amounts, english, danish)
        assert made.count('data-amount="a"') == 1
        assert "<span>y</span>" in made

    def test_two_after_each_other_are_one_again(self, english: Language, danish: Language) -> None:
        one, two = (
            pair(Markup("One"), Markup("En"), english, danish),
            pair(Markup("Two"), Markup("To"), english, danish),
        )
        both = one + two
        assert isinstance(both, Pair)
        assert (both.first, both.second) == ("OneTwo", "EnTo")
        assert both.count("v-pair") == 2

    def test_with_anything_else_it_is_html_like_any_other(self, english: Language, danish: Language) -> None:
        one = pair(Markup("One"), Markup("En"), english, danish)
        assert not isinstance(one + Markup("<b>"), Pair)
        assert not isinstance(one.strip(), Pair)
        assert one + "<b>" == f"{one}&lt;b&gt;"

    def test_an_attribute_has_the_first(self, english: Language, danish: Language) -> None:
        assert plain(pair(Markup("<b>One</b>"), Markup("<b>En</b>"), english, danish)) == "One"


# Every person in half of the pairs, and every pair with half of the people: the parser takes most of the time.
JOURNEYS = [
    pytest.param(*PAIRS[(number + turn) % len(PAIRS)], person, id=f"{person}-{number + turn}")
    for number, person in enumerate(EVERYBODY)
    for turn in (0, len(PAIRS) // 2)
]


@pytest.mark.parametrize(("tag", "other", "person"), JOURNEYS)
def test_a_whole_journey_in_two_languages(site: Flask, tag: str, other: str, person: Person) -> None:
    """The invariants of every page hold, and the answers and the result are those of a journey in one language."""
    visitor = Visitor(site, tag, on=person.on)
    visitor.begin()
    visitor.press("show", other)
    while visitor.page.question:
        assert pairs(visitor.page)
        assert {each[1].get("lang") for each in pairs(visitor.page)} == {other}
        visitor.answer(person.answers.get(visitor.page.question, "unknown"))
    both, answers = visitor.page.schemes, visitor.answers
    visitor.press("show", "none")
    assert not pairs(visitor.page)
    assert (visitor.page.schemes, visitor.answers) == (both, answers)


def spoken(page: Document, language: int = 0) -> str:
    """The letters of the page in one of its two languages, as far as it is not left out."""
    pieces = []
    for text, path in page.texts:
        beside = next((at for at, each in enumerate(path) if each.get("class") == "v-pair"), None)
        chosen = beside is None or path[beside][language] in path[beside + 1 :]
        if chosen and not is_left_out(path):
            pieces.append(text)
    return unspaced("".join(pieces))


def is_left_out(path: Iterable[Element]) -> bool:
    """The title, which is in one language, and the button that shows another one, or that one is enough."""
    return any(each.tag == "title" or "v-second" in each.get("class", "").split() for each in path)


def unspaced(text: str) -> str:
    """`text` without the spaces, which stand elsewhere where the sentences of a text stand alone."""
    return "".join(text.split())


@pytest.mark.parametrize("seed", range(2 * len(PAIRS)))
def test_both_say_on_one_page_what_they_say_alone(site: Flask, rulebook: Rulebook, seed: int) -> None:
    """Random people, wherever they are in the questions: every text stands in both languages, and nothing else."""
    random, (tag, other) = Random(seed), PAIRS[seed % len(PAIRS)]
    whole = {id: as_text(value) for id, value in people.pick_whole(rulebook, TODAY, random).items()}
    unknown = {id: as_text(UNKNOWN) for id in whole if rulebook.questions[id].may_be_unknown and random.random() < 0.3}
    body = {**whole, **unknown, "withdrawal_date": TODAY.isoformat()}
    for id in random.sample([*whole], random.choice([0, 0, 12])):
        del body[id]
    visitor, another = Visitor(site, tag), Visitor(site, other)
    alone, there = spoken(visitor.post(body)), spoken(another.post(body))
    both = visitor.post({**body, "second": other})
    assert spoken(both) == alone
    for text, path in both.texts:
        beside = next((each for each in path if each.get("class") == "v-pair"), None)
        if beside is not None:
            assert [each.get("lang") for each in beside] == [tag, other]
        if any(map(str.isalpha, text)) and not is_left_out(path):
            if beside is not None and beside[1] in path:
                assert unspaced(content(beside[1])) in there
            elif beside is None and not any(each.get("lang") == "da" for each in path if each.get("id") != "page"):
                assert unspaced(text) in there, "what stands there once is the same in both"


class TestSecondLanguage:
    def test_both_say_what_they_say_alone(self, site: Flask) -> None:
        alone = {tag: Visitor(site, tag).send(CONSIDERING.answers).heading for tag in ("ar", "da")}
        visitor = Visitor(site, "ar")
        visitor.send(CONSIDERING.answers)
        heading = visitor.press("show", "da").one("h1")
        assert [content(each) for each in heading[0]] == [alone["ar"], alone["da"]]

    def test_each_has_its_direction(self, site: Flask) -> None:
        page = Visitor(site, "ar").send({**CONSIDERING.answers, "second": "da"})
        assert {(e.get("lang"), e.get("dir")) for p in pairs(page) for e in p} == {("ar", "rtl"), ("da", "ltr")}

    def test_half_a_choice_is_kept(self, site: Flask) -> None:
        visitor = Visitor(site, "ar")
        visitor.begin()
        visitor._submit(visitor.page.one("button", name="show"), 200, "both")
        assert visitor.page.filled == "both"

    def test_a_number_is_filled_in_as_the_first_writes_it(self, site: Flask) -> None:
        for tag, other, written in (("da", "en", "9,25"), ("en", "da", "9.25")):
            visitor = Visitor(site, tag)
            visitor.send({**GOING_HOME.answers, "second": other})
            assert visitor.change("lawful_years").filled == written

    def test_it_survives_an_error_back_and_a_change(self, site: Flask) -> None:
        visitor = Visitor(site, "en")
        visitor.begin()
        visitor.press("show", "da")
        visitor.press("action", "next", 422)
        assert pairs(visitor.page)
        visitor.answer("return")
        visitor.back()
        assert pairs(visitor.page)
        visitor.answer("return")
        visitor.answer("refugee")
        visitor.change("goal")
        assert pairs(visitor.page)

    def test_it_survives_another_language(self, site: Flask) -> None:
        visitor = Visitor(site, "en")
        visitor.begin()
        visitor.press("show", "da")
        page = visitor.speak("ar")
        assert {(p[0].get("lang"), p[1].get("lang")) for p in pairs(page)} == {("ar", "da")}

    def test_the_language_of_the_page_is_no_second_one(self, site: Flask) -> None:
        visitor = Visitor(site, "en")
        visitor.begin()
        visitor.press("show", "da")
        assert not pairs(visitor.speak("da"))

    def test_every_language_beside_danish(self, site: Flask) -> None:
        page = Visitor(site, "da").begin()
        assert [each.get("value") for each in page.all("button", name="show")] == ["en", "ar"]

    @pytest.mark.parametrize("tag", ["xx", "", "none", "<b>"])
    def test_a_language_that_is_not_offered_is_told(self, site: Flask, tag: str) -> None:
        visitor = Visitor(site, "en")
        visitor.post({"goal": "return", "second": tag}, 422)
        assert visitor.answers == {"goal": "return"}
        assert not pairs(visitor.page)

    def test_what_was_typed_cannot_break_the_pairs(self, site: Flask) -> None:
        visitor = Visitor(site, "en")
        answers = {"goal": "return", "status": "refugee", "second": "da", "question": "lawful_years"}
        page = visitor.post({**answers, "lawful_years": "\x025\x03\x1a", "action": "next"}, 422)
        assert pairs(page)
        assert page.filled == "5"
        page = visitor.post({**answers, "lawful_years": "\x03x\x02\x1a", "action": "next"}, 422)
        assert page.filled == "x"


class TestDesk:
    def begin(self, site: Flask, language: str, **fields: str) -> Visitor:
        visitor = Visitor(site, "da")
        page = visitor.get("/da/desk")
        form = sent_along(page.all("form")[0])
        button = next(b for b in page.all("button") if b.get("formaction") == f"/{language}/check")
        visitor.post({**form, "keys": "yes", "on": "", **fields}, path=button.get("formaction") or "")
        return visitor

    def test_a_visitor_reads_their_language_with_danish(self, site: Flask) -> None:
        visitor = self.begin(site, "ar")
        assert visitor.page.question == "goal"
        assert {(p[0].get("lang"), p[1].get("lang")) for p in pairs(visitor.page)} == {("ar", "da")}

    def test_the_languages_come_first_and_the_rare_day_is_folded(self, site: Flask) -> None:
        elements = Visitor(site, "da").get("/da/desk").elements
        places = {each.get("formaction") or each.get("id"): place for place, (each, _) in enumerate(elements)}
        assert places["/ar/check"] < places["on"]
        around = next(above for each, above in elements if each.get("id") == "on")
        assert [each.attrib for each in around if each.tag == "details"] == [{"class": "v-details"}]

    def test_a_visitor_with_a_code_goes_on_at_the_desk(self, site: Flask) -> None:
        given = Visitor(site, "ar")
        given.send(CONSIDERING.answers)
        code = content(given.press("action", "code").one("p", class_="v-code-text"))
        visitor = Visitor(site, "da")
        fields = sent_along(visitor.get("/da/desk").all("form")[-1])
        assert fields == {"desk": "da", "second": "da", "keys": "yes"}
        visitor.post({**fields, "code": "wrong"}, 422, path="/ar/code")
        assert visitor.page.hidden.items() >= {"desk": "da", "second": "da", "keys": "yes"}.items()
        page = visitor.post({**fields, "code": code}, path="/ar/code")
        assert page.is_result and pairs(page)
        assert page.schemes == given.page.schemes
        assert page.all("a", href="/da/desk")

    def test_the_next_visitor_begins_at_the_desk(self, site: Flask) -> None:
        visitor = self.begin(site, "ar")
        visitor.finish(GOING_HOME)
        assert pairs(visitor.page)
        assert visitor.page.all("a", href="/da/desk")
        assert not visitor.page.all("a", href="/ar/")

    def test_staff_that_read_the_visitors_language_see_it_once(self, site: Flask) -> None:
        assert not pairs(self.begin(site, "da").page)

    def test_a_past_day_stays_set(self, site: Flask) -> None:
        visitor = self.begin(site, "en", on="2021-10-01")
        visitor.finish(GOING_HOME)
        assert visitor.page.hidden["on"] == "2021-10-01"

    @pytest.mark.parametrize("on", ["1997-01-01", "2222-01-01", "x"])
    def test_a_day_without_rules_is_told(self, site: Flask, on: str) -> None:
        visitor = Visitor(site, "en")
        page = visitor.post({"desk": "da", "second": "da", "on": on}, 422)
        assert page.all("div", id="error-summary")
        assert page.question == "goal"
