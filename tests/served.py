"""The site as `make run` serves it, in processes of its own."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Thread

from webapp.paths import ROOT

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
SERVE = [sys.executable, "-m", "webapp", "serve"]


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """The variables of a server: ours without settings, and `settings`, named without their prefix."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("VEJVISER_")}
    return ours | {f"VEJVISER_{name.upper()}": value for name, value in settings.items()}


class Served:
    """A running site, at a free port, with what it logs; `settings` without their prefix. Use it in a `with` block."""

    def __init__(self, *options: str, root: Path = ROOT, **settings: str) -> None:
        self.process = subprocess.Popen(
            [*SERVE, "--port", "0", *options],
            cwd=root,
            env=environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        #: What it says before it serves, and then.
        self.start: list[str] = []
        self.log: list[str] = []
        assert self.process.stdout
        for line in self.process.stdout:
            self.start.append(line)
            if line.startswith("Vejviser: "):
                self.address = line.split()[1].rstrip("/")
                break
        else:
            raise AssertionError("The server does not start:\n" + "".join(self.start))
        self.port = int(self.address.rpartition(":")[2])
        Thread(target=self.log.extend, args=(self.process.stdout,), daemon=True).start()

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, body: str | None = None, path: str = "/en/check") -> tuple[int, str]:
        """Status and page for a request over a connection of its own; it waits until there is a worker."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET" if body is None else "POST", path, body, FORM if body else {})
            reply = connection.getresponse()
            return reply.status, reply.read().decode()
        finally:
            connection.close()

    def workers(self) -> list[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [pid for pid in map(int, children) if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def stop(self) -> None:
        """End the server, whatever holds it up."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
