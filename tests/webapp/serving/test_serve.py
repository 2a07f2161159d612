"""`vejviser serve`, which `make run` is: it goes on whatever happens to a worker, and says in a sentence why it cannot."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest

from tests.served import FORM, SERVE, Served, environment
from webapp.http.headers import LARGEST_BODY
from webapp.paths import ROOT
from webapp.serving import serve

FIRST_STEP = "goal=return&action=next"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    with Served() as site:
        yield site


def answers(site: Served) -> None:
    """The site asks the second question."""
    status, page = site.ask(FIRST_STEP)
    assert status == 200
    assert 'data-question="status"' in page


def wait_until(reached: Callable[[], object]) -> None:
    """Wait; whoever runs the tests ends what never comes."""
    while not reached():
        time.sleep(0.05)


def raw(site: Served, *pieces: bytes) -> socket.socket:
    """A connection over which this was sent."""
    connection = socket.create_connection(("127.0.0.1", site.port), 60)
    for piece in pieces:
        connection.sendall(piece)
    return connection


def half_a_form(site: Served) -> socket.socket:
    """A connection over which the rest of a form never comes."""
    return raw(
        site,
        f"POST /da/check HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM['Content-Type']}\r\n".encode(),
        b"Content-Length: 500\r\n\r\ngoal=",
    )


def test_make_run_is_this_command() -> None:
    told = subprocess.run(["make", "-n", "run", "PORT=8123"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "exec .venv/bin/python -m webapp serve --host 127.0.0.1 --port 8123"


class TestAWorker:
    def test_that_is_killed_is_replaced(self, site: Served) -> None:
        # Twice in a row: some servers take that for a reason to give up.
        for _ in range(2):
            wait_until(lambda: len(site.workers()) == 2)
            answers(site)
            killed = site.workers()[0]
            os.kill(killed, signal.SIGKILL)
            for _ in range(5):
                answers(site)
            wait_until(lambda killed=killed: killed not in site.workers() and len(site.workers()) == 2)  # type: ignore[misc]
            answers(site)
            assert f"Worker {killed} has ended (-9); another one is started.\n" in site.log

    def test_whoever_comes_while_there_is_none_waits(self, site: Served) -> None:
        wait_until(lambda: len(site.workers()) == 2)
        answers(site)
        for pid in site.workers():
            os.kill(pid, signal.SIGKILL)
        answers(site)

    def test_ends_with_its_parent(self) -> None:
        with Served("--workers", "1") as site:
            answers(site)
            [worker] = site.workers()
            site.process.kill()
            wait_until(lambda: not Path(f"/proc/{worker}").exists())
            with pytest.raises(ConnectionRefusedError):
                site.ask()

    def test_that_does_not_end_is_killed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(serve, "STOPPING", 0.1)
        stubborn = get_context("spawn").Process(target=time.sleep, args=(1000,))
        stubborn.start()
        workers: Any = SimpleNamespace(processes=[SimpleNamespace(process=stubborn)])
        serve.Workers.join_all(workers)
        assert stubborn.exitcode == -signal.SIGKILL


class TestClients:
    def test_half_sent_bodies_hold_up_nobody(self, site: Served) -> None:
        with ExitStack() as stack:
            for _ in range(100):
                stack.enter_context(half_a_form(site))
            for _ in range(200):
                stack.enter_context(raw(site))
            for _ in range(10):
                answers(site)

    def test_more_connections_than_a_process_has_files_by_default(self) -> None:
        many = 1100
        with Served() as site, ExitStack() as stack:
            answers(site)
            for _ in range(many):
                stack.enter_context(raw(site))
            answers(site)

    @pytest.mark.parametrize(
        ("header", "body", "status"),
        [
            ("Transfer-Encoding: chunked", b"b\r\ngoal=return\r\n0\r\n\r\n", 200),
            ("Transfer-Encoding: chunked", b"10001\r\n" + b"x" * 65_537 + b"\r\n0\r\n\r\n", 413),
            (f"Content-Length: {LARGEST_BODY + 1}", b"", 413),
            ("Content-Length: 0", b"", 200),
            ("X: no length", b"", 422),
        ],
    )
    def test_any_kind_of_body(self, site: Served, header: str, body: bytes, status: int) -> None:
        head = (
            f"POST /en/check HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM['Content-Type']}\r\n{header}\r\n\r\n".encode()
        )
        with raw(site, head, body) as connection:
            assert connection.recv(12) == f"HTTP/1.1 {status}".encode()

    def test_there_is_no_http_2(self, site: Served) -> None:
        frame = b"\0\0\0\4\0\0\0\0\0"  # SETTINGS, empty
        with raw(site, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", frame) as connection:
            assert connection.recv(9).startswith((b"HTTP/1.1 ", b""))
            assert connection.recv(9)[3:4] != b"\4"
        upgrade = b"GET /en/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\n\r\n"
        with raw(site, upgrade) as connection:
            assert connection.recv(12) == b"HTTP/1.1 200"

    def test_are_told_nothing_of_the_server(self, site: Served) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", site.port)
        connection.request("GET", "/en/")
        names = {name.lower() for name, _ in connection.getresponse().getheaders()}
        assert "server" not in names
        assert "date" in names

    def test_leave_no_line_in_the_log(self, site: Served) -> None:
        with raw(site, b"no http\r\n\r\n") as connection:
            connection.recv(100)
        site.ask("goal=nonsense")
        site.ask(path="/nowhere?age=57")
        assert [line for line in site.log if "another one is started" not in line] == []


class TestTheEnd:
    @pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
    def test_comes_whatever_clients_do(self, sign: signal.Signals) -> None:
        with Served("--workers", "1") as site, ExitStack() as stack:
            answers(site)
            for _ in range(40):
                stack.enter_context(half_a_form(site))
                stack.enter_context(raw(site, b"GET / HTTP/1.1\r\n"))
                stack.enter_context(raw(site))
            unread = stack.enter_context(raw(site))
            unread.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
            unread.sendall(b"GET /en/ HTTP/1.1\r\nHost: x\r\n\r\n" * 500)
            for pid in (site.process.pid, *site.workers() * (sign == signal.SIGINT)):  # a terminal sends it to all
                os.kill(pid, sign)
            site.process.wait(10)
            assert site.log == []


class TestTheStart:
    def started(self, *options: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*SERVE, *options], cwd=ROOT, env=environment(settings), capture_output=True, text=True, timeout=120
        )

    def test_at_a_port_that_is_taken(self, site: Served) -> None:
        told = self.started("--port", str(site.port))
        assert told.returncode == 1
        assert told.stdout == ""
        assert told.stderr == (
            f"Error: Port {site.port} of 127.0.0.1 is taken: another program listens there. "
            "Stop that one, or choose another port (--port 8001; make run PORT=8001).\n"
        )
        answers(site)

    def test_at_an_address_that_is_not_there(self) -> None:
        for host in ("192.0.2.1", "nowhere.invalid"):
            told = self.started("--port", "0", "--host", host)
            assert told.returncode == 1
            assert told.stderr.startswith(f"Error: The site cannot be served at {host}, port 0: ")
            assert told.stderr.count("\n") == 1

    def test_with_a_setting_that_cannot_be_used(self) -> None:
        told = self.started("--port", "0", kiosk_seconds="often")
        assert told.returncode == 1
        assert told.stdout == ""
        assert (
            told.stderr
            == "VEJVISER_KIOSK_SECONDS must be a whole number of seconds, 20 or more, or 0. It is 'often'.\n"
        )

    def test_without_a_public_address(self, site: Served) -> None:
        [warning, _] = site.start
        assert warning.startswith("VEJVISER_URL is not set: ")
        with Served(url="https://www.example.dk") as named:
            [address] = named.start
            assert address == f"Vejviser: http://127.0.0.1:{named.port}/ (stop it with Ctrl+C)\n"


@contextmanager
def visitors(site: Served) -> Iterator[list[str]]:
    """Three who ask again and again; what went wrong for them."""
    failed: list[str] = []
    leaving = Event()

    def visit() -> None:
        while not leaving.is_set():
            try:
                status, _ = site.ask(FIRST_STEP)
                assert status == 200
            except Exception as error:
                failed.append(repr(error))

    crowd = [Thread(target=visit) for _ in range(3)]
    for each in crowd:
        each.start()
    try:
        yield failed
    finally:
        leaving.set()
        for each in crowd:
            each.join()


class TestAReload:
    """With files of its own, which change."""

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        for name in ("webapp", "questions"):
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("build", "static", "templates", "translations"):
            (tmp_path / name).symlink_to(ROOT / name)
        return tmp_path

    def test_takes_what_is_new_and_leaves_what_is_broken(self, root: Path) -> None:
        questions = root / "questions/questions.yaml"
        text = questions.read_text()
        old, new = "What do you want to know about?", "What would you like to hear?"
        assert old in text
        with Served(root=root) as site, visitors(site) as failed:
            wait_until(lambda: old in site.ask()[1])
            before = site.workers()

            questions.write_text(text.replace(old, new))
            site.process.send_signal(signal.SIGHUP)
            wait_until(lambda: not set(before) & set(site.workers()))
            assert all(new in site.ask()[1] for _ in range(10))

            questions.write_text(text.replace("kind: choice", "kind: choise", 1))
            before = site.workers()
            site.process.send_signal(signal.SIGHUP)
            wait_until(lambda: any("keeping worker" in line for line in site.log))
            assert any("questions.yaml" in line and "choise" in line for line in site.log), site.log
            assert site.workers() == before
            assert all(new in site.ask()[1] for _ in range(10))
        assert failed == []


def test_the_command_does_what_flask_does() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "webapp", "assess"],
        input='{"answers": {"goal": "return"}}\n',
        cwd=ROOT,
        env=environment({}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"schemes"' in told.stdout
