"""The checks of every page find what they are there to find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from html5lib.html5parser import ParseError

from tests import invariants
from tests.document import Document

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=()",
    "Cache-Control": "no-store",
}
GOOD = '<h1>A</h1><p>Text</p><label for="age">Age</label><input id="age" name="age"><a href="/en/">Start</a>'


def page(body: str, *, tag: str = "en", title: str = "A – Vejviser", **more: Any) -> Document:
    """A page with `body` that is right in everything else."""
    attributes = f'lang="{tag}" dir="{"rtl" if tag == "ar" else "ltr"}"'
    text = (
        f"<!doctype html><html {attributes}><head><title>{title}</title></head>"
        f'<body><div id="page" {attributes}>{body}</div></body></html>'
    )
    return replace(Document("/", "GET", 200, HEADERS, text, tag), **more)


def test_a_page_that_is_right() -> None:
    invariants.check(page(GOOD))


@pytest.mark.parametrize(
    ("check", "body"),
    [
        (invariants.valid_html, "<h1>A</h1><ul><p>no item</p></ul>"),
        (invariants.valid_html, "<h1>A</h1><span><div>a block among words</div></span>"),
        (invariants.valid_html, '<h1>A</h1><a href="/"><button>B</button></a>'),
        (invariants.valid_html, "<h1>A</h1><details><p>no summary</p></details>"),
        (invariants.valid_html, "<h1>A</h1><ul></ul>"),
        (invariants.valid_html, '<h1>A</h1><a href="tel:+45 70 10 20 30">B</a>'),
        (invariants.one_heading_that_is_the_title, "<h1>B</h1>"),
        (invariants.one_heading_that_is_the_title, "<h1>A</h1><h1>A</h1>"),
        (invariants.one_heading_that_is_the_title, "<p>none</p>"),
        (invariants.headings_skip_no_level, "<h1>A</h1><h3>B</h3>"),
        (invariants.unique_ids, '<h1 id="a">A</h1><p id="a">B</p>'),
        (invariants.references_lead_somewhere, '<h1>A</h1><p aria-describedby="nowhere">B</p>'),
        (invariants.references_lead_somewhere, '<h1>A</h1><a href="#nowhere">B</a>'),
        (invariants.named, '<h1>A</h1><input id="age" name="age">'),
        (invariants.named, '<h1>A</h1><label for="a">B</label><input type="radio" id="a" name="a">'),
        (invariants.named, "<h1>A</h1><button></button>"),
        (invariants.nothing_inline, '<h1>A</h1><p style="color: red">B</p>'),
        (invariants.nothing_inline, '<h1 onclick="a()">A</h1>'),
        (invariants.nothing_inline, "<h1>A</h1><script>a()</script>"),
        (invariants.no_answer_in_an_address, '<h1>A</h1><form action="/en/check"></form>'),
        (invariants.no_answer_in_an_address, '<h1>A</h1><a href="/en/check?on=2021-10-01">B</a>'),
        (invariants.no_answer_in_an_address, '<h1>A</h1><a href="/en/check/97">B</a>'),
        (invariants.no_answer_in_an_address, '<h1>A</h1><img alt="" src="https://elsewhere.example/a.png">'),
        (invariants.no_markup_left, "<h1>A</h1><p>%(n)s years</p>"),
        (invariants.no_markup_left, "<h1>A</h1><p>a *term*</p>"),
        (invariants.no_markup_left, "<h1>A</h1><p>It is <data value='20'>20 kr.</data>.</p>"),
        (invariants.no_markup_left, '<h1>A</h1><nav aria-label="%(n)s"></nav>'),
        (invariants.amounts_are_numbers, '<h1>A</h1><data data-amount="a" value="20000">2,000 kr.</data>'),
        (invariants.amounts_are_numbers, '<h1>A</h1><data data-amount="a" value="20,000">20,000 kr.</data>'),
        (invariants.amounts_are_numbers, '<h1>A</h1><data data-amount="a" value="">20,000 kr.</data>'),
        (invariants.amounts_are_numbers, '<h1>A</h1><data data-amount="a" value="2.5">2.05 kr.</data>'),
    ],
)
def test_what_is_wrong_is_found(check: Callable[[Document], Iterator[str]], body: str) -> None:
    wrong = page(body, secrets=frozenset({"97"}))
    assert list(check(wrong))
    with pytest.raises(AssertionError, match=check.__name__):
        invariants.check(wrong)


@pytest.mark.parametrize("body", ["<p>a <div>b</div></p>", "<h1>A</h2>", "<p>a &nonsense;</p>", "<table><p>a</table>"])
def test_what_is_no_html_is_found(body: str) -> None:
    with pytest.raises(ParseError):
        invariants.check(page(body))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'unsafe-inline'"),
        ("Cache-Control", "public"),
        ("Set-Cookie", "a=b"),
        ("Permissions-Policy", ""),
        ("Content-Type", "text/html"),
    ],
)
def test_a_header_that_is_wrong_is_found(name: str, value: str) -> None:
    assert list(invariants.headers(page(GOOD, headers={**HEADERS, name: value})))


def test_an_answer_outside_the_page_is_found() -> None:
    secrets = frozenset({"97", "2026-11-15", "asylum_ended"})
    told = [page(GOOD, secrets=secrets, headers={**HEADERS, "X-Trace": "age=97"})]
    told += [page(GOOD, secrets=secrets, log=[line]) for line in ("at 2026-11-15", "{'status': 'asylum_ended'}")]
    assert all(list(invariants.no_answer_in_headers_or_log(each)) for each in told)
    silent = page(GOOD, secrets=secrets, headers={**HEADERS, "ETag": "1974"}, log=["took 0.97 ms"])
    assert list(invariants.no_answer_in_headers_or_log(silent)) == []


def test_the_wrong_language_or_direction_is_found() -> None:
    assert list(invariants.language_and_direction(page(GOOD, tag="da"))) == []
    wrong = page(GOOD)
    wrong.tag = "da"
    assert list(invariants.language_and_direction(wrong))
    assert list(invariants.language_and_direction(page(GOOD, headers={**HEADERS, "Content-Language": "da"})))


@pytest.mark.parametrize("tag", ["da", "ar"])
def test_an_untranslated_message_is_found(tag: str) -> None:
    """English that is no message of ours, and names in Danish, are left alone."""
    english = min(invariants.english_pieces(tag))
    for body in (
        f"<h1>A</h1><p>… {english}\n…</p>",
        f'<h1 aria-label="{english}">A</h1>',
        f'<h1 lang="en">{english}</h1>',
    ):
        assert list(invariants.no_untranslated_message(page(body, tag=tag)))
    names = f'<h1>A</h1><p>Somebody wrote</p><p lang="fr">{english}</p>'
    assert list(invariants.no_untranslated_message(page(names, tag=tag))) == []


def test_a_sentence_in_other_letters_is_found() -> None:
    """Where the catalogs do not have a message at all, its letters tell."""
    wrong = page('<h1 lang="en">A</h1><p><bdi dir="ltr">Not in any catalog</bdi></p>', tag="ar")
    assert list(invariants.no_untranslated_message(wrong))
    names = '<h1 lang="en">A</h1><p lang="da">Ikke i noget katalog</p><p lang="en">A source with this title</p><p>WCAG 2.1 AA</p>'
    assert list(invariants.no_untranslated_message(page(names, tag="ar"))) == []


@pytest.mark.parametrize("tag", ["da", "ar"])
def test_hardly_an_english_piece_is_also_a_translation(tag: str) -> None:
    """A piece that a translation contains is not looked for: that must be names and terms, not messages left in English."""
    english = {max(invariants.FILLED.split(form), key=len).strip() for forms in invariants.messages() for form in forms}
    left_out = {each for each in english if len(each) >= invariants.LONG_ENOUGH} - invariants.english_pieces(tag)
    assert [each for each in left_out if len(each.split()) > 3] == []


def test_a_number_that_is_not_isolated_is_found() -> None:
    assert list(invariants.latin_is_isolated(page("<h1>اتصل على 33 73 50 00</h1>", tag="ar")))
    good = '<h1>اتصل على <bdi dir="ltr">33 73 50 00</bdi></h1><p>(<a href="#a">1</a>) <span lang="da">Hjælp</span></p>'
    assert list(invariants.latin_is_isolated(page(good, tag="ar"))) == []
