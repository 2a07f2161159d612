"""YAML read with the line of every value, so that each complaint about the law's files says where.

Scalars stay text: what a value means depends on where it stands (``yes`` is an option's id here, not a truth value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

import yaml

from webapp.rules.model import Place

_ID = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*\Z")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LawError(ValueError):
    """Something in the law's files is wrong. The message begins with file and line."""

    def __init__(self, place: Place | None, message: str) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


class Item:
    """One YAML value with its place. Mappings remember which keys were read: `done` complains about the others."""

    def __init__(self, node: yaml.Node, file: str) -> None:
        self.place = Place(file, node.start_mark.line + 1)
        self._node = node
        self._fields: dict[str, Item] | None = None
        self._read: set[str] = set()

    def fail(self, message: str) -> NoReturn:
        raise LawError(self.place, message)

    # scalars

    def text(self) -> str:
        """The text of a scalar, white space folded; raises `LawError` where it is none or empty."""
        if not isinstance(self._node, yaml.ScalarNode):
            self.fail("expected a text, found a list or a mapping")
        value = " ".join(self._node.value.split())
        if not value:
            self.fail("expected a text, found nothing")
        return value

    def identifier(self) -> str:
        value = self.text()
        if not _ID.match(value):
            self.fail(f"“{value}” is no id: small letters, digits, “_” or “-”")
        return value

    def day(self) -> date:
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.fail(f"“{self.text()}” is no date; write 2021-10-01")

    def number(self) -> Decimal:
        try:
            value = Decimal(self.text())
        except InvalidOperation:
            self.fail(f"“{self.text()}” is no number; write 1234 or 112.50")
        if not value.is_finite():
            self.fail(f"“{self.text()}” is no number")
        return value

    def integer(self) -> int:
        value = self.number()
        if value != value.to_integral_value():
            self.fail(f"“{value}” is no whole number")
        return int(value)

    def choice(self, *allowed: str) -> str:
        value = self.text()
        if value not in allowed:
            self.fail(f"“{value}” is not possible here; it is one of: {', '.join(allowed)}")
        return value

    def truth(self) -> bool:
        return self.choice("true", "false") == "true"

    # lists and mappings

    @property
    def is_scalar(self) -> bool:
        return isinstance(self._node, yaml.ScalarNode)

    @property
    def is_mapping(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    def items(self) -> Iterator[Item]:
        """The items of a list, each with its own place."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail("expected a list")
        for node in self._node.value:
            yield Item(node, self.place.file)

    def fields(self) -> dict[str, Item]:
        if self._fields is None:
            if not isinstance(self._node, yaml.MappingNode):
                self.fail("expected “key: value” lines")
            self._fields = {}
            for key, value in self._node.value:
                name = str(key.value)
                item = Item(value, self.place.file)
                if name in self._fields:
                    raise LawError(Place(self.place.file, key.start_mark.line + 1), f"“{name}” stands here twice")
                self._fields[name] = item
        return self._fields

    def get(self, key: str) -> Item | None:
        """The value of `key`, or None where it is not there."""
        self._read.add(key)
        return self.fields().get(key)

    def need(self, key: str) -> Item:
        """The value of `key`; raises `LawError` where it is missing."""
        item = self.get(key)
        if item is None:
            self.fail(f"“{key}” is missing here")
        return item

    def list_of(self, key: str) -> list[Item]:
        """The items of the list `key`; none where the key is missing."""
        item = self.get(key)
        return list(item.items()) if item else []

    def done(self) -> None:
        """Raises `LawError` for the first key that nobody asked for."""
        for key, item in self.fields().items():
            if key not in self._read:
                known = ", ".join(sorted(name for name in self._read if not name.endswith("_note")))
                item.fail(f"“{key}” is not known here; known are: {known}")


def read(path: Path, root: Path) -> Item:
    """The document in `path`; places are relative to `root`. Raises `LawError` where it is no YAML or no UTF-8."""
    file = str(path.relative_to(root))
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise LawError(Place(file, 1), f"the file is not UTF-8: {error}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LawError(Place(file, line), f"this is no YAML: {error.problem}") from None
    except FileNotFoundError:
        raise LawError(Place(file, 1), "the file is missing") from None
    if node is None:
        raise LawError(Place(file, 1), "the file is empty")
    return Item(node, file)
