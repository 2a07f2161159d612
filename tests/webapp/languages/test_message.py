"""Messages as HTML: what is isolated from right to left, and the text alone."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from tests.webapp.languages.made import language
from webapp.languages import plain

ENGLISH, ARABIC = language("en"), language("ar")


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
