"""`vejviser serve`: the site as it is meant to run, behind a proxy or alone.

A few processes share one port. One that dies is started again; SIGHUP puts new ones, which read the law and the words anew,
in the place of the old ones, and leaves the old ones serving if the new ones cannot start; SIGTERM ends all.
"""

from __future__ import annotations

import errno
import gc
import multiprocessing
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from webapp import create_app
from webapp.config import StartError, read_settings
from webapp.http.headers import LARGEST_BODY
from webapp.serving.bridge import asgi
from webapp.serving.connection import Connection

#: Seconds that an idle connection is kept. Longer than a proxy keeps its own (nginx: 60), so that the proxy closes first.
IDLE = 75
#: Seconds after which a client that takes nothing of its reply is given up.
UNREAD = 30
#: Seconds that all processes together have to end.
STOPPING = 8


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Its port; 0: any free one."
)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes; one for each core.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the site.

    SIGHUP: read the law and the words anew, without a lost request; what cannot be read leaves the old ones serving.
    SIGTERM or Ctrl+C: stop, within ten seconds whatever visitors do.
    """
    listener = listen(host, port)
    _check()
    if not read_settings(os.environ).url:
        click.echo(
            "VEJVISER_URL is not set: posters, cards, QR codes and calendar entries show whatever address a request came "
            "to. Set it to the address that the public finds the site at; behind a proxy it must be set.",
            err=True,
        )
    name = f"[{host}]" if ":" in host else host
    click.echo(f"Vejviser: http://{name}:{listener.getsockname()[1]}/ (stop it with Ctrl+C)")
    _as_many_connections_as_allowed()
    # Several arenas are for threads that allocate at once; here there is one that does, and memory stays smaller.
    os.environ["MALLOC_ARENA_MAX"] = "1"
    Workers(configuration(workers), [listener]).run()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; whoever connects waits until the workers are ready.

    Raises:
        StartError: there is no such address, or it cannot be had, or the port is taken.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise StartError(
                f"Port {port} of {host} is taken: another program listens there. "
                "Stop that one, or choose another port (--port 8001; make run PORT=8001)."
            ) from None
        raise StartError(f"The site cannot be served at {host}, port {port}: {error.strerror}.") from None
    # Each connection has what the listening socket has.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if sys.platform == "linux":
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNREAD * 1000)
    return listener


def _check() -> None:
    """Ends with a sentence if the site cannot start: here and not in each worker, so that it is said once.

    In a process of its own, so that the memory that it takes is given back.
    """
    trial = multiprocessing.get_context("spawn").Process(target=create_app)
    trial.start()
    trial.join()
    if trial.exitcode:
        raise SystemExit(1)


def _as_many_connections_as_allowed() -> None:
    """Systems allow a process 1,024 open files until it asks for more, and a connection is one of them."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def configuration(workers: int) -> uvicorn.Config:
    """How uvicorn is set up."""
    return uvicorn.Config(
        _application,
        factory=True,
        interface="asgi3",
        workers=workers,
        loop="webapp.serving.turns:TakingTurns",
        http=Connection,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        # Whom to believe what about a visitor's address is not asked: nobody needs it.
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=STOPPING,
        # A new worker is given so long until it is ready, also on a busy machine.
        timeout_worker_healthcheck=30,
    )


def _application() -> Callable[..., Any]:
    """The application of one worker, made in its process."""
    Thread(target=_end_with_parent, daemon=True).start()
    app = create_app()
    # All this stays: to look through it for what could go would stop the worker for 40 milliseconds now and then.
    gc.freeze()
    return asgi(app.wsgi_app, LARGEST_BODY)


def _end_with_parent() -> None:
    """A worker whose parent was killed would go on serving, and hold the port, with nobody to stop it."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


class Workers(Multiprocess):
    """The processes that serve."""

    def keep_subprocess_alive(self) -> None:
        """Start others in the place of those that ended, and say so."""
        for each in self.processes:
            if not each.process.is_alive() and not self.should_exit.is_set():
                click.echo(f"Worker {each.pid} has ended ({each.exitcode}); another one is started.", err=True)
        super().keep_subprocess_alive()

    def join_all(self) -> None:
        """Wait until all have ended, and no longer than they have time to."""
        latest = time.monotonic() + STOPPING
        for each in self.processes:
            each.process.join(max(0, latest - time.monotonic()))
            if each.process.exitcode is None:
                each.process.kill()
                each.process.join()
