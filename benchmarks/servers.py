"""A site as `make run` starts it, with all its processes: their memory, and the CPU time that they took."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.base import outside_make
from benchmarks.sites import Application, BrokenSite

_TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A running server. Use it in a `with` block: its processes end with that."""

    def __init__(self, application: Application) -> None:
        self.name = application.name
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._process = subprocess.Popen(
            ["make", "-s", "run", "HOST=127.0.0.1", f"PORT={self.port}"],
            cwd=application.folder,
            env={**outside_make(), **application.variables},
            stdout=subprocess.DEVNULL,
            stderr=sys.stderr,
            start_new_session=True,
        )

    def __enter__(self) -> Server:
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for sign, patience in ((signal.SIGTERM, 10), (signal.SIGKILL, 10)):
            try:
                os.killpg(self._process.pid, sign)
                self._process.wait(patience)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue

    def memory(self) -> float:
        """Megabytes in RAM of its largest process: a worker."""
        return max(memory_of(pid, "VmRSS") for pid in self._processes())

    def peak(self) -> float:
        """Megabytes in RAM that its largest process once had."""
        return max(memory_of(pid, "VmHWM") for pid in self._processes())

    def cpu(self) -> float:
        """Seconds of CPU time that all its processes took so far."""
        return sum(_cpu(pid) for pid in self._processes())

    def _wait(self) -> None:
        """Returns once it answers. Raises BrokenSite if it ends before, or says nothing for two minutes."""
        for _ in range(1200):
            if self._process.poll() is not None:
                raise BrokenSite(f"make run of {self.name} ended with {self._process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), 0.2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise BrokenSite(f"make run of {self.name} does not answer")

    def _processes(self) -> list[int]:
        found, seen = [self._process.pid], []
        while found:
            pid = found.pop()
            seen.append(pid)
            try:
                for task in Path(f"/proc/{pid}/task").iterdir():
                    found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:  # it has ended
                continue
        return seen


def memory_of(pid: int, kind: str) -> float:
    """Memory of the process in megabytes: what it has in RAM (`VmRSS`), or the most it had (`VmHWM`)."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{kind}:"):
                return int(line.split()[1]) * 1024 / 1e6
    except OSError:
        pass
    return 0.0


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK
