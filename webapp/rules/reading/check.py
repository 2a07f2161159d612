"""Looks at how the law's files hang together: names, options, types, dates, cycles, and what nobody uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from difflib import get_close_matches

from webapp.rules.kinds import kind_of
from webapp.rules.model import (
    SCOPE_QUESTION,
    Amount,
    Condition,
    Criterion,
    LawError,
    Place,
    Question,
    Rulebook,
    Scheme,
    Span,
    choice_of,
    conditions_of,
    page_conditions,
)
from webapp.rules.model import expressions as ex
from webapp.rules.reading.references import taken_by

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_STRAY = re.compile(r"%(?!\(\w+\)s)")


def check(rulebook: Rulebook) -> None:
    """Raises `LawError` with file and line for the first thing that does not fit."""
    _Check(rulebook).run()


def partial_criteria(rulebook: Rulebook) -> Iterator[tuple[Place, str]]:
    """The criteria that a scheme goes without for a part of the days on which it is in force, with these days in words.

    That may be the law, or a `from` that was meant for something else: without its condition more people qualify.
    """
    for scheme in rulebook.schemes.values():
        for id in dict.fromkeys(criterion.id for criterion in scheme.criteria):
            every = [criterion for criterion in scheme.criteria if criterion.id == id]
            first, last = every[0].span.start, every[-1].span.end
            if first and scheme.in_force.start and first > scheme.in_force.start:
                yield every[0].place, f"the scheme “{scheme.id}” goes without the criterion “{id}” before {first}"
            if last and (scheme.in_force.end is None or last < scheme.in_force.end):
                yield every[-1].place, f"the scheme “{scheme.id}” goes without the criterion “{id}” after {last}"


@dataclass(slots=True)
class _Check:
    rulebook: Rulebook

    def run(self) -> None:
        used: set[str] = set()
        for concept in self.rulebook.concepts.values():
            if concept.id in self.rulebook.questions:
                raise LawError(concept.place, f"“{concept.id}” is the name of a question too")
            used |= self._condition(concept.condition, {})
        self._no_cycles()
        for scheme in self.rulebook.schemes.values():
            with taken_by(scheme.id):
                used |= self._scheme(scheme)
        self._deadlines()
        for condition in page_conditions(self.rulebook.notices, self.rulebook.also):
            used |= self._condition(condition, {})
        self._texts(used)
        for question in self.rulebook.questions.values():
            self._bounds(question)
            wait = question.influence.can_wait
            if wait and wait.condition:
                self._condition(wait.condition, {})
            if question.id not in used and question.id != SCOPE_QUESTION:
                raise LawError(question.place, f"no rule uses the question “{question.id}”")
        for concept in self.rulebook.concepts.values():
            if concept.id not in used:
                raise LawError(concept.place, f"no rule uses the concept “{concept.id}”")
        for parameter in self.rulebook.parameters.values():
            if parameter.id not in used:
                raise LawError(parameter.place, f"nothing uses the figure “{parameter.id}”")

    def _deadlines(self) -> None:
        # A last day is named by its id alone, whatever the scheme.
        seen: set[str] = set()
        for rule in (rule for scheme in self.rulebook.schemes.values() for rule in scheme.deadlines):
            if rule.id in seen:
                raise LawError(rule.place, f"the deadline “{rule.id}” is here a second time")
            seen.add(rule.id)
            if not rule.warnings:
                raise LawError(
                    rule.place, f"the deadline “{rule.id}” needs “with”: the warnings that stand on the same line"
                )

    def _scheme(self, scheme: Scheme) -> set[str]:
        used: set[str] = set()
        criteria: dict[str, Condition] = {}
        for number, criterion in enumerate(scheme.criteria):
            # A criterion whose sentences change with its condition stands twice, for one period after the other.
            for before in scheme.criteria[:number]:
                if before.id == criterion.id and _overlap(before.span, criterion.span):
                    raise LawError(
                        criterion.place, f"the criterion “{criterion.id}” is here a second time, for the same days"
                    )
            self._no_gap(scheme, criterion)
            used |= self._condition(criterion.condition, criteria)
            criteria[criterion.id] = criterion.condition
        for condition in conditions_of(scheme):
            used |= self._condition(condition, criteria)
        seen: set[str] = set()
        for amount in scheme.amounts:
            if amount.id in seen:
                raise LawError(amount.place, f"the amount “{amount.id}” is here a second time")
            seen.add(amount.id)
            if amount.times:
                question = self.rulebook.questions.get(amount.times)
                if question is None or not kind_of(question).counts:
                    raise LawError(amount.place, f"“times: {amount.times}” is no question for a whole number")
                used.add(amount.times)
            used |= {parameter.id for case in amount.cases for parameter in case.parameters}
        self._alternatives(scheme)
        self._lines(scheme)
        if scheme.ways:
            used |= {parameter.id for row in scheme.ways.rows for parameter in row.parameters}
            for row in scheme.ways.rows:
                if row.deadline and all(rule.id != row.deadline for rule in scheme.deadlines):
                    raise LawError(
                        scheme.place, f"the way “{row.id}” names “{row.deadline}”, which is no deadline here"
                    )
        for sum_ in scheme.sums:
            for reference in sum_.of:
                self._amount(reference, sum_.place)
        self._pictures(scheme)
        for rule in scheme.deadlines:
            question = self.rulebook.questions.get(rule.question)
            if question is None or kind_of(question).compared_with != "day":
                raise LawError(rule.place, f"“{rule.question}” is no question for a date")
            used.add(rule.question)
        return used

    def _no_gap(self, scheme: Scheme, criterion: Criterion) -> None:
        """Between two periods of one criterion there is no day without it."""
        later = [each.span.start for each in scheme.criteria if each.id == criterion.id and each.span.start]
        end = criterion.span.end
        following = min((start for start in later if end and start > end), default=None)
        if end and following and following > end + timedelta(days=1):
            first, last = end + timedelta(days=1), following - timedelta(days=1)
            raise LawError(
                criterion.place, f"the criterion “{criterion.id}” has a gap: from {first} to {last} there is none"
            )

    def _lines(self, scheme: Scheme) -> None:
        """An id stands twice only for one period after the other; what a deadline names is a warning here."""
        for lines in (scheme.said, scheme.steps, scheme.bring, scheme.payments):
            for number, line in enumerate(lines):
                for before in lines[:number]:
                    if before.id == line.id and _overlap(before.span, line.span):
                        raise LawError(line.place, f"“{line.id}” is here a second time, for the same days")
        warnings = {each.id for each in scheme.said if each.kind == "warning"}
        for rule in scheme.deadlines:
            for id in rule.warnings:
                if id not in warnings:
                    raise LawError(rule.place, f"the deadline “{rule.id}” names “{id}”, which is no warning here")

    def _alternatives(self, scheme: Scheme) -> None:
        own = {amount.id for amount in scheme.amounts}
        for id in (id for group in scheme.alternatives for id in group):
            if id not in own:
                raise LawError(scheme.place, f"“alternatives” names “{id}”, which is no amount of this scheme")

    def _amount(self, reference: tuple[str, str], place: Place) -> Amount:
        scheme, id = reference
        other = self.rulebook.schemes.get(scheme)
        found = next((amount for amount in other.amounts if amount.id == id), None) if other else None
        if found is None:
            raise LawError(place, f"there is no amount “{scheme}.{id}”")
        return found

    def _pictures(self, scheme: Scheme) -> None:
        """What the timeline, the comparison and the composition name is there, and can be drawn."""
        for moment in scheme.payments:
            if moment.deadline and all(rule.id != moment.deadline for rule in scheme.deadlines):
                raise LawError(moment.place, f"there is no deadline “{moment.deadline}” in this scheme")
        monthly: list[tuple[tuple[str, str], Place]] = []
        if compared := scheme.comparison:
            forms = (compared.first, compared.second)
            names = [name for form in forms for name in (form.amount, form.on_top) if name]
            monthly += [((scheme.id, name), compared.place) for name in names]
            first, second = (self._amount((scheme.id, form.amount), compared.place) for form in forms)
            if first.times or second.times or _shape(first) != _shape(second):
                raise LawError(
                    compared.place,
                    f"“{first.id}” and “{second.id}” need the same cases in the same order: they are compared one by one",
                )
        if made := scheme.composition:
            if len(made.on_top) > 4:
                raise LawError(made.place, "more than four amounts on top cannot be told apart in a picture")
            monthly += [(reference, made.place) for reference in (*made.one_of, *made.on_top)]
        for reference, place in monthly:
            amount = self._amount(reference, place)
            if amount.per != "month":
                raise LawError(place, f"the amount “{amount.id}” is not paid each month, so it cannot be drawn here")

    def _condition(self, condition: Condition, criteria: dict[str, Condition]) -> set[str]:
        used: set[str] = set()
        for entry in condition:
            for node in ex.walk(entry.when):
                used |= self._node(node, criteria, entry.place)
                if isinstance(node, ex.Name) and node.name in self.rulebook.concepts:
                    first = self.rulebook.concepts[node.name].condition[0].start
                    if first > entry.start:
                        gap = f"from {entry.start} until the concept “{node.name}” begins on {first}"
                        raise LawError(entry.place, f"there is a gap: nothing is said {gap}")
        return used

    def _node(self, node: ex.Expression, criteria: dict[str, Condition], place: Place) -> set[str]:
        if isinstance(node, ex.Name):
            if node.name in self.rulebook.questions:
                raise LawError(place, f"the question “{node.name}” is compared with nothing; write {node.name} == …")
            if node.name not in self.rulebook.concepts and node.name not in criteria:
                raise LawError(place, f"there is no concept or criterion “{node.name}”")
            return {node.name}
        if isinstance(node, ex.Maybe):
            if node.who != "unsettled" and node.who not in self.rulebook.authorities:
                raise LawError(place, f"maybe({node.who}): there is no authority “{node.who}” in authorities.yaml")
            return set()
        if isinstance(node, ex.Membership):
            self._options(self._question(node.question, place), node.options, place)
            return {node.question}
        if isinstance(node, ex.Comparison):
            return self._comparison(node, place)
        return set()

    def _comparison(self, node: ex.Comparison, place: Place) -> set[str]:
        option = choice_of(node, self.rulebook)
        if option is not None:
            question, name = option
            self._options(question, (name,), place)
            return {question.id}
        used, compared = set(), set()
        for term in node.left + node.right:
            if term.name == "today" or isinstance(term.constant, date):
                compared.add("day")
            elif term.name is not None:
                question = self._question(term.name, place)
                if question.options:
                    raise LawError(place, f"“{question.id}” is a choice; compare it with one of its options alone")
                compared.add(kind_of(question).compared_with)
                used.add(question.id)
        if not used and "day" not in compared:
            raise LawError(place, "this compares numbers with numbers and no question")
        self._within_range(node, place)
        if len(compared) > 1:
            raise LawError(place, "this compares a date with a number")
        return used

    def _within_range(self, node: ex.Comparison, place: Place) -> None:
        """A question alone is compared with an answer that it can have."""
        if len(node.left) != 1 or len(node.right) != 1 or node.right[0].constant is None or not node.left[0].name:
            return
        question, constant = self.rulebook.questions.get(node.left[0].name), node.right[0].constant
        if question and (why := kind_of(question).never(question, constant)):
            raise LawError(place, f"“{question.id}” is never {constant}: {why}")

    def _question(self, name: str, place: Place) -> Question:
        found = self.rulebook.questions.get(name)
        if found is None:
            meant = get_close_matches(name, self.rulebook.questions, 1)
            hint = f"; did you mean “{meant[0]}”?" if meant else ""
            raise LawError(place, f"there is no question “{name}”{hint}")
        return found

    def _options(self, question: Question, options: tuple[str, ...], place: Place) -> None:
        if not question.options:
            raise LawError(place, f"“{question.id}” is no choice; compare it with a number or a date")
        known = [option.id for option in question.options]
        for option in options:
            if option not in known:
                raise LawError(place, f"“{question.id}” has no option “{option}”; it has: {', '.join(known)}")

    def _bounds(self, question: Question) -> None:
        for bound in (question.minimum, question.maximum):
            if isinstance(bound, str) and bound != "today":
                other = self.rulebook.questions.get(bound)
                if other is None or kind_of(other).compared_with != "day":
                    raise LawError(question.place, f"the range names “{bound}”, which is no question for a date")
        low, high = question.minimum, question.maximum
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
            raise LawError(question.place, "the range is upside down")

    def _texts(self, used: set[str]) -> None:
        for text in self.rulebook.texts:
            for name in _PLACEHOLDER.findall(text.id):
                if name in text.own:
                    continue
                if name not in self.rulebook.parameters:
                    raise LawError(text.place, f"the text names %({name})s, but there is no such figure in parameters/")
                used.add(name)
            if _STRAY.search(text.id):
                raise LawError(text.place, "a “%” in a text stands only in %(figure)s; write “percent”")
            if text.id.count("*") % 2:
                raise LawError(text.place, "a Danish term stands between two “*”; one is missing")

    def _no_cycles(self) -> None:
        done: set[str] = set()

        def visit(name: str, path: tuple[str, ...]) -> None:
            concept = self.rulebook.concepts[name]
            if name in path:
                ring = " → ".join((*path[path.index(name) :], name))
                raise LawError(concept.place, f"the concepts go round in a circle: {ring}")
            if name in done:
                return
            for entry in concept.condition:
                for node in ex.walk(entry.when):
                    if isinstance(node, ex.Name):
                        visit(node.name, (*path, name))
            done.add(name)

        for name in self.rulebook.concepts:
            visit(name, ())


def _shape(amount: Amount) -> list[object]:
    """The cases of an amount: when each holds, and how many figures it has."""
    return [
        ([(entry.start, entry.when) for entry in case.condition or ()], len(case.parameters)) for case in amount.cases
    ]


def _overlap(one: Span, other: Span) -> bool:
    return (one.end is None or other.start is None or other.start <= one.end) and (
        other.end is None or one.start is None or one.start <= other.end
    )
