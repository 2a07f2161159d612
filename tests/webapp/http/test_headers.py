"""Headers, limits, and what must not be kept or logged."""

from __future__ import annotations

import io
import logging

import pytest
from flask import Flask, session
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from webapp import create_app

PAGES = ["/", "/en/", "/da/how", "/ar/privacy", "/en/check", "/en/nope", "/robots.txt"]


@pytest.fixture(scope="module")
def broken() -> Flask:
    """An application as in production, with a view that fails and one that writes to the session."""
    app = create_app({"PROPAGATE_EXCEPTIONS": False})

    @app.post("/<lang>/fails")
    def fails() -> ResponseReturnValue:
        raise ValueError("the answer was secret-answer")

    @app.get("/<lang>/cookie")
    def cookie() -> ResponseReturnValue:
        session["a"] = 1
        return ""

    return app


@pytest.mark.parametrize("path", PAGES)
def test_headers_of_every_reply(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers
    assert "Set-Cookie" not in headers
    assert "Server" not in headers


@pytest.mark.parametrize("path", ["/en/", "/en/check", "/en/nope"])
def test_a_page_varies_by_what_asked_for_it(client: FlaskClient, path: str) -> None:
    assert "HX-Request" in client.get(path).vary


def test_replies_to_forms_are_not_stored(client: FlaskClient) -> None:
    assert client.post("/en/check", data={"goal": "return", "action": "next"}).headers["Cache-Control"] == "no-store"


def test_strict_transport_only_over_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" in client.get("/en/", base_url="https://localhost").headers
    # Anybody can send this header: it is not believed.
    assert "Strict-Transport-Security" not in client.get("/en/", headers={"X-Forwarded-Proto": "https"}).headers


def test_strict_transport_behind_a_proxy_that_speaks_https() -> None:
    for url, sent in (("https://a.dk/", True), ("HTTPS://a.dk", True), ("http://a.dk/", False)):
        client = create_app({"VEJVISER_URL": url}).test_client()
        assert ("Strict-Transport-Security" in client.get("/en/").headers) is sent


def test_frames_are_allowed_where_the_host_says_so() -> None:
    client = create_app({"VEJVISER_FRAME_ANCESTORS": "'self' https://a.dk"}).test_client()
    assert client.get("/en/").headers["Content-Security-Policy"].endswith("frame-ancestors 'self' https://a.dk")


@pytest.mark.parametrize("path", ["/", "/en", "/en/", "/en/check", "/en//check", "/en/nope"])
@pytest.mark.parametrize("name", ["Host", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Original-URL"])
def test_no_header_of_the_request_comes_back(client: FlaskClient, path: str, name: str) -> None:
    reply = client.get(path, headers={name: "evil.example"})
    assert "evil.example" not in reply.text
    assert "evil.example" not in str(reply.headers)


@pytest.mark.parametrize("host", ['"><script>', "a b", "evil.example:99999", "", "\u00e6.dk"])
def test_a_broken_host_is_no_error(client: FlaskClient, host: str) -> None:
    reply = client.get("/en/", headers={"Host": host.encode("utf-8").decode("latin-1")})
    assert reply.status_code in (200, 400)
    assert "<script>" not in reply.text


class TestBodies:
    def test_a_large_one_is_refused(self, client: FlaskClient) -> None:
        reply = client.post("/en/check", data={"goal": "x" * 1_000_000})
        assert reply.status_code == 413
        assert "Too much was sent" in reply.text

    def test_a_large_one_without_a_length_is_refused(self, client: FlaskClient) -> None:
        reply = client.post(
            "/en/check",
            input_stream=io.BytesIO(b"goal=" + b"x" * 1_000_000),
            content_type="application/x-www-form-urlencoded",
            environ_overrides={"wsgi.input_terminated": True},
        )
        assert reply.status_code == 413

    def test_many_answers_fit(self, client: FlaskClient) -> None:
        assert client.post("/en/check", data={"goal": "return", "x": "y" * 10_000}).status_code != 413


class TestNothingIsKept:
    def test_writing_to_the_session_is_a_mistake_in_the_program(self, app: Flask, broken: Flask) -> None:
        with app.test_request_context("/en/"):
            for write in (lambda: session.update(a=1), lambda: session.setdefault("a", 1)):
                with pytest.raises(RuntimeError, match="no cookie"):
                    write()
        reply = broken.test_client().get("/en/cookie")
        assert reply.status_code == 500
        assert "Set-Cookie" not in reply.headers

    def test_an_exception_is_logged_without_what_was_sent(
        self, broken: Flask, caplog: pytest.LogCaptureFixture
    ) -> None:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        broken.logger.addHandler(handler)
        try:
            reply = broken.test_client().post("/en/fails?q=secret-query", data={"age": "secret-answer"})
        finally:
            broken.logger.removeHandler(handler)
        assert reply.status_code == 500
        assert "Something went wrong on our side" in reply.text
        log = stream.getvalue()
        assert "ValueError" in log
        assert "in fails" in log
        assert "raise ValueError" in log
        for text in (log, reply.text, caplog.text):
            for secret in ("secret-query", "127.0.0.1", "Traceback"):
                assert secret not in text
        assert "secret-answer" not in reply.text

    def test_no_access_log(self) -> None:
        assert not logging.getLogger("werkzeug").isEnabledFor(logging.INFO)
