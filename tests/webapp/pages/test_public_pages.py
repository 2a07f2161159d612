"""The pages around the questions."""

from __future__ import annotations

import html
import re

import html5lib
import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from webapp import create_app

PATHS = ["", "how", "privacy", "accessibility", "for-front-desks", "poster", "cards"]
TAGS = ["da", "en", "ar"]
every_page = pytest.mark.parametrize("path", [f"/{tag}/{path}" for tag in TAGS for path in PATHS])

FILLED_IN = {
    "VEJVISER_HOST": "Gladsaxe <Kommune>",
    "VEJVISER_ACCESSIBILITY_EMAIL": "web@example.dk",
    "VEJVISER_ACCESSIBILITY_PHONE": "39 57 00 00",
    "VEJVISER_ACCESSIBILITY_DATE": "2026-11-01",
    "VEJVISER_ACCESSIBILITY_URL": "https://was.digst.dk/example",
    "VEJVISER_EXIT_URL": "https://www.dr.dk/",
}


@pytest.fixture(scope="module")
def filled_in() -> FlaskClient:
    """The site of a host that set everything."""
    return create_app(FILLED_IN).test_client()


@every_page
def test_valid_html_with_one_heading_that_is_the_title(client: FlaskClient, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200
    html5lib.HTMLParser(strict=True).parse(reply.text)
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", reply.text)
    title = re.search("<title>(.*?)</title>", reply.text)
    assert len(headings) == 1
    assert title
    assert html.unescape(title[1]) == f"{html.unescape(re.sub('<[^>]*>', '', headings[0]))} – Vejviser"
    ids = re.findall(r'\bid="([^"]*)"', reply.text)
    assert len(ids) == len(set(ids))


@every_page
def test_the_frame(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    tag = path.split("/")[1]
    assert '<a class="skipnav" href="#main">' in text
    assert '<main id="main"' in text
    assert re.search(r'<a [^>]*rel="noreferrer" data-exit href="https://www.dmi.dk/">', text)
    for page in ("how", "privacy", "accessibility", "for-front-desks"):
        assert f'href="/{tag}/{page}"' in text
    assert "v-notice" not in text
    assert not re.search(r'\b(style|on\w+)="', text)


@every_page
def test_the_language_menu_leads_to_the_same_page(client: FlaskClient, path: str) -> None:
    menu = client.get(path).text.split("v-menu-list")[1].split("</details>")[0]
    rest = path.split("/", 2)[2]
    for tag, name, direction in (("da", "Dansk", "ltr"), ("en", "English", "ltr"), ("ar", "العربية", "rtl")):
        assert re.search(rf'href="/{tag}/{rest}" hreflang="{tag}" lang="{tag}" dir="{direction}"[^>]*>{name}</a>', menu)
    assert menu.count("aria-current") == 1


@every_page
def test_htmx_gets_the_fragment(client: FlaskClient, path: str) -> None:
    whole = client.get(path).text
    part = client.get(path, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert re.search(r"\A\s*<title>", part)
    assert part.split('<div id="page"')[1].strip() in whole


def test_the_start_page_leads_to_the_first_question_and_asks_nothing(client: FlaskClient) -> None:
    text = client.get("/en/").text
    assert '<a class="button button-primary" href="/en/check">Start<span class="sr-only">: Which support' in text
    assert "<form" not in text
    assert "?" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', text))


@pytest.mark.parametrize("tag", TAGS)
def test_the_accessibility_statement_says_that_it_is_not_filled_in(client: FlaskClient, tag: str) -> None:
    assert "alert-info" in client.get(f"/{tag}/accessibility").text


def test_the_accessibility_statement_of_a_host(filled_in: FlaskClient) -> None:
    text = filled_in.get("/en/accessibility").text
    assert "alert-info" not in text.split("<main")[1].split("</main>")[0]
    assert "Gladsaxe &lt;Kommune&gt; runs this site" in text
    assert 'href="mailto:web@example.dk"' in text
    assert 'href="tel:39570000"' in text
    assert "last reviewed on 1 November 2026" in text
    assert 'href="https://was.digst.dk/example"' in text
    html5lib.HTMLParser(strict=True).parse(filled_in.get("/ar/accessibility").text)


def test_the_hosts_name_and_the_exit_are_on_every_page(filled_in: FlaskClient) -> None:
    for path in PATHS:
        text = filled_in.get(f"/en/{path}").text
        assert "Gladsaxe &lt;Kommune&gt;" in text.split("<footer")[1]
        assert 'href="https://www.dr.dk/"' in text
        assert "dmi.dk" not in text


def test_another_day_than_today_is_said(app: Flask) -> None:
    source = '{% extends "base.html" %}{% set heading = "H" %}'
    with app.test_request_context("/en/"):
        from datetime import date

        app.preprocess_request()
        shown = render_template_string(source, other_date=date(2021, 10, 1))
        assert "This page shows the rules on 1 October 2021, not the rules of today." in shown
        assert "v-notice" not in render_template_string(source, other_date=None)


def test_robots_may_come(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow:\n"
