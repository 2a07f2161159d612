"""`python -m benchmarks`: which rows it knows, what it prints, and what it compares with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import base
from benchmarks.rows import Row, head


@pytest.mark.parametrize("name", command.SETS)
def test_every_set_of_rows_has_its_function(name: str) -> None:
    assert callable(command.measuring(name))


def test_a_set_that_there_is_not_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["benchmarks", "stepp"])
    with pytest.raises(SystemExit):
        command.main()
    assert "there is no set stepp" in capsys.readouterr().err


def test_the_table_is_markdown_and_marks_what_was_missed() -> None:
    rows = [Row("a", "≤ 1", "2", True, "3"), Row("b", "–", "1")]
    assert [head("before").count("|"), *(str(row).count("|") for row in rows)] == [10, 5, 5]
    assert "2 **✗ missed**" in str(rows[0])
    assert "missed" not in str(rows[1])


def test_a_commit_that_the_history_lacks_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert base.prepared("0" * 40, {}) is None
    assert "The history lacks" in capsys.readouterr().err


def test_a_folder_with_a_site_can_be_the_base(tmp_path: Path) -> None:
    (tmp_path / "webapp").mkdir()
    found = base.prepared(str(tmp_path), {"VEJVISER_TODAY": "2026-11-22"})
    assert found
    assert found.folder == tmp_path
    assert found.environment()["VEJVISER_TODAY"] == "2026-11-22"
