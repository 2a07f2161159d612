"""The extraction of messages: comments for translators, and the same messages as the usual command of the trade finds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from webapp.catalogs.extraction import extract
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


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository as set-up leaves it, with folders in which nothing is to be looked for."""
    for name in ("webapp", "questions", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for folder in ("build", "dist", "node_modules", "static", ".venv/other", ".tox"):
        for kind in ("webapp/a.py", "templates/a.html", "questions/a.yaml"):
            path = tmp_path / folder / kind
            path.parent.mkdir(parents=True)
            path.write_text("_('not ours')", encoding="utf-8")
    venv.create(tmp_path / ".venv", symlinks=True)
    python = tmp_path / ".venv" / "bin" / "python"
    (packages,) = tmp_path.glob(".venv/lib/*/site-packages")
    installed = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "installed.pth").write_text("\n".join(installed) + "\n", encoding="utf-8")
    subprocess.run([python, ROOT / "scripts" / "importable.py"], cwd=tmp_path, check=True)
    program = tmp_path / ".venv" / "bin" / "pybabel"
    program.write_text(f"#!{python}\nfrom babel.messages.frontend import main\nmain()\n", encoding="utf-8")
    program.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("command", [".venv/bin/pybabel", ". .venv/bin/activate && pybabel"])
def test_pybabel_finds_the_same_as_it_is_usually_typed(copy: Path, template: Catalog, command: str) -> None:
    run = subprocess.run(
        f"{command} extract -F pyproject.toml -o messages.pot .",
        shell=True,
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    with (copy / "messages.pot").open("rb") as file:
        found = read_po(file)
    assert {(each.context, each.id) for each in found} == {(each.context, each.id) for each in template}
    for each in template:
        if each.id:
            same = found.get(each.id, each.context)
            assert same and same.locations == each.locations
            assert same.auto_comments
