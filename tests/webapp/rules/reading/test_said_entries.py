"""Page notices and what is worth asking besides: shown to whom they concern, each mistake with file and line."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from webapp.paths import share
from webapp.rules import LawError, as_json, assess, load, parse_answers
from webapp.rules.reading.said_entries import left_open

ON = date(2026, 11, 27)
NOTICES = """\
    - id: appeal
      from: 1998-07-01
      shown: unless_false
      when: status == asylum_ended and withdrawal != withdrawn
      title: The appeal comes first
      variants:
        - {id: normal, when: asylum_procedure == normal, from: 2021-06-01, text: It goes on by itself.}
        - {id: open, text: The letter says what happens.}
      always:
        - {id: leaving, text: Leaving Denmark now counts as withdrawing.}
      contacts: [drc-asylum, {id: return-agency, when: status == asylum_ended, about: It gives the number.}]
      sources: [{id: hjemst-asylum}]
    - id: help
      from: 1998-07-01
      shown: if_true
      when: trafficking_identified == yes
      title: Help
      variants: [{id: all, text: There is a help line.}]
    - id: nobody
      from: 1998-07-01
      shown: if_true
      when: nothing_fits
      title: Whom to ask
      variants: [{id: all, text: Somebody can be asked.}]
    """
ALSO = """\
    - id: child_benefit
      term: børneydelse
      title: Child benefit
      when: children_supported >= 1
      from: 2025-05-12
      text: For children who stay in Denmark.
      ask: udbetaling-danmark
      sources: [{id: hjemst-asylum}]
    """
FIRST = {"goal": "return", "status": "asylum_ended", "asylum_outcome": "refused_by_immigration_service"}


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of the law with notices of its own."""
    root = shutil.copytree(share("questions"), tmp_path / "questions")
    (root / "notices.yaml").write_text(dedent(NOTICES), encoding="utf-8")
    (root / "also.yaml").write_text(dedent(ALSO), encoding="utf-8")
    (root / "parameters" / "also.yaml").unlink()
    return root


def said(law: Path, answers: dict[str, Any], on: date = ON) -> tuple[list[tuple[str, str]], list[str]]:
    rulebook = load(law)
    found = assess(rulebook, parse_answers(rulebook, answers, on), on)
    shown = as_json(found)
    assert shown["notices"] == [each.notice.id for each in found.notices]
    return [(each.notice.id, each.variant.id) for each in found.notices], shown["also"]


def test_a_notice_is_shown_unless_it_surely_does_not_concern_somebody(law: Path) -> None:
    assert said(law, FIRST)[0] == [("appeal", "open")]
    assert said(law, {**FIRST, "withdrawal": "withdrawn"})[0] == []
    assert said(law, {"goal": "return", "status": "refugee"})[0] == []


def test_a_variant_is_chosen_only_where_it_is_sure_and_on_its_days(law: Path) -> None:
    normal = {**FIRST, "asylum_procedure": "normal"}
    assert said(law, normal)[0] == [("appeal", "normal")]
    assert said(law, {**FIRST, "asylum_procedure": "unknown"})[0] == [("appeal", "open")]
    assert said(law, normal, date(2021, 5, 31))[0] == [("appeal", "open")]


def test_a_notice_that_is_only_for_some_is_not_shown_while_it_is_open(law: Path) -> None:
    assert said(law, {"goal": "return", "status": "refugee", "trafficking_identified": "unknown"})[0] == []
    assert said(law, {"goal": "return", "status": "refugee", "trafficking_identified": "yes"})[0] == [("help", "all")]


def test_who_fits_nowhere_is_told_whom_to_ask(law: Path) -> None:
    nowhere = {"goal": "return", "status": "danish_citizen"}
    assert said(law, nowhere)[0] == [("nobody", "all")]
    assert said(law, {"status": "danish_citizen"})[0] == []


def test_what_is_worth_asking_stands_with_money_to_live_on_alone(law: Path) -> None:
    parent = {"status": "danish_citizen", "children_supported": 1}
    assert said(law, {"goal": "stay", **parent})[1] == ["child_benefit"]
    assert said(law, {"goal": "both", **parent})[1] == ["child_benefit"]
    assert said(law, {"goal": "return", **parent})[1] == []
    assert said(law, {"goal": "stay", **parent, "children_supported": "unknown"})[1] == []
    assert said(law, {"goal": "stay", **parent}, date(2025, 5, 11))[1] == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("  from: 1998-07-01\n  shown: unless_false", "  shown: unless_false", "“from” is missing"),
        ("shown: unless_false", "shown: always", "“always”"),
        ("    - {id: open, text: The letter says what happens.}\n", "", "the last variant is for everybody"),
        ("withdrawal != withdrawn", "withdrawel != withdrawn", "there is no question “withdrawel”"),
        ("[drc-asylum,", "[drc-asilum,", "there is no authority “drc-asilum”"),
        ("- id: help", "- id: appeal", "is here a second time"),
    ],
)
def test_a_mistake_in_a_notice_says_where_and_what(law: Path, old: str, new: str, complaint: str) -> None:
    file = law / "notices.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new, 1))
    with pytest.raises(LawError, match=r"^notices\.yaml:\d+: ") as caught:
        load(law)
    assert complaint in str(caught.value)


def test_a_sentence_whose_condition_can_stay_open_is_pointed_at(tmp_path: Path) -> None:
    """“You have 3 weeks left” told to people who were never asked: the file says what holds then, or `make law` names it."""
    assert [id for _, id in left_open(load(share("questions")))] == []
    root = shutil.copytree(share("questions"), tmp_path / "questions")
    scheme = root / "schemes" / "07-trafficking-return.yaml"
    line = "said:\n  - {id: young, kind: warning, text: You are young., when: age < 20, sources: [{id: law-note}]}\n"
    scheme.write_text(scheme.read_text(encoding="utf-8").replace("said:\n", line, 1), encoding="utf-8")
    [(place, id)] = left_open(load(root))
    assert (id, place.file) == ("young", "schemes/07-trafficking-return.yaml")
