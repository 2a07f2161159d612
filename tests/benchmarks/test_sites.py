"""Applications in processes of their own, and the times that are taken of them in turn."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.sites import Application, BrokenSite, Request, Site
from benchmarks.timing import Case, side_by_side

APP = """
import os
def create_app():
    def app(environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH", 0)))
        status = "404 Not Found" if environ["PATH_INFO"] == "/nowhere" else "200 OK"
        start_response(status, [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"), ("X-Said", os.environ["SAID"])])
        print("what an application prints is no answer")
        return [body, environ.get("HTTP_ACCEPT", "").encode()]
    return app
"""


@pytest.fixture
def application(tmp_path: Path) -> Application:
    (tmp_path / "small.py").write_text(APP)
    return Application("small", tmp_path, Path(sys.executable), "small:create_app", {"SAID": "so"})


def test_a_site_answers_and_is_timed_beside_a_bare_view(application: Application) -> None:
    with Site(application) as site:
        (reply,) = site.ask([Request("POST", "/?a=b", {"Accept": "!"}, "body")])
        assert (reply.status, reply.body, reply.headers["x-said"]) == (200, b"body!", "so")
        assert reply.cookies == ["a=1", "b=2"]
        assert site.time([Request("GET", "/", {})] * 3) > 0
        assert site.time_bare(3) > 0
        with pytest.raises(BrokenSite, match="404"):
            site.time([Request("GET", "/nowhere", {})])


def test_a_site_that_does_not_start_is_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BrokenSite, match="ended with 1"):
        Site(Application("none", tmp_path, Path(sys.executable), "nothing:create_app"))
    assert "nothing" in capfd.readouterr().err


class Recording:
    """A site that notes what is played."""

    def __init__(self) -> None:
        self.played: list[str] = []

    def time(self, requests: Sequence[Request], status: int = 200) -> float:
        self.played += [each.path for each in requests]
        return 30.0

    def time_bare(self, count: int) -> float:
        return 10.0


def test_each_request_is_played_once_and_the_first_round_is_not_counted() -> None:
    site = Recording()
    requests = [Request("GET", str(number), {}) for number in range(10)]
    times = side_by_side({"s": site}, {"s": [Case("all", requests)]}, rounds=3)  # type: ignore[dict-item]
    assert site.played == [str(number) for number in range(10)]
    assert times["s", "all"].ratios == [3.0] * 3
    assert times["s", "bare"].ratio == 1
