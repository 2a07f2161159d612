"""Every kind of page beside the journey in every language: the invariants hold, and the way on is there."""

from __future__ import annotations

import pytest
from flask import Flask, abort, request
from flask.typing import ResponseReturnValue

from tests.pages import TAGS, TODAY, Visitor
from webapp import create_app

PLAIN = ["", "how", "privacy", "accessibility", "for-front-desks", "poster", "cards", "code"]
every_tag = pytest.mark.parametrize("tag", TAGS)


@pytest.fixture(scope="module")
def broken() -> Flask:
    """The site with views that fail: one with any status, one by a mistake that quotes an answer."""
    app = create_app({"PROPAGATE_EXCEPTIONS": False, "VEJVISER_TODAY": TODAY.isoformat()})

    @app.post("/<lang>/abort/<int:code>")
    def end(code: int) -> ResponseReturnValue:
        abort(code)

    @app.post("/<lang>/fails")
    def fails() -> ResponseReturnValue:
        raise ValueError(f"not an age: {request.form['age']}")

    return app


@every_tag
@pytest.mark.parametrize("name", [*PLAIN, "check", "check?on=2021-10-01"])
def test_a_page_in_its_language(site: Flask, tag: str, name: str) -> None:
    page = Visitor(site, tag).get(f"/{tag}/{name}")
    links = {each.get("href") for each in page.all("a")}
    assert {f"/{tag}/", f"/{tag}/how", f"/{tag}/privacy", f"/{tag}/accessibility"} <= links


@every_tag
@pytest.mark.parametrize("name", [*PLAIN, "check"])
def test_the_same_page_as_a_fragment(site: Flask, tag: str, name: str) -> None:
    whole = Visitor(site, tag).get(f"/{tag}/{name}")
    part = Visitor(site, tag, htmx=True).get(f"/{tag}/{name}")
    assert part.all("html") == []
    assert part.words == whole.words


@every_tag
def test_the_start_page_leads_to_the_first_question(site: Flask, tag: str) -> None:
    visitor = Visitor(site, tag)
    start = visitor.get(f"/{tag}/")
    assert f"/{tag}/check" in [each.get("href") for each in start.all("a")]
    assert visitor.begin().question == next(iter(visitor.rulebook.questions))


@every_tag
@pytest.mark.parametrize("path", ["/{tag}/nope", "/{tag}/check/nope", "/{tag}/97/1998-06-01"])
def test_a_page_that_does_not_exist(site: Flask, tag: str, path: str) -> None:
    page = Visitor(site, tag).get(path.format(tag=tag), 404)
    assert f"/{tag}/" in [each.get("href") for each in page.all("a")]


@every_tag
@pytest.mark.parametrize(
    "path", ["/xx/", "/xx/check", "/en-XX/", "/DA/check", "/../etc/", "/%2e%2e/", "/zh_Hant_TW/how"]
)
def test_a_language_that_does_not_exist(site: Flask, tag: str, path: str) -> None:
    """The page is in the language that the browser asks for."""
    Visitor(site, tag).get(path, 404, headers={"Accept-Language": tag})


@every_tag
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("name", ["", "how", "check"])
def test_a_method_that_is_not_answered(site: Flask, tag: str, name: str, method: str) -> None:
    reply = site.test_client().open(f"/{tag}/{name}", method=method)
    assert reply.status_code == 405
    assert f'<html lang="{tag}"' in reply.text


@every_tag
def test_a_form_is_not_answered_where_there_is_none(site: Flask, tag: str) -> None:
    Visitor(site, tag).post({"age": "97"}, 405, path=f"/{tag}/how")


@every_tag
@pytest.mark.parametrize("code", [400, 403, 404, 405, 413, 415, 422, 500, 503])
def test_an_error_page(broken: Flask, tag: str, code: int) -> None:
    page = Visitor(broken, tag).post({"age": "97"}, code, path=f"/{tag}/abort/{code}")
    assert str(code) in page.words


@every_tag
def test_a_mistake_in_the_program_tells_nobody_the_answer(broken: Flask, tag: str) -> None:
    visitor = Visitor(broken, tag)
    page = visitor.post({"age": "97", "refusal_date": "2026-11-15"}, 500, path=f"/{tag}/fails")
    assert any("ValueError" in line for line in page.log), "the mistake itself is in the log"
    assert "97" not in page.words


@pytest.mark.parametrize(
    ("wanted", "tag"), [("da", "da"), ("ar-EG, en;q=0.5", "ar"), ("so, fr;q=0.9", "en"), ("", "en"), ("%(", "en")]
)
def test_the_first_address_leads_to_the_language_of_the_browser(site: Flask, wanted: str, tag: str) -> None:
    reply = site.test_client().get("/", headers={"Accept-Language": wanted})
    assert reply.status_code == 302
    assert reply.headers["Location"] == f"/{tag}/"
    assert "Accept-Language" in reply.vary
