"""A request whose Host cannot be decoded is told so at the start, instead of failing halfway.

Werkzeug takes a Host with signs that belong in none for an empty one. Where a label is empty, too long or no Punycode
it fails late, and in two places: the router turns the name into ASCII, and whole addresses are made of its letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import Flask, abort, request
from werkzeug.sansio.utils import get_current_url, get_host

from webapp.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Stands for it in the environment: a name that no host has, which Werkzeug takes for an empty one.
UNDECODABLE = "?"


@lru_cache(maxsize=64)
def is_decodable(host: str) -> bool:
    """Whether Werkzeug can read `host` (a name or an IP address, perhaps with a port), if only as an empty one."""
    try:
        read = get_host("http", host)
        read.encode("idna")
        get_current_url("http", read)
    except ValueError:
        return False
    return True


def without_undecodable(wsgi_app: WSGIApplication) -> WSGIApplication:
    """`wsgi_app` for which a Host that cannot be decoded is one without a name, which can be read anywhere."""

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not is_decodable(environ.get("HTTP_HOST", "localhost")):
            environ["HTTP_HOST"] = UNDECODABLE
        return wsgi_app(environ, start_response)

    return reply


def init_app(app: Flask) -> None:
    """Answer such a request with 400; where the deployment set the site's address, the Host does not matter."""
    app.wsgi_app = without_undecodable(app.wsgi_app)  # type: ignore[assignment, method-assign]
    settings: Settings = app.extensions["settings"]
    if settings.url:
        return

    @app.before_request
    def refuse() -> None:
        if request.environ.get("HTTP_HOST") == UNDECODABLE:
            abort(400)
