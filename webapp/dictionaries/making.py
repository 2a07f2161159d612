"""Makes the dictionary of each language and puts it among the static files."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

from flask import Flask

from webapp.dictionaries.assembly import assemble, compressed
from webapp.dictionaries.sample_pages import sample_pages
from webapp.http.static_files import DICTIONARIES
from webapp.rules import Rulebook

#: So many people show nearly everything that is common: with twice as many, replies are 2 % smaller.
PEOPLE = 120
#: So many bytes a browser loads for a language at most, when it has nothing else to do.
MOST = 24_000
#: A site may be running from the folder with the one before: so many of each language stay.
_KEPT = 2


def day_of(rulebook: Rulebook) -> date:
    """The day to make dictionaries for: that of the law's newest source.

    So every copy of a version makes the same ones whenever it is set up, and a browser that gets its pages from several
    copies has the right one for each.
    """
    return max(source.checked for source in rulebook.sources.values())


def make_dictionaries(app: Flask, folder: Path) -> dict[str, int]:
    """Write the dictionaries into `folder` with a list of them; how many bytes each takes over the wire, by language.

    `app`: the application on the day that counts as today (`day_of`); it is good for nothing else afterwards.
    """
    # A page names its dictionary by its hash: no dictionary can hold its own, and that of the one before is of no use.
    app.jinja_env.globals["dictionary_url"] = lambda tag: None
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, dict[str, str]] = {}
    weights: dict[str, int] = {}
    for tag in app.extensions["languages"].by_tag:
        sample = sample_pages(app, tag, PEOPLE)
        # A result is longer than a question, and there is one of it: what it has in common is worth more.
        content = assemble([(2, sample.results), (1, sample.steps)], MOST)
        digest = sha256(content).hexdigest()
        file = f"{tag}.{digest[:12]}.dict"
        small = compressed(content)
        _write(folder / f"{file}.br", small)
        _write(folder / file, content)
        made[tag] = {"file": file, "sha256": digest}
        weights[tag] = len(small)
    _write(folder / DICTIONARIES, (json.dumps(made, indent=2) + "\n").encode())
    for tag in made:
        _remove_oldest(folder, tag)
    return weights


def _write(path: Path, content: bytes) -> None:
    """All at once: nobody finds half of a file."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


def _remove_oldest(folder: Path, tag: str) -> None:
    of_language = sorted(folder.glob(f"{tag}.*.dict"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in of_language[_KEPT:]:
        path.unlink()
        path.with_name(f"{path.name}.br").unlink(missing_ok=True)
