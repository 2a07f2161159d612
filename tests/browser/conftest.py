"""The site as it is served, and a browser, once for each worker; a reader with a fresh profile for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.reader import Reader
from tests.pages import TODAY
from tests.served import Served
from webapp.http.static_files import manifest
from webapp.paths import ROOT

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Nothing leaves the machine, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class Weather(BaseHTTPRequestHandler):
    """The neutral site that one leaves to: the same page at every address."""

    def do_GET(self) -> None:
        """Send the page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b'<!doctype html><title>Weather</title><link rel="icon" href="data:,"><h1>Weather</h1>')

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def exit_url() -> Iterator[str]:
    """The address of the neutral site."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Weather) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class Server(Served):
    """The site on a free port, with what it logs; `settings` without their prefix, `root`: a checkout."""

    def __init__(self, exit_url: str, root: Path = ROOT, **settings: str) -> None:
        super().__init__("--workers", "1", root=root, today=TODAY.isoformat(), exit_url=exit_url, **settings)
        self.ask(path="/")  # it waits until there is a worker


@pytest.fixture(scope="session")
def server(exit_url: str) -> Iterator[Server]:
    """The site as `make run` serves it."""
    manifest()  # says how to build the assets where they are missing
    server = Server(exit_url)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if not path:
        pytest.fail("Chromium is missing. `make browser` installs it, or says what to install.")
    with sync_playwright() as playwright:
        # Playwright turns the cache of whole pages off; visitors have it, and it must not show answers.
        browser = playwright.chromium.launch(
            executable_path=path, args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_site(chromium: Browser, server: Server, exit_url: str) -> Iterator[Callable[..., Reader]]:
    """Opens the site for a reader: ``open_site("ar", scripts=False, width=320)``. In the end nothing may have gone wrong."""
    readers: list[Reader] = []

    def open_for(tag: str = "en", *, scripts: bool = True, width: int = 1280, **more: Any) -> Reader:
        context = chromium.new_context(
            base_url=server.address,
            java_script_enabled=scripts,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            locale=tag,
            **more,
        )
        context.set_default_timeout(15_000)
        readers.append(Reader(context, server.address, exit_url, tag, scripts))
        return readers[-1]

    yield open_for
    for reader in readers:
        reader.context.close()
    assert [problem for reader in readers for problem in reader.problems] == []
    assert server.log == [], "the server logs no request"
