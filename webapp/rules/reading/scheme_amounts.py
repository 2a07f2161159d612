"""Reads what a scheme gives: amounts, sums and ways, and what is drawn of them."""

from __future__ import annotations

from datetime import date

from webapp.rules.model import Amount, Case, ComparedForms, Composition, PaidForm, Sum, Way, Ways
from webapp.rules.reading.references import optional_condition, read_condition, read_span
from webapp.rules.reading.said_entries import SchemeEntries
from webapp.rules.reading.yaml_items import Item


class AmountReader:
    """Reads the amounts of one scheme; each method raises `LawError` for what is missing, unknown or of the wrong form."""

    def __init__(self, scheme: SchemeEntries) -> None:
        self._scheme = scheme

    def amount(self, item: Item) -> Amount:
        """An entry of ``amounts``."""
        id = item.need("id").identifier()
        span = read_span(item)
        start = max(span.start or date.min, self._scheme.start)
        name = f"Amount “{id}”"
        form, times, at_most = item.get("form"), item.get("times"), item.get("at_most")
        form_id = form.choice("cash", "in_kind", "none") if form else "none"
        amount = Amount(
            id=id,
            title=self._scheme.text(item, "title", f"{name}: what it is for"),
            per=item.need("per").choice("once", "month", "year", "day"),  # type: ignore[arg-type]
            whom=self._scheme.optional(item, "whom", f"{name}: per whom"),
            kind=item.need("kind").choice("up_to", "fixed", "rate"),  # type: ignore[arg-type]
            form=None if form_id == "none" else form_id,  # type: ignore[arg-type]
            condition=optional_condition(item, "when", start),
            cases=self._cases(item, start),
            times=times.identifier() if times else None,
            at_most=at_most.integer() if at_most else None,
            note=self._scheme.optional(item, "note", f"{name}: beside it"),
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
            ends = tuple(self._scheme.references.parameter(end) for end in between.items())
            if len(ends) != 2:
                between.fail("“between” names two figures: [lowest, highest]")
            return Case(condition, ends, item.place)
        value = item.need("value")
        if value.text() == "unpublished":
            return Case(condition, (), item.place)
        return Case(condition, (self._scheme.references.parameter(value),), item.place)

    def sum(self, item: Item) -> Sum:
        """An entry of ``sums``."""
        id = item.need("id").identifier()
        result = Sum(
            id=id,
            title=self._scheme.text(item, "title", f"Sum “{id}”: its title"),
            of=self._named(item, "of"),
            condition=optional_condition(item, "when", self._scheme.start),
            place=item.place,
        )
        item.done()
        return result

    def _named(self, item: Item, key: str) -> tuple[tuple[str, str], ...]:
        """Amounts as (scheme id, amount id): of this scheme, or of another one as ``scheme.amount``."""
        found = []
        for entry in item.list_of(key):
            scheme, _, amount = entry.text().rpartition(".")
            found.append((scheme or self._scheme.id, amount))
        return tuple(found)

    def ways(self, item: Item) -> Ways:
        """What stands under ``ways``."""
        columns = item.need("columns")
        ways = Ways(
            condition=read_condition(item.need("when"), self._scheme.start),
            only_if=optional_condition(item, "only_if", self._scheme.start),
            title=self._scheme.text(item, "title", "Title over the ways that stand side by side"),
            way_column=self._scheme.text(columns, "way", "Heading of the column of the ways"),
            amount_column=self._scheme.text(columns, "amount", "Heading of the column of the amounts"),
            case_column=self._scheme.text(columns, "case", "Heading of the column of the consequences"),
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
            title=self._scheme.text(item, "title", f"Way “{id}”"),
            parameters=tuple(self._scheme.references.parameter(entry) for entry in item.list_of("of")),
            kind=item.need("kind").choice("up_to", "fixed", "rate"),  # type: ignore[arg-type]
            note=self._scheme.optional(item, "note", f"Way “{id}”: under the amount"),
            case=self._scheme.text(item, "case", f"Way “{id}”: what it means"),
            condition=optional_condition(item, "when", self._scheme.start),
            deadline=deadline.identifier() if deadline else None,
        )
        item.done()
        return way

    def compared_forms(self, item: Item) -> ComparedForms:
        """What stands under ``compare``."""
        own = frozenset({"time"})
        about = "Under the picture that compares two forms; %(time)s is a span such as “6 years and 3 months”"
        compared = ComparedForms(
            title=self._scheme.text(item, "title", "Title of the picture that compares two forms over the years"),
            first=self._paid_form(item.need("first"), "first"),
            second=self._paid_form(item.need("second"), "second"),
            same=self._scheme.text(item, "same", about, own),
            overtaken=self._scheme.text(item, "overtaken", about, own),
            notes=self._scheme.steps(item, "notes", "Under the picture that compares two forms"),
            place=item.place,
        )
        item.done()
        if compared.first.months is None or compared.second.months is not None:
            item.fail("“first” needs “months”, how long it is paid; “second” goes on and has none")
        return compared

    def _paid_form(self, item: Item, which: str) -> PaidForm:
        on_top, months = item.get("on_top"), item.get("months")
        form = PaidForm(
            name=self._scheme.text(item, "name", f"Name of the {which} form in the picture that compares two forms"),
            amount=item.need("amount").identifier(),
            on_top=on_top.identifier() if on_top else None,
            months=months.integer() if months else None,
        )
        item.done()
        if months and months.integer() <= 0:
            months.fail("“months” is how many months it is paid: more than 0")
        return form

    def composition(self, item: Item) -> Composition:
        """What stands under ``made_of``."""
        made = Composition(
            title=self._scheme.text(item, "title", "Title of the picture of what an amount is made of"),
            one_of=self._named(item, "one_of"),
            on_top=self._named(item, "on_top"),
            notes=self._scheme.steps(item, "notes", "Under the picture of what an amount is made of"),
            place=item.place,
        )
        item.done()
        if not made.one_of or not made.on_top:
            item.fail("“one_of” and “on_top” name one amount or more each")
        return made
