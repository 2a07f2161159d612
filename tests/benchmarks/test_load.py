"""The load client and the server that it asks: replies are counted, their ends found, processes and memory seen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from benchmarks.client import load
from benchmarks.servers import Server
from benchmarks.sites import Application, BrokenSite

MAKEFILE = """
run:
	@exec {python} -m http.server --bind $(HOST) $(PORT)
"""


class Handler(BaseHTTPRequestHandler):
    """Answers in one piece, in chunks, with an error, or closes the connection."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/closed":
            self.close_connection = True
            return
        self.send_response(500 if self.path == "/broken" else 200)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\nabc\r\n")
            self.wfile.write(b"0\r\n\r\n")
        else:
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b"x" * 5000)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.parametrize(("path", "fails"), [("/", False), ("/chunked", False), ("/broken", True), ("/closed", True)])
def test_replies_are_read_to_their_end_and_failures_counted(port: int, path: str, fails: bool) -> None:
    found = load(port, [f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode()], connections=3, seconds=0.1)
    assert found["times"] == sorted(found["times"])
    assert (found["failed"] > 0) == fails
    if not fails:
        assert len(found["times"]) >= 3
        assert min(found["times"]) > 0


def test_a_load_ends_after_so_many_replies(port: int) -> None:
    found = load(port, [b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"], connections=1, seconds=30, most=5)
    assert len(found["times"]) == 5


def test_a_server_is_what_make_run_starts(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text(MAKEFILE.format(python=sys.executable))
    with Server(Application("small", tmp_path, Path(sys.executable))) as server:
        request = b"GET / HTTP/1.0\r\nHost: here\r\n\r\n"
        assert load(server.port, [request], connections=1, seconds=0.05)["seconds"] >= 0.05
        assert 1 < server.memory() < 1000
        assert server.peak() >= server.memory()
        assert server.cpu() > 0
        (pid, *_) = server._processes()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_server_that_does_not_start_is_told(tmp_path: Path) -> None:
    (tmp_path / "Makefile").write_text("run:\n\t@exit 3\n")
    with pytest.raises(BrokenSite, match="make run of none ended"), Server(Application("none", tmp_path, Path("x"))):
        pass
