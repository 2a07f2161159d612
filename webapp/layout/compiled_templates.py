"""Templates compiled at set-up. Serving compiles none of them and writes nothing: the files may be read-only.

What was compiled counts only for the very source that it was made from: without it, or after a change, Jinja compiles.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
from flask import Flask
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's cache in the folder `directory`, which only `compile_templates` fills."""

    is_filled = False

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """By its name alone: an installed package lies in another folder than the one that it was built in."""
        return super().get_cache_key(name)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """What was made of `source` by this very Jinja, set up as it is now; empty if there is none."""
        setup = jinja2.__version__, environment.trim_blocks, environment.lstrip_blocks, sorted(environment.extensions)
        return super().get_bucket(environment, name, filename, f"{setup}\n{source}")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing while serving."""
        if self.is_filled:
            super().dump_bytecode(bucket)


def compile_templates(app: Flask) -> int:
    """Compile all templates of `app` into the folder of its cache; how many there are."""
    jinja = app.jinja_env
    cache = jinja.bytecode_cache
    assert isinstance(cache, CompiledTemplates) and jinja.loader
    Path(cache.directory).mkdir(parents=True, exist_ok=True)
    cache.clear()
    cache.is_filled = True
    names = jinja.list_templates()
    for name in names:
        jinja.loader.load(jinja, name)
    cache.is_filled = False
    return len(names)
