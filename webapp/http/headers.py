"""What every reply carries so that nothing about a visitor leaks, and what is kept out of sessions and logs."""

from __future__ import annotations

import logging
import traceback
from typing import NoReturn

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin

from webapp.config import Settings
from webapp.http.one_at_a_time import one_at_a_time
from webapp.http.replies import Header, finished, guarded

#: Everything that a visitor can send is a few kilobytes; the longest possible set of answers is under four.
LARGEST_BODY = 64 * 1024

_NOT_NEEDED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)

#: Headers of every reply, those for static files too.
FIXED: list[Header] = [
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED)),
]


def content_security_policy(frame_ancestors: tuple[str, ...]) -> str:
    """The policy: only our own files, no inline script or style, forms only to ourselves."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {' '.join(frame_ancestors)}",
        )
    )


def of_every_page(settings: Settings) -> dict[str, list[Header]]:
    """The headers of every reply of the application, by the scheme of the request."""
    headers = [
        *FIXED,
        ("Content-Security-Policy", content_security_policy(settings.frame_ancestors)),
        # Not only what answers a form: on a shared computer no page should be found in the cache.
        ("Cache-Control", "no-store"),
    ]
    https = [*headers, ("Strict-Transport-Security", "max-age=31536000")]
    # Where the public finds the site over HTTPS, a proxy may speak HTTP with us.
    return {"http": https if settings.url.lower().startswith("https:") else headers, "https": https}


class _NoSession(dict[str, object], SessionMixin):
    """There is no session: writing to it is a mistake in the program."""

    def __setitem__(self, key: str, value: object) -> NoReturn:
        raise RuntimeError("This site keeps nothing about its visitors: there is no session and no cookie.")

    def setdefault(self, key: str, default: object = None) -> NoReturn:
        self[key] = default

    def update(self, *args: object, **values: object) -> NoReturn:
        self["…"] = None


class _NoSessions(SessionInterface):
    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        return _NoSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing to save, no cookie to set."""


class _WithoutValues(logging.Filter):
    """Logs an exception by its kind and place: its message may quote an answer, the address may hold one."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[0]:
            kind, _, place = record.exc_info
            record.msg, record.args = "Exception while a reply was made", ()
            record.exc_text = "".join(traceback.format_tb(place)) + kind.__name__
            record.exc_info = None
        return True


def init_app(app: Flask) -> None:
    """Set the headers, the limits and the logging of `app`."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # Redirects made by the router would carry the Host header of the request: there are none, and ours are paths.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.session_interface = _NoSessions()
    settings: Settings = app.extensions["settings"]
    complete = finished(app.wsgi_app, of_every_page(settings), app.extensions["dictionaries"])
    app.wsgi_app = one_at_a_time(complete)  # type: ignore[assignment, method-assign]
    app.logger.addFilter(_WithoutValues())
    # The development server logs the visitor's address with every request.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)


def guard(app: Flask) -> None:
    """Keep what fails outside the application, in what is around it now, from the server's log.

    Not where exceptions are to be seen: in tests and while somebody develops.
    """
    shown = app.config["PROPAGATE_EXCEPTIONS"]
    if not (app.testing or app.debug if shown is None else shown):
        fixed = of_every_page(app.extensions["settings"])
        app.wsgi_app = guarded(app.wsgi_app, fixed, app.logger)  # type: ignore[assignment, method-assign]
