"""The commands beside the site. The JSON-lines form is a contract with other people's programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from jinja2 import Environment

from webapp import cli, create_app, paths
from webapp.dictionaries import making
from webapp.paths import share
from webapp.rules.reading import load as reading

GOOD = '{"date": "2021-10-01", "answers": {"goal": "return", "status": "refugee", "age": 57}}'


def test_a_person_is_assessed_as_the_contract_says(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["assess"], input=GOOD + "\n")
    assert result.exit_code == 0
    person = json.loads(result.output)
    assert list(person) == ["date", "schemes", "deadlines", "also", "notices", "next_question"]
    assert (person["date"], person["next_question"]) == ("2021-10-01", "lawful_years")
    reintegration = next(each for each in person["schemes"] if each["id"] == "reintegration")
    assert reintegration["outcome"] == "possible"
    assert {"id": "age_or_health", "result": "met"} in reintegration["criteria"]
    assert reintegration["missing"][:2] == ["lawful_years", "permanent_return"]
    assert reintegration["amounts"][0] == {
        "id": "five_years",
        "min": 3500,
        "max": 4500,
        "currency": "DKK",
        "per": "month",
        "level": "2017",
    }


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("", None),
        ("this is not JSON", None),
        ("[1, 2]", None),
        ('{"answers": 5}', None),
        ('{"date": "2021-10-01"}', None),
        ('{"answers": {}, "colour": "red"}', None),
        ('{"date": "2021-02-30", "answers": {}}', None),
        ('{"date": 2021, "answers": {}}', None),
        ('{"answers": {"shoe_size": 43}}', "shoe_size"),
        ('{"answers": {"status": "king"}}', "status"),
        ('{"answers": {"goal": "unknown"}}', "goal"),
        ('{"answers": {"age": 121}}', "age"),
        ('{"answers": {"age": [57]}}', "age"),
        ('{"date": "2021-10-01", "answers": {"refusal_date": "2021-10-02"}}', "refusal_date"),
        (
            '{"answers": {"goal": "return", "refusal_date": "unknown", "withdrawal_date": "1999-01-01"}}',
            "withdrawal_date",
        ),
        ("[" * 100_000, None),
    ],
)
def test_a_bad_line_is_answered_in_its_place_and_the_run_goes_on(
    runner: FlaskCliRunner, line: str, question: str | None
) -> None:
    result = runner.invoke(args=["assess"], input=f"{GOOD}\n{line}\n{GOOD}\n")
    assert result.exit_code == 1
    first, error, last = (json.loads(each) for each in result.output.splitlines())
    assert first == last and "schemes" in first
    assert (error["line"], error["question"]) == (2, question)
    assert error["error"]


def test_bytes_that_are_no_text_are_a_bad_line(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["assess"], input=b'{"answers": {"goal": "\xff\xfe"}}\n')
    assert result.exit_code == 1
    assert json.loads(result.output)["line"] == 1


def test_a_file_is_read_too_and_the_date_may_be_left_out(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "people.jsonl"
    file.write_text('{"answers": {}}\n{"date": null, "answers": {"goal": "stay"}}\n')
    result = runner.invoke(args=["assess", str(file)])
    assert result.exit_code == 0
    nobody, somebody = (json.loads(each) for each in result.output.splitlines())
    assert (nobody["schemes"], nobody["next_question"]) == ([], "goal")
    assert somebody["next_question"] == "status"


def test_check_lists_old_figures_and_old_sources(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["questions", "check", "--on", "2026-11-22"])
    assert result.exit_code == 0
    assert "texts are in order." in result.output.splitlines()[-1]
    assert "minimum_rate: the figure is of 2025; none was found for 2026" in result.output
    assert "last checked" not in result.output
    later = runner.invoke(args=["questions", "check", "--on", "2027-11-22"])
    assert "drc-2022: last checked on 2026-11-21, more than a year before 2027-11-22" in later.output


def test_check_says_when_answer_codes_lack_a_version(runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "webapp.rules.codes --add" not in runner.invoke(args=["questions", "check"]).output
    monkeypatch.setattr("webapp.cli.shapes", lambda rulebook: ())
    result = runner.invoke(args=["questions", "check"])
    assert result.exit_code == 0
    assert "webapp.rules.codes --add" in result.output.splitlines()[-1]


def test_check_refuses_a_day_that_is_none(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["questions", "check", "--on", "soon"])
    assert result.exit_code == 2 and "2021-10-01" in result.output


def test_the_graph_shows_what_uses_what(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["questions", "graph", "--scheme", "reintegration"])
    assert result.output.startswith("flowchart LR\n")
    assert "n_reintegration --> n_age\n" in result.output
    assert "n_reintegration --> n_five_years_group_1\n" in result.output
    assert "n_repatriation_covered --> n_status\n" in result.output
    assert "cash" not in result.output
    whole = runner.invoke(args=["questions", "graph"])
    assert len(whole.output) > len(result.output)
    assert runner.invoke(args=["questions", "graph", "--scheme", "no-such"]).exit_code == 2


def test_the_graph_can_be_drawn(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "law.svg"
    result = runner.invoke(args=["questions", "graph", "--scheme", "reintegration", "--svg", "--output", str(file)])
    assert result.exit_code == 0
    assert "<svg" in file.read_text() and "reintegration" in file.read_text()


def test_prepare_leaves_the_law_the_templates_and_the_dictionaries_ready(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(name: str) -> Path:
        return tmp_path / name if name in ("build", "static") else share(name)

    monkeypatch.setattr(paths, "share", elsewhere)
    monkeypatch.setattr(cli, "share", elsewhere)
    monkeypatch.setattr(making, "PEOPLE", 3)
    ran = create_app({"TESTING": True}).test_cli_runner().invoke(args=["prepare"])
    assert ran.exit_code == 0 and str(tmp_path) in ran.output, ran.output
    monkeypatch.setattr(reading, "load", None)
    monkeypatch.setattr(Environment, "compile", None)
    page = create_app({"TESTING": True}).test_client().get("/en/")
    assert page.status_code == 200 and "compression-dictionary" in page.text
