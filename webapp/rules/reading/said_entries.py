"""Reads what is said: lines and contacts, wherever they stand, and what belongs to no scheme.

That is ``notices.yaml`` (on top of the result) and ``also.yaml`` (worth asking besides).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypedDict

from webapp.rules.model import (
    AlsoWorthAsking,
    Citation,
    Condition,
    ContactRule,
    IfOpen,
    Line,
    Notice,
    Place,
    Rulebook,
    Scheme,
    Span,
    Step,
    Text,
    Variant,
    Window,
)
from webapp.rules.model import expressions as ex
from webapp.rules.reading.references import (
    SHARED,
    References,
    optional_condition,
    read_citations,
    read_condition,
    read_span,
    read_window,
)
from webapp.rules.reading.yaml_items import Item

#: The condition of a notice for people for whom no scheme is in scope, or all are unlikely: the engine knows it.
NOTHING_FITS = "nothing_fits"


class LineKeys(TypedDict):
    """What every line has besides its text."""

    condition: Condition | None
    if_open: IfOpen | None
    text_if_open: Text | None
    span: Span
    window: Window | None
    grave: bool
    guidance_1998: bool
    text_1998: Text | None
    sources: tuple[Citation, ...]
    place: Place


def read_line(item: Item, references: References, first: date, text: Callable[[str, str], Text]) -> LineKeys:
    """What a line has besides its id and its text.

    Args:
        item: the entry.
        references: what it may refer to.
        first: the first day of what it stands in.
        text: reads the text under a key; the second argument says for the translator when it is said.

    Raises:
        LawError: the keys do not go together.
    """
    span = read_span(item)
    condition = optional_condition(item, "when", max(span.start or date.min, first))
    if_open, grave, guidance = item.get("if_open"), item.get("grave"), item.get("guidance_1998")
    open_text, text_1998 = item.get("text_if_open"), item.get("text_1998")
    if if_open and open_text:
        if_open.fail("either “if_open” or “text_if_open”, not both")
    for key in (if_open, open_text):
        if key and condition is None:
            key.fail("there is no condition here (“when”) that could be open")
    if text_1998 and not guidance:
        text_1998.fail("“text_1998” belongs to “guidance_1998: true”")
    for note in ("text_if_open_note", "text_1998_note"):
        item.get(note)
    return LineKeys(
        condition=condition,
        if_open=("hide" if if_open.choice("hide", "same") == "hide" else "same") if if_open else None,
        text_if_open=text("text_if_open", "while it is not known whether it concerns the reader")
        if open_text
        else None,
        span=span,
        window=read_window(item),
        grave=grave.truth() if grave else False,
        guidance_1998=guidance.truth() if guidance else False,
        text_1998=text("text_1998", "after 30 June 2002, when it is not known whether it still holds")
        if text_1998
        else None,
        sources=read_citations(item.list_of("sources"), references),
        place=item.place,
    )


def read_contacts(
    items: Iterable[Item], references: References, first: date, about: Callable[[Item], Text]
) -> tuple[ContactRule, ...]:
    """Whom to talk to: ids of authorities, or entries with a condition and a sentence of their own."""
    rules = []
    for item in items:
        if item.is_scalar:
            rules.append(ContactRule(references.authority(item), None))
            continue
        authority = references.authority(item.need("id"))
        item.get("about_note")
        own = about(item) if item.get("about") else None
        rules.append(ContactRule(authority, optional_condition(item, "when", first), own))
        item.done()
    return tuple(rules)


class SchemeEntries:
    """What the entries of one scheme share: its id, its Danish name and its first day; and how its texts are read."""

    def __init__(self, item: Item, references: References) -> None:
        self.item = item
        self.references = references
        self.id = item.need("id").identifier()
        self.term = item.need("term").text()
        in_force = item.need("in_force")
        self.span = read_span(in_force)
        in_force.done()
        self.start = self.span.start or in_force.fail("“from” is missing: the first day of the scheme")

    def about(self, item: Item) -> Text:
        """What a contact can do for somebody in this scheme."""
        return self.text(item, "about", f"What “{item.need('id').text()}” can do for you in this")

    def line(self, item: Item, what: str) -> LineKeys:
        """What a line of this scheme has besides its text; `what` it is, for the translator."""
        return read_line(item, self.references, self.start, lambda key, when: self.text(item, key, f"{what}; {when}"))

    def text(self, item: Item, key: str, what: str, own: frozenset[str] = frozenset()) -> Text:
        """The text under `key`; `what` it is, for the translator; `own`: its placeholders that are no figures."""
        if item.need(key).place.file == SHARED:
            return self.references.text(item, key, SHARED.removesuffix(".yaml"), f"{what}; in several schemes", own)
        comment = f"{what}; scheme “{self.id}” (Danish: {self.term})"
        return self.references.text(item, key, self.id, comment, own)

    def optional(self, item: Item, key: str, what: str) -> Text | None:
        """The text under `key` as in `text`; None where there is none."""
        item.get(f"{key}_note")
        return self.text(item, key, what) if item.get(key) else None

    def steps(self, within: Item, key: str, what: str) -> tuple[Step, ...]:
        """The steps in the list `key`; `what` they are, for the translator."""
        steps = []
        for item in self.references.entries(within, key):
            id = item.need("id").identifier()
            contact = item.get("contact")
            steps.append(
                Step(
                    id=id,
                    title=self.optional(item, "title", f"{what}: title of “{id}”"),
                    text=self.text(item, "text", f"{what}: “{id}”"),
                    contact=self.references.authority(contact) if contact else None,
                    **self.line(item, f"{what}: “{id}”"),
                )
            )
            item.done()
        return tuple(steps)


def read_notice(item: Item, references: References) -> Notice:
    """One page notice; raises `LawError` for what is missing, unknown or of the wrong form."""
    id = item.need("id").identifier()
    when, shown, first = item.need("when"), item.need("shown"), item.need("from").day()
    about = f"Page notice “{id}”, on top of the result"

    def text(of: Item, key: str, what: str) -> Text:
        return references.text(of, key, id, f"{about}: {what}")

    def whenever(of: Item, what: str) -> Callable[[str, str], Text]:
        return lambda key, when: text(of, key, f"{what}; {when}")

    variants = []
    for entry in item.need("variants").items():
        name = entry.need("id").identifier()
        variants.append(
            Variant(
                id=name,
                text=text(entry, "text", f"variant “{name}”"),
                condition=optional_condition(entry, "when", first),
                span=read_span(entry),
                window=read_window(entry),
            )
        )
        entry.done()
    always = []
    for entry in item.list_of("always"):
        name = entry.need("id").identifier()
        what = f"what stands in each variant, “{name}”"
        keys = read_line(entry, references, first, whenever(entry, what))
        always.append(Line(id=name, text=text(entry, "text", what), **keys))
        entry.done()
    notice = Notice(
        id=id,
        condition=None if when.is_scalar and when.text() == NOTHING_FITS else read_condition(when, first),
        span=Span(first, None),
        only_if_true=shown.choice("if_true", "unless_false") == "if_true",
        title=text(item, "title", "its heading, a few words"),
        variants=tuple(variants),
        always=tuple(always),
        contacts=read_contacts(
            item.list_of("contacts"),
            references,
            first,
            lambda each: text(each, "about", "what the contact can do here"),
        ),
        sources=read_citations(item.list_of("sources"), references),
        place=item.place,
    )
    item.done()
    last = variants[-1] if variants else item.fail("a notice needs one variant or more")
    if last.condition or last.span.start or last.span.end:
        item.fail("the last variant is for everybody and every day: it has no “when”, “from” or “until”")
    return notice


def read_also(item: Item, references: References) -> AlsoWorthAsking:
    """One kind of support that is worth asking about; raises `LawError` as `read_notice`."""
    id, term = item.need("id").identifier(), item.need("term").text()
    about = f"Also worth asking: “{id}” (Danish: {term})"
    also = AlsoWorthAsking(
        id=id,
        term=term,
        title=references.text(item, "title", id, f"{about}; its name"),
        text=references.text(item, "text", id, f"{about}; the rule in one sentence"),
        ask=references.authority(item.need("ask")),
        **read_line(item, references, date.min, lambda key, when: references.text(item, key, id, f"{about}; {when}")),
    )
    item.done()
    if not also.sources:
        item.fail(f"“{id}” has no source")
    return also


def left_open(rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    """The lines whose condition can stay open and of which the file does not say what holds then, each with its id.

    Told as a fact to people who were never asked, such a sentence can frighten, or promise, without a reason.
    """
    for scheme in rulebook.schemes.values():
        reasons = {id(each) for each in scheme.said if each.kind == "reason"}  # said only where it is so
        for line in (*scheme.said, *scheme.steps, *scheme.bring, *scheme.payments):
            says = line.if_open or line.text_if_open or id(line) in reasons
            if line.condition and not says and _can_stay_open(rulebook, scheme, line.condition):
                yield line.place, line.id


def _can_stay_open(rulebook: Rulebook, scheme: Scheme, condition: Condition) -> bool:
    """Whether an answer "I don't know", or an authority, can leave the condition open."""
    criteria = {each.id: each.condition for each in scheme.criteria}
    for dated in condition:
        for node in ex.walk(dated.when):
            if isinstance(node, ex.Maybe):
                return True
            if isinstance(node, ex.Name):
                inner = (
                    rulebook.concepts[node.name].condition if node.name in rulebook.concepts else criteria[node.name]
                )
                if _can_stay_open(rulebook, scheme, inner):
                    return True
            asked: set[str] = {node.question} if isinstance(node, ex.Membership) else set()
            if isinstance(node, ex.Comparison):
                asked = {
                    term.name for term in (*node.left, *node.right) if term.name and term.name in rulebook.questions
                }
            if any(rulebook.questions[id].may_be_unknown for id in asked):
                return True
    return False
