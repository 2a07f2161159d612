"""The answer code: every set of answers comes back, every slip of the pen is seen, old codes open."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.webapp.rules import people
from webapp.rules import UNKNOWN, Rulebook, assess, parse_answers
from webapp.rules.answers import AnswerError, check_order
from webapp.rules.codes.answer_codes import (
    ALPHABET,
    LONGEST,
    CodeError,
    VersionMissing,
    _grouped,
    _write,
    decode,
    encode,
)
from webapp.rules.codes.versions import FILE, Version, add, shapes, versions
from webapp.rules.kinds import kind_of
from webapp.rules.kinds.measured import Measured
from webapp.rules.kinds.packed import Shape
from webapp.rules.model import Question

TODAY = date(2026, 11, 22)
HOW_TO_ADD = """

The questions (ids, kinds, options, ranges) are no longer those of the newest version in webapp/rules/codes/versions.json.
Codes that people hold on paper must stay readable: leave the versions in the file as they are, and add one by
    python -m webapp.rules.codes --add
(a newest version that no published site has written codes for may be deleted from the file before that).
"""


def some_answers(rulebook: Rulebook) -> Iterator[tuple[dict[str, Any], date | None]]:
    """A few sets of answers, from none to all."""
    yield {}, None
    yield {"goal": "return"}, None
    yield {"goal": "both", "status": "refugee", "age": 57, "lawful_years": Decimal("3.16")}, None
    yield {"status": "visitor", "guaranteed_parent": UNKNOWN}, date(2021, 10, 1)
    random = Random(3)
    for share in (0.1, 0.3, 1.0):
        answers = people.pick_whole(rulebook, TODAY, random)
        answers["withdrawal_date"] = answers["refusal_date"]
        yield {id: value for id, value in answers.items() if random.random() < share}, TODAY


@pytest.fixture(scope="module")
def codes(rulebook: Rulebook) -> list[str]:
    return [encode(rulebook, answers, on).replace("-", "") for answers, on in some_answers(rulebook)]


def error(rulebook: Rulebook, code: str, known: list[Version] | None = None) -> CodeError:
    with pytest.raises(CodeError) as caught:
        decode(rulebook, code, known)
    return caught.value


# Every set of answers survives


def any_value(question: Question, on: date) -> st.SearchStrategy[Any]:
    """Every possible answer, those that people give more often than others."""
    near = st.sampled_from([*people.every(question, on), *([UNKNOWN] if question.may_be_unknown else [])])
    return near | people.anything(question, on)


@st.composite
def any_answers(draw: st.DrawFn, rulebook: Rulebook) -> tuple[dict[str, Any], date | None]:
    """Any subset of the questions with any valid answers, and perhaps a day that was set."""
    on = draw(st.none() | st.sampled_from(people.DAYS) | st.dates(date(2000, 1, 2), date(2060, 1, 1)))
    today = max(on or TODAY, date(2000, 1, 2))
    asked = draw(st.sets(st.sampled_from(list(rulebook.questions))) | st.just(set(rulebook.questions)))
    answers = {id: draw(any_value(rulebook.questions[id], today), label=id) for id in rulebook.questions if id in asked}
    try:
        check_order(rulebook, answers)
    except AnswerError as wrong:
        answers[wrong.question] = answers["refusal_date"]
    return answers, (on if on is None else today)


@settings(max_examples=200)
@given(st.data())
def test_every_set_of_answers_survives_the_round_trip(rulebook: Rulebook, data: st.DataObject) -> None:
    answers, on = data.draw(any_answers(rulebook))
    code = encode(rulebook, answers, on)
    decoded = decode(rulebook, code)
    assert (decoded.answers, decoded.on, decoded.again) == (answers, on, ())
    assert {id: type(value) for id, value in decoded.answers.items()} == {id: type(answers[id]) for id in answers}
    assert list(decoded.answers) == [id for id in rulebook.questions if id in answers]
    assert len(code.replace("-", "")) <= LONGEST


def test_answers_survive_alone_and_after_others(rulebook: Rulebook) -> None:
    """Every answer of each kind: `tests/webapp/rules/kinds/`."""
    for question in rulebook.questions.values():
        for value in [*people.every(question, TODAY), *([UNKNOWN] if question.may_be_unknown else [])]:
            for before, on in (({}, None), ({"goal": "both", "status": "other_permit"}, TODAY)):
                answers = {**before, question.id: value}
                decoded = decode(rulebook, encode(rulebook, answers, on))
                assert (decoded.answers, decoded.on, decoded.again) == (answers, on, ())


def test_answers_that_came_in_survive(rulebook: Rulebook) -> None:
    answers = parse_answers(rulebook, {"goal": "stay", "lawful_years": "3,16", "age": "57.0"}, TODAY)
    assert decode(rulebook, encode(rulebook, answers, None)).answers == answers


def test_the_longest_code_is_looked_at(rulebook: Rulebook) -> None:
    """Every answer is of the kind that is written longest, on a day that nobody would set."""
    answers: dict[str, Any] = {}
    for question in rulebook.questions.values():
        kind = kind_of(question)
        if isinstance(kind, Measured):
            answers[question.id] = kind.answer(kind.ends(question)[1] - 1)
        else:
            answers[question.id] = question.options[-1].id
    answers["refusal_date"] = date(2045, 1, 1)
    code = encode(rulebook, answers, date(9999, 12, 31)).replace("-", "")
    assert len(code) <= LONGEST
    assert decode(rulebook, code).answers == answers


def test_typical_journeys_have_at_most_twenty_characters(rulebook: Rulebook) -> None:
    random = Random(11)
    lengths: list[int] = []
    while len(lengths) < 150:
        answers: dict[str, Any] = {"goal": random.choice(["both", "return", "stay"])}
        while (id := assess(rulebook, answers, TODAY).next_question) is not None:
            question = rulebook.questions[id]
            value = random.choice(people.every(question, TODAY))
            # Most people know whole years only, some the months.
            if isinstance(value, Decimal) and value % 1 and random.random() < 0.7:
                value = Decimal(int(value))
            answers[id] = UNKNOWN if question.may_be_unknown and random.random() < 1 / 12 else value
            if isinstance(answers.get("withdrawal_date"), date) and isinstance(answers.get("refusal_date"), date):
                answers["withdrawal_date"] = max(answers["withdrawal_date"], answers["refusal_date"])
        if 8 <= len(answers) <= 12:
            lengths.append(len(encode(rulebook, answers, None).replace("-", "")))
    lengths.sort()
    assert lengths[len(lengths) * 97 // 100] <= 20
    assert lengths[len(lengths) // 2] <= 12


# What is typed


def test_the_code_is_what_it_is(rulebook: Rulebook) -> None:
    """Codes are on paper: if this fails, the way of writing has changed and older codes no longer open."""
    answers = {"goal": "both", "status": "refugee", "lawful_years": Decimal("3.16"), "age": 57}
    first = versions()[:1]
    assert decode(rulebook, "1AHJ-3NF3-R6C9", first).answers == answers


def test_no_two_characters_look_alike() -> None:
    assert len(set(ALPHABET)) == 29
    for alike in ("0O", "1IL", "2Z", "5S", "8B", "UV"):
        assert sum(character in ALPHABET for character in alike) == 1


def test_groups_of_four(rulebook: Rulebook) -> None:
    for answers, on in some_answers(rulebook):
        groups = encode(rulebook, answers, on).split("-")
        assert all(len(group) == 4 and set(group) <= set(ALPHABET) for group in groups)


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: " ".join(code),
        lambda code: f"{code[:4]}،{code[4:8]}/{code[8:]}",
        lambda code: f"{code[:4]}٫{code[4:8]}؛ {code[8:]}",
        lambda code: f"{code[:4]}，{code[4:8]}：{code[8:]}",
        lambda code: f"  {code[:3]}–{code[3:5]}\u200f-\n{code[5:]}. ",
        lambda code: code.translate(str.maketrans("01258V", "OIZSBU")),
        lambda code: code.translate(str.maketrans("01258V", "olzsbu")),
        lambda code: code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        lambda code: code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        lambda code: code.translate(str.maketrans("ACEHKMPTXY038", "АСЕНКМРТХУОЗВ")),
        lambda code: "".join(chr(ord(character) + 0xFEE0) for character in code),
        lambda code: code.replace("1", "ı"),
    ],
)
def test_reading_is_tolerant(rulebook: Rulebook, codes: list[str], typed: Any) -> None:
    for code in codes:
        assert decode(rulebook, typed(code)) == decode(rulebook, code)


@pytest.mark.parametrize("empty", ["", "  ", "--", "\u200e\n"])
def test_empty(rulebook: Rulebook, empty: str) -> None:
    assert error(rulebook, empty).kind == "empty"


@pytest.mark.parametrize(("code", "character"), [("7QKM-3F?X", "?"), ("Æ111", "Æ"), ("1111 ½", "½"), ("12ж4", "ж")])
def test_a_character_that_is_in_no_code_is_named(rulebook: Rulebook, code: str, character: str) -> None:
    found = error(rulebook, code)
    assert (found.kind, found.character) == ("bad_character", character)
    assert character in str(found)


def test_wrong_length(rulebook: Rulebook, codes: list[str]) -> None:
    for code in codes:
        for place in range(len(code)):
            assert error(rulebook, code[:place] + code[place + 1 :]).kind == "wrong_length"
            assert error(rulebook, code[:place] + code[place] + code[place:]).kind == "wrong_length"
    assert error(rulebook, "1" * (LONGEST + 4)).kind == "wrong_length"
    assert error(rulebook, "1" * 100_000).kind == "wrong_length"


def test_every_single_wrong_character_is_found(rulebook: Rulebook, codes: list[str]) -> None:
    for code in codes:
        for place, character in enumerate(code):
            for wrong in ALPHABET:
                if wrong != character:
                    assert error(rulebook, code[:place] + wrong + code[place + 1 :]).kind == "check_failed"


def test_every_swap_of_neighbours_is_found(rulebook: Rulebook, codes: list[str]) -> None:
    for code in codes:
        for place in range(len(code) - 1):
            if code[place] != code[place + 1]:
                swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
                assert error(rulebook, swapped).kind == "check_failed"


def test_the_check_finds_every_slip_in_any_code() -> None:
    """The proof for all codes: what a slip changes the sum by, for every weight and all pairs of characters."""
    for place in range(LONGEST):
        weight, next_weight = pow(2, place, 29), pow(2, place + 1, 29)
        for was in range(29):
            for is_now in range(29):
                if was != is_now:
                    assert weight * (is_now - was) % 29
                    assert (weight * (is_now - was) + next_weight * (was - is_now)) % 29


@settings(max_examples=300)
@given(st.text() | st.text(ALPHABET) | st.text(ALPHABET, min_size=8, max_size=LONGEST))
@example("½" * 8)
@example("Y" * 8)
@example("Y" * LONGEST)
def test_garbage_is_refused_in_an_orderly_way(rulebook: Rulebook, text: str) -> None:
    with contextlib.suppress(CodeError):
        decoded = decode(rulebook, text)
        assert decoded.again or decode(rulebook, encode(rulebook, decoded.answers, decoded.on)) == decoded


@settings(max_examples=500)
@given(st.text(ALPHABET, min_size=2, max_size=LONGEST - 2))
def test_garbage_with_a_right_check_is_refused_or_is_a_code(rulebook: Rulebook, inside: str) -> None:
    newest = encode(rulebook, {}, None)[0]
    body = newest + inside + "0" * (-(len(inside) + 2) % 4)
    total = sum(ALPHABET.index(each) * pow(2, place, 29) for place, each in enumerate(reversed(body + "0")))
    code = body + ALPHABET[-total % 29]
    with contextlib.suppress(CodeError):
        decoded = decode(rulebook, code)
        assert decoded.again or encode(rulebook, decoded.answers, decoded.on).replace("-", "") == code


# Versions


def test_the_newest_version_is_the_questions_of_today(rulebook: Rulebook) -> None:
    assert versions()[-1].shapes == shapes(rulebook), HOW_TO_ADD


def test_versions_are_numbered_and_can_be_read() -> None:
    assert [version.number for version in versions()] == list(range(1, len(versions()) + 1))
    for version in versions():
        ids = [shape.id for shape in version.shapes]
        for table in version.follows.values():
            for last, shares in table.items():
                after = ids[ids.index(last) + 1 :] if last else ids
                assert set(shares) <= {*after, "."}
                assert all(share >= 1 for share in shares.values())


def test_adding_keeps_what_is_there(rulebook: Rulebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.rules.codes.versions._JOURNEYS", 20)
    file = tmp_path / "versions.json"
    text = FILE.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert add(rulebook, file) is None
    changed = replace(rulebook, questions={**rulebook.questions, "age": rulebook.questions["help_months"]})
    with pytest.raises(VersionMissing):
        encode(changed, {}, None)
    first = add(rulebook, tmp_path / "new.json", TODAY)
    assert first is not None and first.number == 1
    assert versions(tmp_path / "new.json") == (first,)
    # As if the newest version had been written for a question with an option less.
    option = '"family_of_refugee", '
    earlier = "".join(text.rsplit(option, 1))
    file.write_text(earlier, encoding="utf-8")
    added = add(rulebook, file, TODAY)
    assert added is not None and added.number == len(versions()) + 1
    assert file.read_text(encoding="utf-8").startswith(earlier[:-3])
    assert versions(file)[-1] == added


def of_old(rulebook: Rulebook, *old: Shape, number: int = 0) -> list[Version]:
    """The versions with an older one, in which some questions were different (or others)."""
    by_id = {shape.id: shape for shape in old}
    all_shapes = [by_id.pop(shape.id, shape) for shape in shapes(rulebook)] + list(by_id.values())
    return [Version(number, tuple(all_shapes), (), {}), *versions()]


def old_code(rulebook: Rulebook, known: list[Version], answers: dict[str, Any], on: date | None = None) -> str:
    return _grouped(_write(known[0], answers, on))


def test_an_old_code_opens(rulebook: Rulebook) -> None:
    old = Shape("status", "choice", False, ("refugee", "visitor"))
    known = of_old(rulebook, old)
    answers = {"goal": "both", "status": "visitor", "age": 40}
    decoded = decode(rulebook, old_code(rulebook, known, answers, TODAY), known)
    assert (decoded.answers, decoded.on, decoded.again) == (answers, TODAY, ())


def test_an_old_code_says_what_must_be_given_again(rulebook: Rulebook) -> None:
    known = of_old(
        rulebook,
        Shape("goal", "choice", True, ("both",)),
        Shape("status", "choice", False, ("tourist", "visitor")),
        Shape("age", "number", True, least=Decimal(0), most=Decimal(200)),
        Shape("help_months", "integer", True, least=Decimal(0), most=Decimal(200)),
        Shape("refusal_date", "date", True, least=date(1990, 1, 1)),
        Shape("spouse", "choice", True, ("none", "danish")),
        Shape("withdrawn_question", "choice", True, ("yes", "no")),
    )
    gone = {
        "goal": UNKNOWN,
        "status": "tourist",
        "refusal_date": date(1995, 5, 5),
        "spouse": "none",
        "age": Decimal("44.5"),
        "help_months": 150,
        "withdrawn_question": "yes",
    }
    decoded = decode(rulebook, old_code(rulebook, known, gone), known)
    assert decoded.answers == {"spouse": "none"}
    assert set(decoded.again) == set(gone) - {"spouse"}
    kept = {"age": Decimal(44), "help_months": 12, "refusal_date": UNKNOWN}
    decoded = decode(rulebook, old_code(rulebook, known, kept), known)
    assert (decoded.answers, decoded.again) == ({"refusal_date": UNKNOWN, "age": 44, "help_months": 12}, ())


def test_days_that_cannot_be_are_given_again(rulebook: Rulebook) -> None:
    answers = {"refusal_date": TODAY, "withdrawal_date": TODAY - timedelta(3)}
    decoded = decode(rulebook, encode(rulebook, answers, None))
    assert (decoded.answers, decoded.again) == ({"refusal_date": TODAY}, ("withdrawal_date",))
    decoded = decode(rulebook, encode(rulebook, {"refusal_date": TODAY}, TODAY - timedelta(1)))
    assert (decoded.answers, decoded.again) == ({}, ("refusal_date",))


@pytest.mark.parametrize("number", [2, 27, 28, 29, 57, 100])
def test_there_is_always_another_version(rulebook: Rulebook, number: int) -> None:
    known = [replace(versions()[-1], number=number)]
    code = encode(rulebook, {"goal": "stay"}, None, known)
    assert decode(rulebook, code, known).answers == {"goal": "stay"}
    assert error(rulebook, code, [replace(known[0], number=1)]).kind == "unknown_version"


def test_the_codes_of_the_first_questions_still_open(rulebook: Rulebook) -> None:
    """Each option and each "I don't know" of the questions of version 1, and whole journeys: written on paper before 2026's law."""
    rows = json.loads((Path(__file__).parent / "codes_of_version_1.json").read_text(encoding="utf-8"))
    assert {id for row in rows for id in row["answers"]} == {shape.id for shape in versions()[0].shapes}
    for row in rows:
        decoded = decode(rulebook, row["code"])
        given = {id: "unknown" if value is UNKNOWN else str(value) for id, value in decoded.answers.items()}
        assert (given, decoded.again) == (row["answers"], ()), row["code"]
