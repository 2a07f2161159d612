"""Settings from the environment."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, datetime

import pytest
from flask import Flask

from webapp import config, create_app
from webapp.config import Settings, StartError, read_settings, settings_table


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
        ("HOST", "a\nb", "one line"),
        ("MUNICIPALITY_EMAIL", "nobody", "e-mail"),
        ("MUNICIPALITY_PHONE", "call us", "phone"),
        ("TODAY", "1 October", "2026-11-21"),
        ("TODAY", "2021-02-30", "2026-11-21"),
        ("NOPE", "1", "is not a setting"),
    ],
)
def test_a_bad_value_stops_the_start_and_says_which(name: str, value: str, says: str) -> None:
    with pytest.raises(StartError, match=f"VEJVISER_{name} .*{says}"):
        create_app({f"VEJVISER_{name}": value})


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


def test_the_table_has_every_setting() -> None:
    table = settings_table()
    for field in fields(Settings):
        assert f"`VEJVISER_{field.name.upper()}`" in table
