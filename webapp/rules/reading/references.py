"""What the readers of the law's files share: the things that entries refer to, and how texts, days and conditions are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from webapp.rules.model import (
    Authority,
    Citation,
    Condition,
    DatedCondition,
    LawError,
    Parameter,
    Source,
    Span,
    Text,
    Window,
)
from webapp.rules.model.expressions import Expression, ExpressionError, parse
from webapp.rules.reading.yaml_items import Item

#: The file of what stands in several schemes; also the gettext context of its texts, without the ending.
SHARED = "shared.yaml"
#: The lists of a scheme whose entries may be shared.
SHARED_LISTS = ("criteria", "said", "steps", "bring", "payments")


@dataclass
class References:
    """What was read so far, to refer to.

    `shared`: the entries of ``shared.yaml`` by the list that they belong into and their id; `used`: those that a scheme took.
    `texts`: a text of an entry that is shared is there once.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    authorities: dict[str, Authority] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    shared: dict[tuple[str, str], list[Item]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    texts: dict[Text, Text] = field(default_factory=dict)

    def text(self, item: Item, key: str, context: str, comment: str, own: frozenset[str] = frozenset()) -> Text:
        """The text under `key`, with `comment` and what stands under ``key_note`` for the translator."""
        value = item.need(key)
        note = item.get(f"{key}_note")
        whole = f"{comment}. {note.text()}" if note else f"{comment}."
        text = Text(value.sentence(), context, whole, value.place, own)
        return self.texts.setdefault(text, text)

    def optional(self, item: Item, key: str, context: str, comment: str) -> Text | None:
        """The text under `key` as in `text`; None where there is none."""
        item.get(f"{key}_note")
        return self.text(item, key, context, comment) if item.get(key) else None

    def source(self, item: Item) -> Source:
        """The source whose id `item` is; raises `LawError` where there is none."""
        return self.sources.get(item.identifier()) or item.fail(f"there is no source “{item.text()}” in sources.yaml")

    def citation(self, source: Item, at: Item | None) -> Citation:
        """The source whose id `source` is, and the section `at` of it; raises `LawError` where there is no such source."""
        return Citation(self.source(source), at.text() if at else None)

    def authority(self, item: Item) -> Authority:
        """The authority whose id `item` is; raises `LawError` where there is none."""
        found = self.authorities.get(item.identifier())
        return found or item.fail(f"there is no authority “{item.text()}” in authorities.yaml")

    def parameter(self, item: Item) -> Parameter:
        """The dated figure whose id `item` is; raises `LawError` where there is none."""
        found = self.parameters.get(item.identifier())
        return found or item.fail(f"there is no figure “{item.text()}” in parameters/")

    def read_shared(self, document: Item) -> None:
        """Reads ``shared.yaml``; raises `LawError` for a list that no scheme has, or an id that stands twice."""
        for key in SHARED_LISTS:
            for item in document.list_of(key):
                id = item.need("id").identifier()
                if use := item.get("use"):
                    use.fail("what is shared takes nothing that is shared")
                # As in a scheme: one id for one period after the other, and whoever takes it takes all of them.
                if (key, id) in self.shared and not (item.get("from") or item.get("until")):
                    item.fail(f"“{id}” stands twice under “{key}”")
                self.shared.setdefault((key, id), []).append(item)
        document.done()

    def entries(self, of: Item, key: str) -> Iterator[Item]:
        """The entries of a list of a scheme: its own, and those it takes from ``shared.yaml`` (``use: id``).

        What stands beside ``use`` takes the place of what is shared. Raises `LawError` where nothing of that id is shared,
        and for an id that stands twice (but for one period after the other).
        """
        seen: set[str] = set()
        for item in of.list_of(key):
            id, use = item.get("id"), item.get("use")
            if id and use:
                item.fail("either “id” or “use”, not both")
            named = id or use or item.fail("“id” is missing here (or “use”, for what is shared)")
            # An id may stand twice for one period after the other: then each entry has its days (`check`).
            dated = item.get("from") or item.get("until") or item.get("days")
            if key != "criteria" and not dated and named.text() in seen:
                named.fail(f"“{named.text()}” stands twice under “{key}”")
            seen.add(named.text())
            if use:
                yield from (item.over(shared) for shared in self._shared(key, use))
            else:
                yield item

    def _shared(self, key: str, use: Item) -> list[Item]:
        id = use.identifier()
        if key not in SHARED_LISTS:
            use.fail(f"nothing is shared under “{key}”; in {SHARED} there are: {', '.join(SHARED_LISTS)}")
        if (key, id) not in self.shared:
            elsewhere = [list_ for list_, shared in self.shared if shared == id]
            known = [shared for list_, shared in self.shared if list_ == key]
            meant = get_close_matches(id, known, 1)
            hint = f"it stands under “{elsewhere[0]}”" if elsewhere else f"there are: {', '.join(known) or 'none'}"
            hint = f"did you mean “{meant[0]}”?" if meant else hint
            use.fail(f"there is no “{id}” under “{key}” in {SHARED}; {hint}")
        self.used.add((key, id))
        return self.shared[key, id]

    def no_idle_share(self) -> None:
        """Raises `LawError` for the first entry of ``shared.yaml`` that no scheme takes."""
        for (key, id), items in self.shared.items():
            if (key, id) not in self.used:
                items[0].fail(f"no scheme takes “{id}” into its “{key}”")


@contextmanager
def taken_by(scheme: str) -> Iterator[None]:
    """Whatever is wrong with a shared entry says for which scheme it is so: in another one it may be right."""
    try:
        yield
    except LawError as error:
        if error.place is None or error.place.file != SHARED:
            raise
        raise LawError(error.place, f"{error.message}; the scheme “{scheme}” takes this") from None


def read_citations(items: list[Item], references: References) -> tuple[Citation, ...]:
    """What stands under ``sources``; raises `LawError` for a source that there is not, or a key that is not known."""
    citations = []
    for item in items:
        citations.append(references.citation(item.need("id"), item.get("at")))
        item.done()
    return tuple(citations)


def read_span(item: Item) -> Span:
    """`from` and `until` of `item`, where it has them."""
    start, end = item.get("from"), item.get("until")
    span = Span(start.day() if start else None, end.day() if end else None)
    if span.start and span.end and span.end < span.start:
        item.fail("“until” is before “from”")
    return span


def read_window(item: Item) -> Window | None:
    """The days within which something began, under ``window``; None where the first day is known."""
    window = item.get("window")
    if window is None:
        return None
    end = window.get("to")
    read = Window(window.need("from").day(), end.day() if end else None)
    window.done()
    if read.end and read.end < read.start:
        window.fail("“to” is before “from”")
    start = item.get("from")
    if start is None or not read.start <= start.day() <= (read.end or date.max):
        window.fail("a window is the time within which “from” lies, the day that is used")
    return read


def read_condition(item: Item, start: date | None) -> Condition:
    """A condition: one line, or a list of lines with the days they hold from. `start` is the first day it is needed."""
    if item.is_scalar:
        return (DatedCondition(start or date.min, _parse(item), item.place),)
    entries: list[DatedCondition] = []
    for entry in item.items():
        begin = entry.need("from").day()
        if entries and begin <= entries[-1].start:
            entry.fail("the dates overlap: each “from” must be later than the one before it")
        entries.append(DatedCondition(begin, _parse(entry.need("when")), entry.place, read_window(entry)))
        entry.get("note")
        entry.done()
    if not entries:
        item.fail("a condition is missing")
    if start is not None and entries[0].start > start:
        item.fail(f"there is a gap: nothing is said for the days from {start} to {entries[0].start}")
    return tuple(entries)


def optional_condition(item: Item, key: str, start: date | None) -> Condition | None:
    """The condition under `key` as in `read_condition`; None where there is none."""
    value = item.get(key)
    return read_condition(value, start) if value else None


def _parse(item: Item) -> Expression:
    try:
        return parse(item.text())
    except ExpressionError as error:
        item.fail(str(error))
