"""The timeline on a card: today, the last days, and what would come when."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.document import content
from tests.people import CONSIDERING, GOING_HOME, TRAFFICKED
from tests.webapp.result.card import Card
from webapp.paths import share
from webapp.rules import load

IN_2021 = date(2021, 10, 1)


def test_begins_with_the_day_and_has_the_last_day_after_it_with_its_warnings(site: Flask) -> None:
    timeline = Card(site, "return-supplement", CONSIDERING.answers).timeline
    assert list(timeline) == ["Today", "29 November 2026 7 days left"]
    assert timeline["Today"] == "22 November 2026"
    told = timeline["29 November 2026 7 days left"]
    assert "This cannot be undone." in told and "is not a day for the appeal" in told
    assert "You do not have to withdraw." in told


def test_a_last_day_may_have_a_place_of_its_own(site: Flask, tmp_path: Path) -> None:
    folder = shutil.copytree(share("questions"), tmp_path / "questions")
    file = folder / "schemes/06-return-supplement.yaml"
    moments = """payments:
  - {id: refusal, title: After the refusal, text: You get a letter.}
  - {id: day_14, title: 14 days after the refusal, text: A day., deadline: withdraw_for_full_supplement}
  - {id: later, title: Later, text: It is paid.}

deadlines:
"""
    file.write_text(file.read_text().replace("deadlines:\n", moments))
    law = load(folder)
    known = Card(site, "return-supplement", CONSIDERING.answers, law=law)
    assert list(known.timeline) == ["Today", "After the refusal", "29 November 2026 7 days left", "Later"]
    unknown = Card(site, "return-supplement", {**CONSIDERING.answers, "refusal_date": "unknown"}, law=law)
    assert list(unknown.timeline)[2] == "14 days after the refusal"


def test_a_last_day_is_told_before_the_reasons(site: Flask) -> None:
    words = content(Card(site, "return-supplement", CONSIDERING.answers).card)
    assert words.index("7 days left") < words.index("You told us that you cooperate")


@pytest.mark.parametrize("more", [{"refusal_date": "2026-11-07"}, {"withdrawal": "withdrawn"}], ids=str)
def test_a_last_day_that_is_over_is_not_there(site: Flask, more: dict[str, str]) -> None:
    card = Card(site, "return-supplement", {**CONSIDERING.answers, **more})
    assert "left" not in content(card.card)
    assert not card.all("v-timeline")


def test_another_day_is_not_called_today(site: Flask) -> None:
    card = Card(site, "repatriation", GOING_HOME.answers, on=IN_2021, is_today=False)
    assert card.timeline["The day that you look at"] == "1 October 2021"


def test_says_when_each_part_comes(site: Flask) -> None:
    home = Card(site, "repatriation", GOING_HOME.answers).timeline
    assert "first part" in home["When you leave Denmark"]
    assert "The rest" in home["When the right of regret has run out"]
    assert "12 months after you left" in home
    assert "At most 24 months after you left" in home
    assert "4 weeks to complain" in home["After the decision"]
    trafficked = Card(site, "trafficking-return", TRAFFICKED.answers).timeline
    assert "part of the cash" in trafficked["Each month for six months"]
    assert "12 months after your return" in trafficked


def test_a_right_that_somebody_has_not_got_is_not_on_it(site: Flask) -> None:
    answers = {**GOING_HOME.answers, "status": "family_reunified"}
    timeline = Card(site, "repatriation", answers).timeline
    assert timeline["12 months after you left"] == "The rest is paid."
    assert not [when for when in timeline if "24 months" in when]


def test_what_comes_again_and_again_looks_different(site: Flask) -> None:
    again = [content(row[0]) for row in Card(site, "reintegration", GOING_HOME.answers).all("v-again")]
    assert again == ["On the last working day of each month", "Every January", "Once a year"]


def test_stays_a_table_however_it_is_laid_out(site: Flask) -> None:
    [table] = Card(site, "reintegration", GOING_HOME.answers).all("v-timeline")
    roles = {each.tag: each.get("role") for each in table.iter() if each.tag in ("table", "tbody", "tr", "th", "td")}
    assert roles == {"table": "table", "tbody": "rowgroup", "tr": "row", "th": "rowheader", "td": "cell"}
    [heading] = [
        each
        for each in Card(site, "reintegration", GOING_HOME.answers).card.iter("summary")
        if each.get("id") == table.get("aria-labelledby")
    ]
    assert content(heading) == "What would happen, and when"
