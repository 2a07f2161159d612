"""Starting the site: what is read for it, and what has to be made before."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.paths import ROOT


def run(*command: str, cwd: Path) -> tuple[int, str]:
    """What a command that is run in `cwd` ends with and writes."""
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.returncode, done.stdout


SERVE = """
import sys
from webapp import create_app
client = create_app().test_client()
for tag in ("da", "en", "ar"):
    assert client.get(f"/{tag}/").status_code == 200
    for answers in ({"goal": "return"}, {"goal": "both", "status": "refugee", "second": "da"}):
        assert client.post(f"/{tag}/check", data={"action": "next", **answers}).status_code == 200
assert client.get("/nowhere").status_code == 404
print([name for name in sys.modules if name.startswith(("webapp.cli", "babel.messages"))])
"""


def test_serving_takes_in_nothing_that_only_commands_need() -> None:
    assert run("-c", SERVE, cwd=ROOT) == (0, "[]\n")


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of the repository in which nothing was made yet."""
    for name in ("webapp", "questions", "templates", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_site_starts_when_its_catalogs_are_compiled(fresh: Path) -> None:
    start = ("-c", "import webapp; webapp.create_app()")
    code, says = run(*start, cwd=fresh)
    assert (code, says) == (
        1,
        "translations/da/LC_MESSAGES/messages.mo is missing. "
        "`make install` compiles the catalogs (`make run` does it by itself).\n",
    )
    assert run("-m", "flask", "--app", "webapp", "run", cwd=fresh)[1].rstrip().endswith(says.rstrip())
    code, says = run("-m", "flask", "--app", "webapp", "translations", "compile", cwd=fresh)
    assert (code, says.count("messages.mo")) == (0, 2), says
    assert run(*start, cwd=fresh) == (0, "")
