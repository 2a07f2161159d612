"""Another version of the site, to be measured beside this one: unpacked from the history and set up in the cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.sites import HERE, Application

#: The last commit before what browsers really ask for was measured.
DEFAULT = "63ad8f7"


def cache() -> Path:
    """The folder where other versions and the peers are set up. It can be deleted at any time."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "vejviser-bench"


def prepared(revision: str, variables: Mapping[str, str]) -> Application | None:
    """The site as it was at `revision` (or as it stands in that folder), set up. None, and a sentence, where it cannot be had."""
    folder = Path(revision)
    if not (folder / "webapp").is_dir():
        commit = _output("git", "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
        if not commit:
            print(f"The history lacks {revision}: nothing is measured beside this version.", file=sys.stderr)
            return None
        folder = cache() / commit[:12]
        if not _set_up(folder, commit):
            print(f"{revision} could not be set up in {folder}: it is left out.", file=sys.stderr)
            return None
    return Application(f"{folder.name[:7]}", folder, folder / ".venv/bin/python", variables=variables)


def _set_up(folder: Path, commit: str) -> bool:
    """Unpacks the commit and has its own Makefile set it up, unless that is done; whether it went well."""
    done = folder / ".set-up"
    if done.exists():
        return True
    print(f"Setting up {commit[:12]} in {folder}, once.", file=sys.stderr)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["tar", "-x", "-C", folder], input=_output("git", "archive", commit), check=True)
    python = Path(sys.executable).resolve()
    command = ["make", "-s", "install", f"PYTHON={python}"]
    made = subprocess.run(command, cwd=folder, env=outside_make(), capture_output=True, text=True)
    if made.returncode:
        print(made.stdout[-1000:] + made.stderr[-3000:], file=sys.stderr)
        return False
    done.touch()
    return True


def outside_make() -> dict[str, str]:
    """Our variables without those of a `make` that started us: its flags are not meant for another one."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "VEJVISER_"))}


def _output(*command: str) -> bytes:
    return subprocess.run(command, cwd=HERE, capture_output=True, check=False).stdout
