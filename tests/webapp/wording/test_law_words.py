"""Words are made once, and do not fill the memory."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from gettext import NullTranslations

import pytest
from flask import Flask

from webapp.languages import Language
from webapp.languages.bilingual import PAIRS_KEPT, both
from webapp.rules import Rulebook
from webapp.wording.law_words import OTHERS_KEPT, Library

TODAY = date(2026, 11, 22)


@pytest.fixture
def library(site: Flask, rulebook: Rulebook) -> Library:
    return Library(site.jinja_env, rulebook, site.extensions["settings"])


def test_those_of_today_stay_whatever_others_are_asked_for(site: Flask, library: Library, rulebook: Rulebook) -> None:
    languages = list(site.extensions["languages"])
    todays = [library.words(each, TODAY) for each in languages]
    assert len(rulebook.change_days) > OTHERS_KEPT
    for on in [*rulebook.change_days, *reversed(rulebook.change_days)]:
        for each in languages:
            assert library.words(each, on) is library.words(each, on)
    assert [library.words(each, TODAY) for each in languages] == todays


def test_of_the_others_those_stay_that_were_used_last(site: Flask, library: Library, rulebook: Rulebook) -> None:
    language = site.extensions["languages"].get("en")
    favourite, *days = rulebook.change_days[: 2 * OTHERS_KEPT]
    first = library.words(language, favourite)
    made = [weakref.ref(first)]
    for on in days:
        made.append(weakref.ref(library.words(language, on)))
        assert library.words(language, favourite) is first
    gc.collect()
    assert sum(each() is not None for each in made) == OTHERS_KEPT


def test_of_pairs_of_languages_those_stay_that_were_used_last(site: Flask, library: Library) -> None:
    """With many languages there are hundreds of pairs: what was made for one goes with it."""
    one, *_ = site.extensions["languages"]
    others = [Language(tag, NullTranslations()) for tag in ("de", "fr", "pl", "ro", "ru", "tr", "uk", "vi")]
    assert len(others) > PAIRS_KEPT
    favourite = library.words(both(one, others[0]), TODAY)
    made = []
    for other in others:
        words = library.words(both(one, other), TODAY)
        assert words is library.words(both(one, other), TODAY)
        made += weakref.ref(words), weakref.ref(words.language)
        del words
        assert library.words(both(one, others[0]), TODAY) is favourite
    gc.collect()
    assert sum(each() is not None for each in made) == 2 * PAIRS_KEPT
