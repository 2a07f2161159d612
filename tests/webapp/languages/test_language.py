"""Words, numbers, money and dates in each language."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from tests.webapp.languages.made import language
from webapp.languages import Language, plain
from webapp.rules.model import Place, Text

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
