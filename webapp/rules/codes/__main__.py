"""``python -m webapp.rules.codes --add``: today's questions become a new version of the answer codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from webapp.paths import share
from webapp.rules import load
from webapp.rules.codes.versions import add


def main(arguments: Sequence[str]) -> int:
    """Add a version where the questions have changed; the exit status is 2 where it was called in another way."""
    if list(arguments) != ["--add"]:
        print("usage: python -m webapp.rules.codes --add")
        return 2
    version = add(load(share("questions")))
    print("nothing has changed" if version is None else f"version {version.number} was added: commit the file")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
