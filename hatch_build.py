"""Adds to the wheel what is built and not in the repository: assets, catalogs, dictionaries, templates, the law as read."""

import json
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltFiles(BuildHookInterface):
    """Builds with make, as a checkout does, and puts the outcome where `webapp.paths` looks for it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it builds; raises `CalledProcessError` where make fails. An editable wheel needs nothing."""
        if version == "editable":
            return
        root = Path(self.root)
        subprocess.run(["make", "assets", "build/.catalogs", "build/.prepared"], cwd=root, check=True)
        lists = [f"static/build/{name}.json" for name in ("manifest", "dictionaries")]
        assets, dictionaries = (json.loads((root / path).read_text(encoding="utf-8")) for path in lists)
        built = [*lists, "build/law.pickle", "build/templates", "translations/cldr.json"]
        # Of what earlier builds left there nothing.
        built += (f"static/build/{file}{ending}" for file in assets.values() for ending in ("", ".br", ".gz"))
        built += (f"static/build/{each['file']}{ending}" for each in dictionaries.values() for ending in ("", ".br"))
        built += (str(path.relative_to(root)) for path in root.glob("translations/*/LC_MESSAGES/*.mo"))
        build_data["force_include"] |= {str(root / name): f"webapp/_share/{name}" for name in built}
