"""Settings from the environment."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields
from datetime import date, datetime

import pytest
from flask import Flask

from webapp import config, create_app
from webapp.config import Settings, StartError, read_settings, settings_table
from webapp.paths import ROOT


def test_defaults() -> None:
    settings = read_settings({"PATH": "/bin"})
    assert settings == Settings()
    assert (settings.locales, settings.exit_url, settings.frame_ancestors) == (
        ("da", "en", "ar"),
        "https://www.dmi.dk/",
        ("'none'",),
    )


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("LOCALES", "en, pt-BR", "locales", ("en", "pt-BR")),
        ("HOST", " Gladsaxe Kommune ", "host", "Gladsaxe Kommune"),
        ("TODAY", "2021-10-01", "today", date(2021, 10, 1)),
        ("TODAY", "", "today", None),
        ("FRAME_ANCESTORS", "'self' https://*.example.dk", "frame_ancestors", ("'self'", "https://*.example.dk")),
        (
            "FRAME_ANCESTORS",
            "self https://a.dk/ https://b.dk:8443",
            "frame_ancestors",
            ("'self'", "https://a.dk", "https://b.dk:8443"),
        ),
        ("FRAME_ANCESTORS", "none", "frame_ancestors", ("'none'",)),
        ("FRAME_ANCESTORS", " ", "frame_ancestors", ("'none'",)),
        ("URL", "https://a.dk:8443/guide/", "url", "https://a.dk:8443/guide/"),
        ("MUNICIPALITY_PHONE", "112", "municipality_phone", "112"),
        ("MUNICIPALITY_PHONE", "+45 39 57 66 20", "municipality_phone", "+45 39 57 66 20"),
        ("MUNICIPALITY_URL", "https://www.example.dk/a?b=c", "municipality_url", "https://www.example.dk/a?b=c"),
        ("ACCESSIBILITY_DATE", "2026-11-21", "accessibility_date", date(2026, 11, 21)),
    ],
)
def test_values(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(read_settings({f"VEJVISER_{name}": value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("LOCALES", "", "language tags"),
        ("LOCALES", "da,da", "each once"),
        ("LOCALES", "da;en", "language tags"),
        ("EXIT_URL", "", "must be a web address"),
        ("EXIT_URL", "javascript:alert(1)", "whole web address"),
        ("EXIT_URL", "//dmi.dk", "whole web address"),
        ("FRAME_ANCESTORS", "*", "origins"),
        ("FRAME_ANCESTORS", "https://a.dk; script-src *", "origins"),
        ("FRAME_ANCESTORS", "'none' https://a.dk", "origins"),
        ("FRAME_ANCESTORS", "none https://a.dk", "origins"),
        ("FRAME_ANCESTORS", "http://a.dk", "https only"),
        ("FRAME_ANCESTORS", "https://a.dk/x", "no path"),
        ("FRAME_ANCESTORS", "https://a.dk,https://b.dk", "not commas"),
        ("FRAME_ANCESTORS", "https://a.dk, https://b.dk", "not commas"),
        ("FRAME_ANCESTORS", "www.a.dk", "https only"),
        ("URL", "https://a.dk/x/?y=1", "without . and #"),
        ("URL", "https://a.dk/#z", "without . and #"),
        ("URL", "https://a.dk/?", "without . and #"),
        ("URL", "http://a.dk:99999/", "whole web address"),
        ("URL", "http://a.dk:0/", "whole web address"),
        ("URL", "http://a.dk:x/", "whole web address"),
        ("URL", "http://[::1/", "whole web address"),
        ("HOST", "a\nb", "one line"),
        ("MUNICIPALITY_EMAIL", "nobody", "e-mail"),
        ("MUNICIPALITY_PHONE", "call us", "phone"),
        ("MUNICIPALITY_PHONE", ")))", "phone"),
        ("ACCESSIBILITY_DATE", "2026-W10-1", "2026-11-21"),
        ("ACCESSIBILITY_DATE", "20261121", "2026-11-21"),
        ("TODAY", "1 October", "2026-11-21"),
        ("TODAY", "2021-02-30", "2026-11-21"),
        ("NOPE", "1", "is not a setting"),
    ],
)
def test_a_bad_value_stops_the_start_and_says_which(name: str, value: str, says: str) -> None:
    with pytest.raises(StartError, match=f"VEJVISER_{name} .*{says}"):
        create_app({f"VEJVISER_{name}": value})


@pytest.mark.parametrize(
    "program",
    [
        "webapp.create_app()",
        "import multiprocessing as m; p = m.Process(target=webapp.create_app); p.start(); p.join()",
    ],
    ids=["at the start", "in a worker"],
)
def test_whoever_starts_the_site_sees_a_sentence_and_no_traceback(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import webapp; {program}"],
        cwd=ROOT,
        env={**os.environ, "VEJVISER_KIOSK_SECONDS": "soon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == "VEJVISER_KIOSK_SECONDS must be a whole number of seconds, 20 or more, or 0. It is 'soon'.\n"


def test_today_is_the_day_in_denmark(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.fromisoformat("2025-06-30T22:30:00+00:00").astimezone(tz)  # type: ignore[arg-type]

    monkeypatch.setattr(config, "datetime", Clock)
    assert Settings().day() == date(2025, 7, 1)


def test_today_can_be_set_for_tests() -> None:
    app: Flask = create_app({"VEJVISER_TODAY": "2021-10-01"})
    with app.app_context():
        assert config.today() == date(2021, 10, 1)


def test_the_readme_has_the_table() -> None:
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_has_every_setting() -> None:
    table = settings_table()
    for field in fields(Settings):
        assert f"`VEJVISER_{field.name.upper()}`" in table
