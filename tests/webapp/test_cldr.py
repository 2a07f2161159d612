"""What is let go of is what no page shows; the rest of CLDR's data stays as it was."""

from __future__ import annotations

import subprocess
import sys

import pytest

from webapp.paths import ROOT

#: In a process of its own: the data is shared by all that runs in one.
LOADED = """
import datetime, sys
from babel import Locale, dates, numbers
from babel.core import get_global
from babel.localedata import load
from webapp import cldr
from webapp.i18n import load_languages
from webapp.paths import share

load_languages(("en", "da"), share("translations"))
"""


def run(statements: str) -> str:
    """What a process prints that has loaded the languages."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED + statements], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["root", "en", "en_001", "en_GB", "da"])
def test_every_copy_is_let_go_of(name: str) -> None:
    left = f"[key for key in cldr._OF_A_LANGUAGE if key in load('{name}')]"
    assert run(f"print({left}, 'months' in load('{name}'))") == "[] True"


def test_what_belongs_to_no_language_is_let_go_of() -> None:
    assert run(
        "print([key for key in cldr._OF_THE_WORLD if get_global(key)], len(get_global('likely_subtags')) > 0)"
    ) == ("[] True")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Locale.parse('uk').get_display_name()", "українська"),
        ("Locale.parse('da').languages['ar']", "arabisk"),
        ("Locale.parse('zh_TW').get_display_name()", "中文 (繁體, 台灣)"),
        ("dates.format_date(datetime.date(2026, 12, 5), 'full', 'uk')", "субота, 5 грудня 2026\u202fр."),
        ("numbers.format_decimal(1234.5, locale='da')", "1.234,5"),
        ("Locale.parse('ar').plural_form(3)", "few"),
    ],
)
def test_what_a_page_may_show_stays(asked: str, told: str) -> None:
    assert run(f"sys.stdout.reconfigure(encoding='utf-8'); print({asked})").replace("\xa0", " ") == told
