from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from webapp.paths import share
from webapp.rules import LawError, kept_law, load
from webapp.rules.reading import load as reading

FIGURES = "parameters/return-supplement.yaml"


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """A copy of questions/ to change."""
    return shutil.copytree(share("questions"), tmp_path / "questions")


@pytest.fixture
def file(law: Path, tmp_path: Path) -> Path:
    """What was kept of `law`."""
    file = tmp_path / "build" / "law.pickle"
    kept_law.keep(law, file)
    return file


def no_reading(root: Path) -> None:
    raise AssertionError("the law was read")


def test_what_was_kept_is_the_law_and_spares_reading_it(law: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = load(law)
    monkeypatch.setattr(reading, "load", no_reading)
    assert load(law, file) == read
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_changed_figure_wins(law: Path, file: Path) -> None:
    path = law / FIGURES
    place = path.read_text().index("value: ") + len("value: ")
    path.write_text(path.read_text()[:place] + "1" + path.read_text()[place:])
    assert load(law, file) == load(law) != load(share("questions"))
    kept_law.keep(law, file)
    assert load(law, file) == load(law)


@pytest.mark.parametrize("strange", ["schemes/draft.yaml", "notes.txt"])
def test_a_new_file_is_seen(law: Path, file: Path, strange: str) -> None:
    (law / strange).write_text("id: draft\n")
    with pytest.raises(LawError, match=strange):
        load(law, file)


def test_a_file_of_another_name_is_another_law(law: Path, file: Path) -> None:
    schemes = sorted((law / "schemes").glob("*.yaml"))
    schemes[0].rename(schemes[0].with_name("99-" + schemes[0].name[3:]))
    assert list(load(law, file).schemes)[-1] == next(iter(load(share("questions")).schemes))


def test_law_that_another_engine_read_does_not_count(
    law: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "changed.py").write_text("limit = 2")
    monkeypatch.setattr(kept_law, "_CODE", tmp_path / "engine")
    monkeypatch.setattr(reading, "load", no_reading)
    with pytest.raises(AssertionError, match="the law was read"):
        load(law, file)


@pytest.mark.parametrize("content", [b"", b"nothing of ours"])
def test_without_anything_kept_the_law_is_read(law: Path, tmp_path: Path, content: bytes) -> None:
    assert load(law, tmp_path / "none") == load(law)
    (tmp_path / "some").write_bytes(content)
    assert load(law, tmp_path / "some") == load(law)


def test_broken_law_is_not_kept(law: Path, file: Path) -> None:
    before = file.read_bytes()
    (law / FIGURES).write_text("- id: [")
    with pytest.raises(LawError):
        kept_law.keep(law, file)
    assert file.read_bytes() == before
    with pytest.raises(LawError):
        load(law, file)
