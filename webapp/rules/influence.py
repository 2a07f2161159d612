"""What somebody can do about an answer of theirs: wait until it is another one, do something for it, or find it out.

A question says so under ``influence`` (``questions/README.md``). Most say ``none``: nobody is told to be another person,
to leave, or to give anything up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from webapp.rules.model import Condition, Question, Text
from webapp.rules.parts import Parts, read_condition
from webapp.rules.reader import Item

#: What the text of a wait names: the number that is reached, and the time until then.
_IN_A_WAIT = frozenset({"value", "left"})
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Wait:
    """A number of years that grows with time. `condition` says for whom (None: for everybody)."""

    text: Text
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done, after which the answer is `option`; from one of the options `after`."""

    option: str
    after: tuple[str, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Influence:
    """What somebody can do about an answer. `can_find_out`: where it is “I don't know”, it can be looked up or asked."""

    can_find_out: bool
    can_wait: Wait | None
    can_do: Deed | None

    def __bool__(self) -> bool:
        return self.can_find_out or self.can_wait is not None or self.can_do is not None


NO_INFLUENCE = Influence(can_find_out=False, can_wait=None, can_do=None)


def read_influence(item: Item, question: Question, parts: Parts) -> Influence:
    """What stands under ``influence`` of `question`; raises `LawError` where it does not fit the question."""
    if item.is_scalar:
        item.choice("none")
        return NO_INFLUENCE
    if question.kind == "date":
        item.fail("for a day only “influence: none” is possible")
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
