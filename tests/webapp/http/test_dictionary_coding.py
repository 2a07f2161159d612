"""Replies compressed with a dictionary that the browser has (RFC 9842), and all the ways in which they must not be."""

from __future__ import annotations

import json
import re
import shutil
import sys
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import Client
from werkzeug.wrappers import Response

from tests.people import CONSIDERING
from tests.webapp.http.test_content_codings import READ_BACK
from webapp import create_app, paths
from webapp.dictionaries import making
from webapp.http import static_files
from webapp.http.dictionary_coding import Dictionaries
from webapp.http.replies import finished

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What Chromium sends where it has a dictionary.
CODINGS = "gzip, deflate, br, zstd, dcb, dcz"
PAGE = "".join(f"<p>Sætning nummer {n}, جملة</p>\n" for n in range(60)).encode()


def available(content: bytes) -> str:
    """What a browser says that has this dictionary."""
    return f":{b64encode(sha256(content).digest()).decode()}:"


def read_back(body: bytes, content: bytes) -> bytes:
    """What a browser with this dictionary reads; it knows no more than the RFC says."""
    head = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00" + sha256(content).digest()
    assert body[:40] == head
    return zstd.decompress(body[40:], zstd_dict=zstd.ZstdDict(content, is_raw=True))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as set-up leaves it, with one dictionary."""
    content = PAGE[: len(PAGE) // 2]
    (tmp_path / "en.0123456789ab.dict").write_bytes(content)
    made = {"en": {"file": "en.0123456789ab.dict", "sha256": sha256(content).hexdigest()}}
    (tmp_path / "dictionaries.json").write_text(json.dumps(made))
    return tmp_path


@pytest.fixture
def content(folder: Path) -> bytes:
    """What the dictionary holds."""
    return (folder / "en.0123456789ab.dict").read_bytes()


def ask(folder: Path, accept_encoding: str, dictionary: str | None) -> Response:
    """A page from an application with the dictionaries of `folder`."""
    app = finished(Response(PAGE), {"http": []}, Dictionaries(folder))
    more = {"Available-Dictionary": dictionary} if dictionary is not None else {}
    return Client(app).get("/", headers={"Accept-Encoding": accept_encoding, **more})


def test_a_browser_reads_back_what_was_sent(folder: Path, content: bytes) -> None:
    for _ in range(2):  # the second reply must not rest on the first
        reply = ask(folder, CODINGS, available(content))
        assert reply.headers["Content-Encoding"] == "dcz"
        assert reply.headers["Content-Length"] == str(len(reply.data))
        assert read_back(reply.data, content) == PAGE
    assert len(reply.data) < len(ask(folder, CODINGS, None).data)


def test_a_reply_without_its_body_is_in_no_dictionary_s_coding(folder: Path, content: bytes) -> None:
    """Chromium fails with ERR_UNEXPECTED_CONTENT_DICTIONARY_HEADER: a shared screen asks so whether the site is there."""
    app = finished(Response(PAGE), {"http": []}, Dictionaries(folder))
    headers = {"Accept-Encoding": CODINGS, "Available-Dictionary": available(content)}
    assert Client(app).head("/", headers=headers).headers["Content-Encoding"] == "zstd"


@pytest.mark.parametrize(
    "dictionary",
    [None, "", ":", "::", ":AAAA:", "x" * 5000, available(b"that of another version"), "?1"],
)
def test_another_dictionary_or_none_gets_what_it_would_have_got(folder: Path, dictionary: str | None) -> None:
    reply = ask(folder, CODINGS, dictionary)
    assert reply.headers["Content-Encoding"] == "zstd"
    assert READ_BACK["zstd"](reply.data) == PAGE


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, br, dcb", "br"),
        ("gzip, dcz;q=0", "gzip"),
        ("gzip, dcz;q=0.5", "gzip"),
        ("gzip;q=0.5, dcz;q=0.5", "dcz"),
        ("br, DCZ", "dcz"),
        ("dcz", "dcz"),
        ("dcz;q=0.1, identity", "identity"),
        # Who says only that anything will do may not know what it is.
        ("*", "zstd"),
        ("*;q=0, dcz", "dcz"),
        ("", "identity"),
    ],
)
def test_the_coding_must_be_asked_for_by_name(folder: Path, content: bytes, accept_encoding: str, coding: str) -> None:
    reply = ask(folder, accept_encoding, available(content))
    assert reply.headers.get("Content-Encoding", "identity") == coding
    read = read_back(reply.data, content) if coding == "dcz" else READ_BACK[coding](reply.data)
    assert read == PAGE


def test_a_file_that_is_gone_is_a_dictionary_less(folder: Path, content: bytes) -> None:
    for file in folder.glob("*.dict"):
        file.unlink()
    assert ask(folder, CODINGS, available(content)).headers["Content-Encoding"] == "zstd"


def test_replies_say_what_they_depend_on(
    folder: Path, content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for dictionary in (None, available(content), ":AAAA:"):
        assert {*ask(folder, CODINGS, dictionary).vary} == {"Accept-Encoding", "Available-Dictionary", "HX-Request"}
    unprepared = ask(tmp_path_factory.mktemp("empty"), CODINGS, available(content))
    assert {*unprepared.vary} == {"Accept-Encoding", "HX-Request"}
    assert unprepared.headers["Content-Encoding"] == "zstd"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application after set-up, with dictionaries made from the pages of a few people."""
    static = tmp_path_factory.mktemp("static")
    share = paths.share
    shutil.copytree(share("static") / "build", static / "build", ignore=shutil.ignore_patterns("*.dict*", "*.json"))
    shutil.copy(share("static") / "build" / "manifest.json", static / "build")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "PEOPLE", 6)
        making.make_dictionaries(create_app(), static / "build")
        for module in (paths, static_files):
            patch.setattr(module, "share", lambda name: static if name == "static" else share(name))
        yield create_app({"TESTING": True, "VEJVISER_TODAY": "2026-11-22"})


class TestTheSite:
    @pytest.fixture
    def client(self, prepared: Flask) -> FlaskClient:
        """A browser."""
        return prepared.test_client()

    def dictionary(self, client: FlaskClient, tag: str) -> bytes:
        """What a browser loads that follows the link of a page."""
        links = re.findall(r'<link rel="compression-dictionary" href="([^"]*)">', client.get(f"/{tag}/").text)
        assert len(links) == 1
        reply = client.get(links[0], headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
        assert reply.headers["Use-As-Dictionary"] == f'match="/{tag}/*"'
        assert reply.headers["Cache-Control"] == "max-age=31536000, public, immutable"
        assert reply.headers["Content-Encoding"] == "br"
        assert reply.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert len(reply.data) <= 24_000
        return READ_BACK["br"](reply.data)

    @pytest.mark.parametrize("tag", ["da", "en", "ar"])
    @pytest.mark.parametrize(
        ("path", "form", "status"),
        [
            ("check", None, 200),
            ("check", {"goal": "return", "action": "next"}, 200),
            ("check", {**CONSIDERING.answers, "action": "next"}, 200),
            ("check", {**CONSIDERING.answers, "action": "next", "second": "ar"}, 200),
            ("check", {"goal": "nowhere", "action": "next"}, 422),
            ("nope", None, 404),
            ("how", None, 200),
        ],
    )
    def test_every_page_of_a_language_is_compressed_with_its_dictionary(
        self, client: FlaskClient, tag: str, path: str, form: dict[str, str] | None, status: int
    ) -> None:
        content = self.dictionary(client, tag)
        method, path = ("POST" if form else "GET"), f"/{tag}/{path}"
        for htmx in ({}, {"HX-Request": "true"}):
            plain = client.open(path, method=method, data=form, headers=htmx)
            headers = {"Accept-Encoding": CODINGS, "Available-Dictionary": available(content), **htmx}
            reply = client.open(path, method=method, data=form, headers=headers)
            assert reply.status_code == plain.status_code == status
            assert reply.headers["Content-Encoding"] == "dcz"
            assert reply.headers["Cache-Control"] == "no-store"
            assert read_back(reply.data, content) == plain.data

    def test_a_question_is_half_of_what_it_is_without_or_less(self, client: FlaskClient) -> None:
        dictionary = {"Available-Dictionary": available(self.dictionary(client, "en"))}
        form = {id: value for id, value in CONSIDERING.answers.items() if id != "cooperation"} | {"action": "next"}
        headers = {"Accept-Encoding": CODINGS, "HX-Request": "true"}
        small, plain = (client.post("/en/check", data=form, headers=headers | each) for each in (dictionary, {}))
        assert "data-question" in read_back(small.data, self.dictionary(client, "en")).decode()
        assert len(small.data) < len(plain.data) / 2

    def test_the_dictionary_of_another_language_is_one_of_ours_too(self, client: FlaskClient) -> None:
        """Which one is for which address, the browser decides; a language button leads to another one's."""
        content = self.dictionary(client, "da")
        headers = {"Accept-Encoding": CODINGS, "Available-Dictionary": available(content)}
        reply = client.get("/ar/check", headers=headers)
        assert read_back(reply.data, content) == client.get("/ar/check").data

    def test_only_whole_pages_link_to_it(self, client: FlaskClient) -> None:
        assert "compression-dictionary" in client.get("/en/check").text
        assert "compression-dictionary" not in client.get("/en/check", headers={"HX-Request": "true"}).text

    def test_no_other_file_is_a_dictionary(self, client: FlaskClient) -> None:
        assert "Use-As-Dictionary" not in client.get(static_files.asset_url("site.css")).headers
