"""The language of a request: Flask-Babel chooses it, switches it and loads the catalogs.

What Flask-Babel gives is plain text and its own formats; what a page shows is `Language`, which takes its catalog from it.
Both speak the same language, also within `flask_babel.force_locale`.
"""

from __future__ import annotations

from gettext import NullTranslations
from pathlib import Path
from typing import Any

import flask_babel
from babel import Locale
from babel.support import Translations
from flask import Flask, abort, current_app, has_request_context, request
from markupsafe import Markup

from webapp.languages.language import Language, OwnLocale
from webapp.languages.message import plain
from webapp.languages.offered import Languages


class CatalogDomain(flask_babel.Domain):  # type: ignore[misc]
    """Flask-Babel's catalogs, in folders with the names of our tags.

    Flask-Babel looks for a folder with the name that Babel gives to the language: for Kurmanji (``kmr``), in ``ku_TR``.
    """

    def catalog(self, tag: str) -> NullTranslations:
        """The catalog in the folder `tag`, loaded once; without one, all is in the language of the sources."""
        key = tag, self.domain[0]
        if key not in self.cache:
            self.cache[key] = Translations.load(self.translation_directories[0], [tag], self.domain[0])
        catalog: NullTranslations = self.cache[key]
        return catalog

    def get_translations(self) -> NullTranslations:
        """The catalog of the present language, as Flask-Babel's own functions ask for it."""
        locale = flask_babel.get_locale()
        language = offered_languages().of(locale) if locale else None
        translations: NullTranslations = language.catalog if language else super().get_translations()
        return translations


def offered_languages() -> Languages:
    """The languages that the site is offered in."""
    languages: Languages = current_app.extensions["languages"]
    return languages


def current_language() -> Language:
    """The language of this request, or the one that Flask-Babel was switched to."""
    locale = flask_babel.get_locale()
    if isinstance(locale, OwnLocale):
        return locale.speaker
    languages = offered_languages()
    return languages.of(locale) or languages.fallback


def preferred_language() -> Language:
    """The language that the browser of this request asks for; the reply varies by ``Accept-Language``."""
    return offered_languages().preferred(request.accept_languages)


def init_app(app: Flask, tags: tuple[str, ...], folder: Path) -> None:
    """Set up Flask-Babel for `app`, and give templates their words.

    Args:
        app: the application.
        tags: the languages to offer, as BCP 47 tags.
        folder: where the catalogs are; they are read when they are needed.

    Raises:
        StartError: CLDR does not know a language.
    """
    domain = CatalogDomain(str(folder))
    languages = app.extensions["languages"] = Languages(tags, domain.catalog)

    def select() -> Locale:
        """The language of the address, whether there is a page or not; else the one that the browser asks for."""
        if not has_request_context():  # a command
            return languages.fallback.locale
        language = languages.get(request.path.split("/", 2)[1]) or languages.preferred(request.accept_languages)
        return language.locale

    babel = flask_babel.Babel(app, default_translation_directories=str(folder), locale_selector=select)
    babel.domain_instance = domain
    app.jinja_env.policies["ext.i18n.trimmed"] = True  # as in pyproject.toml
    app.jinja_env.filters["plain"] = plain
    # For macros that are imported without context; a page has those of its language.
    app.jinja_env.globals.update(languages=languages, _=_gettext, gettext=_gettext)
    app.jinja_env.globals.update(ngettext=_ngettext, pgettext=_pgettext, npgettext=_npgettext)

    @app.url_value_preprocessor
    def check_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values and languages.get(values.pop("lang")) is None:
            abort(404)

    @app.url_defaults
    def keep_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language().tag

    @app.context_processor
    def words() -> dict[str, object]:
        return current_language().context


def _gettext(message: str, /, **values: object) -> Markup:
    return current_language().gettext(message, **values)


def _ngettext(singular: str, plural: str, n: int, /, **values: object) -> Markup:
    return current_language().ngettext(singular, plural, n, **values)


def _pgettext(context: str, message: str, /, **values: object) -> Markup:
    return current_language().pgettext(context, message, **values)


def _npgettext(context: str, singular: str, plural: str, n: int, /, **values: object) -> Markup:
    return current_language().npgettext(context, singular, plural, n, **values)
