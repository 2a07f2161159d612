"""Reads the questions of ``questions.yaml``, and what somebody can do about an answer of theirs (``influence``).

They can wait until it is another one, do something for it, or find it out. Most questions say ``none``: nobody is told to
be another person, to leave, or to give anything up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from webapp.rules.kinds import KINDS, kind_of
from webapp.rules.model import NO_INFLUENCE, Deed, Influence, Option, Question, Text, Wait
from webapp.rules.reading.references import References, read_condition
from webapp.rules.reading.yaml_items import Item

#: What the text of a wait names: the number that is reached, and the time until then.
_IN_A_WAIT = frozenset({"value", "left"})
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def read_question(item: Item, references: References) -> Question:
    """One question; raises `LawError` for what is missing, unknown or of the wrong form."""
    id = item.need("id").identifier()
    kind_id = item.need("kind").choice(*KINDS)
    kind = KINDS[kind_id]
    has_options = kind.compared_with == "option"
    about = f"question “{id}”"
    unknown = item.get("unknown")
    may_be_unknown = unknown.truth() if unknown else True
    bounds = item.list_of("range")
    if has_options == bool(bounds):
        item.fail("a choice has options, every other kind a range of two")
    if bounds and len(bounds) != 2:
        bounds[0].fail("a range is two values: [lowest, highest]")

    def bound(value: Item) -> Decimal | date | str:
        try:
            return kind.bound(value.text())
        except ValueError as error:
            value.fail(str(error))

    unit = item.get("unit")
    question = Question(
        id=id,
        kind=kind_id,
        title=references.text(item, "title", id, f"Heading of the page of the {about}"),
        name=references.text(item, "name", id, f"Short name of the {about} in the list of answers"),
        why=references.optional(item, "why", id, f"Why we ask; a line under the heading of the {about}"),
        help=references.optional(item, "help", id, f"Longer explanation of the {about}"),
        find=references.optional(item, "find", id, f"Where the answer can be found, beside “I don't know”; {about}"),
        may_be_unknown=may_be_unknown,
        options=_read_options(item.list_of("options"), id, references),
        minimum=bound(bounds[0]) if bounds else None,
        maximum=bound(bounds[1]) if bounds else None,
        unit=unit.choice(*kind.units) if unit else None,
        influence=NO_INFLUENCE,
        place=item.place,
    )
    question = replace(question, influence=_read_influence(item.need("influence"), question, references))
    item.done()
    if has_options and len(question.options) < 2:
        item.fail("a choice needs two options or more")
    if may_be_unknown and question.find is None:
        item.fail("“find” is missing: where the answer can be found, for whoever does not know it")
    return question


def earliest(question: Question, questions: Mapping[str, Question]) -> date | None:
    """The first day that can be answered: a day that has to be after another one cannot be before that one's first."""
    seen: set[str] = set()
    while isinstance(question.minimum, str) and question.minimum in questions and question.minimum not in seen:
        seen.add(question.minimum)
        question = questions[question.minimum]
    return question.minimum if isinstance(question.minimum, date) else None


def _read_options(items: list[Item], question: str, references: References) -> tuple[Option, ...]:
    headings: dict[str, Text] = {}
    options: list[Option] = []
    for item in items:
        option = _read_option(item, question, references, headings)
        before = options[-1].group if options else option.group
        if (option.group is None) != (before is None):
            item.fail("either every option of a question has a “group”, or none has")
        if option.group is not before and any(each.group is option.group for each in options):
            item.fail("the options of one “group” stand one after the other")
        options.append(option)
    return tuple(options)


def _read_option(item: Item, question: str, references: References, headings: dict[str, Text]) -> Option:
    id = item.need("id").identifier()
    named = item.get("group")
    if named and named.sentence() not in headings:
        about = f"Heading over some of the options of the question “{question}”, a few words"
        headings[named.sentence()] = references.text(item, "group", question, about)
    option = Option(
        id=id,
        label=references.text(item, "label", question, f"Option “{id}” of the question “{question}”"),
        hint=references.optional(item, "hint", question, f"Hint under the option “{id}” of the question “{question}”"),
        group=headings[named.sentence()] if named else None,
    )
    item.done()
    return option


def _read_influence(item: Item, question: Question, references: References) -> Influence:
    """What stands under ``influence`` of `question`; raises `LawError` where it does not fit the question."""
    if item.is_scalar:
        item.choice("none")
        return NO_INFLUENCE
    if not kind_of(question).can_be_influenced:
        item.fail(f"for a question of the kind “{question.kind}” only “influence: none” is possible")
    find_out, wait, deed = item.get("can_find_out"), item.get("can_wait"), item.get("can_do")
    influence = Influence(
        can_find_out=find_out.truth() if find_out else False,
        can_wait=_read_wait(wait, question, references) if wait else None,
        can_do=_read_deed(deed, question, references) if deed else None,
    )
    item.done()
    if not influence:
        item.fail("nothing is said here; write “influence: none”")
    if find_out and influence.can_find_out and not question.may_be_unknown:
        find_out.fail("the question cannot be answered “I don't know”, so there is nothing to find out")
    return influence


def _read_wait(item: Item, question: Question, references: References) -> Wait:
    if question.unit != "years":
        item.fail("only a number of years grows while somebody waits")
    when = item.get("when")
    if when and not when.is_scalar:
        when.fail("the condition of a wait is one line, the same on every day")
    about = f"Something that will be so in a while; question “{question.id}”. %(left)s is a span such as “1 year and 2 months”"
    wait = Wait(
        text=references.text(item, "text", question.id, about, _IN_A_WAIT),
        condition=read_condition(when, date.min) if when else None,
    )
    item.done()
    named = set(_PLACEHOLDER.findall(wait.text.id))
    if "left" not in named or named - _IN_A_WAIT:
        item.fail("the text names %(left)s, how long it takes, and perhaps %(value)s, what is reached; nothing else")
    return wait


def _read_deed(item: Item, question: Question, references: References) -> Deed:
    known = [each.id for each in question.options]

    def read(option: Item) -> str:
        if option.identifier() not in known:
            option.fail(f"“{question.id}” has no option “{option.text()}”; it has: {', '.join(known)}")
        return option.text()

    option = read(item.need("option"))
    deed = Deed(
        option=option,
        after=tuple(read(each) for each in item.list_of("after")) or tuple(id for id in known if id != option),
        text=references.text(item, "text", question.id, f"Something that somebody can do; question “{question.id}”"),
    )
    item.done()
    return deed
