"""Words are made once, and do not fill the memory."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from webapp.rules import Rulebook
from webapp.wording.law_words import OTHERS_KEPT, Library

TODAY = date(2026, 11, 22)


@pytest.fixture
def library(site: Flask, rulebook: Rulebook) -> Library:
    return Library(site.jinja_env, rulebook, site.extensions["settings"])


def test_those_of_today_stay_whatever_others_are_asked_for(site: Flask, library: Library, rulebook: Rulebook) -> None:
    languages = [each for language in site.extensions["languages"] for each in (language, language.marked)]
    todays = [library.words(each, TODAY) for each in languages]
    assert len(rulebook.change_days) > OTHERS_KEPT
    for on in [*rulebook.change_days, *reversed(rulebook.change_days)]:
        for each in languages:
            assert library.words(each, on) is library.words(each, on)
            assert len(library._words) <= len(languages) + OTHERS_KEPT
    assert [library.words(each, TODAY) for each in languages] == todays


def test_of_the_others_those_stay_that_were_used_last(site: Flask, library: Library, rulebook: Rulebook) -> None:
    language = site.extensions["languages"].get("en")
    favourite, *days = rulebook.change_days[: 2 * OTHERS_KEPT]
    first = library.words(language, favourite)
    for on in days:
        library.words(language, on)
        assert library.words(language, favourite) is first
    left = [on for _, on in library._words]
    assert len(left) == OTHERS_KEPT
