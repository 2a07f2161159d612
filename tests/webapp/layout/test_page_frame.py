"""Addresses and parts of pages that are made once."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import DictLoader, UndefinedError

from webapp import create_app
from webapp.languages.bilingual import both
from webapp.layout.page_frame import once, page_url, public_root, public_url


@pytest.fixture
def parts() -> Flask:
    """An application whose templates are a few parts."""
    app = create_app({"TESTING": True})
    app.jinja_env.loader = DictLoader(
        {"greeting.html": "{{ language.tag }}{{ endpoint or '' }}", "curious.html": "{{ request.form }}"}
    )
    return app


def test_a_part_is_made_once_for_each_language_and_endpoint(parts: Flask) -> None:
    for path, tag in (("/da/", "da"), ("/en/how", "en"), ("/da/check", "da")):
        with parts.test_request_context(path):
            assert once("greeting.html") == tag
            assert once("greeting.html") is once("greeting.html")
            assert once("greeting.html", endpoint="x") == f"{tag}x"
    made = {tag: [*parts.extensions["languages"].get(tag).kept.values()] for tag in ("da", "en", "ar")}
    assert made == {"da": ["da", "dax"], "en": ["en", "enx"], "ar": []}


def test_a_part_cannot_see_the_request(parts: Flask) -> None:
    with parts.test_request_context("/en/", method="POST", data={"age": "57"}), pytest.raises(UndefinedError):
        once("curious.html")


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [("pages.how", "/ar/how"), ("journey.check", "/ar/check"), (None, "/ar/"), ("pages.robots", "/ar/")],
)
def test_addresses(app: Flask, endpoint: str | None, address: str) -> None:
    with app.test_request_context("/ar/nope"):
        assert page_url(endpoint) == address


def test_addresses_in_another_language_and_under_a_prefix(app: Flask) -> None:
    languages = app.extensions["languages"]
    with app.test_request_context("/en/", environ_overrides={"SCRIPT_NAME": "/guide"}):
        assert page_url("pages.how", languages.get("da")) == "/guide/da/how"
    with app.test_request_context("/en/"):
        assert page_url("pages.how", languages.get("da")) == "/da/how"


def test_whole_addresses(app: Flask) -> None:
    danish = app.extensions["languages"].get("da")
    with app.test_request_context("/en/", base_url="https://example.dk/guide"):
        assert (public_root(), public_url("pages.how")) == (
            "https://example.dk/guide/",
            "https://example.dk/guide/en/how",
        )
        assert public_url("pages.start", danish) == "https://example.dk/guide/da/"
    public = create_app({"TESTING": True, "VEJVISER_URL": "https://vejviser.example.dk"})
    with public.test_request_context("/en/", base_url="http://10.0.0.1:8000/guide"):
        assert public_root() == "https://vejviser.example.dk/"
        assert public_url("pages.how") == "https://vejviser.example.dk/en/how"


def test_what_is_kept_does_not_grow_with_the_requests(app: Flask) -> None:
    client = app.test_client()

    def sizes() -> list[int]:
        languages = app.extensions["languages"]
        messages = [len(language._messages) for language in languages]
        pair = both(languages.get("en"), languages.get("da"))
        kept = [len(each.kept) for each in (*languages, pair)]
        return [len(app.extensions["addresses"]), *messages, *kept]

    def visit(age: int) -> None:
        for path in ("/da/", "/en/how", f"/ar/nope{age}", f"/en/check?x={age}"):
            client.get(path, headers={"X-Forwarded-Prefix": f"/{age}", "Accept-Language": f"x{age}"})
        answers = {"goal": "return", "status": "refugee", "age": age, "action": "next"}
        client.post("/en/check", data=answers)
        client.post("/en/check", data={**answers, "second": "da"})

    for age in range(60, 63):
        visit(age)
    before = sizes()
    for age in range(63, 120):
        visit(age)
    assert sizes() == before
