"""What stands in the table of CLDR's facts is what Babel says, and nothing of Babel's own data is read for it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest
from babel.dates import format_date
from babel.localedata import locale_identifiers
from babel.numbers import format_decimal

from webapp.languages import cldr
from webapp.paths import ROOT, share


def test_each_language_with_a_catalog_is_in_the_table() -> None:
    folders = {path.name for path in share("translations").iterdir() if path.is_dir()}
    table = json.loads((share("translations") / cldr.TABLE).read_text(encoding="utf-8"))
    assert set(table) == folders | {"en"}
    for tag in table:
        assert cldr.facts(tag) == cldr.Facts(**json.loads(json.dumps(cldr.asdict(cldr.from_babel(tag))))), tag


def test_a_day_in_words_is_babels_in_every_language() -> None:
    for tag in sorted({name.partition("_")[0] for name in locale_identifiers()} - {"root"}):
        facts = cldr.from_babel(tag)
        for month in range(1, 13):
            for day in (5, 21):
                shown = facts.dates[month - 1].format(day=day, year=2026)
                assert shown == format_date(date(2026, month, day), "long", facts.locale), tag


@pytest.mark.parametrize(
    ("tag", "locale", "name", "direction"),
    [
        ("da", "da", "Dansk", "ltr"),
        ("en", "en_GB", "English", "ltr"),  # everyone in Denmark reads the day first
        ("ar", "ar", "العربية", "rtl"),
        ("kmr", "ku_TR", "Kurdî (kurmancî)", "ltr"),  # which Babel calls “Kurdish (Turkey)”
        ("ckb", "ckb", "کوردیی ناوەندی", "rtl"),
        ("pt-BR", "pt_BR", "Português (Brasil)", "ltr"),
        ("zh-Hans", "zh_Hans", "中文 (简体)", "ltr"),
    ],
)
def test_our_tags_have_their_locale(tag: str, locale: str, name: str, direction: str) -> None:
    facts = cldr.facts(tag)
    assert (facts.locale, facts.name.replace("\xa0", " "), facts.direction) == (locale, name, direction)


@pytest.mark.parametrize("tag", ["qq", "x", "da_DK", ""])
def test_what_cldr_does_not_know_is_an_error(tag: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        cldr.facts(tag)


def test_figures_are_those_of_babel() -> None:
    for tag in ("da", "en", "ar", "uk", "so", "fr", "pt-BR"):
        facts = cldr.facts(tag)
        babels = format_decimal(1234567.5, "#,##0.##", locale=facts.locale, numbering_system="latn")
        assert "1,234,567.5".translate(str.maketrans({",": facts.group, ".": facts.decimal})) == babels


def test_pages_read_none_of_babels_data() -> None:
    """Each language would take a megabyte of it and milliseconds of the start."""
    program = (
        "from webapp import create_app\n"
        "import babel.localedata, babel.core\n"
        "client = create_app().test_client()\n"
        "for tag in ('da', 'en', 'ar'):\n"
        "    form = {'goal': 'return', 'status': 'refugee', 'age': '57', 'action': 'next', 'second': 'da'}\n"
        "    assert client.post(f'/{tag}/check', data=form).status_code == 200\n"
        "print(sorted(babel.localedata._cache), babel.core._global_data)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("[] None\n", "")
