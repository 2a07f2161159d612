"""Servers with several threads: only one reply is made at a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from threading import Lock, Thread
from typing import Any

import pytest

from webapp.http.one_at_a_time import one_at_a_time


def ask(app: Any, **environ: Any) -> bytes:
    return b"".join(app(environ, lambda *given: None))


def test_only_one_request_is_computed_at_a_time() -> None:
    busy, overlaps, closed = Lock(), [], []

    class Pieces:
        def __iter__(self) -> Iterator[bytes]:
            overlaps.append(not busy.acquire(blocking=False))
            time.sleep(0.01)
            yield b"made"
            busy.release()

        def close(self) -> None:
            closed.append(True)

    app = one_at_a_time(lambda environ, start_response: Pieces())
    threads = [Thread(target=ask, args=(app,)) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(10)
    assert overlaps == [False] * 8
    assert len(closed) == 8


def test_a_reply_that_fails_lets_the_next_one_in() -> None:
    def fails(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        raise ValueError(environ["n"])

    app = one_at_a_time(fails)
    for n in range(2):
        with pytest.raises(ValueError, match=str(n)):
            ask(app, n=n)
