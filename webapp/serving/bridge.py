"""Whole requests for the application, one after the other, without a thread for each.

The server speaks ASGI: it can wait for many slow clients at once. The application speaks WSGI: it makes a reply in about a
millisecond and waits for nothing. So a body is awaited until all of it is here, and the reply is then made at once, in
the event loop. Of a body that comes slowly, or never, the application hears nothing, and it holds up nobody else.

Libraries that join the two (asgiref, a2wsgi) run the application in threads. With many of those Python hands the
one that may compute about in no order, and a few requests wait several times as long as the others.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_to_bytes

from webapp.http.replies import whole_reply

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def asgi(wsgi_app: WSGIApplication, largest: int) -> Callable[[Message, Receive, Send], Awaitable[None]]:
    """`wsgi_app` as an ASGI application, which gets whole bodies, and one request after the other.

    Args:
        wsgi_app: the application; its replies are small, and it waits for nothing.
        largest: so many bytes of a body are read. What is longer is not read on: the application refuses it by its length.
    """

    async def answer(scope: Message, receive: Receive, send: Send) -> None:
        environ = _environ(scope)
        if scope["method"] == "POST" and not await _read_body(environ, receive, largest):
            return
        status, headers, body = whole_reply(wsgi_app, environ)
        await send(
            {
                "type": "http.response.start",
                "status": int(status[:3]),
                "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
            }
        )
        await send({"type": "http.response.body", "body": body})

    return answer


async def _read_body(environ: WSGIEnvironment, receive: Receive, largest: int) -> bool:
    """Puts the body into `environ`, with its true length; False if the client went before all of it was here."""
    declared = environ.get("CONTENT_LENGTH")
    if declared is not None and (declared == "0" or int(declared) > largest):
        return True
    if declared is None and environ.pop("HTTP_TRANSFER_ENCODING", None) is None:
        return True
    body = b""
    more = True
    while more and len(body) <= largest:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body += message["body"]
        more = message["more_body"]
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))
    return True


def _environ(scope: Message) -> WSGIEnvironment:
    """The request as WSGI has it, without a body. The visitor's address is left out: nobody here needs it."""
    path: bytes = scope["raw_path"]
    host, port = scope["server"]
    environ: WSGIEnvironment = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        key = _variable(name)
        text = value.decode("latin-1")
        # A name with an underscore would pass for the one with a hyphen, which a proxy may have set or removed.
        if b"_" not in name:
            environ[key] = f"{environ[key]},{text}" if key in environ else text
    return environ


@lru_cache(maxsize=128)
def _variable(name: bytes) -> str:
    """What WSGI calls a header: `accept-language` is HTTP_ACCEPT_LANGUAGE."""
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else "HTTP_" + key
