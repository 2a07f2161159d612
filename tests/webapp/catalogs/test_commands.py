"""Merging, checking and compiling the catalogs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from flask.testing import FlaskCliRunner

from webapp.catalogs import po_files
from webapp.catalogs.commands import compile_catalogs, merged, problems_of
from webapp.catalogs.po_files import shortened
from webapp.languages import cldr
from webapp.paths import share


@pytest.fixture
def template() -> Catalog:
    """A few messages, as if extracted."""
    template = Catalog()
    template.add("Leave", locations=[("templates/b.html", 3)], auto_comments=["A well-known button."])
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


@pytest.fixture
def shown(template: Catalog, path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The complete catalog is in its place, the commands work on it; how they name it."""
    path.write_text(complete(template, path), encoding="utf-8")
    monkeypatch.setattr("webapp.paths.ROOT", path.parents[2])
    monkeypatch.setattr("webapp.catalogs.commands.share", lambda name: path.parents[2])
    monkeypatch.setattr("webapp.catalogs.commands.extract", lambda root: template)
    return "ar/LC_MESSAGES/messages.po"


def edit(path: Path, old: str, new: str) -> int:
    """Change the catalog as by hand; returns the line of the change."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems(template: Catalog, path: Path, offered: str = "ar") -> str:
    return "\n".join(problems_of(template, path.parents[2], {offered}))


def compiled(path: Path, *offered: str) -> list[Path]:
    """The catalogs that are compiled where these languages are offered; none is left out."""
    written, left_out = compile_catalogs(path.parents[2], {"ar", *offered})
    assert left_out == []
    return written


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
    text = complete(template, path).replace("#. A well-known button.", "# Mine.\n#. A well-known button.")
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
    assert b"*" not in compiled(path)[0].read_bytes()


def test_the_same_words_in_another_context_are_offered_as_fuzzy(template: Catalog, path: Path) -> None:
    """What is moved from one scheme to another, or to what several share, need not be translated anew."""
    path.write_text(complete(template, path), encoding="utf-8")
    for message in [each for each in template if each.id]:
        template.add(message.id, locations=[("questions/z.yaml", 9)], auto_comments=["Z"], context="elsewhere")
    path.write_text(merged(template, path), encoding="utf-8")
    catalog = po_files.read(path)
    moved = [each for each in catalog if each.context == "elsewhere"]
    assert moved and all(each.fuzzy and po_files.is_translated(each, catalog) for each in moved)
    assert "marked as fuzzy" in problems(template, path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ادفع %(sum)s.", "ادفع.", "%(sum)s is missing"),
        ("ادفع %(sum)s.", "ادفع %(som)s.", "%(som)s is not in the English sentence; it needs %(sum)s"),
        ("ادفع %(sum)s.", "ادفع %(sum)s %(som)s.", "%(som)s is not in the English sentence; take it out"),
        ("ادفع %(sum)s.", "ادفع %(sum)s 100 %.", "write the word or %%"),
        ("ادفع %(sum)s.", "ادفع %(sum)s %(sum).", "a placeholder is written %(name)s"),
        ('msgstr[3] "%(n)s أيام"', 'msgstr[3] "%(x)s أيام"', "%(x)s is not in the English sentence; it needs %(n)s"),
        (
            "*førtidspension* لك.",
            "*fortidspension* لك.",
            "differ: *førtidspension* is missing; *fortidspension* is not in the English sentence:",
        ),
        ("*førtidspension* لك.", "førtidspension لك.", "asterisks differ: *førtidspension* is missing:"),
        (
            "*førtidspension* لك.",
            "*førtidspension* *førtidspension*",
            "*førtidspension* is not in the English sentence:",
        ),
        ("غادر", "<b>غادر</b>", "“<b>” is not in the English sentence; the page would show it letter for letter"),
        ("غادر", "غادر&nbsp;!", "“&nbsp;” is not in the English sentence; the page would show it letter for letter"),
        ("*førtidspension* لك.", "*førtidspension لك.", "asterisk"),
        ("غادر", "", "not translated"),
        ('msgstr[4] "%(n)s أيام"', 'msgstr[4] ""', "plural form 5 of 6 is empty: “%(n)s day”"),
        ('msgstr[3] "%(n)s أيام"', 'msgstr[3] "أيام"', "plural form 4 of 6 has no %(n)s: “%(n)s day”"),
        ("غادر", "غادر ", "not current|space"),
        ("#. A well-known button.", "#. A button.", "not current with the sources"),
        ("#: templates/b.html", "#: templates/c.html", "not current with the sources"),
        ('msgid "Leave"', 'msgid "Leave now"', "not current with the sources. Run `make translations`."),
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
    assert compiled(path) == [path.with_suffix(".mo")]
    assert "غادر".encode() in path.with_suffix(".mo").read_bytes()


BROKEN = [
    ('msgstr "غادر"', 'msgstr "غادر', "this line is broken (is a quote missing?)"),
    ('msgstr "غادر"', 'msgtsr "غادر"', "this line is broken (is a quote missing?)"),
    ('msgstr "غادر"', 'msgstr "قال "غادر" الآن"', "this line is broken (is a quote missing?)"),
    ('msgstr "غادر"', '"غادر"', "msgstr"),
]


@pytest.mark.parametrize(("old", "new", "says"), BROKEN)
def test_a_broken_catalog_stops_the_update(
    runner: FlaskCliRunner, path: Path, shown: str, old: str, new: str, says: str
) -> None:
    line = edit(path, old, new) - says.startswith("msgstr")
    before = path.read_bytes()
    result = runner.invoke(args=["translations", "update"])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{shown}:{line}: " in result.output
    assert says in result.output
    assert "; nothing was changed" in result.output
    assert path.read_bytes() == before
    assert not (path.parents[2] / "messages.pot").exists()


@pytest.mark.parametrize(("old", "new", "says"), BROKEN)
def test_a_broken_catalog_is_named_and_not_compiled(
    template: Catalog, path: Path, shown: str, old: str, new: str, says: str
) -> None:
    edit(path, old, new)
    assert says in problems(template, path)
    with pytest.raises(click.ClickException, match=rf"{shown}:\d+: "):
        compiled(path)
    assert not path.with_suffix(".mo").exists()


def test_a_second_line_without_its_first_quote_stops_the_update(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    line = edit(path, 'msgstr "غادر"', 'msgstr ""\n"غادر "\nالآن"') + 2
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}:{line}: this line is broken (is a quote missing?); nothing was changed" in result.output


def test_a_catalog_in_another_encoding_is_named(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    edit(path, "غادر", "x")
    path.write_bytes(path.read_bytes().replace(b'"x"', b'"\xe6"'))
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}: the file is not UTF-8; nothing was changed" in result.output


def test_a_head_that_makes_no_sense_is_named(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    line = edit(path, "nplurals=6", "nplurals=six") + 2
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}:{line}: the lines above are broken; nothing was changed" in result.output
    edit(path, "nplurals=six", "nplurals=6")
    edit(path, "charset=UTF-8", "charset=UTF-9")
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}: the head of the file is broken; nothing was changed" in result.output


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs msgfmt")
def test_a_message_that_stands_there_twice_stops_the_update(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    text = path.read_text(encoding="utf-8") + '\nmsgid "Leave"\nmsgstr "x"\n'
    path.write_text(text, encoding="utf-8")
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}:{text.count(chr(10)) - 1}: duplicate message definition; nothing was changed" in result.output
    assert path.read_text(encoding="utf-8") == text


def test_what_an_editor_keeps_of_old_messages_is_no_fault(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write('\n#~| msgid "Gone"\n#~ msgid "Gone now"\n#~ msgstr "x"\n')
    result = runner.invoke(args=["translations", "update"])
    assert result.exit_code == 0, result.output
    assert "#~" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("ادفع %(sum)s.", "ادفع %(som)s.", "%(som)s is not in the English sentence; it needs %(sum)s: “Pay %(sum)s.”"),
        ("ادفع %(sum)s.", "ادفع.", "%(sum)s is missing: “Pay %(sum)s.”"),
        ('msgstr[3] "%(n)s', 'msgstr[3] "%(x)s', "%(x)s is not in the English sentence; it needs %(n)s: “%(n)s day”"),
        ("غادر", "غادر %(n)s", "%(n)s is not in the English sentence; take it out: “Leave”"),
    ],
)
def test_what_would_break_a_page_is_not_compiled(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str, old: str, new: str, says: str
) -> None:
    edit(path, old, new)
    result = runner.invoke(args=["translations", "compile"])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert not path.with_suffix(".mo").exists()
    (found,) = problems(template, path).splitlines()
    assert found.startswith(f"{shown}:") and found.endswith(says)
    assert found in result.output


def test_what_is_not_shown_does_not_stop_compiling(path: Path, shown: str) -> None:
    edit(path, 'msgstr[5] "%(n)s أيام"', 'msgstr[5] ""')
    edit(path, "#. A line.", "#. A line.\n#, fuzzy")
    edit(path, "ادفع %(sum)s.", "ادفع %(som)s.")
    assert compiled(path)


def test_a_language_without_a_catalog_yet_is_not_compiled(path: Path, shown: str) -> None:
    (path.parents[2] / "de").mkdir()
    assert compiled(path) == [path.with_suffix(".mo")]


@pytest.mark.parametrize("tag", ["xx", "danish", "d_k", "12"])
@pytest.mark.parametrize("command", ["update", "check"])
def test_a_folder_that_is_no_language_is_named(
    runner: FlaskCliRunner, path: Path, shown: str, tag: str, command: str
) -> None:
    (path.parents[2] / tag).mkdir()
    result = runner.invoke(args=["translations", command])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert f"{tag}: the name of the folder is not the tag of a language" in result.output


@pytest.mark.parametrize(("old", "new", "says"), [*BROKEN, ("ادفع %(sum)s.", "ادفع.", "%(sum)s is missing")])
def test_a_catalog_that_is_not_offered_does_not_stop_the_others(
    runner: FlaskCliRunner, path: Path, shown: str, old: str, new: str, says: str
) -> None:
    other = path.parents[2] / "ar-EG" / "LC_MESSAGES" / "messages.po"
    other.parent.mkdir(parents=True)
    other.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    edit(other, old, new)
    nowhere = path.parents[2] / "xx" / "LC_MESSAGES" / "messages.po"
    nowhere.parent.mkdir(parents=True)
    nowhere.write_text("", encoding="utf-8")
    result = runner.invoke(args=["translations", "compile"])
    assert result.exit_code == 0, result.output
    assert "Not offered, so left out: ar-EG/LC_MESSAGES/messages.po:" in result.output and says in result.output
    assert "Not offered, so left out: xx: the name of the folder is not" in result.output
    assert path.with_suffix(".mo").exists() and not other.with_suffix(".mo").exists()
    with pytest.raises(click.ClickException, match="not compiled"):
        compiled(path, "ar-EG")


def test_what_is_still_open_is_said(runner: FlaskCliRunner, template: Catalog, path: Path, shown: str) -> None:
    danish = path.parents[2] / "da" / "LC_MESSAGES" / "messages.po"
    danish.parent.mkdir(parents=True)
    danish.write_text(translate(merged(template, danish), Leave="x", Pay="%(sum)s"), encoding="utf-8")
    (path.parents[2] / cldr.TABLE).write_text(cldr.as_table(["en", "ar", "da"]), encoding="utf-8")
    before = complete(template, path)
    path.write_text(before.replace("#: templates/b.html\n", "#: templates/b.html\n#, fuzzy\n"), encoding="utf-8")
    for offered, says in [
        ((), "No catalog is offered. ar: 1 of 4 still open. da: 2 of 4 still open."),
        (("ar",), "The offered catalogs (ar) are complete. da: 2 of 4 still open."),
    ]:
        settings = replace(runner.app.extensions["settings"], locales=("en", *offered))
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(runner.app.extensions, "settings", settings)
            result = runner.invoke(args=["translations", "check"])
        assert result.output == f"{says}\n"
        path.write_text(before, encoding="utf-8")


POEDIT = (
    '"Project-Id-Version: Vejviser\\n"\n"Report-Msgid-Bugs-To: \\n"\n"POT-Creation-Date: \\n"\n"PO-Revision-Date: \\n"\n'
    '"Last-Translator: \\n"\n"Language-Team: \\n"\n"X-Generator: Poedit 3.2.2\\n"\n'
)
CLDR = (
    "plural=((((n % 100) >= 3 && (n % 100) <= 10)) ? 3 : (((n % 100) >= 11 && (n % 100) <= 99)) ? 4 : ((n == 1)) ? 1 :"
)
SWAPPED = CLDR.replace("? 3 :", "? 4 :", 1).replace("<= 99)) ? 4 :", "<= 99)) ? 3 :")
#: Arabic's six forms as gettext and Weblate know them: another formula, the same forms.
WEBLATE = "plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;"


def folded(text: str, width: int) -> str:
    """The catalog with its lines folded otherwise, as other programs write them."""
    buffer = BytesIO()
    write_po(buffer, read_po(BytesIO(text.encode())), width=width, sort_output=True, omit_header=True)
    return text.partition("\n\n")[0] + "\n\n" + buffer.getvalue().decode()


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(lambda text: text.replace('"Project-Id-Version: Vejviser\\n"\n', POEDIT), id="Poedit's head"),
        pytest.param(lambda text: "#\n" + folded(text, 30), id="folded, in another order"),
        pytest.param(lambda text: folded(text, 0), id="not folded"),
        pytest.param(lambda text: re.sub("plural=.*;", WEBLATE, text), id="Weblate's formula"),
        pytest.param(lambda text: text + '\n#~ msgid "Gone"\n#~ msgstr "x"\n', id="what is gone"),
        pytest.param(
            lambda text: text.replace('msgid "Leave"', '#| msgctxt "x"\n#| msgid "Leave "\n#| "now"\nmsgid "Leave"'),
            id="what it was before",
        ),
        pytest.param(
            lambda text: text.replace("#. A well-known button.", "#.  A\n#. well-\n#. known button. "),
            id="comments folded",
        ),
    ],
)
def test_what_other_programs_write_is_taken_and_written_in_one_form(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str, written: Callable[[str], str]
) -> None:
    before = path.read_text(encoding="utf-8")
    path.write_text(written(before), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != before
    assert problems(template, path) == ""
    assert compiled(path) == [path.with_suffix(".mo")]
    result = runner.invoke(args=["translations", "update"])
    assert result.exit_code == 0, result.output
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize("how", [(), ("--no-wrap",), ("--sort-output", "--width=50")])
def test_what_msgcat_writes_is_taken(template: Catalog, path: Path, shown: str, how: tuple[str, ...]) -> None:
    subprocess.run(["msgcat", *how, "-o", path, path], check=True)
    assert problems(template, path) == ""
    assert merged(template, path) == complete(template, path)


@pytest.mark.parametrize("charset", ["CP1256", "ISO-8859-1", "ascii", "UTF-16"])
@pytest.mark.parametrize("folds", [False, True])
def test_a_head_that_names_another_charset_than_the_files_own_stops_all(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str, charset: str, folds: bool
) -> None:
    """Whoever believed it would write the whole catalog anew as garbage, and put it on the site."""
    edit(path, "text/plain; charset=UTF-8", f'text/plain; "\n"charset={charset}' if folds else f"charset={charset}")
    before = path.read_bytes()
    says = f"{shown}: the file is UTF-8, but its head names another charset; write charset=UTF-8 there"
    assert problems(template, path) == says
    result = runner.invoke(args=["translations", "update"])
    assert (result.exit_code, f"{says}; nothing was changed" in result.output) == (1, True), result.output
    assert path.read_bytes() == before
    with pytest.raises(click.ClickException, match="names another charset"):
        compiled(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CLDR, SWAPPED),
        ('"Plural-Forms: nplurals=6; ', '"X-Plural-Forms: nplurals=6; '),
    ],
)
def test_forms_in_another_order_are_a_fault(template: Catalog, path: Path, shown: str, old: str, new: str) -> None:
    """Three would be said as eleven. Babel's own formula for Arabic is so, which it takes where the head has none."""
    edit(path, old, new)
    says = "Plural-Forms in the head of the file gives other forms than CLDR"
    assert says in problems(template, path)
    with pytest.raises(click.ClickException, match=says):
        compiled(path)
    path.write_text(merged(template, path), encoding="utf-8")
    assert problems(template, path) == ""


def test_forms_in_another_order_are_put_in_ours(template: Catalog, path: Path, shown: str) -> None:
    text = complete(template, path)
    assert CLDR in text
    few, many = (f'msgstr[{form}] "%(n)s أيام"' for form in (3, 4))
    right = text.replace(few, few.replace("أيام", "few")).replace(many, many.replace("أيام", "many"))
    other = text.replace(few, few.replace("أيام", "many")).replace(many, many.replace("أيام", "few"))
    path.write_text(other.replace(CLDR, SWAPPED), encoding="utf-8")
    assert merged(template, path) == right


def test_the_table_of_languages_is_made_and_kept_current(runner: FlaskCliRunner, path: Path, shown: str) -> None:
    table = path.parents[2] / cldr.TABLE
    for before in (None, cldr.as_table(["en", "da"])):
        if before:
            table.write_text(before, encoding="utf-8")
        result = runner.invoke(args=["translations", "check"])
        assert "cldr.json: not current with CLDR. Run `make translations`." in result.output
        assert runner.invoke(args=["translations", "update"]).exit_code == 0
        assert table.read_text(encoding="utf-8") == cldr.as_table(["ar", "en"])
        assert "cldr.json" not in runner.invoke(args=["translations", "check"]).output


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str
) -> None:
    before = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + before.replace(b"\n", b"\r\n"))
    assert problems(template, path) == ""
    assert compiled(path) == [path.with_suffix(".mo")]
    template.add("New", locations=[("templates/c.html", 1)], auto_comments=["C"])
    result = runner.invoke(args=["translations", "update"])
    assert result.exit_code == 0, result.output
    assert path.read_bytes().startswith(before[:-1])


SIX = (
    "this message needs 6 plural forms, msgstr[0] for 0; msgstr[1] for 1; msgstr[2] for 2; msgstr[3] for 3, 4, 5 …; "
    "msgstr[4] for 11, 12, 13 …; msgstr[5] for 100, 101, 102 … and fractions such as 2.5; it has "
)


def test_a_missing_plural_form_is_named_and_made_by_the_update(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str
) -> None:
    edit(path, 'msgstr[2] "%(n)s أيام"\n', "")
    line = edit(path, 'msgstr[5] "%(n)s أيام"\n', "") - 6
    found = problems(template, path).splitlines()
    assert found[0] == f"{shown}:{line}: {SIX}4: “%(n)s day”"
    assert [each for each in found[1:] if "not current" not in each] == []
    assert runner.invoke(args=["translations", "update"]).exit_code == 0
    assert [each.split(": ")[1] for each in problems(template, path).splitlines()] == [
        "plural form 3 of 6 is empty",
        "plural form 6 of 6 is empty",
    ]


def test_a_plural_form_too_many_is_named(runner: FlaskCliRunner, template: Catalog, path: Path, shown: str) -> None:
    line = edit(path, 'msgstr[5] "%(n)s أيام"', 'msgstr[5] "%(n)s أيام"\nmsgstr[6] "%(n)s"') - 7
    assert problems(template, path) == f"{shown}:{line}: {SIX}7: “%(n)s day”"
    result = runner.invoke(args=["translations", "update"])
    assert f"{shown}:{line}: {SIX}7: “%(n)s day”; nothing was changed" in result.output


def test_a_head_that_asks_for_a_form_too_many_is_put_right(
    runner: FlaskCliRunner, template: Catalog, path: Path, shown: str
) -> None:
    ukrainian = path.parents[2] / "uk" / "LC_MESSAGES" / "messages.po"
    ukrainian.parent.mkdir(parents=True)
    text = merged(template, ukrainian).replace("nplurals=3; plural=(", "nplurals=4; plural=((n < 0) ? 3 : ")
    for form in range(3):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "%(n)s {form}"')
    for before in (text, text.replace('msgstr[2] "%(n)s 2"', 'msgstr[2] "%(n)s 2"\nmsgstr[3] "%(n)s 3"')):
        ukrainian.write_text(before, encoding="utf-8")
        result = runner.invoke(args=["translations", "update"])
        assert result.exit_code == 0, result.output
        assert "uk: 4 plural forms became 3: msgstr[0] for 1, 21, 31 …; msgstr[1] for 2, 3, 4 … and" in result.output
        after = ukrainian.read_text(encoding="utf-8")
        assert "nplurals=3;" in after and 'msgstr[2] "%(n)s 2"' in after and "msgstr[3]" not in after


def test_a_term_is_not_cut_where_a_message_is_quoted() -> None:
    assert shortened(f"{'a' * 70} *uddannelseshjælp* b c") == f"{'a' * 70} *uddannelseshjælp*…"
    assert shortened(f"{'a' * 70} *uddannelseshjælp*") == f"{'a' * 70} *uddannelseshjælp*"
    assert shortened("a" * 100) == "a" * 79 + "…"
    assert shortened("a" * 79) == "a" * 79


def test_a_message_is_named_by_its_line_and_context(template: Catalog, path: Path, shown: str) -> None:
    line = edit(path, "*førtidspension* لك.", "") - 1
    assert problems(template, path) == f"{shown}:{line} (age): not translated: “You get *førtidspension*.”"


def test_a_fault_is_said_once_and_without_warnings(template: Catalog, path: Path, shown: str) -> None:
    for form in (3, 4, 5):
        edit(path, f'msgstr[{form}] "%(n)s', f'msgstr[{form}] "%(x)s')
    edit(path, "ادفع %(sum)s.", "ادفع %(sum)s 100 %.")
    found = problems(template, path).splitlines()
    assert len(found) == 2, found
    assert not any("warning" in line or "msgfmt" in line for line in found)


@pytest.mark.parametrize(
    "path", sorted(share("translations").glob("*/LC_MESSAGES/messages.po")), ids=lambda p: p.parts[-3]
)
def test_each_catalog_can_be_read(path: Path) -> None:
    assert len(read_po(BytesIO(path.read_bytes()), abort_invalid=True)) > 0


def test_the_catalogs_are_current_and_complete(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["translations", "check"])
    assert result.exit_code == 0, result.output
