"""What is measured: applications, each in a process of its own, that play the requests of a browser (`player.py`)."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

_PLAYER = Path(__file__).with_name("player.py")
HERE = Path(__file__).parents[1]


class Request(NamedTuple):
    """What a browser sends. `body` is ASCII, as forms are."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; the names of `headers` are in small letters, `cookies` are the values of all Set-Cookie."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: Sequence[str] = ()


@dataclass(frozen=True)
class Application:
    """Something that can be started: its name in the table, and how.

    Attributes:
        name: this site is `ours`.
        folder: a checkout, or the folder of a peer; what `factory` is imported from.
        python: the interpreter of its environment.
        factory: `module:function`, which returns the WSGI application.
        variables: what it is set up with besides.
    """

    name: str
    folder: Path
    python: Path
    factory: str = "webapp:create_app"
    variables: Mapping[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        """The variables of its process. One arena for memory, as the server is started."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VEJVISER_")}
        return {**kept, "PYTHONPATH": str(self.folder), "MALLOC_ARENA_MAX": "1", **self.variables}


def this_checkout(variables: Mapping[str, str]) -> Application:
    """The site of the folder that this command stands in, with the interpreter that runs it."""
    return Application("ours", HERE, Path(sys.executable), variables=variables)


class BrokenSite(RuntimeError):
    """An application did not start, or ended; its own message is on standard error."""


class Site:
    """A running application. Use it in a `with` block: its process ends with that."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.name = application.name
        self._process = subprocess.Popen(
            [str(application.python), "-P", str(_PLAYER), application.factory],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=application.folder,
            env=application.environment(),
        )
        self._answer()

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)

    def ask(self, requests: Iterable[Request]) -> list[Reply]:
        """The replies to `requests`."""
        told = self._play("app", requests, keep=True)
        return [
            Reply(
                status,
                {name.lower(): value for name, value in headers},
                base64.b64decode(body),
                [value for name, value in headers if name.lower() == "set-cookie"],
            )
            for status, (headers, body) in zip(told["statuses"], told["kept"], strict=True)
        ]

    def time(self, requests: Sequence[Request], status: int = 200) -> float:
        """Microseconds of CPU time a request.

        Raises BrokenSite if one of them is not answered with `status`.
        """
        told = self._play("app", requests, keep=False)
        if set(told["statuses"]) != {status}:
            raise BrokenSite(f"{self.name} answers {requests[0].path} with {set(told['statuses'])}, not with {status}")
        return float(told["cpu"]) / len(requests) * 1e6

    def time_bare(self, count: int) -> float:
        """Microseconds of CPU time that a view which returns "ok" takes in the same process."""
        return float(self._play("bare", [Request("GET", "/", {})] * count, keep=False)["cpu"]) / count * 1e6

    def _play(self, app: str, requests: Iterable[Request], keep: bool) -> dict[str, Any]:
        assert self._process.stdin
        order = json.dumps({"app": app, "requests": [[*request] for request in requests], "keep": keep})
        self._process.stdin.write(order + "\n")
        self._process.stdin.flush()
        return dict(json.loads(self._answer()))

    def _answer(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise BrokenSite(f"{self.name} ({self.application.folder}) ended with {self._process.wait()}")
        return line


@contextmanager
def running(applications: Iterable[Application]) -> Any:
    """A `Site` for each of them, as a list."""
    with ExitStack() as stack:
        yield [stack.enter_context(Site(application)) for application in applications]
