"""What is let go of is what no page shows; the rest of CLDR's data stays as it was."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from webapp.paths import ROOT

#: In a process of its own: the data is shared by all that runs in one.
LOADED = """
import datetime
from babel import Locale, dates, numbers
from babel.core import get_global
from babel.localedata import load
from webapp.languages import slim_cldr
from webapp.languages.language import load_languages
from webapp.paths import share

load_languages(("en", "da"), share("translations"))
"""


#: What is asked of Babel afterwards, and what it says.
ASKED = {
    **{
        f"[key for key in slim_cldr._OF_A_LANGUAGE if key in load('{name}')]": []
        for name in ("root", "en", "en_001", "en_GB", "da")
    },
    "'months' in load('en_GB')": True,
    "[key for key in slim_cldr._OF_THE_WORLD if get_global(key)]": [],
    "len(get_global('likely_subtags')) > 1000": True,
    "Locale.parse('uk').get_display_name()": "українська",
    "Locale.parse('da').languages['ar']": "arabisk",
    "Locale.parse('zh_TW').get_display_name()": "中文 (繁體, 台灣)",
    "dates.format_date(datetime.date(2026, 12, 5), 'full', 'uk')": "субота, 5 грудня 2026\u202fр.",
    "numbers.format_decimal(1234.5, locale='da')": "1.234,5",
    "Locale.parse('ar').plural_form(3)": "few",
}


@pytest.fixture(scope="module")
def answers() -> dict[str, object]:
    """What a process that has loaded the languages says to all of it."""
    code = f"{LOADED}\nimport json\nprint(json.dumps([eval(each) for each in {list(ASKED)}]))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert not done.stderr, done.stderr
    return dict(zip(ASKED, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("asked", ASKED)
def test_what_no_page_shows_is_gone_and_the_rest_stays(answers: dict[str, object], asked: str) -> None:
    answer = answers[asked]
    assert (answer.replace("\xa0", " ") if isinstance(answer, str) else answer) == ASKED[asked]
