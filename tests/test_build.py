"""What `make assets` leaves in `static/build` (scripts/store.mjs)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_STORE = """
import { store } from './scripts/store.mjs'
await store(process.argv[1], JSON.parse(process.argv[2]))
"""


def store(folder: Path, **files: str) -> dict[str, str]:
    """Store `files` (`site_css` is site.css) as a build does; the manifest. All earlier files become a minute older."""
    for path in folder.glob("*"):
        os.utime(path, (path.stat().st_mtime - 60,) * 2)
    built = json.dumps({name.replace("_", "."): content for name, content in files.items()})
    command = ["scripts/node.sh", "node", "--input-type=module", "--eval", _STORE, str(folder), built]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    manifest: dict[str, str] = json.loads((folder / "manifest.json").read_text())
    return manifest


def test_a_build_leaves_the_files_that_pages_sent_before_still_ask_for(tmp_path: Path) -> None:
    old = store(tmp_path, site_css="a{}", site_js="1")
    new = store(tmp_path, site_css="b{}", site_js="1")
    assert old["site.css"] != new["site.css"] and old["site.js"] == new["site.js"]
    for file, content in (old["site.css"], "a{}"), (new["site.css"], "b{}"), (new["site.js"], "1"):
        assert (tmp_path / file).read_text() == content
        assert (tmp_path / f"{file}.br").is_file() and (tmp_path / f"{file}.gz").is_file()


def test_the_newest_five_of_each_name_are_kept(tmp_path: Path) -> None:
    names = [store(tmp_path, site_css=f"a{{order:{n}}}", site_js="1")["site.css"] for n in range(6)]
    again = store(tmp_path, site_css="a{order:1}")["site.css"]  # built anew: as good as the newest
    assert again == names[1]
    names += [store(tmp_path, site_css=f"a{{order:{n}}}")["site.css"] for n in (6, 7)]
    kept = {names[1], *names[4:]} - {names[0]}
    expected = {name + ending for name in kept for ending in ("", ".br", ".gz")}
    assert {path.name for path in tmp_path.iterdir() if ".css" in path.name} == expected
    assert len(list(tmp_path.glob("site.*.js"))) == 1  # a script that is no longer built stays too


def test_no_half_written_file_is_left(tmp_path: Path) -> None:
    (tmp_path / "site.0123456789ab.css.br.new").write_text("broken off")
    store(tmp_path, site_css="a{}")
    assert not list(tmp_path.glob("*.new"))
