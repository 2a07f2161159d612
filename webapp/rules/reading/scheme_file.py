"""Reads one file of ``questions/schemes/`` into a `Scheme`."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from webapp.rules.model import (
    Authority,
    Because,
    Criterion,
    DeadlineRule,
    Moment,
    Outcome,
    Said,
    Scheme,
    Text,
)
from webapp.rules.reading.references import (
    References,
    optional_condition,
    read_citations,
    read_condition,
    read_span,
    read_window,
    taken_by,
)
from webapp.rules.reading.said_entries import SchemeEntries, read_contacts
from webapp.rules.reading.scheme_amounts import AmountReader
from webapp.rules.reading.yaml_items import Item


def read_scheme(item: Item, references: References) -> Scheme:
    """The scheme of one file; raises `LawError` for what is missing, unknown or of the wrong form."""
    with taken_by(item.need("id").identifier()):
        return _SchemeReader(item, references).read()


class _SchemeReader(SchemeEntries):
    """Reads the file of one scheme."""

    def read(self) -> Scheme:
        item = self.item
        contacts = item.get("contacts") or item.fail("a scheme without a contact: “contacts” is missing")
        shown = item.get("shown_when")
        amounts = AmountReader(self)
        ways, compare, made_of, waits = item.get("ways"), item.get("compare"), item.get("made_of"), item.get("waits")
        scheme = Scheme(
            id=self.id,
            goal="return" if item.need("goal").choice("return", "stay") == "return" else "stay",
            title=self.text(item, "title", "Title of the scheme"),
            term=self.term,
            summary=self.text(item, "summary", "What the scheme is"),
            in_force=self.span,
            before=self.optional(item, "before", "What there was before the scheme"),
            after=self.optional(item, "after", "What came after the scheme"),
            decided_by=self._decided_by(item.need("decided_by")),
            contacts=read_contacts(contacts.items(), self.references, self.start, self.about),
            sources=read_citations(item.list_of("sources"), self.references),
            shown_when=read_condition(shown, self.start) if shown else None,
            outcomes=MappingProxyType(self._outcomes()),
            criteria=tuple(self._criterion(entry) for entry in self.references.entries(item, "criteria")),
            amounts=tuple(amounts.amount(entry) for entry in item.list_of("amounts")),
            sums=tuple(amounts.sum(entry) for entry in item.list_of("sums")),
            alternatives=tuple(
                tuple(amount.identifier() for amount in group.items()) for group in item.list_of("alternatives")
            ),
            waits=waits.truth() if waits else True,
            said=tuple(self._said(entry) for entry in self.references.entries(item, "said")),
            ways=amounts.ways(ways) if ways else None,
            steps=self.steps(item, "steps", "What to do now"),
            bring=self.steps(item, "bring", "What to have at hand"),
            deadlines=tuple(self._deadline(entry) for entry in item.list_of("deadlines")),
            payments=tuple(self._moment(entry) for entry in self.references.entries(item, "payments")),
            comparison=amounts.compared_forms(compare) if compare else None,
            composition=amounts.composition(made_of) if made_of else None,
            place=item.place,
        )
        item.done()
        if not scheme.contacts:
            contacts.fail("a scheme without a contact")
        if not scheme.criteria:
            item.fail("a scheme without a criterion")
        return scheme

    def _decided_by(self, item: Item) -> tuple[tuple[date, Authority], ...]:
        if item.is_scalar:
            return ((self.start, self.references.authority(item)),)
        decided: list[tuple[date, Authority]] = []
        for entry in item.items():
            start = entry.need("from").day()
            if decided and start <= decided[-1][0]:
                entry.fail("the dates overlap: each “from” must be later than the one before it")
            decided.append((start, self.references.authority(entry.need("who"))))
            entry.done()
        if not decided or decided[0][0] > self.start:
            item.fail(f"there is a gap: nobody decides from {self.start} on")
        return tuple(decided)

    def _outcomes(self) -> dict[Outcome, Text]:
        item = self.item.get("outcomes")
        if item is None:
            return {}
        keys: tuple[Outcome, ...] = ("likely", "possible", "unlikely")
        texts = {key: self.optional(item, key, f"Heading of the outcome “{key}”") for key in keys}
        item.done()
        return {key: text for key, text in texts.items() if text}

    def _criterion(self, item: Item) -> Criterion:
        id = item.need("id").identifier()
        span = read_span(item)
        start = max(span.start or date.min, self.start)
        name = f"Criterion “{id}”"
        because = []
        for entry in item.list_of("because"):
            because.append(
                Because(
                    read_condition(entry.need("when"), start),
                    self.text(entry, "text", f"{name}: added sentence, while “{_condition_line(entry)}”"),
                )
            )
            entry.done()
        criterion = Criterion(
            id=id,
            condition=read_condition(item.need("when"), start),
            span=span,
            name=self.text(item, "name", f"{name}: its short name"),
            met=self.text(item, "met", f"{name}: sentence when it is met"),
            not_met=self.text(item, "not_met", f"{name}: sentence when it is not met"),
            unknown=self.text(item, "unknown", f"{name}: sentence when it is not known"),
            because=tuple(because),
            sources=read_citations(item.list_of("sources"), self.references),
            place=item.place,
            concerns=optional_condition(item, "concerns", start),
            window=read_window(item),
        )
        item.done()
        if not criterion.sources:
            item.fail(f"the criterion “{id}” has no source")
        return criterion

    def _said(self, item: Item) -> Said:
        id = item.need("id").identifier()
        kind = item.need("kind").choice("warning", "reason", "right", "duty", "information")
        what = f"Beside the amount: {kind} “{id}”"
        said = Said(
            id=id,
            kind=kind,  # type: ignore[arg-type]
            text=self.text(item, "text", what),
            **self.line(item, what),
        )
        item.done()
        if said.grave and kind != "warning":
            item.fail("only a warning is grave")
        return said

    def _moment(self, item: Item) -> Moment:
        id = item.need("id").identifier()
        repeats, deadline = item.get("repeats"), item.get("deadline")
        moment = Moment(
            id=id,
            title=self.text(item, "title", f"Timeline: when “{id}” is"),
            text=self.text(item, "text", f"Timeline: what “{id}” is"),
            repeats=repeats.truth() if repeats else False,
            deadline=deadline.identifier() if deadline else None,
            **self.line(item, f"Timeline: what “{id}” is"),
        )
        item.done()
        return moment

    def _deadline(self, item: Item) -> DeadlineRule:
        id = item.need("id").identifier()
        rule = DeadlineRule(
            id=id,
            question=item.need("question").identifier(),
            days=item.need("days").integer(),
            title=self.text(item, "title", f"Deadline “{id}”: its title"),
            text=self.text(item, "text", f"Deadline “{id}”: what it is"),
            condition=optional_condition(item, "when", self.start),
            warnings=tuple(each.identifier() for each in item.list_of("with")),
            calendar=self.optional(item, "calendar", f"Deadline “{id}”: what an entry in the visitor's calendar says"),
            place=item.place,
        )
        item.done()
        return rule


def _condition_line(item: Item) -> str:
    when = item.need("when")
    return when.text() if when.is_scalar else "the condition beside it holds"
