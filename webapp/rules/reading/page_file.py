"""Reads what belongs to no scheme: ``notices.yaml`` (on top of the result) and ``also.yaml`` (worth asking besides)."""

from __future__ import annotations

from datetime import date

from webapp.rules.model import AlsoWorthAsking, Line, Notice, Span, Text, Variant
from webapp.rules.reading.shared_entries import (
    Parts,
    optional_condition,
    read_citations,
    read_condition,
    read_contacts,
    read_line,
    read_span,
    read_window,
)
from webapp.rules.reading.yaml_items import Item

#: The condition of a notice for people for whom no scheme is in scope, or all are unlikely: the engine knows it.
NOTHING_FITS = "nothing_fits"


def read_notice(item: Item, parts: Parts) -> Notice:
    """One page notice; raises `LawError` for what is missing, unknown or of the wrong form."""
    id = item.need("id").identifier()
    when, shown, first = item.need("when"), item.need("shown"), item.need("from").day()
    about = f"Page notice “{id}”, on top of the result"

    def text(of: Item, key: str, what: str) -> Text:
        return parts.text(of, key, id, f"{about}: {what}")

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
        keys = read_line(entry, parts, first, lambda key, when, of=entry, what=what: text(of, key, f"{what}; {when}"))  # type: ignore[misc]
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
            item.list_of("contacts"), parts, first, lambda each: text(each, "about", "what the contact can do here")
        ),
        sources=read_citations(item.list_of("sources"), parts),
        place=item.place,
    )
    item.done()
    last = variants[-1] if variants else item.fail("a notice needs one variant or more")
    if last.condition or last.span.start or last.span.end:
        item.fail("the last variant is for everybody and every day: it has no “when”, “from” or “until”")
    return notice


def read_also(item: Item, parts: Parts) -> AlsoWorthAsking:
    """One kind of support that is worth asking about; raises `LawError` as `read_notice`."""
    id, term = item.need("id").identifier(), item.need("term").text()
    about = f"Also worth asking: “{id}” (Danish: {term})"
    also = AlsoWorthAsking(
        id=id,
        term=term,
        title=parts.text(item, "title", id, f"{about}; its name"),
        text=parts.text(item, "text", id, f"{about}; the rule in one sentence"),
        ask=parts.authority(item.need("ask")),
        **read_line(item, parts, date.min, lambda key, when: parts.text(item, key, id, f"{about}; {when}")),
    )
    item.done()
    if not also.sources:
        item.fail(f"“{id}” has no source")
    return also
