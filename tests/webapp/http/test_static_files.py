from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from webapp import paths
from webapp.http import static_files
from webapp.http.static_files import AssetsMissing, asset_url, manifest, serve_static

#: What answers where there is no file.
other = Response("no file", 404)


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is served, of a build with one style sheet, and one of the build before."""
    folder = tmp_path / "static" / "build"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"site.css": "site.bbbbbbbbbbbb.css"}))
    for name in ("site.aaaaaaaaaaaa.css", "site.bbbbbbbbbbbb.css", "site.css", "notes.txt"):
        (folder / name).write_text(name)
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(static_files, "manifest", manifest.__wrapped__)
    return folder


def test_every_built_file_is_served_for_good(client: FlaskClient) -> None:
    for name in manifest():
        reply = client.get(asset_url(name), headers={"Accept-Encoding": "br"})
        assert reply.status_code == 200 and reply.headers["Content-Encoding"] == "br"
        assert reply.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "manifest.json",
        "build/manifest.json",
        "styles/site.scss",
        "scripts/site.js",
        "../scripts/site.js",
        "%2e%2e/scripts/site.js",
        "../../questions/questions.yaml",
        "",
    ],
)
def test_what_the_build_reads_is_not_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_the_compressed_copies_have_no_address_of_their_own(client: FlaskClient) -> None:
    assert client.get(asset_url("site.css") + ".br").status_code == 404


@pytest.mark.parametrize("name", ["site.css", "notes.txt", "manifest.json"])
def test_a_file_without_a_hash_is_not_served_whatever_lies_there(build: Path, name: str) -> None:
    assert Client(serve_static(other)).get(f"/static/{name}").status_code == 404


def test_the_style_sheet_of_the_build_before_is_still_served(build: Path) -> None:
    client = Client(serve_static(other))
    assert asset_url("site.css") == "/static/site.bbbbbbbbbbbb.css"
    assert client.get("/static/site.aaaaaaaaaaaa.css").data == b"site.aaaaaaaaaaaa.css"


def test_without_a_build_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(static_files, "manifest", manifest.__wrapped__)
    with pytest.raises(AssetsMissing, match="make assets"):
        serve_static(other)


def test_an_unknown_asset_says_how_to_build_it() -> None:
    with pytest.raises(AssetsMissing, match=r"no asset 'none.css'.*make assets"):
        asset_url("none.css")
