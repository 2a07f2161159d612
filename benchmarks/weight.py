"""What a browser loads, in kilobytes as sent with brotli."""

from __future__ import annotations

import re
from datetime import date

from flask import Flask

from benchmarks.web import bodies
from webapp.rules import Rulebook


def measure(app: Flask, rulebook: Rulebook, on: date) -> list[tuple[str, str, str]]:
    """Rows of (what, to reach, measured): the heaviest of the offered languages."""
    client = app.test_client()
    steps, _ = bodies(rulebook, on)
    first, without_script, further = [], [], []

    def size(path: str, **request: object) -> tuple[int, str]:
        headers = {"Accept-Encoding": "br", **request.pop("headers", {})}  # type: ignore[dict-item]
        reply = client.open(path, headers=headers, **request)  # type: ignore[arg-type]
        assert reply.status_code == 200, (path, reply.status)
        html = ""
        if reply.mimetype == "text/html":
            plain = client.open(path, headers={k: v for k, v in headers.items() if k != "Accept-Encoding"}, **request)  # type: ignore[arg-type]
            html = plain.get_data(as_text=True)
        return len(reply.data), html

    for language in app.extensions["settings"].locales:
        page, html = size(f"/{language}/")
        files = {path: size(path)[0] for path in set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))}
        scripts = sum(weight for path, weight in files.items() if path.endswith(".js"))
        first.append(page + sum(files.values()))
        without_script.append(page + sum(files.values()) - scripts)
        for body in steps[:40]:
            further.append(
                size(
                    f"/{language}/check",
                    method="POST",
                    data=body,
                    content_type="application/x-www-form-urlencoded",
                    headers={"HX-Request": "true"},
                )[0]
            )

    def kilobytes(sizes: list[int]) -> str:
        return f"{max(sizes) / 1000:.1f} KB"

    return [
        ("first view, all that the browser loads, brotli", "≤ 30 KB", kilobytes(first)),
        ("the same without scripts", "≤ 16 KB", kilobytes(without_script)),
        ("each further question with htmx, the heaviest", "≤ 4 KB", kilobytes(further)),
    ]
