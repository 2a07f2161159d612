"""Compression dictionaries in a real browser: a journey is read back right, with one, without, and after an upgrade."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.line import Exchange, Line
from tests.browser.reader import Reader
from tests.pages import UNKNOWN
from tests.people import CONSIDERING, GOING_HOME, Person
from webapp.http.static_files import DICTIONARIES
from webapp.paths import ROOT

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

pytestmark = pytest.mark.browser
BUILT = ROOT / "static" / "build"
#: The words of what stands on the page, and those of what was sent.
#: Without the buttons for printing, which the script puts into the page.
_TEXT = """() => {
  const page = document.querySelector('#page').cloneNode(true)
  page.querySelectorAll('[data-print]').forEach((button) => button.replaceChildren())
  return page.textContent
}"""
_SENT = "(html) => new DOMParser().parseFromString(html, 'text/html').querySelector('#page').textContent"


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    """The line to the server."""
    assert (BUILT / DICTIONARIES).is_file(), "Make the dictionaries with `make install`."
    line = Line(server.address)
    yield line
    line.close()


@pytest.fixture
def arrive(chromium: Browser, line: Line, exit_url: str) -> Iterator[Callable[..., Reader]]:
    """A reader at the other end of the line. In the end nothing may have gone wrong."""
    readers: list[Reader] = []

    def arrive(tag: str = "en", *, scripts: bool = True) -> Reader:
        context = chromium.new_context(
            base_url=line.address, java_script_enabled=scripts, reduced_motion="reduce", locale=tag
        )
        context.set_default_timeout(15_000)
        readers.append(Reader(context, line.address, exit_url, tag, scripts))
        return readers[-1]

    yield arrive
    for reader in readers:
        reader.context.close()
    assert [problem for reader in readers for problem in reader.problems] == []


def load_dictionary(reader: Reader, line: Line) -> bytes:
    """Open pages until the browser has the dictionary of its language; what it holds."""
    reader.page.goto(f"/{reader.tag}/")
    # When it has nothing else to do; going on at once would stop it.
    line.wait_for(lambda exchange: exchange.path.endswith(".dict"), lambda: None)
    offered = line.wait_for(
        lambda exchange: "available-dictionary" in exchange.asked,
        lambda: reader.page.goto(f"/{reader.tag}/how"),
    )
    assert "dcz" in offered.asked["accept-encoding"]
    loaded = next(exchange for exchange in line.exchanges if exchange.path.endswith(".dict"))
    assert loaded.headers["use-as-dictionary"] == f'match="/{reader.tag}/*"'
    return (BUILT / Path(loaded.path).name).read_bytes()


def go_through(reader: Reader, line: Line, person: Person) -> list[Exchange]:
    """The journey of a person from the first question to the result; its steps as they went over the line.

    After each the page must say what a client is sent that knows of no coding.
    """
    reader.begin()
    start = len(line.exchanges)
    while asked := reader.question:
        reader.answer(person.answers.get(asked, UNKNOWN))
        step = [each for each in line.exchanges if each.method == "POST"][-1]
        plain = _plain(line, step)
        if step.coding == "dcz":
            assert decoded(step) == plain
        if reader.scripts:
            assert reader.page.evaluate(_TEXT) == reader.page.evaluate(_SENT, plain.decode())
    assert reader.document.is_result
    assert not any(exchange.path.endswith(".dict") for exchange in line.exchanges[start:]), "it was loaded before"
    return [exchange for exchange in line.exchanges[start:] if exchange.path.endswith("/check")]


def _plain(line: Line, step: Exchange) -> bytes:
    """What the same request gets without any coding."""
    headers = {
        name: value for name, value in step.asked.items() if name not in ("accept-encoding", "available-dictionary")
    }
    status, received, body = line.ask(step.method, step.path, headers, step.sent)
    assert status == 200 and "content-encoding" not in received
    return body


def decoded(step: Exchange) -> bytes:
    """What stands in a reply that is coded with the dictionary whose hash it begins with."""
    made = json.loads((BUILT / DICTIONARIES).read_text()).values()
    file = next(each["file"] for each in made if bytes.fromhex(each["sha256"]) == step.body[8:40])
    return zstd.decompress(step.body[40:], zstd_dict=zstd.ZstdDict((BUILT / file).read_bytes(), is_raw=True))


@pytest.mark.parametrize(("tag", "scripts"), [("en", True), ("ar", True), ("da", False)])
def test_a_journey_is_read_back_right_through_it(
    arrive: Callable[..., Reader], line: Line, tag: str, scripts: bool
) -> None:
    reader = arrive(tag, scripts=scripts)
    load_dictionary(reader, line)
    steps = go_through(reader, line, GOING_HOME)
    assert len(steps) > 12
    assert {exchange.coding for exchange in steps} == {"dcz"}
    assert all(len(exchange.body) < 1500 for exchange in steps[:-1])
    assert len(steps[-1].body) < 10_500


def test_two_languages_are_read_back_right(arrive: Callable[..., Reader], line: Line) -> None:
    reader = arrive("ar")
    load_dictionary(reader, line)
    reader.begin()
    reader.press("show", "da")
    reader.answer("return")
    step = line.exchanges[-1]
    assert step.coding == "dcz"
    assert reader.page.evaluate(_TEXT) == reader.page.evaluate(_SENT, _plain(line, step).decode())


def _is_none_of_ours(headers: dict[str, str]) -> None:
    if "available-dictionary" in headers:
        headers["available-dictionary"] = ":" + "A" * 43 + "=:"


def _is_no_hash(headers: dict[str, str]) -> None:
    if "available-dictionary" in headers:
        headers["available-dictionary"] = "?1"


def _is_taken_away(headers: dict[str, str]) -> None:
    headers.pop("available-dictionary", None)


def _codings_are_taken_away(headers: dict[str, str]) -> None:
    headers["accept-encoding"] = "gzip"


@pytest.mark.parametrize(
    ("change", "coding"),
    [
        (_is_none_of_ours, "zstd"),
        (_is_no_hash, "zstd"),
        (_is_taken_away, "zstd"),
        (_codings_are_taken_away, "gzip"),
    ],
)
def test_another_dictionary_or_a_proxy_between_gets_a_right_page(
    arrive: Callable[..., Reader], line: Line, change: Callable[[dict[str, str]], None], coding: str
) -> None:
    reader = arrive("en")
    load_dictionary(reader, line)
    line.change = change
    steps = go_through(reader, line, CONSIDERING)
    assert {exchange.coding for exchange in steps} == {coding}


def test_after_an_upgrade_the_old_one_is_let_go_of_and_the_new_one_used(
    arrive: Callable[..., Reader], line: Line, exit_url: str, tmp_path: Path
) -> None:
    reader = arrive("en")
    old = load_dictionary(reader, line)
    reader.begin()
    reader.answer("return")
    assert line.exchanges[-1].coding == "dcz"
    new = Server(exit_url, next_version(tmp_path))
    try:
        line.upstream = new.address
        # In the middle of a journey: the page is of the old version, the browser has its dictionary.
        reader.answer("asylum_ended")
        step = line.exchanges[-1]
        assert (step.coding, step.asked["accept-encoding"]) == ("zstd", "gzip, deflate, br, zstd, dcb, dcz")
        assert reader.page.evaluate(_TEXT) == reader.page.evaluate(_SENT, _plain(line, step).decode())
        # The next page that is opened links to the new one.
        step = line.wait_for(
            lambda each: each.coding == "dcz" and each.body[8:40] != sha256(old).digest(),
            lambda: reader.page.goto("/en/how"),
        )
        assert step.body[8:40] == sha256(old + b"\nnew").digest()
    finally:
        new.stop()


def next_version(root: Path) -> Path:
    """A copy of the site in which each dictionary has a line more; the old ones are gone."""
    for folder in ("webapp", "templates", "questions", "translations", "static/build", "build/templates"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    built = root / "static" / "build"
    made = json.loads((built / DICTIONARIES).read_text())
    for tag, each in made.items():
        content = (built / each["file"]).read_bytes() + b"\nnew"
        digest = sha256(content).hexdigest()
        made[tag] = {"file": f"{tag}.{digest[:12]}.dict", "sha256": digest}
        for path in built.glob(f"{tag}.*.dict*"):
            path.unlink()
        (built / made[tag]["file"]).write_bytes(content)
    (built / DICTIONARIES).write_text(json.dumps(made))
    return root


def test_a_shared_computer_keeps_nothing_of_an_answer(
    chromium: Browser, line: Line, exit_url: str, tmp_path: Path
) -> None:
    """Coded replies are as little kept as others: the whole profile is searched after the browser was closed."""
    first = Person("somebody at a library", {**GOING_HOME.answers, "lawful_years": "73.91"})
    second = Person("and the next one", {**CONSIDERING.answers, "refusal_date": "2026-03-14"})
    given = ["73.91", "2026-03-14"]
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "profile",
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        base_url=line.address,
        locale="en",
    )
    context.set_default_timeout(15_000)
    try:
        reader = Reader(context, line.address, exit_url, "en", True)
        content = load_dictionary(reader, line)
        # Something is kept, and the search must find it: the dictionary, which is the same for everybody.
        assert not any(value.encode() in content for value in given)
        for person, value in zip((first, second), given, strict=True):
            steps = go_through(reader, line, person)
            assert {exchange.coding for exchange in steps} == {"dcz"}
            assert value in reader.page.content()
        reader.page.locator("[data-exit]").click()
    finally:
        context.close()
    assert reader.problems == []
    kept = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    dictionary = next(exchange.path for exchange in line.exchanges if exchange.path.endswith(".dict"))
    assert found(kept, dictionary), "the cache is searched"
    for value in given:
        assert found(kept, value) == []


def found(files: list[Path], text: str) -> list[Path]:
    """The files in which the text stands, in letters of 8 or of 16 bits."""
    forms = text.encode(), text.encode("utf-16-le")
    return [path for path in files if any(form in path.read_bytes() for form in forms)]
