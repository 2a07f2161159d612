"""Error pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from webapp import create_app
from webapp.http.error_pages import TROUBLES


@pytest.fixture(scope="module")
def aborting() -> FlaskClient:
    """The application with a view that ends with any status."""
    app: Flask = create_app({"PROPAGATE_EXCEPTIONS": False})

    @app.get("/<lang>/abort/<int:code>")
    def end(code: int) -> ResponseReturnValue:
        abort(code)

    return app.test_client()


@pytest.mark.parametrize("code", [400, 403, 404, 405, 408, 413, 415, 418, 422, 429, 500, 503])
@pytest.mark.parametrize("tag", ["da", "en", "ar"])
def test_every_error_has_a_page_with_a_way_on(aborting: FlaskClient, code: int, tag: str) -> None:
    reply = aborting.get(f"/{tag}/abort/{code}")
    assert reply.status_code == code
    assert reply.mimetype == "text/html"
    assert f'<html lang="{tag}"' in reply.text
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", reply.text)
    assert heading
    error = {"da": "Fejl:", "en": "Error:", "ar": "خطأ:"}[tag]
    assert f"<title>{error} {re.sub('<[^>]*>', '', heading[1])} – Vejviser</title>" in reply.text
    assert f'href="/{tag}/check"' in reply.text
    assert f'href="/{tag}/"' in reply.text
    assert reply.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("code", sorted({*TROUBLES, 500}))
def test_htmx_gets_the_fragment(aborting: FlaskClient, code: int) -> None:
    reply = aborting.get(f"/en/abort/{code}", headers={"HX-Request": "true"})
    assert reply.status_code == code
    assert "<html" not in reply.text
    assert reply.text.lstrip().startswith("<title>")
    assert '<div id="page" lang="en" dir="ltr">' in reply.text


@pytest.mark.parametrize(
    ("path", "header", "tag"),
    [
        ("/ar/nope", "da", "ar"),
        ("/ar", "da", "ar"),
        ("/xx/nope", "da", "da"),
        ("/nope", "ar", "ar"),
        ("/nope", "fr", "en"),
        ("/nope.ar/", "fr", "en"),
    ],
)
def test_the_language_is_that_of_the_address_else_of_the_browser(
    client: FlaskClient, path: str, header: str, tag: str
) -> None:
    assert f'<html lang="{tag}"' in client.get(path, headers={"Accept-Language": header}).text


def test_a_method_that_is_not_answered(client: FlaskClient) -> None:
    reply = client.post("/da/how")
    assert reply.status_code == 405
    assert "GET" in reply.headers["Allow"]
    assert '<html lang="da"' in reply.text


def test_the_address_is_not_repeated(client: FlaskClient) -> None:
    assert "<script>" not in client.get("/en/<script>alert(1)</script>?a=<script>").text
    assert client.get("/en/%ff%fe").status_code == 404
