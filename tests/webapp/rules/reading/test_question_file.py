"""What a question says about its influence fits the question, or stops with file, line and a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from webapp.paths import share
from webapp.rules import LawError, load

#: In lines: what is missing is told where the question begins.
NEAR = 10


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param(
            "  influence: none\n",
            "",
            "“influence” is missing",
            id="a question that does not say what can be done about its answer",
        ),
        pytest.param(
            "  influence: none\n",
            "  influence: some\n",
            "“some” is not possible here; it is one of: none",
            id="an influence that nobody knows",
        ),
        pytest.param(
            "  influence: none\n",
            "  influence: {can_find_out: true}\n",
            "there is nothing to find out",
            id="a question that everybody can answer",
        ),
        pytest.param(
            "influence: none\n  range: [2000-01-01, today]",
            "influence: {can_find_out: true}\n  range: [2000-01-01, today]",
            "for a question of the kind “date” only “influence: none”",
            id="a day that is influenced",
        ),
        pytest.param(
            "{can_find_out: true}",
            "{can_find_uot: true}",
            "“can_find_uot” is not known here",
            id="a key of an influence that nobody knows",
        ),
        pytest.param(
            "{can_find_out: true}",
            "{can_find_out: false}",
            "write “influence: none”",
            id="an influence that is none",
        ),
        pytest.param(
            "{can_find_out: true}",
            '{can_wait: {text: "Within %(left)s."}}',
            "only a number of years grows",
            id="a wait for something that does not grow",
        ),
        pytest.param(
            "You turn %(value)s within %(left)s.",
            "You turn %(value)s soon.",
            "the text names %(left)s, how long it takes",
            id="a wait that does not say how long",
        ),
        pytest.param(
            "You turn %(value)s within %(left)s.",
            "You turn 55 within %(left)s, for %(return_supplement)s.",
            "nothing else",
            id="a wait that names a figure",
        ),
        pytest.param(
            "when: status in (dual_citizen, nordic_citizen",
            "when: status in (dual_citizen, northern_citizen",
            "“status” has no option “northern_citizen”",
            id="a wait for somebody that nobody can be",
        ),
        pytest.param(
            "      when: status in (dual_citizen",
            '      when: [{from: 2020-01-01, when: "age >= 3"}]\n      what: status in (dual_citizen',
            "the condition of a wait is one line",
            id="a wait for others on other days",
        ),
        pytest.param(
            "option: passed_since_2018",
            "option: passed",
            "“danish_test” has no option “passed”; it has: passed_since_2018",
            id="a deed that leads nowhere",
        ),
    ],
)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    law = shutil.copytree(share("questions"), tmp_path / "questions")
    path = law / "questions.yaml"
    before, found, after = path.read_text().partition(old)
    assert found
    path.write_text(before + new + after)
    line = 1 + before.count("\n")
    with pytest.raises(LawError) as error:
        load(law)
    assert complaint in str(error.value)
    assert error.value.place is not None and error.value.place.file == "questions.yaml"
    assert abs(error.value.place.line - line) <= NEAR
