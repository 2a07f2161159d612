"""`make screenshots`: the pictures of the README, of the site as it is now.

With ``ALL=1`` a picture of each kind of page, in each language and three widths, for whoever looks at a change of the design.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs"
#: Fixed, so that the pictures do not change from day to day.
DAY = "2026-11-22"
_ASYLUM = {
    "goal": "return",
    "status": "asylum_ended",
    "asylum_outcome": "refused_by_immigration_service",
    "asylum_procedure": "normal",
}
_DECIDING = _ASYLUM | {
    "withdrawal": "considering",
    "refusal_date": "2026-11-13",
    "cooperation": "from_start",
    "trafficking_identified": "no",
}
_NOTHING = {"goal": "stay", "status": "danish_citizen", "needs_support": "no"}


class Shot(NamedTuple):
    """A picture of a page: what is posted there (None: it is opened), and how much of it, from what on (None: all)."""

    file: Path
    width: int
    address: str
    body: dict[str, str] | None
    height: int | None = None
    start: str = "body"


#: As wide as a phone: at the width of the README's table their words can be read.
SHOTS = [
    Shot(PICTURES / "question.ar.png", 390, "/ar/check", _ASYLUM, 760),
    Shot(PICTURES / "ways.en.png", 390, "/en/check", _DECIDING, 760, "article[data-scheme=return-supplement]"),
]
#: Every kind of page: its name, its address behind the language, and what is posted.
PAGES: list[tuple[str, str, dict[str, str] | None]] = [
    ("start", "/", None),
    ("first-question", "/check", None),
    ("question", "/check", _ASYLUM),
    ("date", "/check", _ASYLUM | {"withdrawal": "considering"}),
    ("number", "/check", {"goal": "return", "status": "refugee"}),
    ("error", "/check", {"goal": "return", "status": "refugee", "question": "lawful_years", "lawful_years": "many"}),
    ("question-in-two", "/check", _ASYLUM | {"second": "en"}),
    ("result", "/check", _DECIDING),
    ("result-in-two", "/check", _DECIDING | {"second": "en"}),
    ("result-nothing", "/check", _NOTHING),
    ("answer-code", "/check", _DECIDING | {"action": "code"}),
    ("open-a-code", "/code", None),
    ("desk", "/desk", None),
    ("for-front-desks", "/for-front-desks", None),
    ("how", "/how", None),
    ("privacy", "/privacy", None),
    ("accessibility", "/accessibility", None),
    ("poster", "/poster", None),
    ("cards", "/cards", None),
    ("not-found", "/nowhere", None),
]
WIDTHS = (360, 768, 1280)


def every_page() -> list[Shot]:
    """Each kind of page in each language and width."""
    return [
        Shot(
            ROOT / "build" / "screenshots" / f"{name}.{tag}.{width}.png",
            width,
            f"/{tag}{address}",
            # Beside English stands Danish.
            {**body, "second": "da"} if body and body.get("second") == tag else body,
        )
        for name, address, body in PAGES
        for tag in ("da", "en", "ar")
        for width in WIDTHS
    ]


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def serving() -> Iterator[str]:
    """The address of the site, served on a free port of this machine as it is on `DAY`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "webapp", "serve", "--port", str(port), "--workers", "1"],
        env={**os.environ, "VEJVISER_TODAY": DAY},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def open_posted(page: Page, address: str, body: Mapping[str, str]) -> None:
    """Opens the page that comes in reply to a POST of `body`: an address carries no answers."""
    page.route(
        address,
        lambda route: route.continue_(
            method="POST",
            post_data=urlencode(body),
            headers={**route.request.headers, "content-type": "application/x-www-form-urlencoded"},
        ),
    )
    page.goto(address)
    page.unroute(address)


def main(shots: list[Shot]) -> None:
    """Writes a PNG file a shot."""
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for shot in shots:
            _shoot(browser, site, shot)
        browser.close()


def _shoot(browser: Browser, site: str, shot: Shot) -> None:
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height or 900}, java_script_enabled=False)
    if shot.body is None:
        page.goto(site + shot.address)
    else:
        open_posted(page, site + shot.address, shot.body)
    shot.file.parent.mkdir(parents=True, exist_ok=True)
    if shot.height is None:
        page.screenshot(path=shot.file, full_page=True)
    else:
        box = page.locator(shot.start).first.bounding_box()
        assert box is not None, shot
        clip = {"x": 0, "y": max(0, box["y"]), "width": shot.width, "height": shot.height}
        page.screenshot(path=shot.file, full_page=True, clip=clip)  # type: ignore[arg-type]
    page.close()
    print(shot.file.relative_to(ROOT))


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main(every_page() if "--all" in sys.argv else SHOTS)
