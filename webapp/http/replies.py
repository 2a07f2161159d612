"""The last hand on every reply of the application: its final bytes, and what it carries so that nothing leaks.

Around the application and not in hooks of it: that costs a tenth, and no reply gets past it, whatever its status.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from webapp.http.content_codings import coded
from webapp.http.dictionary_coding import Dictionaries

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Header = tuple[str, str]


def whole_reply(wsgi_app: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, list[Header], bytes]:
    """Status, headers and body of the application's reply, as PEP 3333 has them. What the application raises goes through."""
    started: list[Any] = []
    pieces: list[bytes] = []

    def start_response(status: str, headers: list[Header], error: object = None) -> Callable[[bytes], object]:
        started[:] = status, headers
        return pieces.append

    made = wsgi_app(environ, start_response)
    try:
        pieces.extend(made)
    finally:
        if hasattr(made, "close"):
            made.close()
    return started[0], started[1], b"".join(pieces)


def finished(
    wsgi_app: WSGIApplication, fixed: Mapping[str, Sequence[Header]], dictionaries: Dictionaries
) -> WSGIApplication:
    """`wsgi_app` with its replies, which are texts, compressed, and with the headers that each one has.

    `fixed` are these headers by the scheme of the request.

    A HEAD request is answered as GET is, without the body: its length is known only when the page is made.
    """
    # What a reply depends on besides its address; htmx gets the part of a page that it swaps.
    every = "Accept-Encoding, Available-Dictionary, HX-Request" if dictionaries else "Accept-Encoding, HX-Request"

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        only_head = environ["REQUEST_METHOD"] == "HEAD"
        if only_head:
            environ = {**environ, "REQUEST_METHOD": "GET"}
        status, headers, body = whole_reply(wsgi_app, environ)
        vary = every
        final: list[Header] = []
        for header in headers:
            if header[0] == "Vary":
                vary += ", " + header[1]
            elif not body or header[0] != "Content-Length":
                final.append(header)
        if body:
            # Chromium looks for the dictionary's hash at the beginning of a body, and fails where a HEAD request has none.
            offered = None if only_head else environ.get("HTTP_AVAILABLE_DICTIONARY")
            dictionary = dictionaries.offered(offered)
            coding, body = coded(body, environ.get("HTTP_ACCEPT_ENCODING", ""), dictionary)
            if coding != "identity":
                final.append(("Content-Encoding", coding))
            final.append(("Content-Length", str(len(body))))
        final.append(("Vary", vary))
        final += fixed[environ["wsgi.url_scheme"]]
        start_response(status, final)
        return () if only_head else (body,)

    return reply


def guarded(wsgi_app: WSGIApplication, fixed: Mapping[str, Sequence[Header]], log: logging.Logger) -> WSGIApplication:
    """`wsgi_app` with what fails outside the application (a file that is gone, a fault in an error page) kept from the server.

    The server would log the exception with its message, which may quote an answer. Here `log` gets it, and the browser
    a bare 500 with the headers of every reply.
    """
    body = b"500 Internal Server Error"
    own = [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))]

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return wsgi_app(environ, start_response)
        except Exception:
            log.exception("Exception outside the application")
            start_response(body.decode(), [*own, *fixed[environ["wsgi.url_scheme"]]])
            return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)

    return reply
