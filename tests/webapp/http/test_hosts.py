"""A Host that cannot be one, or cannot be decoded."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.pages import TODAY
from tests.people import CONSIDERING
from webapp import create_app

#: No Punycode, and labels that are empty or too long.
UNDECODABLE = ["xn--", "xn--.dk", "a.xn--", "XN--", "xn--999999999", "xn--0.pt:8000", "a..b", ".", "a" * 64 + ".dk"]
IMPOSSIBLE = ["a b", "", "æ.dk", "e.dk:99999", '"><hr x>', "my_host"]
POSSIBLE = ["vejviser.example.dk", "localhost:8000", "127.0.0.1", "[::1]:8000", "xn--fsq.xn--0zwm56d"]

ADDRESSES_STAND_ON = [
    ("/en/poster", None),
    ("/en/cards", None),
    ("/en/for-front-desks", None),
    ("/en/check", {**CONSIDERING.answers, "action": "code"}),
    ("/en/calendar", {**CONSIDERING.answers, "deadline": "withdraw_for_full_supplement"}),
]
OTHERS = [("/en/", None), ("/en/check", None), ("/", None), ("/en/nope", None)]


@pytest.fixture(scope="module")
def public() -> Flask:
    """The application of a deployment that set its address."""
    return create_app({"VEJVISER_TODAY": TODAY.isoformat(), "VEJVISER_URL": "https://vejviser.example.dk"})


def ask(app: Flask, path: str, form: dict[str, str] | None, host: str) -> str:
    """The reply's status; Flask's own client cannot send such a Host."""
    environ = EnvironBuilder(path=path, method="POST" if form else "GET", data=form).get_environ()
    environ["HTTP_HOST"] = host.encode().decode("latin-1")
    pieces, status, _ = run_wsgi_app(app.wsgi_app, environ)
    text = b"".join(pieces).decode()
    assert ("Error 400" in text) is (status[:3] == "400")
    assert "<hr x>" not in text
    return status[:3]


@pytest.mark.parametrize(("path", "form"), [*ADDRESSES_STAND_ON, *OTHERS])
def test_one_that_cannot_be_decoded_is_refused_in_every_view(
    site: Flask, path: str, form: dict[str, str] | None
) -> None:
    assert {host: ask(site, path, form, host) for host in UNDECODABLE} == dict.fromkeys(UNDECODABLE, "400")


@pytest.mark.parametrize(("path", "form"), ADDRESSES_STAND_ON)
def test_no_address_is_made_of_one_that_cannot_be(site: Flask, path: str, form: dict[str, str] | None) -> None:
    assert {host: ask(site, path, form, host) for host in IMPOSSIBLE} == dict.fromkeys(IMPOSSIBLE, "400")


@pytest.mark.parametrize(("path", "form"), ADDRESSES_STAND_ON)
def test_one_that_can_be_is_read(site: Flask, path: str, form: dict[str, str] | None) -> None:
    assert {host: ask(site, path, form, host) for host in POSSIBLE} == dict.fromkeys(POSSIBLE, "200")


@pytest.mark.parametrize(("path", "form"), ADDRESSES_STAND_ON)
def test_it_does_not_matter_where_the_deployment_set_the_address(
    public: Flask, path: str, form: dict[str, str] | None
) -> None:
    for host in ("xn--", "a" * 64 + ".dk", "a b"):
        assert ask(public, path, form, host) == "200"


def test_a_page_that_names_no_address_is_shown_whatever_the_host(site: Flask) -> None:
    assert {host: ask(site, "/en/", None, host) for host in IMPOSSIBLE} == dict.fromkeys(IMPOSSIBLE, "200")


def test_a_request_without_any_is_answered(site: Flask) -> None:
    environ = EnvironBuilder(path="/en/poster").get_environ()
    del environ["HTTP_HOST"]
    assert run_wsgi_app(site.wsgi_app, environ)[1] == "200 OK"
