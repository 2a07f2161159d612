"""Bodies are waited for in many threads, replies are made in one at a time.

A client that sends its body slowly, or never, must hold up nobody else: each body is read whole, in a thread of its own,
before the application hears of the request. The application then runs under a lock, so that of a worker's threads only
one computes: nothing in it has to be safe for threads, and Python would not let two of them compute at once anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from threading import Lock
from typing import IO, TYPE_CHECKING

from werkzeug.wsgi import get_content_length

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def one_at_a_time(wsgi_app: WSGIApplication, largest: int) -> WSGIApplication:
    """`wsgi_app` for a server with several threads: it gets whole bodies, and one request after the other.

    Args:
        wsgi_app: the application; its replies are small, and are complete before the next request is let in.
        largest: so many bytes are read. What is longer is not read on: the application refuses it by its length.
    """
    computing = Lock()

    def reply(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        _read_whole(environ, largest)
        with computing:
            pieces = wsgi_app(environ, start_response)
            try:
                return list(pieces)
            finally:
                if hasattr(pieces, "close"):
                    pieces.close()

    return reply


def _read_whole(environ: WSGIEnvironment, largest: int) -> None:
    """Puts the body into `environ` as a stream that never waits, with its true length."""
    body = b""
    if environ["REQUEST_METHOD"] == "POST":
        stream, declared = environ["wsgi.input"], get_content_length(environ)
        if declared is not None:
            if declared <= largest:
                body = _read(stream, declared)
        elif environ.get("wsgi.input_terminated"):
            body = _read(stream, largest + 1)
            if body or "HTTP_TRANSFER_ENCODING" in environ:
                environ["CONTENT_LENGTH"] = str(len(body))
                environ.pop("HTTP_TRANSFER_ENCODING", None)
    environ["wsgi.input"] = BytesIO(body)
    # The length is known now: where less came than was declared, the client has gone.
    environ.pop("wsgi.input_terminated", None)


def _read(stream: IO[bytes], most: int) -> bytes:
    """The next `most` bytes; fewer where the stream ends or breaks off before."""
    pieces: list[bytes] = []
    while most > 0:
        try:
            piece = stream.read(most)
        except (OSError, ValueError):
            break
        if not piece:
            break
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)
