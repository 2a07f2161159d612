"""The law as set-up has read and checked it: a start that finds its files unchanged need not do that again.

What was kept counts only for the very files and the very code that it was made from; whatever differs, the files win.
"""

from __future__ import annotations

import copyreg
import os
import pickle
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

from webapp.rules.model import Rulebook

#: The engine: what reads the law, and the types that hold it.
_CODE = Path(__file__).resolve().parent


def load(root: Path, kept: Path | None = None) -> Rulebook:
    """The law in the folder `root`, whole and checked; raises `LawError` with file and line for the first mistake.

    `kept`: a file that `keep` wrote, and that nobody else can write to: it is taken at its word. If it is missing or
    was made from other files, the law is read.
    """
    if kept:
        try:
            content = kept.read_bytes()
        except OSError:
            content = b""
        digest = _digest(root)
        if content[: len(digest)] == digest:
            rulebook: Rulebook = pickle.loads(memoryview(content)[len(digest) :])
            return rulebook
    # Here and not above: that alone needs the YAML library.
    from webapp.rules.reading.load import load as read

    return read(root)


def keep(root: Path, kept: Path) -> None:
    """Read the law in the folder `root`, check it, and write it to the file `kept`; raises `LawError` as `load` does."""
    digest = _digest(root)
    rulebook = load(root)
    kept.parent.mkdir(parents=True, exist_ok=True)
    fresh = kept.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(digest + pickle.dumps(rulebook, pickle.HIGHEST_PROTOCOL))
    fresh.replace(kept)


def _digest(root: Path) -> bytes:
    """What tells the files of `root` and the code of the engine from all others: 32 bytes."""
    digest = sha256()
    for folder, pattern in (root, "*"), (_CODE, "*.py"):
        for path in sorted(folder.rglob(pattern)):
            if path.is_file():
                content = path.read_bytes()
                digest.update(f"{path.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return digest.digest()


def _frozen(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))
