"""The files of tests/scenarios, as they are written for caseworkers."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

Json = dict[str, Any]

FOLDER = Path(__file__).parent / "scenarios"
# lists beside the scenarios, not scenarios
DATA = {"figures.yaml", "options.yaml", "outcomes.yaml", "said.yaml", "never.yaml"}
LAST_DAY = "2026-11-22"  # the day on which the newest figures were still the newest


class PlainLoader(yaml.SafeLoader):
    """YAML in which `yes`, `no` and 2021-10-01 are the words that they look like, so that nobody has to quote them."""


WORDS = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in WORDS]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping_without_repeats(loader: PlainLoader, node: yaml.MappingNode) -> Json:
    keys = [key.value for key, _ in node.value]
    repeated = {key for key in keys if keys.count(key) > 1}
    if repeated:
        raise yaml.constructor.ConstructorError(None, None, f"twice: {', '.join(sorted(repeated))}", node.start_mark)
    return dict(loader.construct_pairs(node, deep=True))


PlainLoader.add_constructor("tag:yaml.org,2002:map", _mapping_without_repeats)


def read(name: str) -> Any:
    # The open file, not its text: so a mistake is named with the file.
    with (FOLDER / name).open(encoding="utf-8") as file:
        return yaml.load(file, PlainLoader)


def scenario_files() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("*.yaml") if path.name not in DATA)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
