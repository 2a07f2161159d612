"""`make screenshots`: the pictures of the README, of the site as it is now."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

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
#: Name, language, width, answers, how much of the page from the top.
SHOTS = [
    ("question.en", "en", 390, _ASYLUM, 800),
    ("question.ar", "ar", 390, _ASYLUM, 800),
    ("result.en", "en", 820, {"goal": "stay", "status": "family_reunified", "needs_support": "yes"}, 1500),
    ("ways.en", "en", 820, _DECIDING, 2600),
]
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def main() -> None:
    """Serves the site on a free port of this machine and writes a PNG file a shot."""
    PICTURES.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("granian")),
            *("--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)),
            *("--factory", "webapp:create_app"),
        ],
        env={**os.environ, "VEJVISER_TODAY": DAY},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_FLAGS)
            for name, language, width, answers, height in SHOTS:
                _shoot(
                    browser,
                    f"http://127.0.0.1:{port}/{language}/check",
                    answers,
                    PICTURES / f"{name}.png",
                    width,
                    height,
                )
            browser.close()
    finally:
        server.terminate()
        server.wait(10)


def _shoot(browser: Browser, address: str, answers: dict[str, str], file: Path, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height}, java_script_enabled=False)
    # A page for given answers comes only in reply to a POST: the address carries none.
    page.route(
        address,
        lambda route: route.continue_(
            method="POST",
            post_data=urlencode(answers),
            headers={**route.request.headers, "content-type": "application/x-www-form-urlencoded"},
        ),
    )
    page.goto(address)
    page.screenshot(path=file)
    page.close()
    print(file.relative_to(ROOT))


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start")


if __name__ == "__main__":
    main()
