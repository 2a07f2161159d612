"""A new kind of question is one file, a line in the table and a template: the example of the README, in a copy of the site."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from webapp.paths import PACKAGE, share

README = PACKAGE / "rules" / "kinds" / "README.md"

SCHEME = """\
id: toy
goal: stay
title: Help with costs
term: hjælp
summary: Help with some costs.
in_force: {{from: 2000-01-01}}
decided_by: {authority}
contacts: [{authority}]
criteria:
  - id: costs
    when: costs == rent and costs in (food, medicine)
    name: Costs
    met: You need help with such costs.
    not_met: You need no help with such costs.
    unknown: It depends on the costs.
    sources: [{{id: {source}}}]
"""

WALK = """
import re
from datetime import date
from webapp import create_app
from webapp.rules import as_json, assess, parse_answers
from webapp.rules.codes import versions
from webapp.rules.codes.answer_codes import encode

app = create_app({"TESTING": True, "VEJVISER_LOCALES": "en", "VEJVISER_TODAY": "2026-11-22"})
rulebook, client, on = app.extensions["rulebook"], app.test_client(), date(2026, 11, 22)
rest = {id: "unknown" for id, question in rulebook.questions.items() if question.may_be_unknown and id != "costs"}
known = {"goal": "stay", "status": "refugee", **rest}

def post(status, **fields):
    reply = client.post("/en/check", data={**known, **fields})
    assert reply.status_code == status, reply.text
    return reply.text

def ticked(page):
    return re.findall(r'type="checkbox" id="costs-(\\w+)"[^>]* checked', page)

page = post(200)
assert 'data-question="costs"' in page and page.count('type="checkbox"') == 3 and not ticked(page)
assert "Choose one or more of the answers." in post(422, question="costs", action="next")
assert 'href="#costs-rent"' in post(422, question="costs", action="next")
assert "one or more of them" in post(422, question="costs", costs="yacht", action="next")
page = post(200, question="costs", costs=["food", "rent"], action="language")
assert ticked(page) == ["rent", "food"], "a change of the language keeps what was ticked"

page = post(200, question="costs", costs=["medicine", "rent"], action="next")
assert 'name="costs" value="rent medicine"' in page
assert re.search('data-scheme="toy" data-outcome="likely"', page) and "Rent; Medicine" in page
assert 'data-outcome="unlikely"' in post(200, question="costs", costs="food", action="next").partition('data-scheme="toy"')[2][:40]
assert ticked(post(200, costs="rent medicine", change="costs")) == ["rent", "medicine"]

def outcome(**answers):
    found = as_json(assess(rulebook, parse_answers(rulebook, {**known, **answers}, on), on))
    return next(scheme["outcome"] for scheme in found["schemes"] if scheme["id"] == "toy")

assert (outcome(costs=["food", "rent"]), outcome(costs="food"), outcome()) == ("likely", "unlikely", "possible")

versions._JOURNEYS = 3
assert versions.add(rulebook)
code = encode(rulebook, parse_answers(rulebook, {**known, "costs": "rent medicine"}, on), None)
page = client.post("/en/code", data={"code": code}).text
assert 'name="costs" value="rent medicine"' in page
"""


def steps() -> dict[str, str]:
    """What the README says to write, by the file that it belongs into."""
    found = re.findall(r"`([\w/.]+)`:\n\n```\w+\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return dict(found)


def test_the_table_shows_every_file() -> None:
    named = set(re.findall(r"^\| `(\w+\.py)` ", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {path.name for path in README.parent.glob("*.py")} - {"__init__.py"}


def test_a_kind_that_is_written_as_the_readme_says_works(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "webapp", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("questions", "templates"):
        shutil.copytree(share(folder), tmp_path / folder)
    for folder in ("static", "translations"):
        (tmp_path / folder).symlink_to(share(folder))
    written = steps()
    table = tmp_path / "webapp/rules/kinds/__init__.py"
    into_the_table = written.pop("webapp/rules/kinds/__init__.py").splitlines()
    text = table.read_text(encoding="utf-8")
    for line, before in zip(into_the_table, ("from webapp.rules.model import", "}\n"), strict=True):
        assert text.count(before) == 1
        text = text.replace(before, f"{line}\n{before}")
    table.write_text(text, encoding="utf-8")
    questions = written.pop("questions/questions.yaml")
    with (tmp_path / "questions/questions.yaml").open("a", encoding="utf-8") as file:
        file.write("\n" + questions)
    for name, content in written.items():
        assert not (tmp_path / name).exists()
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert sorted(written) == ["templates/macros/kinds/several.html", "webapp/rules/kinds/several.py"]
    (tmp_path / "questions/schemes/99-toy.yaml").write_text(
        SCHEME.format(authority=first_id("authorities.yaml"), source=first_id("sources.yaml")), encoding="utf-8"
    )
    run = subprocess.run([sys.executable, "-c", WALK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def first_id(file: str) -> str:
    found = re.search(r"^- id: (\S+)", (share("questions") / file).read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return found[1]


def test_the_example_is_well_written(tmp_path: Path) -> None:
    file = tmp_path / "several.py"
    file.write_text(steps()["webapp/rules/kinds/several.py"], encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", str(file)],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
