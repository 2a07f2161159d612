"""The pictures on a card: what they show is exact, stands in a table too, and runs the way the language is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from tests.document import content
from tests.pages import TAGS, TODAY
from tests.people import GOING_HOME
from tests.webapp.result.card import Card
from webapp.result.illustrations import Bar, Crossing, Lines, Part, share
from webapp.rules.model import Place, Text

SVG = "{http://www.w3.org/2000/svg}"
IN_2021 = date(2021, 10, 1)
IN_CASH_NEED = {
    "goal": "stay",
    "status": "refugee",
    "needs_support": "yes",
    "age": "34",
    "residence_years": "4",
    "arrival": "since_2008",
    "work_years": "1",
    "children_supported": "2",
    "children_at_home": "2",
    "extra_child_allowance": "yes",
    "partner": "no",
    "lives_with_parents": "no",
}
WITH_TEST = {**IN_CASH_NEED, "danish_test": "passed_since_2018", "had_danish_bonus": "no", "on_benefit": "yes"}

kroner = st.decimals(1, 20_000, places=2)


def compared(site: Flask, tag: str = "en", on: date = TODAY, **more: str) -> Card:
    """The card with two forms of a payment, for somebody who goes home."""
    return Card(site, "reintegration", {**GOING_HOME.answers, **more}, tag=tag, on=on)


def number(share: str | None) -> float:
    """A share of a width or a height."""
    assert share and re.fullmatch(r"[0-9.]+%", share), share
    return float(share[:-1])


class TestCrossing:
    @pytest.mark.parametrize(
        ("first", "second", "months", "same"),
        [
            (3500, 2800, 75, True),
            (4500, 3600, 75, True),
            (4500, 2800, 97, False),  # the first with a supplement of 1,000
            (5500, 3600, 92, False),
        ],
    )
    def test_is_exact_in_months(self, first: int, second: int, months: int, same: bool) -> None:
        assert Lines(Decimal(first), 60, Decimal(second)).crossing == Crossing(months, same)

    @given(kroner, st.integers(1, 240), kroner)
    def test_before_it_the_first_form_has_paid_more(self, first: Decimal, months: int, second: Decimal) -> None:
        lines = Lines(first, months, second)
        crossing = lines.crossing
        if crossing is None:
            assert second >= first
            return
        one, other = lines.paid(crossing.months)
        assert (one == other) if crossing.same else (one < other)
        before = lines.paid(crossing.months - 1)
        assert before[0] > before[1]

    @given(kroner, st.integers(1, 120), st.decimals("0.2", "0.99", places=2))
    def test_the_drawing_shows_it_and_what_comes_after(self, first: Decimal, months: int, part: Decimal) -> None:
        lines = Lines(first, months, first * part)
        assert lines.crossing
        assert 12 * lines.years[-1] >= lines.crossing.months + 12
        assert len(lines.years) <= 8
        assert len(lines.kroner) <= 7
        assert lines.kroner[-1] >= max(max(row.first, row.second) for row in lines.rows)
        for line in (*lines.first_lines("ltr"), lines.second_line("ltr"), lines.meeting("ltr")):
            assert all(0 <= number(each) <= 100 for each in line)

    @given(kroner, st.integers(1, 120), st.decimals("0.2", "0.99", places=2))
    def test_from_right_to_left_it_is_mirrored(self, first: Decimal, months: int, part: Decimal) -> None:
        lines = Lines(first, months, first * part)

        pairs = zip(
            (*lines.first_lines("ltr"), lines.second_line("ltr"), lines.meeting("ltr")),
            (*lines.first_lines("rtl"), lines.second_line("rtl"), lines.meeting("rtl")),
            strict=True,
        )
        for one, other in pairs:
            assert number(one.x1) + number(other.x1) == pytest.approx(100, abs=0.02)
            assert number(one.x2) + number(other.x2) == pytest.approx(100, abs=0.02)
            assert (one.y1, one.y2) == (other.y1, other.y2)


class TestComparison:
    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({}, "After 6 years and 3 months, both forms have paid the same in all."),
            ({"return_country": "group_2"}, "After 6 years and 3 months, both forms have paid the same in all."),
            ({"permit_before_2002": "yes"}, "After 6 years and 3 months, both forms have paid the same in all."),
        ],
    )
    def test_says_in_a_sentence_where_the_lines_cross(self, site: Flask, more: dict[str, str], sentence: str) -> None:
        card = compared(site, **more)
        assert sentence in content(card.all("v-figure")[0])
        assert len(card.all("v-lines")) == 1

    def test_says_that_the_choice_is_final_but_not_which_is_better(self, site: Flask) -> None:
        words = content(compared(site).all("v-figure")[0])
        assert "you cannot change that choice later" in words
        assert not re.search(r"better|should|worth|advantage", words)

    @pytest.mark.parametrize("tag", TAGS)
    @pytest.mark.parametrize("more", [{}, {"permit_before_2002": "yes", "return_country": "group_2"}], ids=str)
    def test_the_table_has_what_is_drawn(self, site: Flask, tag: str, more: dict[str, str]) -> None:
        card = compared(site, tag, **more)
        rows = [(Decimal(0), Decimal(0)), *((each[0], each[1]) for each in card.figures("v-sums")[1:])]
        top = int(re.sub(r"\D", "", content(card.all("v-kroner")[0][0])))
        last = int(content(card.all("v-years")[0][-1]))
        times = [0, *self._months(card, last)]
        for kind, column in (("v-line-1", 0), ("v-line-2", 1)):
            for line in card.all(kind):
                for x, y in (("x1", "y1"), ("x2", "y2")):
                    along = number(line.get(x)) if tag != "ar" else 100 - number(line.get(x))
                    at = min(range(len(times)), key=lambda index: abs(times[index] - along * last * 12 / 100))
                    assert times[at] == pytest.approx(along * last * 12 / 100, abs=0.01 * last)
                    drawn = top * (1 - number(line.get(y)) / 100)
                    assert float(rows[at][column]) == pytest.approx(drawn, abs=top / 9_000)

    @staticmethod
    def _months(card: Card, last: int) -> Iterator[int]:
        """After how many months each row of the table is: every year, and the crossing where it is set apart."""
        years = iter(range(1, last + 1))
        [table] = card.all("v-sums")
        for row in list(table.iter("tr"))[1:]:
            if row.get("class") == "v-row-meet":
                shown = [int(each) for each in re.findall(r"\d+", content(row[0]))]
                yield 12 * shown[0] + shown[1]
            else:
                yield 12 * next(years)

    def test_in_both_groups_of_countries_only_what_is_true_of_both_is_said(self, site: Flask) -> None:
        card = compared(site, return_country="other")
        assert "After 6 years and 3 months, both forms" in content(card.all("v-figure")[0])
        assert not card.all("v-lines")
        assert not card.all("v-sums")

    @pytest.mark.parametrize(
        ("on", "more"),
        [
            (TODAY, {"permit_before_2002": "unknown"}),
            (TODAY, {"permit_before_2002": "unknown", "return_country": "other"}),
        ],
        ids=["a supplement that is not certain", "nor the country"],
    )
    def test_says_nothing_that_is_not_exact(self, site: Flask, on: date, more: dict[str, str]) -> None:
        assert not compared(site, on=on, **more).all("v-figure")

    def test_no_text_is_scaled_with_the_drawing(self, site: Flask) -> None:
        drawings = list(compared(site).card.iter(SVG + "svg"))
        assert drawings
        for drawing in drawings:
            assert not content(drawing)
            assert "viewBox" not in drawing.attrib


class TestBar:
    @given(st.lists(kroner, min_size=1, max_size=5))
    def test_the_parts_fill_it_one_after_the_other(self, amounts: list[Decimal]) -> None:
        bar = bar_of(*amounts)
        boxes = [(number(x), number(width)) for x, width in bar.boxes("ltr")]
        assert boxes[0][0] == 0
        assert sum(width for _, width in boxes) == pytest.approx(100, abs=0.05)
        for one, other in pairwise(boxes):
            assert one[0] + one[1] == pytest.approx(other[0], abs=0.02)
        for (x, width), (mirrored, same) in zip(bar.boxes("ltr"), bar.boxes("rtl"), strict=True):
            assert number(x) + number(width) + number(mirrored) == pytest.approx(100, abs=0.03)
            assert width == same

    @given(st.lists(kroner, min_size=2, max_size=5))
    def test_the_shares_are_whole_and_add_up(self, amounts: list[Decimal]) -> None:
        bar = bar_of(*amounts)
        assert bar.total == sum(amounts)
        assert bar.percents is not None
        assert sum(bar.percents) == 100
        for percent, amount in zip(bar.percents, amounts, strict=True):
            assert abs(percent - 100 * amount / sum(amounts)) < 1

    def test_figures_of_different_years_are_not_added(self) -> None:
        parts = bar_of(Decimal(12_064), Decimal(1_092)).parts
        bar = Bar((Part(parts[0].title, parts[0].kroner, "2024", True), parts[1]))
        assert bar.total is None
        assert bar.percents is None

    def test_what_is_not_certain_is_not_added(self) -> None:
        certain, other = bar_of(Decimal(7_205), Decimal(2_784)), bar_of(Decimal(2_590), sure=False)
        bar = Bar((*certain.parts, *other.parts))
        assert bar.total == 9_989
        assert bar.percents is None


class TestComposition:
    def test_shows_each_part_its_share_and_the_sum(self, site: Flask) -> None:
        card = Card(site, "cash-benefit", IN_CASH_NEED)
        assert card.table("v-parts") == [
            ["Minimum rate", "6,789 kr.", "60%"],
            ["Child supplement", "2,784 kr.", "25%"],
            ["Supplement for single providers", "1,638 kr.", "15%"],
            ["In all", "11,211 kr.", ""],
        ]
        assert len([each for each in card.all("v-stack")[0] if each.tag == SVG + "rect"]) == 3

    def test_the_bar_is_as_long_as_the_figures_say(self, site: Flask) -> None:
        card = Card(site, "cash-benefit", IN_CASH_NEED)
        figures = [row[0] for row in card.figures("v-parts")[:-1]]
        boxes = [each for each in card.all("v-stack")[0] if each.tag == SVG + "rect"]
        assert [each.get("width") for each in boxes] == [share(each / sum(figures)) for each in figures]

    def test_what_somebody_may_get_stands_apart(self, site: Flask) -> None:
        answers = {**IN_CASH_NEED, "age": "24", "residence_years": "10", "arrival": "born_here", "reregistered": "no"}
        card = Card(site, "cash-benefit", answers)
        assert card.table("v-parts")[-2:] == [
            ["Special youth supplement", "perhaps 2,590 kr."],
            ["In all, without what is not certain", "11,627 kr."],
        ]
        assert len([each for each in card.all("v-perhaps") if each.get("x")]) == 1

    def test_amounts_of_different_years_get_no_sum(self, site: Flask) -> None:
        answers = {**IN_CASH_NEED, "residence_years": "10", "work_years": "5", "children_supported": "0"}
        card = Card(site, "cash-benefit", answers)
        assert card.table("v-parts") == [
            ["Raised rate", "12,064 kr."],
            ["Supplement for single people without children", "1,092 kr."],
        ]
        assert "These amounts are of different years, so there is no sum." in content(card.card)

    @pytest.mark.parametrize(
        "more",
        [
            {"residence_years": "unknown", "work_years": "5"},
            {"children_supported": "0", "partner": "yes"},
        ],
        ids=["one rate or another", "one part alone"],
    )
    def test_there_is_none_where_it_would_not_be_true(self, site: Flask, more: dict[str, str]) -> None:
        assert not Card(site, "cash-benefit", {**IN_CASH_NEED, **more}).all("v-stack")

    def test_a_part_can_come_from_another_scheme(self, site: Flask) -> None:
        card = Card(site, "danish-bonus", WITH_TEST, on=IN_2021)
        assert [row[:2] for row in card.table("v-parts")] == [
            ["Single provider", "12,437 kr."],
            ["Danish bonus", "1,618 kr."],
            ["In all", "14,055 kr."],
        ]

    @given(
        st.fixed_dictionaries(
            {
                "age": st.sampled_from(["20", "24", "28", "40", "unknown"]),
                "residence_years": st.sampled_from(["3", "10", "unknown"]),
                "work_years": st.sampled_from(["0", "5", "unknown"]),
                "children_supported": st.sampled_from(["0", "2", "unknown"]),
                "children_at_home": st.sampled_from(["0", "2", "unknown"]),
                "extra_child_allowance": st.sampled_from(["yes", "no", "unknown"]),
                "partner": st.sampled_from(["yes", "no", "unknown"]),
                "lives_with_parents": st.sampled_from(["yes", "no", "unknown"]),
            }
        )
    )
    def test_adds_amounts_of_the_card_and_never_two_rates(self, site: Flask, more: dict[str, str]) -> None:
        card = Card(site, "cash-benefit", {**IN_CASH_NEED, **more})
        if not card.all("v-parts"):
            return
        shown = {
            each.get("data-amount"): each.get("value") for each in card.card.iter("data") if each.get("data-amount")
        }
        assert len([id for id in shown if id and id.endswith("_rate")]) == 1
        figures = [row[0] for row in card.figures("v-parts")]
        if "v-total" in card.html:
            *figures, total = figures
            certain = [row for row in card.table("v-parts")[:-1] if "perhaps" not in row[1]]
            assert total == sum(figures[: len(certain)])
        assert {str(each) for each in figures} <= set(shown.values())


@pytest.mark.parametrize("tag", TAGS)
def test_drawings_are_left_to_those_who_see_them(site: Flask, tag: str) -> None:
    """Everything else reads the tables and the sentences."""
    for card in (compared(site, tag), Card(site, "cash-benefit", IN_CASH_NEED, tag=tag)):
        assert "style=" not in card.html
        for figure in card.all("v-figure"):
            hidden = {
                id(each) for above in figure.iter() if above.get("aria-hidden") == "true" for each in above.iter()
            }
            drawings = list(figure.iter(SVG + "svg"))
            assert drawings
            assert all(id(each) in hidden for each in drawings)
            assert [each for each in figure.iter("table") if id(each) not in hidden]


def test_two_languages_share_one_drawing(site: Flask) -> None:
    answers = {id: GOING_HOME.answers.get(id, "unknown") for id in site.extensions["rulebook"].questions}
    reply = site.test_client().post("/en/check", data={**answers, "second": "ar", "action": "next"})
    assert reply.status_code == 200
    html = reply.get_data(as_text=True)
    [axis] = re.findall(r'<ol class="v-kroner">.*?</ol>', html, re.DOTALL)
    assert re.findall(r"<li>(.*?)</li>", axis) == ["400,000", "300,000", "200,000", "100,000", "0"]
    assert html.count('class="v-lines"') == 1


def bar_of(*amounts: Decimal, sure: bool = True) -> Bar:
    """A bar of parts of one year."""
    title = Text("Part", "test", "", Place("", 0))
    return Bar(tuple(Part(title, amount, "2025", sure) for amount in amounts))
