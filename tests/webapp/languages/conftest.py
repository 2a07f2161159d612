"""The languages that are offered, by their names."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.languages import Language


@pytest.fixture
def danish(site: Flask) -> Language:
    language: Language = site.extensions["languages"].get("da")
    return language


@pytest.fixture
def english(site: Flask) -> Language:
    language: Language = site.extensions["languages"].get("en")
    return language


@pytest.fixture
def arabic(site: Flask) -> Language:
    language: Language = site.extensions["languages"].get("ar")
    return language
