"""The texts of the law's files, with their real places."""

from __future__ import annotations

from webapp.catalogs.extract_law import extract_law
from webapp.paths import ROOT


def test_a_text_stands_on_the_line_that_the_catalog_names() -> None:
    path = ROOT / "questions" / "questions.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    with path.open("rb") as file:
        found = {message: line for line, _, message, _ in extract_law(file, {}, (), {})}
    line = found["goal", "What do you want to know about?"]
    assert lines[line - 1].strip() == "title: What do you want to know about?"
    assert set(range(1, len(lines) + 1)) >= set(found.values())


def test_only_the_texts_of_the_file_come() -> None:
    with (ROOT / "questions" / "authorities.yaml").open("rb") as file:
        contexts = {message[0] for _, _, message, _ in extract_law(file, {}, (), {})}
    assert "drc" in contexts
    assert "goal" not in contexts
