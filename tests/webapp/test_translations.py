"""Merging, checking and compiling the catalogs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask.testing import FlaskCliRunner

from webapp.paths import share
from webapp.translations import compile_catalogs, merged, problems_of


@pytest.fixture
def template() -> Catalog:
    """A few messages, as if extracted."""
    template = Catalog()
    template.add("Leave", locations=[("templates/b.html", 3)], auto_comments=["A button."])
    template.add("Pay %(sum)s.", locations=[("templates/a.html", 1)], auto_comments=["A line."])
    template.add(("%(n)s day", "%(n)s days"), locations=[("templates/a.html", 2)], auto_comments=["A time."])
    template.add("You get *førtidspension*.", locations=[("questions/q.yaml", 9)], auto_comments=["B"], context="age")
    return template


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the Arabic catalog belongs, with the folder for it."""
    path = tmp_path / "ar" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    return path


def translate(text: str, **translations: str) -> str:
    """A catalog's text with the empty translations of messages that begin so filled in."""
    for start, translation in translations.items():
        before, rest = text.split(f'msgid "{start}', 1)
        text = f'{before}msgid "{start}' + rest.replace('msgstr ""', f'msgstr "{translation}"', 1)
    return text


def complete(template: Catalog, path: Path) -> str:
    """The whole catalog in Arabic letters that say nothing."""
    text = merged(template, path).replace('msgstr[1] ""', 'msgstr[1] "يوم"')
    for form in (0, 2, 3, 4, 5):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "%(n)s أيام"')
    return translate(text, Leave="غادر", Pay="ادفع %(sum)s.", You="*førtidspension* لك.")


def problems(template: Catalog, path: Path, offered: str = "ar") -> str:
    return "\n".join(problems_of(template, path.parents[2], {offered}))


def test_a_new_catalog_has_every_message_and_cldrs_plural_forms(template: Catalog, path: Path) -> None:
    text = merged(template, path)
    assert "nplurals=6" in text
    assert text.count("msgstr[") == 6
    assert text.index("questions/q.yaml") < text.index("templates/a.html") < text.index("templates/b.html")
    assert "Date" not in text
    assert "b.html:3" not in text


def test_merging_again_changes_nothing(template: Catalog, path: Path) -> None:
    path.write_text(complete(template, path), encoding="utf-8")
    assert merged(template, path) == path.read_text(encoding="utf-8")
    assert problems(template, path) == ""


def test_translations_and_translators_comments_stay(template: Catalog, path: Path) -> None:
    text = complete(template, path).replace("#. A button.", "# Mine.\n#. A button.")
    path.write_text(text, encoding="utf-8")
    template.add("New", locations=[("templates/c.html", 1)], auto_comments=["C"])
    new = merged(template, path)
    assert 'msgstr "غادر"' in new
    assert "# Mine." in new
    assert "not current" in problems(template, path)


def test_a_changed_message_keeps_its_translation_as_fuzzy(template: Catalog, path: Path) -> None:
    path.write_text(complete(template, path), encoding="utf-8")
    changed = Catalog()
    for message in template:
        if message.id:
            id = "You may get *førtidspension*." if message.context else message.id
            changed.add(id, locations=message.locations, auto_comments=message.auto_comments, context=message.context)
    path.write_text(merged(changed, path), encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    assert "#, fuzzy" in text
    assert 'msgid "You may get *førtidspension*."\nmsgstr "*førtidspension* لك."' in text
    assert merged(changed, path) == text
    assert "marked as fuzzy" in problems(changed, path)
    assert b"*" not in compile_catalogs(path.parents[2])[0].read_bytes()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ادفع %(sum)s.", "ادفع.", "placeholders"),
        ("ادفع %(sum)s.", "ادفع %(som)s.", "placeholders"),
        ('msgstr[3] "%(n)s أيام"', 'msgstr[3] "%(x)s أيام"', "placeholders"),
        ("*førtidspension* لك.", "*fortidspension* لك.", "Danish terms"),
        ("*førtidspension* لك.", "førtidspension لك.", "Danish terms"),
        ("*førtidspension* لك.", "*førtidspension لك.", "asterisk"),
        ("غادر", "", "not translated"),
        ('msgstr[4] "%(n)s أيام"', 'msgstr[4] ""', "not translated"),
        ("غادر", "غادر ", "not current|space"),
        ('msgid "Leave"', 'msgid "Leave now"', "not current"),
    ],
)
def test_what_is_wrong_is_said(template: Catalog, path: Path, old: str, new: str, says: str) -> None:
    text = complete(template, path)
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = problems(template, path)
    assert any(word in found for word in says.split("|")), found


def test_a_language_that_is_not_offered_may_be_in_the_making(template: Catalog, path: Path) -> None:
    path.write_text(merged(template, path), encoding="utf-8")
    assert problems(template, path, "en") == ""
    assert problems(template, path, "ar") != ""


def test_an_offered_language_needs_a_catalog(template: Catalog, tmp_path: Path) -> None:
    assert "no catalog" in "\n".join(problems_of(template, tmp_path, {"en", "da"}))


def test_a_message_without_a_comment_is_named(template: Catalog, path: Path) -> None:
    path.write_text(complete(template, path), encoding="utf-8")
    template.add("Bare", locations=[("templates/d.html", 7)])
    assert "templates/d.html:7: a message without a comment" in problems(template, path)


def test_compiled_catalogs_have_the_translations(template: Catalog, path: Path) -> None:
    path.write_text(complete(template, path), encoding="utf-8")
    (compiled,) = compile_catalogs(path.parents[2])
    assert compiled == path.with_suffix(".mo")
    assert "غادر".encode() in compiled.read_bytes()


@pytest.mark.parametrize(
    "path", sorted(share("translations").glob("*/LC_MESSAGES/messages.po")), ids=lambda p: p.parts[-3]
)
def test_each_catalog_can_be_read(path: Path) -> None:
    assert len(read_po(BytesIO(path.read_bytes()), abort_invalid=True)) > 0


def test_the_catalogs_are_current_and_complete(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["translations", "check"])
    assert result.exit_code == 0, result.output
