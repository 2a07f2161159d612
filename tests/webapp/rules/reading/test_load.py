"""A mistake in the law's files stops with file, line and a sentence."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from webapp.paths import share
from webapp.rules import LawError, assess, load, parse_answers
from webapp.rules.reading.check import partial_criteria

SUPPLEMENT = "schemes/06-return-supplement.yaml"
FIGURES = "parameters/return-supplement.yaml"
SHARED = "shared.yaml"
REPATRIATION = "schemes/01-repatriation.yaml"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of questions/ to spoil."""
    return shutil.copytree(share("questions"), tmp_path / "questions")


def line_of(path: Path, text: str) -> int:
    return 1 + next(number for number, line in enumerate(path.read_text().splitlines()) if text in line)


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: asylum_proceedings == normal",
            "there is no question “asylum_proceedings”",
            id="a question that does not exist",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: asylum_procedure == usual",
            "“asylum_procedure” has no option “usual”",
            id="an option that does not exist",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: asylum_procedure",
            "the question “asylum_procedure” is compared with nothing",
            id="a question that is compared with nothing",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: asylum_procedure >= 3",
            "“asylum_procedure” is a choice",
            id="a choice compared with a number",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: age in (normal, other)",
            "“age” is no choice",
            id="a number compared with options",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: age >= 2021-10-01",
            "this compares a date with a number",
            id="a number compared with a day",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: asylum_procedure ==",
            "expected a name",
            id="half a condition",
        ),
        pytest.param(
            SHARED,
            "when: visa_fits_return",
            "when: visa_fits_returns",
            "there is no concept or criterion “visa_fits_returns”",
            id="a concept that does not exist",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: maybe(the-king)",
            "there is no authority “the-king”",
            id="maybe decided by nobody",
        ),
        pytest.param(
            SUPPLEMENT,
            "contacts: [drc-asylum, return-agency]",
            "contacts: []",
            "a scheme without a contact",
            id="a scheme without a contact",
        ),
        pytest.param(
            SUPPLEMENT,
            "contacts: [drc-asylum, return-agency]",
            "contacts: [dcr]",
            "there is no authority “dcr”",
            id="a contact that does not exist",
        ),
        pytest.param(
            SUPPLEMENT,
            "decided_by: return-agency",
            "decide_by: return-agency",
            "“decided_by” is missing",
            id="a key that is missing",
        ),
        pytest.param(
            SUPPLEMENT,
            "decided_by: return-agency",
            "decided_by: return-agency\ncolour: red",
            "“colour” is not known here",
            id="a key that nobody knows",
        ),
        pytest.param(
            SUPPLEMENT,
            "goal: return",
            "goal: return\ngoal: stay",
            "“goal” stands here twice",
            id="a key twice",
        ),
        pytest.param(
            SUPPLEMENT,
            "id: withdraw_for_full_supplement\n    question: refusal_date",
            "id: withdraw_for_full_supplement\n    question: age",
            "“age” is no question for a date",
            id="a deadline that counts from no day",
        ),
        pytest.param(
            SUPPLEMENT,
            "deadlines:\n",
            "deadlines:\n  - {id: withdraw_for_full_supplement, question: refusal_date, days: 3, title: A, text: B.,\n"
            "     with: [withdrawing_ends_case]}\n",
            "the deadline “withdraw_for_full_supplement” is here a second time",
            id="a deadline twice",
        ),
        pytest.param(
            FIGURES,
            "source: hjemst-asylum",
            "source: hearsay",
            "there is no source “hearsay”",
            id="a source that does not exist",
        ),
        pytest.param(
            FIGURES,
            ", source: hjemst-asylum",
            "",
            "a figure without a source",
            id="a figure without a source",
        ),
        pytest.param(
            FIGURES,
            "value: 20000",
            "value: twenty",
            "“twenty” is no number",
            id="a figure that is no number",
        ),
        pytest.param(
            FIGURES,
            "value: 20000",
            "value: 20.000",
            "write thousands without a point, like 2850",
            id="thousands with a point, as in Danish",
        ),
        pytest.param(FIGURES, "value: 20000", "value: -20000", "it has to be more than 0", id="less than nothing"),
        pytest.param(
            FIGURES,
            "value: 20000",
            "value: 20000, level: 2206",
            "the figure of 2206 cannot hold from",
            id="a figure of the future",
        ),
        pytest.param(FIGURES, "value: 20000", "vaule: 20000", "“vaule” is there, is it that?", id="a key misspelt"),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: age >= 550",
            "“age” is never 550: its range is 0 to 120",
            id="an answer that cannot be",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: age >= 54.5",
            "it is a whole number",
            id="half a year of age",
        ),
        pytest.param(
            SUPPLEMENT,
            "when: asylum_procedure == normal",
            "when: agee >= 54",
            "did you mean “age”?",
            id="a near miss",
        ),
        pytest.param(
            SUPPLEMENT,
            "met: Your asylum case had the normal",
            "met: Your # asylum case had the normal",
            "“#” begins a remark",
            id="a sign that cuts a sentence",
        ),
        pytest.param(
            SUPPLEMENT,
            "met: Your asylum case had",
            "met: Your case: it had",
            "put the whole text in quotes",
            id="a colon in a text",
        ),
        pytest.param(
            SUPPLEMENT,
            "met: Your asylum case had",
            "met: *sag* had",
            "has to be in quotes",
            id="a term at the beginning",
        ),
        pytest.param(
            SUPPLEMENT,
            "    met: Your asylum case had",
            "\tmet: Your asylum case had",
            "there is a tab; indent with spaces",
            id="a tab",
        ),
        pytest.param(
            "sources.yaml",
            "checked: 2026-11-21",
            "checked: yesterday",
            "“yesterday” is no date",
            id="a day that is none",
        ),
        pytest.param(
            "questions.yaml",
            "range: [0, 120]",
            "range: [0]",
            "a range is two values",
            id="half a range",
        ),
        pytest.param(
            "questions.yaml",
            "    - id: visitor\n      group: Other situations\n",
            "    - id: visitor\n",
            "either every option of a question has a “group”, or none has",
            id="an option outside the groups",
        ),
        pytest.param(
            "questions.yaml",
            "    - id: visitor\n      group: Other situations\n",
            "    - id: visitor\n      group: Asylum\n",
            "the options of one “group” stand one after the other",
            id="a group in two places",
        ),
        pytest.param(
            REPATRIATION,
            "- use: covered",
            "- use: cover",
            "schemes/01-repatriation.yaml:19: there is no “cover” under “criteria” in shared.yaml; did you mean “covered”?",
            id="something shared that there is not",
        ),
        pytest.param(
            REPATRIATION,
            "- use: lawyer",
            "- use: flexible_payment",
            "there is no “flexible_payment” under “steps” in shared.yaml; it stands under “said”",
            id="something shared in another list",
        ),
        pytest.param(
            REPATRIATION,
            "- use: lawyer",
            "- uses: lawyer",
            "“id” is missing here (or “use”, for what is shared)",
            id="neither an id nor something shared",
        ),
        pytest.param(
            "schemes/02-reintegration.yaml",
            "- id: final",
            "- use: final",
            "nothing is shared under “notes”",
            id="something shared where nothing is",
        ),
        pytest.param(
            REPATRIATION,
            "- use: lawyer",
            "- use: talk",
            "“talk” stands twice under “steps”",
            id="a step twice",
        ),
        pytest.param(
            REPATRIATION,
            "- use: permanent",
            "- use: covered",
            "the criterion “covered” is here a second time",
            id="a shared criterion twice",
        ),
        pytest.param(
            REPATRIATION,
            "- use: lapse_abroad",
            "- use: lapse_abroad\n    until: 2024-12-31",
            "“until” is before “from”",
            id="days beside what is shared",
        ),
        pytest.param(
            SHARED,
            "when: repatriation_covered",
            "when: repatriation_covered and permit_five_years",
            "there is no concept or criterion “permit_five_years”; the scheme “repatriation” takes this",
            id="a condition that one of the schemes lacks",
        ),
        pytest.param(
            SHARED,
            "    met: You told us that you want",
            "    mat: You told us that you want",
            "“met” is missing here; the scheme “repatriation” takes this",
            id="a sentence that is missing in what is shared",
        ),
        pytest.param(
            REPATRIATION,
            "- use: covered",
            "- use: covered\n    id: covered",
            "either “id” or “use”, not both",
            id="an id beside what is shared",
        ),
        pytest.param(
            REPATRIATION,
            "- use: covered",
            "- use: covered\n    mets: You are covered.",
            "“mets” is not known here",
            id="an unknown key beside what is shared",
        ),
        pytest.param(
            SHARED,
            "steps:\n",
            "steps:\n  - {id: idle, text: Nobody takes this.}\n",
            "no scheme takes “idle” into its “steps”",
            id="something shared that nobody takes",
        ),
        pytest.param(
            SHARED,
            "  - id: cooperates",
            "  - id: permanent",
            "“permanent” stands twice under “criteria”",
            id="something shared twice",
        ),
        pytest.param(
            SHARED,
            "  - id: permanent\n",
            "  - id: permanent\n    use: covered\n",
            "what is shared takes nothing that is shared",
            id="something shared in something shared",
        ),
        pytest.param(
            SHARED,
            "payments:\n",
            "payment:\n",
            "“payment” is not known here",
            id="a list that no scheme has",
        ),
        pytest.param(
            "authorities.yaml",
            "id: drc",
            "id: cmm",
            "“cmm” is here a second time",
            id="an id twice",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(law: Path, file: str, old: str, new: str, complaint: str) -> None:
    path = law / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(LawError) as error:
        load(law)
    assert complaint in str(error.value)
    assert str(error.value).partition(":")[0].endswith(".yaml")
    assert error.value.place is not None and error.value.place.line >= 1


def test_the_line_is_that_of_the_mistake(law: Path) -> None:
    path = law / SUPPLEMENT
    path.write_text(path.read_text().replace("asylum_procedure == normal", "asylum_procedure == usual", 1))
    with pytest.raises(LawError) as error:
        load(law)
    assert str(error.value).startswith(f"{SUPPLEMENT}:{line_of(path, 'asylum_procedure == usual')}: ")


def test_options_stand_together_under_headings_in_their_order(law: Path) -> None:
    for question in load(law).questions.values():
        groups = list(question.groups)
        assert [option for _, options in groups for option in options] == list(question.options)
        headings = [heading for heading, _ in groups]
        assert headings == [None] * bool(question.options) or (None not in headings and len(headings) > 1)
    assert len(list(load(law).questions["status"].groups)) > 1


def test_a_criterion_may_stand_twice_for_one_period_after_the_other(law: Path) -> None:
    """The sentences change with the condition; the id in the interface stays."""
    path = law / "schemes/07-trafficking-return.yaml"
    text = path.read_text()
    start = text.index("  - id: identified")
    end = text.index("  - id: voluntary", start)
    first = text[start:end]
    head, _, rest = first.partition("\n")
    older = f"{head}\n    until: 2026-12-31\n{rest}"
    newer = f"{head}\n    from: 2027-01-01\n{rest}".replace("== yes", "== no")
    path.write_text(f"{text[:start]}{older}{newer}{text[end:]}")
    rulebook = load(law)
    raw = {"goal": "return", "trafficking_identified": "yes"}
    for on, expected in ((date(2026, 12, 31), "met"), (date(2027, 1, 1), "not_met")):
        results = assess(rulebook, parse_answers(rulebook, raw, on), on).schemes
        trafficking = next(each for each in results if each.scheme.id == "trafficking-return")
        found = [each for each in trafficking.criteria if each.criterion.id == "identified"]
        assert [each.result for each in found] == [expected]
    path.write_text(f"{text[:start]}{first}{newer}{text[end:]}")
    with pytest.raises(LawError, match="a second time, for the same days"):
        load(law)


def test_what_several_schemes_share_is_the_same_in_each_but_for_what_stands_beside_it(law: Path) -> None:
    path = law / REPATRIATION
    shared = law / SHARED
    shared.write_text(
        shared.read_text().replace("name: Going back", "name_note: The old one.\n    name: Going back", 1)
    )
    path.write_text(path.read_text().replace("- use: permanent", "- use: permanent\n    name: For good", 1))
    rulebook = load(law)
    one, other = (
        next(each for each in rulebook.schemes[scheme].criteria if each.id == "permanent")
        for scheme in ("repatriation", "reintegration")
    )
    assert one.met is other.met
    assert one.met.context == "shared" and one.met.place.file == SHARED
    assert (one.name.id, one.name.context, one.name.place.file) == ("For good", "repatriation", REPATRIATION)
    assert other.name.id == "Going back for good"
    assert "The old one." in other.name.comment and "The old one." not in one.name.comment


def test_a_criterion_for_a_part_of_the_time_is_pointed_at(law: Path) -> None:
    assert {note.split("“")[2].partition("”")[0] for _, note in partial_criteria(load(law))} == {
        "programme_offered",
        "requirements_met",
        "settled",
        "one_year",
        "no_pending_case",
        "in_time",
        "own_means",
        "not_trafficked",
        "not_minor_alone",
    }
    path = law / REPATRIATION
    path.write_text(path.read_text().replace("- use: permanent", "- use: permanent\n    from: 2020-01-01", 1))
    notes = [f"{place}: {note}" for place, note in partial_criteria(load(law))]
    line = line_of(path, "- use: permanent")
    assert (
        f"{REPATRIATION}:{line}: the scheme “repatriation” goes without the criterion “permanent” before 2020-01-01"
        in notes
    )


@pytest.mark.parametrize(
    "name", ["schemes/13-new.yml", "schemes/thirteen.yaml", "concept-x.yaml", "parameters/a/b.yaml"]
)
def test_a_file_that_nobody_reads_is_not_passed_over(law: Path, name: str) -> None:
    (law / name).parent.mkdir(exist_ok=True)
    (law / name).write_text("id: x\n")
    with pytest.raises(LawError, match="no file of this name is read here"):
        load(law)


def test_a_question_that_no_rule_uses_is_refused(law: Path) -> None:
    path = law / "questions.yaml"
    path.write_text(
        path.read_text()
        + "\n- id: shoe_size\n  kind: integer\n  title: How big are your shoes?\n  name: Shoes\n"
        + "  find: Look inside.\n  influence: none\n  range: [10, 60]\n"
    )
    with pytest.raises(LawError, match="no rule uses the question “shoe_size”"):
        load(law)


def test_concepts_in_a_circle_are_refused(law: Path) -> None:
    path = law / "concepts.yaml"
    source = "  sources: [{id: law-note}]\n"
    path.write_text(
        path.read_text()
        + f"\n- id: ring_a\n  about: a\n  from: 1998-07-01\n  when: ring_b\n{source}"
        + f"\n- id: ring_b\n  about: b\n  from: 1998-07-01\n  when: ring_a\n{source}"
    )
    with pytest.raises(LawError, match="ring_a → ring_b → ring_a"):
        load(law)


def test_dates_may_neither_overlap_nor_leave_a_gap(law: Path) -> None:
    path = law / FIGURES
    path.write_text(
        path.read_text()
        + "\n- id: twice\n  unit: DKK\n  values:\n    - {from: 2021-06-01, value: 1, source: law-note}\n"
        + "    - {from: 2021-06-01, value: 2, source: law-note}\n"
    )
    with pytest.raises(LawError, match="the dates overlap"):
        load(law)


def test_a_condition_must_cover_the_scheme_from_its_first_day(law: Path) -> None:
    path = law / SUPPLEMENT
    path.write_text(
        path.read_text().replace(
            "when: asylum_procedure == normal",
            'when:\n      - {from: 2022-01-01, when: "asylum_procedure == normal"}',
            1,
        )
    )
    with pytest.raises(LawError, match="there is a gap"):
        load(law)


def test_a_concept_must_begin_before_it_is_needed(law: Path) -> None:
    path = law / "concepts-return.yaml"
    text = path.read_text()
    start = text.index("- id: withdrawn_in_time")
    path.write_text(text[:start] + text[start:].replace("from: 2021-06-01", "from: 2021-06-02", 1))
    with pytest.raises(LawError, match="until the concept “withdrawn_in_time” begins on 2021-06-02"):
        load(law)


def test_a_text_can_only_name_figures_that_exist(law: Path) -> None:
    path = law / SUPPLEMENT
    path.write_text(path.read_text().replace("%(return_supplement_late)s", "%(return_supplement_latest)s", 1))
    with pytest.raises(LawError, match="no such figure"):
        load(law)


@pytest.mark.parametrize("spoiled", ["id: [", "\tid: x", "just words"])
def test_a_file_that_is_no_yaml_is_named(law: Path, spoiled: str) -> None:
    (law / SUPPLEMENT).write_text(spoiled)
    with pytest.raises(LawError, match=r"^schemes/06-return-supplement\.yaml:[12]: "):
        load(law)


def test_a_file_in_another_encoding_is_named(law: Path) -> None:
    (law / SUPPLEMENT).write_bytes("title: Frafald på dansk".encode("latin-1"))
    with pytest.raises(LawError, match="not UTF-8"):
        load(law)
