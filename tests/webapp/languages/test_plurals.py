"""Which plural form goes with a number, in every language."""

from __future__ import annotations

from decimal import Decimal
from gettext import NullTranslations

import pytest
from babel.localedata import locale_identifiers

from tests.webapp.languages.made import language
from webapp.languages import Language, cldr, plain
from webapp.languages.plurals import Plurals

ENGLISH = language("en")


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
        plurals = Plurals(cldr.facts(tag).plurals)
        forms = "\n".join(f'msgstr[{i}] "{category}"' for i, category in enumerate(plurals.numbers))
        it = language(tag, f'msgid "a"\nmsgid_plural "b"\n{forms}\n')
        for n in (*range(130), 1000):
            assert plain(it.ngettext("a", "b", n)) == cldr.locale_of(tag).plural_form(n)

    @pytest.mark.parametrize(
        ("tag", "forms"),
        [("uk", 3), ("ru", 3), ("pl", 3), ("be", 3), ("cs", 3), ("lt", 3), ("ar", 6), ("da", 2), ("fr", 2), ("es", 2)],
    )
    def test_there_is_no_form_that_no_number_here_takes(self, tag: str, forms: int) -> None:
        plurals = Plurals(cldr.facts(tag).plurals)
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
            it = Language(tag, lambda _: NullTranslations())
            for n in (0, 1, 2, 5, Decimal("2.5"), Decimal("3.00"), Decimal("0.01")):
                assert it.ngettext("%(n)s year", "%(n)s years", n), tag

    def test_the_numbers_of_each_form_are_told(self) -> None:
        assert str(Plurals(cldr.facts("uk").plurals)) == (
            "msgstr[0] for 1, 21, 31 …; msgstr[1] for 2, 3, 4 … and fractions such as 2.5; msgstr[2] for 0, 5, 6 …"
        )

    def test_context_and_number(self) -> None:
        danish = language("da", 'msgctxt "c"\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "en"\nmsgstr[1] "flere"\n')
        assert danish.npgettext("c", "a", "b", 2) == "flere"
        assert ENGLISH.npgettext("c", "a", "b", 1) == "a"
