"""Dictionaries as set-up makes them, from the pages of random people."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
from flask import Flask

from webapp import create_app, paths
from webapp.dictionaries import making
from webapp.dictionaries.making import day_of, make_dictionaries
from webapp.dictionaries.sample_pages import sample_pages
from webapp.paths import share
from webapp.rules import Rulebook


@pytest.fixture(autouse=True)
def _few_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PEOPLE", 3)


def make(folder: Path) -> dict[str, int]:
    """What set-up does."""
    return make_dictionaries(create_app({"VEJVISER_TODAY": "2026-11-22"}), folder)


def test_the_pages_are_questions_and_results_of_a_language(site: Flask) -> None:
    sample = sample_pages(site, "ar", 4)
    assert len(sample.results) == 4 and 4 < len(sample.steps) <= 8
    for page in sample.results:
        assert '<html lang="ar"' in page and 'data-page="result"' in page
    for page in sample.steps:
        assert '<html lang="ar"' in page and "data-question=" in page
    assert sample_pages(site, "ar", 4) == sample


def test_each_language_has_one_under_the_hash_of_its_content(tmp_path: Path) -> None:
    weights = make(tmp_path)
    made = json.loads((tmp_path / "dictionaries.json").read_text())
    assert list(made) == list(weights) == ["da", "en", "ar"]
    for tag, each in made.items():
        content, small = ((tmp_path / (each["file"] + ending)).read_bytes() for ending in ("", ".br"))
        assert sha256(content).hexdigest() == each["sha256"]
        assert each["file"] == f"{tag}.{each['sha256'][:12]}.dict"
        assert brotli.decompress(small) == content
        assert len(small) == weights[tag] <= 24_000
        assert f'<html lang="{tag}"' in content.decode()
        assert b"compression-dictionary" not in content, "it would name the one before"


def test_the_same_version_makes_the_same_ones_on_any_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook
) -> None:
    assert day_of(rulebook) in {source.checked for source in rulebook.sources.values()}
    make(tmp_path)
    first = (tmp_path / "dictionaries.json").read_text()
    # As after the first set-up: pages link to the dictionaries that are there.
    monkeypatch.setattr(paths, "share", lambda name: tmp_path / "static" if name == "static" else share(name))
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "build").symlink_to(tmp_path)
    make(tmp_path)
    assert (tmp_path / "dictionaries.json").read_text() == first


def test_the_one_before_stays_for_the_site_that_is_running(tmp_path: Path) -> None:
    for age, name in enumerate(("en.aaaaaaaaaaaa.dict", "en.bbbbbbbbbbbb.dict", "xx.aaaaaaaaaaaa.dict"), 1):
        (tmp_path / name).write_text("old")
        (tmp_path / f"{name}.br").write_text("old")
        os.utime(tmp_path / name, (0, 1_000_000_000 - age))
    make(tmp_path)
    left = {path.name for path in tmp_path.glob("*.dict*")}
    assert {"en.aaaaaaaaaaaa.dict", "en.aaaaaaaaaaaa.dict.br", "xx.aaaaaaaaaaaa.dict"} <= left
    assert not {"en.bbbbbbbbbbbb.dict", "en.bbbbbbbbbbbb.dict.br"} & left
    assert not list(tmp_path.glob("*.new"))
