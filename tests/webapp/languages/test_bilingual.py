"""Two languages that speak at once say together what each of them says alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from markupsafe import Markup

from webapp.languages import Language
from webapp.languages.bilingual import Bilingual, both
from webapp.languages.side_by_side import Pair
from webapp.rules.model import Place, Text


@pytest.fixture
def two(english: Language, arabic: Language) -> Bilingual:
    return both(english, arabic)


def said(made: Markup) -> tuple[str, str]:
    assert isinstance(made, Pair)
    return made.first, made.second


def test_a_message(two: Bilingual, english: Language, arabic: Language) -> None:
    assert said(two.gettext("Next")) == (english.gettext("Next"), arabic.gettext("Next"))
    assert two.gettext("Next").count("v-pair") == 1


def test_what_is_put_into_a_message_is_in_its_language(two: Bilingual, english: Language, arabic: Language) -> None:
    made = two.gettext("up to %(amount)s", amount=two.money(20_000))
    each = [lang.gettext("up to %(amount)s", amount=lang.money(20_000)) for lang in (english, arabic)]
    assert said(made) == tuple(each)
    assert made.count("v-pair") == 1


def test_what_is_no_text_of_ours_is_in_both(two: Bilingual) -> None:
    made = two.gettext("up to %(amount)s", amount=Markup("<b>1</b>"))
    assert made.count("<b>1</b>") == 2


@pytest.mark.parametrize("n", [0, 1, 2, 3, 11, 100, Decimal("1.5")])
def test_each_has_its_own_plural_form(two: Bilingual, english: Language, arabic: Language, n: int | Decimal) -> None:
    forms = "%(n)s child", "%(n)s children", n
    assert said(two.ngettext(*forms)) == (english.ngettext(*forms), arabic.ngettext(*forms))
    assert said(two.npgettext("range", *forms)) == (
        english.npgettext("range", *forms),
        arabic.npgettext("range", *forms),
    )


def test_a_text_of_the_law_asks_for_its_figures_alone(two: Bilingual) -> None:
    class Figures(dict[str, Markup]):
        def __missing__(self, name: str) -> Markup:
            assert name == "rate", "only what stands in the text is looked up"
            return two.money(1_500)

    made = two.text(Text("You get %(rate)s.", "x", "", Place("x", 1)), Figures())
    english, arabic = said(made)
    assert english == "You get 1,500\u00a0kr."
    assert '<bdi dir="ltr">1,500\u00a0kr</bdi>' in arabic


def test_figures_and_days(two: Bilingual, english: Language, arabic: Language) -> None:
    day = date(2026, 11, 22)
    assert said(two.date(day)) == (english.date(day), arabic.date(day))
    assert said(two.money(Decimal("0.5"))) == (english.money(Decimal("0.5")), arabic.money(Decimal("0.5")))
    assert said(two.isolated("70 20 12 34")) == (english.isolated("70 20 12 34"), arabic.isolated("70 20 12 34"))


def test_what_both_write_alike_stands_there_once(two: Bilingual) -> None:
    assert two.number(7) == "7"
    assert said(two.number(7)) == ("7", '<bdi dir="ltr">7</bdi>')


def test_tags_around_a_text_are_around_each_version(two: Bilingual) -> None:
    made = two.wrapped("<b>", two.gettext("Next"), "</b>")
    assert made.startswith('<span class="v-pair"><span lang="en" dir="ltr"><b>')
    assert made.count("<b>") == 2


def test_short_texts_together_are_one_pair(two: Bilingual, english: Language, arabic: Language) -> None:
    words = "Next", "Back"
    made = two.joined(" · ", map(two.gettext, words))
    assert said(made) == tuple(Markup(" · ").join(map(lang.gettext, words)) for lang in (english, arabic))
    assert made.count("v-pair") == 1


def test_a_pair_is_made_once(english: Language, arabic: Language) -> None:
    assert both(english, arabic) is both(english, arabic)
    assert both(english, arabic) is not both(arabic, english)
