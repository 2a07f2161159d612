"""The house: small rooms, each with one subject, and imports that point one way.

What imports what is in `pyproject.toml` ([tool.importlinter]); the rest stands here.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from webapp.paths import PACKAGE, ROOT

MOST_FILES, MOST_LINES = 9, 350
#: The core: from conditions over diagrams to what follows for one person.
CORE, CORE_LINES = ("rules/logic/*.py", "rules/model/expressions.py"), 1500
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_share" not in path.parts)

SERVE = """
import sys
from webapp import create_app
client = create_app({"TESTING": True}).test_client()
for address in ("/en/", "/en/check", "/en/nowhere"):
    client.get(address)
print(*sorted(name for name in sys.modules if name.startswith(("webapp.catalogs", "webapp.dictionaries"))))
"""


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_imports() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_room_has_too_many_files() -> None:
    rooms = Counter(path.parent.relative_to(PACKAGE) for path in MODULES)
    crowded = {str(room): count for room, count in rooms.items() if count > MOST_FILES}
    assert not crowded, f"more than {MOST_FILES} files: make two rooms of one, each with its own subject: {crowded}"


def test_no_file_is_too_long() -> None:
    long = {str(path.relative_to(ROOT)): lines(path) for path in MODULES if lines(path) > MOST_LINES}
    assert not long, (
        f"more than {MOST_LINES} lines: find the second subject in it, and give that a file of its own: {long}"
    )


def test_the_core_can_be_read_in_one_sitting() -> None:
    total = sum(lines(path) for pattern in CORE for path in PACKAGE.glob(pattern))
    assert total < CORE_LINES, f"{total} lines in {CORE}: what is not needed to follow one condition stands elsewhere"


def test_each_name_is_used_once() -> None:
    names = Counter(path.stem for path in MODULES if not path.stem.startswith("__"))
    names.update(path.parent.name for path in MODULES if path.stem == "__init__")
    twice = [name for name, count in names.items() if count > 1]
    assert not twice, f"two modules or rooms of one name: whoever looks for a change has to guess: {twice}"


def test_each_room_says_what_it_is() -> None:
    silent = [str(path.relative_to(ROOT)) for path in MODULES if not path.read_text(encoding="utf-8").startswith('"""')]
    assert not silent, f"the first line of a module says what it is: {silent}"


def test_tests_stand_where_the_code_does() -> None:
    tests = ROOT / "tests" / "webapp"
    rooms = {path.stem: path.parent.relative_to(PACKAGE) for path in MODULES}
    strays = []
    for path in tests.rglob("test_*.py"):
        room = path.parent.relative_to(tests)
        # One that is not named after a module is about all of its room.
        if not (PACKAGE / room / "__init__.py").is_file() or rooms.get(path.stem.removeprefix("test_"), room) != room:
            strays.append(str(path.relative_to(ROOT)))
    assert not strays, f"webapp/room/module.py has its test in tests/webapp/room/test_module.py: {strays}"


def test_what_is_for_translators_and_for_set_up_is_never_loaded_while_serving() -> None:
    run = subprocess.run([sys.executable, "-c", SERVE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not run.stdout.split(), (
        "webapp.catalogs and webapp.dictionaries are for commands alone: import them inside of the command that needs them"
    )


def test_the_readme_names_what_is_there() -> None:
    """Every room has a line, and every path in `webapp/` is one of today."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"webapp/[\w/]*(?:\w\.\w+|/)", text))
    assert {name for name in named if not (ROOT / name).exists()} == set()
    rooms = {path.parent.relative_to(ROOT).parts[1] for path in MODULES if path.parent != PACKAGE}
    assert {room for room in rooms if f"webapp/{room}/" not in named} == set()
