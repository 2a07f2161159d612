"""Plays requests to one application over WSGI and says what CPU time they took: run in a process of its own by `sites.py`.

It runs with the interpreter and in the folder of what is measured (this checkout, another one, a peer), so it needs nothing but
the standard library and Flask, for the view that everything is compared with. Orders come as JSON lines, answers go back so.
"""

from __future__ import annotations

import base64
import importlib
import io
import json
import sys
from collections.abc import Callable, Iterable
from time import process_time
from typing import Any

_SERVER = {
    "SCRIPT_NAME": "",
    "SERVER_NAME": "127.0.0.1",
    "SERVER_PORT": "8000",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


def environ(method: str, path: str, headers: dict[str, str], body: str) -> dict[str, Any]:
    """The request as a WSGI server passes it on; `body` is in Latin-1."""
    data = body.encode("latin-1")
    path, _, query = path.partition("?")
    found: dict[str, Any] = {
        **_SERVER,
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "wsgi.input": io.BytesIO(data),
    }
    if method == "POST":
        found["CONTENT_LENGTH"] = str(len(data))
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        found[key if key == "CONTENT_TYPE" else f"HTTP_{key}"] = value
    return found


def play(wsgi_app: Callable[..., Iterable[bytes]], requests: list[Any], keep: bool) -> dict[str, Any]:
    """Plays the requests one after the other. The clock runs from the first to the last byte of the last reply.

    Returns the seconds of CPU time of this process, and of each reply its status; with `keep` its headers and body too.
    """
    environs = [environ(*request) for request in requests]
    statuses: list[int] = []
    kept: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        statuses.append(int(status[:3]))
        if keep:
            kept.append([headers])

    start = process_time()
    for each in environs:
        pieces = wsgi_app(each, start_response)
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        if keep:
            kept[-1].append(base64.b64encode(body).decode())
    return {"cpu": process_time() - start, "statuses": statuses, "kept": kept}


def main(factory: str) -> None:
    """Makes the application (`module:function`) and plays what is ordered until the orders end."""
    from flask import Flask

    answers = sys.stdout
    sys.stdout = sys.stderr  # whatever an application prints is no answer
    module, _, name = factory.partition(":")
    app = getattr(importlib.import_module(module), name)()
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "ok")
    applications = {"app": app.wsgi_app if hasattr(app, "wsgi_app") else app, "bare": bare.wsgi_app}
    print("ready", file=answers, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        told = play(applications[order["app"]], order["requests"], order["keep"])
        print(json.dumps(told), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
