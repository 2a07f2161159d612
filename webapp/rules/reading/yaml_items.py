"""YAML read with the line of every value, so that each complaint about the law's files says where.

Scalars stay text: what a value means depends on where it stands (``yes`` is an option's id here, not a truth value).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import NoReturn

import yaml

from webapp.rules.model import LawError, Place

_ID = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*\Z")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Item:
    """One YAML value with its place. Mappings remember which keys were read: `done` complains about the others."""

    def __init__(self, node: yaml.Node, file: str, lines: list[str]) -> None:
        self.place = Place(file, node.start_mark.line + 1)
        self._node = node
        self._lines = lines
        self._fields: dict[str, Item] | None = None
        self._read: set[str] = set()
        self._base: Item | None = None

    def fail(self, message: str) -> NoReturn:
        """Raises `LawError` with `message`, at the place of this value."""
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

    def sentence(self) -> str:
        """The text of a scalar that people read: a remark behind it would be half a sentence that was cut off."""
        mark = self._node.end_mark
        rest = self._lines[mark.line][mark.column :] if mark.line < len(self._lines) else ""
        if isinstance(self._node, yaml.ScalarNode) and not self._node.style and rest.lstrip().startswith("#"):
            self.fail("“#” begins a remark, so the text ends before it; put the whole text in quotes")
        return self.text()

    def identifier(self) -> str:
        """The text of a scalar as an id; raises `LawError` where it is none."""
        value = self.text()
        if not _ID.match(value):
            self.fail(f"“{value}” is no id: small letters, digits, “_” or “-”")
        return value

    def day(self) -> date:
        """The day that a scalar names, such as 2021-10-01; raises `LawError` where it is none."""
        try:
            return date.fromisoformat(self.text())
        except ValueError:
            self.fail(f"“{self.text()}” is no date; write it like 2021-10-01")

    def number(self) -> Decimal:
        """The number that a scalar is, exactly as it is written; raises `LawError` where it is none."""
        try:
            value = Decimal(self.text())
        except InvalidOperation:
            self.fail(f"“{self.text()}” is no number; write it like 1234 or 112.50")
        if not value.is_finite():
            self.fail(f"“{self.text()}” is no number")
        return value

    def figure(self) -> Decimal:
        """A positive number with two decimals at most: 2.850 is a Danish way of writing 2850, and would be 2.85."""
        value = self.number()
        if value <= 0:
            self.fail(f"“{self.text()}” is no figure of the law: it has to be more than 0")
        if value != value.quantize(Decimal("0.01")) or len(self.text().partition(".")[2]) > 2:
            self.fail(f"“{self.text()}” has more than two decimals; write thousands without a point, like 2850")
        return value

    def integer(self) -> int:
        """The whole number that a scalar is; raises `LawError` where it is none."""
        value = self.number()
        if value != value.to_integral_value():
            self.fail(f"“{value}” is no whole number")
        return int(value)

    def choice(self, *allowed: str) -> str:
        """The text of a scalar that is one of `allowed`; raises `LawError` where it is another one."""
        value = self.text()
        if value not in allowed:
            self.fail(f"“{value}” is not possible here; it is one of: {', '.join(allowed)}")
        return value

    def truth(self) -> bool:
        """Whether a scalar is ``true``; raises `LawError` where it is neither ``true`` nor ``false``."""
        return self.choice("true", "false") == "true"

    # lists and mappings

    @property
    def is_scalar(self) -> bool:
        """Whether this is one value and neither a list nor a mapping."""
        return isinstance(self._node, yaml.ScalarNode)

    def items(self) -> Iterator[Item]:
        """The items of a list, each with its own place."""
        if not isinstance(self._node, yaml.SequenceNode):
            self.fail("expected a list")
        for node in self._node.value:
            yield Item(node, self.place.file, self._lines)

    def fields(self) -> dict[str, Item]:
        """The values of a mapping by their keys; raises `LawError` where it is none, or where a key stands twice."""
        if self._fields is None:
            if not isinstance(self._node, yaml.MappingNode):
                self.fail("expected “key: value” lines")
            self._fields = {}
            for key, value in self._node.value:
                name = str(key.value)
                item = Item(value, self.place.file, self._lines)
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
            meant = get_close_matches(key, self.fields().keys() - self._read, 1, cutoff=0.75)
            (self._base or self).fail(
                f"“{key}” is missing here" + (f"; “{meant[0]}” is there, is it that?" if meant else "")
            )
        return item

    def list_of(self, key: str) -> list[Item]:
        """The items of the list `key`; none where the key is missing."""
        item = self.get(key)
        return list(item.items()) if item else []

    def over(self, base: Item) -> Item:
        """This mapping with what it lacks taken from `base`; every value keeps its place. Raises `LawError` where one is none.

        A note for the translator goes with the text that it is about.
        """
        own = self.fields()
        whole = Item(self._node, self.place.file, self._lines)
        whole._fields = {
            key: value for key, value in base.fields().items() if key.removesuffix("_note") not in own
        } | own
        whole._read = set(self._read)
        whole._base = base
        return whole

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
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=_Loader)
    except UnicodeDecodeError:
        raise LawError(Place(file, 1), "the file is not UTF-8; save it in that encoding") from None
    except yaml.MarkedYAMLError as error:
        raise _explained(error, file, text) from None
    except FileNotFoundError:
        raise LawError(Place(file, 1), "the file is missing") from None
    if node is None:
        raise LawError(Place(file, 1), "the file is empty")
    return Item(node, file, text.splitlines())


def _explained(error: yaml.MarkedYAMLError, file: str, text: str) -> LawError:
    """What YAML complains about, with the likely mistake in plain words."""
    problem = error.problem or "it cannot be read"
    line = error.problem_mark.line + 1 if error.problem_mark else 1
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    begun = error.context_mark.line + 1 if error.context_mark else line
    hint = "are the quotes closed, and is the indentation like that of the lines above?"
    if "\t" in written[: len(written) - len(written.lstrip())]:
        hint = "there is a tab; indent with spaces"
    elif "mapping values are not allowed" in problem:
        hint = "there is a “: ” in a text (put the whole text in quotes), or this line is indented further than the one above"
    elif re.search(r":\s+[*%@`&]", written):
        hint = "a text that begins with a sign has to be in quotes as a whole"
    elif begun < line:
        hint = f"what begins in line {begun} is not closed; " + hint
    return LawError(Place(file, line), f"this is no YAML ({problem}): {hint}")
