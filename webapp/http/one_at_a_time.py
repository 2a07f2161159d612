"""One reply at a time: nothing in the application has to be safe for threads, whatever server runs it.

`vejviser serve` makes replies in one thread anyway. Other servers, and Flask's own for development, have several; Python
would not let two of them compute at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def one_at_a_time(wsgi_app: WSGIApplication) -> WSGIApplication:
    """`wsgi_app` for a server with several threads: its reply is complete before the next request is let in."""
    computing = Lock()

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        with computing:
            pieces = wsgi_app(environ, start_response)
            try:
                return list(pieces)
            finally:
                if hasattr(pieces, "close"):
                    pieces.close()

    return reply
