"""Reads one file of ``questions/schemes/`` into a `Scheme`."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

from webapp.rules.model import (
    Amount,
    Authority,
    Because,
    Case,
    Comparison,
    Composition,
    Criterion,
    DeadlineRule,
    Moment,
    Outcome,
    PaidForm,
    Said,
    Scheme,
    Step,
    Sum,
    Text,
    Way,
    Ways,
)
from webapp.rules.reading.shared_entries import (
    SHARED,
    LineKeys,
    Parts,
    optional_condition,
    read_citations,
    read_condition,
    read_contacts,
    read_line,
    read_span,
    read_window,
    taken_by,
)
from webapp.rules.reading.yaml_items import Item


def read_scheme(item: Item, parts: Parts) -> Scheme:
    """The scheme of one file; raises `LawError` for what is missing, unknown or of the wrong form."""
    with taken_by(item.need("id").identifier()):
        return _SchemeReader(item, parts).read()


class _SchemeReader:
    """Reads the parts of one scheme; they share its id, its Danish name and its first day."""

    def __init__(self, item: Item, parts: Parts) -> None:
        self._item = item
        self._parts = parts
        self._id = item.need("id").identifier()
        self._term = item.need("term").text()
        in_force = item.need("in_force")
        self._span = read_span(in_force)
        in_force.done()
        self._start = self._span.start or in_force.fail("“from” is missing: the first day of the scheme")

    def read(self) -> Scheme:
        item = self._item
        contacts = item.get("contacts") or item.fail("a scheme without a contact: “contacts” is missing")
        shown = item.get("shown_when")
        ways, compare, made_of, waits = item.get("ways"), item.get("compare"), item.get("made_of"), item.get("waits")
        scheme = Scheme(
            id=self._id,
            goal="return" if item.need("goal").choice("return", "stay") == "return" else "stay",
            title=self._text(item, "title", "Title of the scheme"),
            term=self._term,
            summary=self._text(item, "summary", "What the scheme is"),
            in_force=self._span,
            before=self._optional(item, "before", "What there was before the scheme"),
            after=self._optional(item, "after", "What came after the scheme"),
            decided_by=self._decided_by(item.need("decided_by")),
            contacts=read_contacts(contacts.items(), self._parts, self._start, self._about),
            sources=read_citations(item.list_of("sources"), self._parts),
            shown_when=read_condition(shown, self._start) if shown else None,
            outcomes=MappingProxyType(self._outcomes()),
            criteria=tuple(self._criterion(entry) for entry in self._parts.entries(item, "criteria")),
            amounts=tuple(self._amount(entry) for entry in item.list_of("amounts")),
            sums=tuple(self._sum(entry) for entry in item.list_of("sums")),
            alternatives=tuple(
                tuple(amount.identifier() for amount in group.items()) for group in item.list_of("alternatives")
            ),
            waits=waits.truth() if waits else True,
            said=tuple(self._said(entry) for entry in self._parts.entries(item, "said")),
            ways=self._ways(ways) if ways else None,
            steps=self._steps(item, "steps", "What to do now"),
            bring=self._steps(item, "bring", "What to have at hand"),
            deadlines=tuple(self._deadline(entry) for entry in item.list_of("deadlines")),
            payments=tuple(self._moment(entry) for entry in self._parts.entries(item, "payments")),
            comparison=self._comparison(compare) if compare else None,
            composition=self._composition(made_of) if made_of else None,
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
            return ((self._start, self._parts.authority(item)),)
        decided: list[tuple[date, Authority]] = []
        for entry in item.items():
            start = entry.need("from").day()
            if decided and start <= decided[-1][0]:
                entry.fail("the dates overlap: each “from” must be later than the one before it")
            decided.append((start, self._parts.authority(entry.need("who"))))
            entry.done()
        if not decided or decided[0][0] > self._start:
            item.fail(f"there is a gap: nobody decides from {self._start} on")
        return tuple(decided)

    def _about(self, item: Item) -> Text:
        return self._text(item, "about", f"What “{item.need('id').text()}” can do for you in this")

    def _line(self, item: Item, what: str) -> LineKeys:
        """What a line of this scheme has besides its text; `what` it is, for the translator."""
        return read_line(item, self._parts, self._start, lambda key, when: self._text(item, key, f"{what}; {when}"))

    def _text(self, item: Item, key: str, what: str, own: frozenset[str] = frozenset()) -> Text:
        if item.need(key).place.file == SHARED:
            return self._parts.text(item, key, SHARED.removesuffix(".yaml"), f"{what}; in several schemes", own)
        comment = f"{what}; scheme “{self._id}” (Danish: {self._term})"
        return self._parts.text(item, key, self._id, comment, own)

    def _optional(self, item: Item, key: str, what: str) -> Text | None:
        item.get(f"{key}_note")
        return self._text(item, key, what) if item.get(key) else None

    def _outcomes(self) -> dict[Outcome, Text]:
        item = self._item.get("outcomes")
        if item is None:
            return {}
        keys: tuple[Outcome, ...] = ("likely", "possible", "unlikely")
        texts = {key: self._optional(item, key, f"Heading of the outcome “{key}”") for key in keys}
        item.done()
        return {key: text for key, text in texts.items() if text}

    def _criterion(self, item: Item) -> Criterion:
        id = item.need("id").identifier()
        span = read_span(item)
        start = max(span.start or date.min, self._start)
        name = f"Criterion “{id}”"
        because = []
        for entry in item.list_of("because"):
            because.append(
                Because(
                    read_condition(entry.need("when"), start),
                    self._text(entry, "text", f"{name}: added sentence, while “{_condition_line(entry)}”"),
                )
            )
            entry.done()
        criterion = Criterion(
            id=id,
            condition=read_condition(item.need("when"), start),
            span=span,
            name=self._text(item, "name", f"{name}: its short name"),
            met=self._text(item, "met", f"{name}: sentence when it is met"),
            not_met=self._text(item, "not_met", f"{name}: sentence when it is not met"),
            unknown=self._text(item, "unknown", f"{name}: sentence when it is not known"),
            because=tuple(because),
            sources=read_citations(item.list_of("sources"), self._parts),
            place=item.place,
            concerns=optional_condition(item, "concerns", start),
            window=read_window(item),
        )
        item.done()
        if not criterion.sources:
            item.fail(f"the criterion “{id}” has no source")
        return criterion

    def _amount(self, item: Item) -> Amount:
        id = item.need("id").identifier()
        span = read_span(item)
        start = max(span.start or date.min, self._start)
        name = f"Amount “{id}”"
        form, times, at_most = item.get("form"), item.get("times"), item.get("at_most")
        form_id = form.choice("cash", "in_kind", "none") if form else "none"
        amount = Amount(
            id=id,
            title=self._text(item, "title", f"{name}: what it is for"),
            per=item.need("per").choice("once", "month", "year", "day"),  # type: ignore[arg-type]
            whom=self._optional(item, "whom", f"{name}: per whom"),
            kind=item.need("kind").choice("up_to", "fixed", "rate"),  # type: ignore[arg-type]
            form=None if form_id == "none" else form_id,  # type: ignore[arg-type]
            condition=optional_condition(item, "when", start),
            cases=self._cases(item, start),
            times=times.identifier() if times else None,
            at_most=at_most.integer() if at_most else None,
            note=self._optional(item, "note", f"{name}: beside it"),
            span=span,
            place=item.place,
        )
        item.done()
        return amount

    def _cases(self, item: Item, start: date) -> tuple[Case, ...]:
        if item.get("value"):
            if item.get("cases"):
                item.fail("either “value” or “cases”, not both")
            return (self._case(item, None),)
        cases = []
        for entry in item.need("cases").items():
            cases.append(self._case(entry, start))
            entry.done()
        return tuple(cases)

    def _case(self, item: Item, start: date | None) -> Case:
        condition = read_condition(item.need("when"), start) if start else None
        between = item.get("between")
        if between:
            ends = tuple(self._parts.parameter(end) for end in between.items())
            if len(ends) != 2:
                between.fail("“between” names two figures: [lowest, highest]")
            return Case(condition, ends, item.place)
        value = item.need("value")
        if value.text() == "unpublished":
            return Case(condition, (), item.place)
        return Case(condition, (self._parts.parameter(value),), item.place)

    def _sum(self, item: Item) -> Sum:
        id = item.need("id").identifier()
        result = Sum(
            id=id,
            title=self._text(item, "title", f"Sum “{id}”: its title"),
            of=self._references(item, "of"),
            condition=optional_condition(item, "when", self._start),
            place=item.place,
        )
        item.done()
        return result

    def _references(self, item: Item, key: str) -> tuple[tuple[str, str], ...]:
        """Amounts as (scheme id, amount id): of this scheme, or of another one as ``scheme.amount``."""
        found = []
        for entry in item.list_of(key):
            scheme, _, amount = entry.text().rpartition(".")
            found.append((scheme or self._id, amount))
        return tuple(found)

    def _said(self, item: Item) -> Said:
        id = item.need("id").identifier()
        kind = item.need("kind").choice("warning", "reason", "right", "duty", "information")
        what = f"Beside the amount: {kind} “{id}”"
        said = Said(
            id=id,
            kind=kind,  # type: ignore[arg-type]
            text=self._text(item, "text", what),
            **self._line(item, what),
        )
        item.done()
        if said.grave and kind != "warning":
            item.fail("only a warning is grave")
        return said

    def _ways(self, item: Item) -> Ways:
        columns = item.need("columns")
        ways = Ways(
            condition=read_condition(item.need("when"), self._start),
            title=self._text(item, "title", "Title over the ways that stand side by side"),
            way_column=self._text(columns, "way", "Heading of the column of the ways"),
            amount_column=self._text(columns, "amount", "Heading of the column of the amounts"),
            case_column=self._text(columns, "case", "Heading of the column of the consequences"),
            rows=tuple(self._way(entry) for entry in item.need("rows").items()),
        )
        columns.done()
        item.done()
        return ways

    def _way(self, item: Item) -> Way:
        id = item.need("id").identifier()
        deadline = item.get("deadline")
        way = Way(
            id=id,
            title=self._text(item, "title", f"Way “{id}”"),
            parameters=tuple(self._parts.parameter(entry) for entry in item.list_of("of")),
            kind=item.need("kind").choice("up_to", "fixed", "rate"),  # type: ignore[arg-type]
            note=self._optional(item, "note", f"Way “{id}”: under the amount"),
            case=self._text(item, "case", f"Way “{id}”: what it means"),
            condition=optional_condition(item, "when", self._start),
            deadline=deadline.identifier() if deadline else None,
        )
        item.done()
        return way

    def _steps(self, within: Item, key: str, what: str) -> tuple[Step, ...]:
        steps = []
        for item in self._parts.entries(within, key):
            id = item.need("id").identifier()
            contact = item.get("contact")
            steps.append(
                Step(
                    id=id,
                    title=self._optional(item, "title", f"{what}: title of “{id}”"),
                    text=self._text(item, "text", f"{what}: “{id}”"),
                    contact=self._parts.authority(contact) if contact else None,
                    **self._line(item, f"{what}: “{id}”"),
                )
            )
            item.done()
        return tuple(steps)

    def _moment(self, item: Item) -> Moment:
        id = item.need("id").identifier()
        repeats, deadline = item.get("repeats"), item.get("deadline")
        moment = Moment(
            id=id,
            title=self._text(item, "title", f"Timeline: when “{id}” is"),
            text=self._text(item, "text", f"Timeline: what “{id}” is"),
            repeats=repeats.truth() if repeats else False,
            deadline=deadline.identifier() if deadline else None,
            **self._line(item, f"Timeline: what “{id}” is"),
        )
        item.done()
        return moment

    def _comparison(self, item: Item) -> Comparison:
        own = frozenset({"time"})
        about = "Under the picture that compares two forms; %(time)s is a span such as “6 years and 3 months”"
        compared = Comparison(
            title=self._text(item, "title", "Title of the picture that compares two forms over the years"),
            first=self._paid_form(item.need("first"), "first"),
            second=self._paid_form(item.need("second"), "second"),
            same=self._text(item, "same", about, own),
            overtaken=self._text(item, "overtaken", about, own),
            notes=self._steps(item, "notes", "Under the picture that compares two forms"),
            place=item.place,
        )
        item.done()
        if compared.first.months is None or compared.second.months is not None:
            item.fail("“first” needs “months”, how long it is paid; “second” goes on and has none")
        return compared

    def _paid_form(self, item: Item, which: str) -> PaidForm:
        on_top, months = item.get("on_top"), item.get("months")
        form = PaidForm(
            name=self._text(item, "name", f"Name of the {which} form in the picture that compares two forms"),
            amount=item.need("amount").identifier(),
            on_top=on_top.identifier() if on_top else None,
            months=months.integer() if months else None,
        )
        item.done()
        if months and months.integer() <= 0:
            months.fail("“months” is how many months it is paid: more than 0")
        return form

    def _composition(self, item: Item) -> Composition:
        made = Composition(
            title=self._text(item, "title", "Title of the picture of what an amount is made of"),
            one_of=self._references(item, "one_of"),
            on_top=self._references(item, "on_top"),
            notes=self._steps(item, "notes", "Under the picture of what an amount is made of"),
            place=item.place,
        )
        item.done()
        if not made.one_of or not made.on_top:
            item.fail("“one_of” and “on_top” name one amount or more each")
        return made

    def _deadline(self, item: Item) -> DeadlineRule:
        id = item.need("id").identifier()
        rule = DeadlineRule(
            id=id,
            question=item.need("question").identifier(),
            days=item.need("days").integer(),
            title=self._text(item, "title", f"Deadline “{id}”: its title"),
            text=self._text(item, "text", f"Deadline “{id}”: what it is"),
            condition=optional_condition(item, "when", self._start),
            warnings=tuple(each.identifier() for each in item.list_of("with")),
            calendar=self._optional(item, "calendar", f"Deadline “{id}”: what an entry in the visitor's calendar says"),
            place=item.place,
        )
        item.done()
        return rule


def _condition_line(item: Item) -> str:
    when = item.need("when")
    return when.text() if when.is_scalar else "the condition beside it holds"
