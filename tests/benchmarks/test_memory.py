"""What is sent to weigh a worker and to time a start."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks import memory, start
from benchmarks.sites import Application, BrokenSite, Request

STEP = Request("POST", "/en/check", {}, "goal=both")
DATED = Request("POST", "/en/check", {}, "goal=both&refusal_date=2026-11-01")
RESULT = Request("POST", "/en/check", {}, "goal=both&status=visitor")

SITE = """
from flask import Flask
def create_app():
    app = Flask("small")
    app.add_url_rule("/en/check", view_func=lambda: "ok", methods=["GET", "POST"])
    return app
"""


def test_questions_and_results_in_turn() -> None:
    mixed = memory._mixed([STEP], [RESULT, DATED])
    assert len(mixed) == memory._MANY
    assert mixed[:4] == [STEP, RESULT, STEP, DATED]


def test_a_pair_is_of_the_page_s_language_and_the_next() -> None:
    assert memory._paired(STEP, ["da", "en", "ar"]).body == "goal=both&second=ar"
    assert memory._paired(STEP, ["da", "en"]).body == "goal=both&second=da"
    assert memory._paired(STEP, ["en"]) == STEP


def test_each_period_is_asked_for_in_each_language_without_later_days() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1)]
    asked = list(memory._each_period(days, [DATED, RESULT], ["da", "ar"]))
    assert {each.path for each in asked} == {"/da/check", "/ar/check"}
    assert {each.body for each in asked} == {f"{body}&on={day}" for day in days for body in ("goal=both", RESULT.body)}


@pytest.fixture
def small(tmp_path: Path) -> Application:
    (tmp_path / "webapp.py").write_text(SITE)
    return Application("small", tmp_path, Path(sys.executable))


def test_a_start_and_the_first_pages_are_timed(small: Application) -> None:
    assert min(start._started(small, "goal=both")) > 0


def test_a_site_that_does_not_start_is_told(small: Application) -> None:
    (small.folder / "webapp.py").write_text("raise SystemExit('no law')")
    with pytest.raises(BrokenSite, match="small does not start: no law"):
        start._started(small, "goal=both")
