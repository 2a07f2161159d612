"""The extraction of messages: comments for translators, and the real places of the texts of the law."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog

from webapp.catalogs.commands import extract
from webapp.catalogs.extract_law import extract_law
from webapp.paths import ROOT
from webapp.rules import Rulebook


@pytest.fixture(scope="module")
def template() -> Catalog:
    """All messages of the sources."""
    return extract(ROOT)


def test_every_message_has_a_comment_for_the_translator(template: Catalog) -> None:
    without = [
        f"{message.locations[0]}: {message.id}"
        for message in template
        if message.id and not any(comment.strip() for comment in message.auto_comments)
    ]
    assert without == []


def test_the_terms_of_the_glossary_stand_behind_the_comment(template: Catalog) -> None:
    message = template.get("The day cannot be before %(minimum)s, the day that you received the refusal.")
    assert message is not None
    assert message.auto_comments[1:] == ["Terms: refusal = afslag."]


def test_every_text_of_the_law_is_there_with_context_comment_and_place(template: Catalog, rulebook: Rulebook) -> None:
    assert rulebook.texts
    for text in rulebook.texts:
        message = template.get(text.id, text.context)
        assert message is not None, text
        assert (f"questions/{text.place.file}", text.place.line) in message.locations
        assert text.comment in message.auto_comments


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


def test_messages_of_templates_and_programs_are_there(template: Catalog) -> None:
    assert template.get("Leave this page") is not None
    assert template.get("There is no page here") is not None
    money = template.get("%(amount)s kr.", "money")
    assert money is not None
    assert "krone" in money.auto_comments[0]


def test_placeholders_are_marked_and_per_cent_signs_are_not(template: Catalog) -> None:
    for message in template:
        text = " ".join(message.id) if isinstance(message.id, tuple) else message.id
        assert ("python-format" in message.flags) == ("%(" in text), message.id
