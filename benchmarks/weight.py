"""What a browser loads, in kilobytes as sent with brotli."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from flask import Flask

from benchmarks.rows import Row
from benchmarks.web import bodies
from webapp.rules import Rulebook

#: So many pages of a kind and a language come close to the heaviest: each question, and many results.
_PAGES = 300


def measure(app: Flask, rulebook: Rulebook, on: date) -> list[Row]:
    """The heaviest page of the offered languages, in one language and with a second one beside it."""
    client = app.test_client()
    locales = app.extensions["settings"].locales
    steps, results = bodies(rulebook, on)

    def load(path: str) -> tuple[int, str]:
        sent = client.get(path, headers={"Accept-Encoding": "br"})
        assert sent.status_code == 200, (path, sent.status)
        html = client.get(path).get_data(as_text=True) if sent.mimetype == "text/html" else ""
        return len(sent.data), html

    def post(language: str, body: bytes) -> int:
        reply = client.post(
            f"/{language}/check",
            data=body,
            content_type="application/x-www-form-urlencoded",
            headers={"Accept-Encoding": "br", "HX-Request": "true"},
        )
        assert reply.status_code == 200, (language, reply.status)
        return len(reply.data)

    first, without_script = [], []
    for language in locales:
        page, html = load(f"/{language}/")
        files = {path: load(path)[0] for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))}
        scripts = sum(weight for path, weight in files.items() if path.endswith(".js"))
        first.append(page + sum(files.values()))
        without_script.append(page + sum(files.values()) - scripts)

    def heaviest(pages: Sequence[bytes], seconds: Sequence[str | None]) -> float:
        sizes = []
        for language in locales:
            for second in seconds:
                if second != language:
                    more = b"&second=" + second.encode() if second else b""
                    # A share of them each, spread over all.
                    sizes += [post(language, body + more) for body in pages[:: max(1, len(pages) // _PAGES)]]
        return max(sizes) / 1000

    def row(what: str, kilobytes: float, most: int | None = None) -> Row:
        missed = most is not None and kilobytes > most
        return Row(what, f"≤ {most} KB" if most else "–", f"{kilobytes:.1f} KB", missed)

    return [
        row("first view, all that the browser loads, brotli", max(first) / 1000, 30),
        row("the same without scripts", max(without_script) / 1000, 16),
        row("each further question with htmx, the heaviest", heaviest(steps, [None]), 4),
        row("the same in two languages", heaviest(steps, locales)),
        row("the result with htmx, the heaviest", heaviest(results, [None])),
        row("the same in two languages", heaviest(results, locales)),
    ]
