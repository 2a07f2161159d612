"""Flask-Babel does in this application what its documentation says, and speaks the language that the page is in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import flask_babel
import pytest
from flask import Flask, current_app, render_template_string

from tests.webapp.languages.made import compiled
from webapp.languages import cldr, current_language, request_language
from webapp.languages.bilingual import both
from webapp.languages.plurals import Plurals


def body(tag: str) -> str:
    """Messages whose translations say in which language they are, and which plural form."""
    forms = range(len(Plurals(cldr.facts(tag).plurals)))
    plain = "".join(f'msgid "{each}"\nmsgstr "{tag} {each}"\n\n' for each in ("Hello", "Hello %(name)s", "One line"))
    days = 'msgid "%(num)s day"\nmsgid_plural "%(num)s days"\n'
    return (
        f'{plain}msgctxt "greeting"\nmsgid "Hello"\nmsgstr "{tag} in context"\n\n'
        + days
        + "".join(f'msgstr[{form}] "{tag}{form} %(num)s days"\n' for form in forms)
        + f'\nmsgctxt "time"\n{days}'
        + "".join(f'msgstr[{form}] "{tag}{form} %(num)s days in context"\n' for form in forms)
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application that has nothing but languages, with catalogs of a few words."""
    folder = tmp_path_factory.mktemp("translations")
    for tag in ("da", "ar", "kmr", "uk"):
        path = folder / tag / "LC_MESSAGES" / "messages.mo"
        path.parent.mkdir(parents=True)
        path.write_bytes(compiled(tag, body(tag)))
    app = Flask("small")
    request_language.init_app(app, ("da", "en", "ar", "kmr"), folder)
    return app


@pytest.fixture(params=["da", "ar", "kmr"])
def tag(request: pytest.FixtureRequest) -> str:
    """One of the languages that are offered."""
    tag: str = request.param
    return tag


@pytest.fixture(params=["request", "force_locale", "command"])
def inside(small: Flask, tag: str, request: pytest.FixtureRequest) -> Iterator[None]:
    """Within a request in the language; within one in English, switched to it; within a command, switched to it."""
    if request.param == "request":
        with small.test_request_context(f"/{tag}/check"):
            yield
    elif request.param == "force_locale":
        with small.test_request_context("/en/check"), flask_babel.force_locale(tag):
            yield
    else:
        with small.app_context(), flask_babel.force_locale(tag):
            yield


@pytest.mark.usefixtures("inside")
class TestFlaskBabel:
    def test_get_locale(self, tag: str) -> None:
        assert flask_babel.get_locale() == cldr.locale_of(tag)

    def test_gettext(self, tag: str) -> None:
        assert flask_babel.gettext("Hello") == f"{tag} Hello"
        assert flask_babel.gettext("Hello %(name)s", name="<Ada>") == f"{tag} Hello <Ada>"
        assert flask_babel.gettext("not there") == "not there"

    def test_lazy_gettext(self, tag: str) -> None:
        lazy = flask_babel.lazy_gettext("Hello")
        assert str(lazy) == f"{tag} Hello"
        with flask_babel.force_locale("en"):
            assert str(lazy) == "Hello"
        assert str(lazy) == f"{tag} Hello"

    def test_ngettext(self, tag: str) -> None:
        forms = {"da": {1: 0, 3: 1}, "ar": {1: 1, 3: 3, 11: 4}, "kmr": {1: 0, 3: 1}}[tag]
        for n, form in forms.items():
            assert flask_babel.ngettext("%(num)s day", "%(num)s days", n) == f"{tag}{form} {n} days"
            shown = flask_babel.npgettext("time", "%(num)s day", "%(num)s days", n)
            assert shown == f"{tag}{form} {n} days in context"

    def test_pgettext(self, tag: str) -> None:
        assert flask_babel.pgettext("greeting", "Hello") == f"{tag} in context"
        assert flask_babel.pgettext("nowhere", "Hello") == "Hello"

    def test_formats(self, tag: str) -> None:
        assert flask_babel.format_decimal(Decimal("1234.5")) == ("1,234.5" if tag == "ar" else "1.234,5")
        assert (
            flask_babel.format_date(date(2026, 12, 5), "long")
            == {
                "da": "5. december 2026",
                "ar": "5 ديسمبر 2026",
                "kmr": "5ê berfanbara 2026an",
            }[tag]
        )

    def test_another_language_takes_turns(self, tag: str) -> None:
        for other in ("da", "ar", "kmr", tag):
            with flask_babel.force_locale(other):
                assert flask_babel.gettext("Hello") == f"{other} Hello"
                assert current_language().tag == other
            assert flask_babel.gettext("Hello") == f"{tag} Hello"
            assert current_language().tag == tag

    def test_a_language_that_is_not_offered_has_its_catalog_all_the_same(self, tag: str) -> None:
        with flask_babel.force_locale("uk"):
            assert flask_babel.gettext("Hello") == "uk Hello"
            assert current_language().tag == "en"
        with flask_babel.force_locale("fr"):
            assert flask_babel.gettext("Hello") == "Hello"


@pytest.mark.usefixtures("inside")
class TestOurLayer:
    def test_the_catalog_is_flask_babels_own(self, tag: str) -> None:
        assert current_language().tag == tag
        assert current_language().catalog is flask_babel.get_translations()

    @pytest.mark.parametrize(
        ("template", "shown"),
        [
            ("{% trans %}Hello{% endtrans %}", "{tag} Hello"),
            ("{% trans %}\n  One\n  line\n{% endtrans %}", "{tag} One line"),
            ("{% trans name='<Ada>' %}Hello {{ name }}{% endtrans %}", "{tag} Hello &lt;Ada&gt;"),
            ("{{ _('Hello %(name)s', name='<Ada>') }}", "{tag} Hello &lt;Ada&gt;"),
            ("{{ gettext('Hello') }}", "{tag} Hello"),
            ("{{ pgettext('greeting', 'Hello') }}", "{tag} in context"),
            ("{% trans 'greeting' %}Hello{% endtrans %}", "{tag} in context"),
            ("{{ ngettext('%(num)s day', '%(num)s days', 1) }}", "{one} 1 days"),
            ("{{ npgettext('time', '%(num)s day', '%(num)s days', 1) }}", "{one} 1 days in context"),
            ("{% trans num=1 %}{{ num }} day{% pluralize %}{{ num }} days{% endtrans %}", "{one} 1 days"),
            ("{{ 1234.5|decimalformat }}", "{number}"),
        ],
    )
    @pytest.mark.parametrize("with_context", [True, False])
    def test_templates(self, tag: str, template: str, shown: str, with_context: bool) -> None:
        if with_context:
            html = render_template_string(template)
        else:  # as in a macro that is imported without context
            html = current_app.jinja_env.from_string(template).render()
        for mark in ("<bdi>", '<bdi dir="ltr">', "</bdi>"):
            html = html.replace(mark, "")
        one = f"{tag}{1 if tag == 'ar' else 0}"
        assert html == shown.format(tag=tag, one=one, number=flask_babel.format_decimal(1234.5))

    def test_latin_runs_are_isolated_by_the_tag_of_jinja_too(self, tag: str) -> None:
        html = render_template_string("{% trans %}Hello{% endtrans %}")
        assert html == ('<bdi dir="ltr">ar Hello</bdi>' if tag == "ar" else f"{tag} Hello")

    def test_two_languages_at_once(self, tag: str) -> None:
        first, second = current_language(), request_language.offered_languages().by_tag["en"]
        with flask_babel.force_locale(both(first, second).locale):
            assert current_language() is both(first, second)
            html = render_template_string("{% trans %}Hello{% endtrans %}")
            assert html == both(first, second).gettext("Hello") and html.count("Hello") == 2
            # Flask-Babel's own functions know of one language.
            assert flask_babel.get_locale() == first.locale
            assert flask_babel.gettext("Hello") == f"{tag} Hello"
        assert current_language() is first


@pytest.mark.parametrize(
    ("address", "header", "shown"),
    [
        ("/da/check", "ar", "Forlad siden"),
        ("/ar/", "da", "مغادرة هذه الصفحة"),
        ("/en/nowhere", "da", "Leave this page"),
        ("/nowhere", "da-DK", "Forlad siden"),
        ("/nowhere", "fr", "Leave this page"),
    ],
)
def test_the_sites_own_words(app: Flask, address: str, header: str, shown: str) -> None:
    """The language is that of the address, else the one that the browser asks for."""
    with app.test_request_context(address, headers={"Accept-Language": header}):
        assert flask_babel.gettext("Leave this page") == shown
        assert render_template_string("{% trans %}Leave this page{% endtrans %}") == shown
