"""Words, numbers, money and dates in each language, and the choice of the language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from webapp.config import StartError
from webapp.languages.language import Language, load_languages, plain
from webapp.languages.plurals import Plurals
from webapp.rules.model import Place, Text


def language(tag: str, body: str = "") -> Language:
    """A language whose catalog has the messages of `body`, written as in a .po file."""
    locale = Locale.parse(tag, sep="-")
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        f'"Plural-Forms: {Plurals(locale).header}\\n"\n\n'
    )
    buffer = BytesIO()
    write_mo(buffer, read_po(BytesIO((header + body).encode()), locale=locale))
    buffer.seek(0)
    return Language(tag, GNUTranslations(buffer))


ENGLISH, DANISH, ARABIC = language("en"), language("da"), language("ar")


def test_a_language_knows_its_name_and_direction() -> None:
    assert [(x.native_name, x.direction) for x in (ENGLISH, DANISH, ARABIC)] == [
        ("English", "ltr"),
        ("Dansk", "ltr"),
        ("العربية", "rtl"),
    ]


class TestMessages:
    def test_text_and_values_are_escaped_but_html_is_kept(self) -> None:
        assert ENGLISH.gettext("a < %(x)s %(y)s", x="<b>", y=Markup("<i>")) == "a &lt; &lt;b&gt; <i>"

    def test_a_message_without_placeholders_takes_values_all_the_same(self) -> None:
        assert ENGLISH.gettext("Hello", n=1) == "Hello"

    def test_a_missing_value_is_an_error(self) -> None:
        with pytest.raises(KeyError):
            ENGLISH.gettext("%(x)s")

    def test_a_translation_that_asks_for_what_is_not_there_gives_way_to_english(self) -> None:
        """Such a catalog is not compiled, but while a translator works it may be read as it is."""
        danish = language(
            "da",
            'msgid "%(x)s!"\nmsgstr "%(y)s!"\n\nmsgctxt "c"\nmsgid "%(x)s!"\nmsgstr "%(z)s!"\n\n'
            'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(m)s dag"\nmsgstr[1] "%(m)s dage"\n\n'
            'msgctxt "money"\nmsgid "%(amount)s kr."\nmsgstr "%(sum)s kr."\n\n',
        )
        assert danish.gettext("%(x)s!", x="a") == "a!"
        assert danish.pgettext("c", "%(x)s!", x="a") == "a!"
        assert danish.text(Text("%(x)s!", "c", "", Place("x", 1)), x="a") == "a!"
        assert [danish.ngettext("%(n)s day", "%(n)s days", n) for n in (1, 2)] == ["1 day", "2 days"]
        assert danish.money(5) == "5\u00a0kr."

    @pytest.mark.parametrize("message", ["80 % of it", "80 %% of it"])
    def test_a_per_cent_sign_is_no_placeholder(self, message: str) -> None:
        assert ENGLISH.gettext(message) == "80 % of it"

    def test_danish_terms_are_marked(self) -> None:
        assert ENGLISH.gettext("You get *førtidspension*.") == (
            'You get <bdi lang="da" class="v-term">førtidspension</bdi>.'
        )

    def test_translation_by_context(self) -> None:
        danish = language(
            "da", 'msgctxt "a"\nmsgid "Both"\nmsgstr "Begge"\n\nmsgctxt "b"\nmsgid "Both"\nmsgstr "Dem"\n'
        )
        assert (danish.pgettext("a", "Both"), danish.pgettext("b", "Both")) == ("Begge", "Dem")
        assert danish.text(Text("Both", "b", "", Place("x", 1))) == "Dem"

    def test_a_text_of_the_law_asks_only_for_the_figures_that_stand_in_it(self) -> None:
        class Figures(dict[str, object]):
            def __missing__(self, key: str) -> object:
                return ENGLISH.money(Decimal(len(key)))

        assert ENGLISH.text(Text("Up to %(abc)s.", "x", "", Place("x", 1)), Figures()) == "Up to 3\u00a0kr."

    def test_a_message_is_rendered_once(self) -> None:
        english = language("en")
        for n in range(1000):
            english.gettext("You are %(age)s.", age=n)
        assert len(english._messages) == 1


class TestPlurals:
    BODY = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n' + "\n".join(f'msgstr[{i}] "f{i}:%(n)s"' for i in range(6))

    @pytest.mark.parametrize(
        ("n", "form"), [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (99, 4), (100, 5), (103, 3)]
    )
    def test_arabic_has_six(self, n: int, form: int) -> None:
        assert plain(language("ar", self.BODY).ngettext("%(n)s day", "%(n)s days", n)) == f"f{form}:{n}"

    def test_fractions_take_the_form_of_their_own(self) -> None:
        arabic = language("ar", self.BODY)
        assert plain(arabic.ngettext("%(n)s day", "%(n)s days", Decimal("3.16"))) == "f5:3.16"
        assert ENGLISH.ngettext("%(n)s year", "%(n)s years", Decimal("2.5")) == "2.5 years"
        # In Danish "1,5 år" is like one.
        danish = language("da", 'msgid "y"\nmsgid_plural "ys"\nmsgstr[0] "one"\nmsgstr[1] "other"\n')
        assert danish.ngettext("y", "ys", Decimal("1.5")) == "one"

    @pytest.mark.parametrize("tag", ["da", "en", "ar", "uk", "pl", "cs", "so", "fa", "ps", "ti", "zh-Hans", "fr", "lt"])
    def test_the_catalogs_formula_is_that_of_cldr(self, tag: str) -> None:
        locale = Locale.parse(tag, sep="-")
        forms = "\n".join(f'msgstr[{i}] "{category}"' for i, category in enumerate(Plurals(locale).numbers))
        it = language(tag, f'msgid "a"\nmsgid_plural "b"\n{forms}\n')
        for n in (*range(130), 1000):
            assert plain(it.ngettext("a", "b", n)) == locale.plural_form(n)

    @pytest.mark.parametrize(
        ("tag", "forms"),
        [("uk", 3), ("ru", 3), ("pl", 3), ("be", 3), ("cs", 3), ("lt", 3), ("ar", 6), ("da", 2), ("fr", 2), ("es", 2)],
    )
    def test_there_is_no_form_that_no_number_here_takes(self, tag: str, forms: int) -> None:
        plurals = Plurals(Locale.parse(tag))
        assert len(plurals) == forms
        assert plurals.header.startswith(f"nplurals={forms};")

    @pytest.mark.parametrize("tag", ["uk", "ru", "pl", "be"])
    @pytest.mark.parametrize("n", ["2.5", "3.50", "0.5", "21.01"])
    def test_fractions_take_the_form_for_few_where_they_have_none(self, tag: str, n: str) -> None:
        it = language(tag, 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "one"\nmsgstr[1] "few"\nmsgstr[2] "many"\n')
        assert it.ngettext("a", "b", Decimal(n)) == "few"
        assert it.ngettext("a", "b", Decimal("5.00")) == "many"
        assert it.ngettext("a", "b", Decimal("1.0")) == "one"

    def test_no_language_fails_at_a_number(self) -> None:
        for tag in sorted({tag.partition("_")[0] for tag in locale_identifiers()}):
            it = Language(tag, NullTranslations())
            for n in (0, 1, 2, 5, Decimal("2.5"), Decimal("3.00"), Decimal("0.01")):
                assert it.ngettext("%(n)s year", "%(n)s years", n), tag

    def test_the_numbers_of_each_form_are_told(self) -> None:
        assert str(Plurals(Locale("uk"))) == (
            "msgstr[0] for 1, 21, 31 …; msgstr[1] for 2, 3, 4 … and fractions such as 2.5; msgstr[2] for 0, 5, 6 …"
        )

    def test_context_and_number(self) -> None:
        danish = language("da", 'msgctxt "c"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "en"\nmsgstr[1] "flere"\n')
        assert danish.npgettext("c", "a", "b", 2) == "flere"
        assert ENGLISH.npgettext("c", "a", "b", 1) == "a"


class TestFigures:
    @pytest.mark.parametrize(
        ("it", "kroner", "shown"),
        [
            (ENGLISH, "20000", "20,000 kr."),
            (DANISH, "20000.00", "20.000 kr."),
            (ARABIC, "20000", "20,000 kr."),
            (ENGLISH, "112.5", "112.50 kr."),
            (DANISH, "112.50", "112,50 kr."),
            (ENGLISH, "0", "0 kr."),
            (ENGLISH, "0.005", "0.01 kr."),
        ],
    )
    def test_money(self, it: Language, kroner: str, shown: str) -> None:
        assert plain(it.money(Decimal(kroner))).replace("\u00a0", " ") == shown

    def test_money_in_arabic_is_isolated_as_a_whole(self) -> None:
        assert ARABIC.money(Decimal(3500)) == '<bdi dir="ltr">3,500\u00a0kr.</bdi>'

    def test_numbers(self) -> None:
        assert [str(DANISH.number(n)) for n in (3, Decimal("3.16"), Decimal("2.50"), 12345)] == [
            "3",
            "3,16",
            "2,5",
            "12.345",
        ]

    def test_dates(self) -> None:
        day = date(2026, 12, 5)
        assert [plain(it.date(day)) for it in (ENGLISH, DANISH, ARABIC)] == [
            "5 December 2026",
            "5. december 2026",
            "5 ديسمبر 2026",
        ]
        assert ARABIC.date(day) == "<bdi>5 ديسمبر 2026</bdi>"

    @pytest.mark.parametrize("tag", ["ar", "fa", "ur", "ps", "bn", "mr", "my", "ar-EG", "ckb"])
    def test_digits_are_latin_in_every_language(self, tag: str) -> None:
        it = language(tag)
        shown = it.money(Decimal("1234.5")) + it.number(Decimal("3.16")) + it.date(date(2026, 11, 21))
        assert not [sign for sign in shown if sign.isdigit() and not sign.isascii()]
        assert "2026" in shown


class TestRightToLeft:
    @pytest.mark.parametrize(
        ("text", "runs"),
        [
            ("اتصل على 33 73 50 00 الآن", ["33 73 50 00"]),
            ("اتصل على +45 70 20 25 50.", ["+45 70 20 25 50"]),
            ("اكتب إلى advice@drc.ngo.", ["advice@drc.ngo"]),
            ("حتى 20,000 kr. مرة", ["20,000 kr."]),
            ("من 3,500–4,500 kr. شهرياً", ["3,500–4,500 kr."]),
            ("حسب § 8 من القانون", ["§ 8"]),
            ("مركز (CMM) في الدنمارك", ["CMM"]),
            ("نسبة 80 % منها", ["80 %"]),
            ("لا شيء هنا", []),
        ],
    )
    def test_latin_runs_are_isolated(self, text: str, runs: list[str]) -> None:
        shown = str(ARABIC.gettext(text))
        assert plain(Markup(shown)) == text
        assert [part.split("</bdi>")[0] for part in shown.split('<bdi dir="ltr">')[1:]] == runs

    def test_values_are_isolated_unless_they_are_html_already(self) -> None:
        assert (
            ARABIC.gettext("س %(a)s %(b)s", a="33 73", b=ARABIC.number(5))
            == 'س <bdi>33 73</bdi> <bdi dir="ltr">5</bdi>'
        )

    def test_nothing_is_isolated_from_left_to_right(self) -> None:
        assert ENGLISH.gettext("Call 33 73 50 00") == "Call 33 73 50 00"
        assert (ENGLISH.isolated("a<b"), ARABIC.isolated("a<b")) == ("a&lt;b", '<bdi dir="ltr">a&lt;b</bdi>')


def test_plain_takes_tags_away_and_leaves_text_alone() -> None:
    assert plain(Markup('a <bdi dir="ltr">b</bdi> &lt;')) == "a b &lt;"
    assert plain("a <b>") == "a <b>"


class TestLoading:
    def test_an_unknown_language_stops_the_start(self) -> None:
        with pytest.raises(StartError, match="“qq” is no language"):
            load_languages(("qq",), Path())

    def test_a_language_without_a_catalog_stops_the_start(self, tmp_path: Path) -> None:
        with pytest.raises(StartError, match="offers “da”, but there is no"):
            load_languages(("en", "da"), tmp_path)

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ('msgid ""\nmsgstr "Content-Type: text/plain; charset=none\\n"\n', ": the head of the file is broken"),
            ('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n+);\\n"\n', ": the head of the file is broken"),
            ('msgid "\xff"\n', ": the file is not UTF-8"),
            ('msgid "Yes"\nmsgstr "Ja\n', ":2: this line is broken"),
        ],
    )
    def test_a_broken_catalog_stops_the_start_with_its_line(self, tmp_path: Path, text: str, says: str) -> None:
        source = tmp_path / "da" / "LC_MESSAGES" / "messages.po"
        source.parent.mkdir(parents=True)
        source.write_bytes(text.encode("latin-1"))
        with pytest.raises(StartError, match=rf"messages\.po{says}"):
            load_languages(("da",), tmp_path)

    def test_a_broken_compiled_catalog_stops_the_start(self, tmp_path: Path) -> None:
        compiled = tmp_path / "da" / "LC_MESSAGES" / "messages.mo"
        compiled.parent.mkdir(parents=True)
        for data in (b"", b"nothing", b"\xde\x12\x04\x95" + b"\xff" * 40):
            compiled.write_bytes(data)
            with pytest.raises(StartError, match=r"messages\.mo is broken. `make translations` writes it anew"):
                load_languages(("da",), tmp_path)

    def test_a_catalog_newer_than_the_compiled_one_is_used(self, tmp_path: Path) -> None:
        source = tmp_path / "da" / "LC_MESSAGES" / "messages.po"
        source.parent.mkdir(parents=True)
        source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Yes"\nmsgstr "Ja"\n')
        danish = load_languages(("da",), tmp_path).get("da")
        assert danish is not None
        assert danish.gettext("Yes") == "Ja"


class TestChoice:
    @pytest.mark.parametrize(
        ("header", "tag"),
        [
            ("da", "da"),
            ("da-DK,en;q=0.5", "da"),
            ("ar-SY, da;q=0.3", "ar"),
            ("fr, de;q=0.5", "en"),
            ("", "en"),
            ("da;q=0, en;q=0.1", "en"),
            ("\x00;;q=,*,", "en"),
        ],
    )
    def test_the_root_goes_to_the_language_of_the_browser(self, client: FlaskClient, header: str, tag: str) -> None:
        reply = client.get("/", headers={"Accept-Language": header.replace("\x00", "")})
        assert (reply.status_code, reply.headers["Location"]) == (302, f"/{tag}/")
        assert "Accept-Language" in reply.vary

    @pytest.mark.parametrize("path", ["/xx/", "/DA/", "/da_DK/", "/en-US/how", "/%00/", "/../", "/da%0d%0aX: y/"])
    def test_a_language_that_is_not_offered_is_not_found(self, client: FlaskClient, path: str) -> None:
        assert client.get(path).status_code == 404

    def test_html_says_language_and_direction(self, app: Flask, client: FlaskClient) -> None:
        for it in app.extensions["languages"]:
            reply = client.get(f"/{it.tag}/")
            assert f'<html lang="{it.tag}" dir="{it.direction}">' in reply.text
            assert f'<div id="page" lang="{it.tag}" dir="{it.direction}">' in reply.text
