"""What somebody can do about an answer of theirs: wait until it is another one, do something for it, or find it out.

A question says so under ``influence`` (``questions/README.md``). Most say ``none``: nobody is told to be another person,
to leave, or to give anything up.
"""

from __future__ import annotations

import re
from datetime import date

from webapp.rules.kinds import kind_of
from webapp.rules.model import NO_INFLUENCE, Deed, Influence, Question, Wait
from webapp.rules.reading.shared_entries import Parts, read_condition
from webapp.rules.reading.yaml_items import Item

#: What the text of a wait names: the number that is reached, and the time until then.
_IN_A_WAIT = frozenset({"value", "left"})
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def read_influence(item: Item, question: Question, parts: Parts) -> Influence:
    """What stands under ``influence`` of `question`; raises `LawError` where it does not fit the question."""
    if item.is_scalar:
        item.choice("none")
        return NO_INFLUENCE
    if not kind_of(question).can_be_influenced:
        item.fail(f"for a question of the kind “{question.kind}” only “influence: none” is possible")
    find_out, wait, deed = item.get("can_find_out"), item.get("can_wait"), item.get("can_do")
    influence = Influence(
        can_find_out=find_out.truth() if find_out else False,
        can_wait=_read_wait(wait, question, parts) if wait else None,
        can_do=_read_deed(deed, question, parts) if deed else None,
    )
    item.done()
    if not influence:
        item.fail("nothing is said here; write “influence: none”")
    if find_out and influence.can_find_out and not question.may_be_unknown:
        find_out.fail("the question cannot be answered “I don't know”, so there is nothing to find out")
    return influence


def _read_wait(item: Item, question: Question, parts: Parts) -> Wait:
    if question.unit != "years":
        item.fail("only a number of years grows while somebody waits")
    when = item.get("when")
    if when and not when.is_scalar:
        when.fail("the condition of a wait is one line, the same on every day")
    about = f"Something that will be so in a while; question “{question.id}”. %(left)s is a span such as “1 year and 2 months”"
    wait = Wait(
        text=parts.text(item, "text", question.id, about, _IN_A_WAIT),
        condition=read_condition(when, date.min) if when else None,
    )
    item.done()
    named = set(_PLACEHOLDER.findall(wait.text.id))
    if "left" not in named or named - _IN_A_WAIT:
        item.fail("the text names %(left)s, how long it takes, and perhaps %(value)s, what is reached; nothing else")
    return wait


def _read_deed(item: Item, question: Question, parts: Parts) -> Deed:
    known = [each.id for each in question.options]

    def read(option: Item) -> str:
        if option.identifier() not in known:
            option.fail(f"“{question.id}” has no option “{option.text()}”; it has: {', '.join(known)}")
        return option.text()

    option = read(item.need("option"))
    deed = Deed(
        option=option,
        after=tuple(read(each) for each in item.list_of("after")) or tuple(id for id in known if id != option),
        text=parts.text(item, "text", question.id, f"Something that somebody can do; question “{question.id}”"),
    )
    item.done()
    return deed
