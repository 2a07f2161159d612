"""Which languages are offered, what stops the start, and which one a browser asks for."""

from __future__ import annotations

import os
from gettext import NullTranslations
from pathlib import Path

import pytest
from babel import Locale
from flask import Flask
from flask.testing import FlaskClient

from webapp.config import StartError
from webapp.languages import Languages
from webapp.languages.offered import check_compiled
from webapp.paths import share


def languages(*tags: str) -> Languages:
    """Languages without words."""
    return Languages(tags, lambda tag: NullTranslations())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A Danish catalog, compiled."""
    source = tmp_path / "da" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n', encoding="utf-8")
    compiled = share("translations") / "da" / "LC_MESSAGES" / "messages.mo"
    source.with_suffix(".mo").write_bytes(compiled.read_bytes())
    return source


class TestStart:
    def test_an_unknown_language_stops_it(self) -> None:
        with pytest.raises(StartError, match="“qq” is no language"):
            languages("da", "qq")

    def test_a_language_without_a_catalog_stops_it(self, tmp_path: Path) -> None:
        with pytest.raises(StartError, match="offers “da”, but there is no"):
            check_compiled(("en", "da"), tmp_path)

    def test_a_compiled_catalog_is_all_that_is_needed(self, source: Path) -> None:
        source.unlink()
        check_compiled(("en", "da"), source.parents[2])

    def test_a_catalog_that_is_not_compiled_stops_it(self, source: Path) -> None:
        source.with_suffix(".mo").unlink()
        with pytest.raises(StartError, match=r"messages\.mo is missing\. `make install` compiles"):
            check_compiled(("en", "da"), source.parents[2])

    def test_a_catalog_that_was_changed_since_stops_it(self, source: Path) -> None:
        """What it says of the law may be old."""
        made = source.with_suffix(".mo").stat().st_mtime
        os.utime(source, (made, made))
        check_compiled(("en", "da"), source.parents[2])
        os.utime(source, (made + 1, made + 1))
        with pytest.raises(StartError, match=r"messages\.mo is older than its source\. `make install` compiles"):
            check_compiled(("en", "da"), source.parents[2])

    @pytest.mark.parametrize(
        "data", [b"", b"nothing", b"\xde\x12\x04\x95" + b"\xff" * 40, b"\xde\x12\x04\x95" + b"\0" * 40, None]
    )
    def test_a_broken_compiled_catalog_stops_it(self, source: Path, data: bytes | None) -> None:
        compiled = source.with_suffix(".mo")
        compiled.write_bytes(compiled.read_bytes()[:-10] if data is None else data)
        with pytest.raises(StartError, match=r"messages\.mo is broken\. `make install` compiles"):
            check_compiled(("da",), source.parents[2])


class TestLocales:
    def test_a_language_is_found_by_its_own_locale_and_by_another_of_its_name(self) -> None:
        offered = languages("da", "en", "kmr", "pt-BR")
        for it in offered:
            assert offered.of(it.locale) is it
            assert offered.of(Locale.parse(str(it.locale))) is it
        assert offered.of(Locale("en")) is offered.get("en")
        assert offered.of(Locale("fr")) is None

    def test_english_is_what_is_shown_where_nothing_else_is_asked_for(self) -> None:
        assert languages("da", "en").fallback.tag == "en"
        assert languages("da", "ar").fallback.tag == "da"


class TestChoice:
    @pytest.mark.parametrize(
        ("header", "tag"),
        [
            ("da", "da"),
            ("da-DK,en;q=0.5", "da"),
            ("ar-SY, da;q=0.3", "ar"),
            ("fr, de;q=0.5", "en"),
            ("", "en"),
            ("da;q=0, en;q=0.1", "en"),
            ("\x00;;q=,*,", "en"),
        ],
    )
    def test_the_root_goes_to_the_language_of_the_browser(self, client: FlaskClient, header: str, tag: str) -> None:
        reply = client.get("/", headers={"Accept-Language": header.replace("\x00", "")})
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/{tag}/")
        assert "Accept-Language" in reply.vary

    @pytest.mark.parametrize("path", ["/xx/", "/DA/", "/da_DK/", "/en-US/how", "/%00/", "/../", "/da%0d%0aX: y/"])
    def test_a_language_that_is_not_offered_is_not_found(self, client: FlaskClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_html_says_language_and_direction(self, app: Flask, client: FlaskClient) -> None:
        for it in app.extensions["languages"]:
            reply = client.get(f"/{it.tag}/")
            assert f'<html lang="{it.tag}" dir="{it.direction}">' in reply.text
            assert f'<div id="page" lang="{it.tag}" dir="{it.direction}">' in reply.text
