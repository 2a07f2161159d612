"""What every reply carries so that nothing about a visitor leaks, and what is kept out of logs."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NoReturn

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from flask_compress import Compress

from webapp.config import Settings
from webapp.http.bodies import one_at_a_time

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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
FIXED = [
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _NOT_NEEDED)),
]

#: A shorter text is sent as it is: it fits into one packet anyway.
_WORTH_COMPRESSING = 500


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


def with_headers(wsgi_app: WSGIApplication, frame_ancestors: tuple[str, ...], secure: bool) -> WSGIApplication:
    """`wsgi_app` with our headers on every reply; `secure`: the public finds the site over HTTPS, whatever a proxy speaks.

    Around the application and not in a hook of it: that costs a tenth, and no reply gets past it.
    """
    over_http = [
        *FIXED,
        ("Content-Security-Policy", content_security_policy(frame_ancestors)),
        # Not only what answers a form: on a shared computer no page should be found in the cache.
        ("Cache-Control", "no-store"),
    ]
    over_https = [*over_http, ("Strict-Transport-Security", "max-age=31536000")]

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        fixed = over_https if secure or environ["wsgi.url_scheme"] == "https" else over_http

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            own = [value for name, value in headers if name == "Vary" and value != "Accept-Encoding"]
            kept = [header for header in headers if header[0] != "Vary"]
            vary = ("Vary", ", ".join(("Accept-Encoding", "HX-Request", *own)))
            return start_response(status, [*kept, vary, *fixed], *error)

        return wsgi_app(environ, start)

    return reply


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
            record.msg, record.args = "Exception in a view", ()
            record.exc_text = "".join(traceback.format_tb(place)) + kind.__name__
            record.exc_info = None
        return True


def init_app(app: Flask) -> None:
    """Set the headers, the limits, the compression and the logging of `app`."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    # Redirects made by the router would carry the Host header of the request: there are none, and ours are paths.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.session_interface = _NoSessions()
    app.config.update(
        COMPRESS_MIMETYPES=["text/html", "text/plain"],
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIN_SIZE=_WORTH_COMPRESSING,
        COMPRESS_REGISTER=False,
    )
    compress = Compress(app)

    @app.after_request
    def compressed(response: Response) -> Response:
        # Looking into what a client takes costs more than answering one that takes nothing.
        return compress.after_request(response) if "HTTP_ACCEPT_ENCODING" in request.environ else response

    settings: Settings = app.extensions["settings"]
    secure = settings.url.lower().startswith("https:")
    complete = with_headers(app.wsgi_app, settings.frame_ancestors, secure)
    app.wsgi_app = one_at_a_time(complete, LARGEST_BODY)  # type: ignore[assignment, method-assign]
    app.logger.addFilter(_WithoutValues())
    # The development server logs the visitor's address with every request.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
