"""What stands on top of the result, before any amount: the appeal, an open deadline, whom to ask. Never folded away."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.layout.prerendered import Pieces
from webapp.rules import Situation
from webapp.rules.logic.results import Deadline, ShownNotice
from webapp.rules.model import Authority, Line, Scheme, Text
from webapp.wording.law_words import Words


def page_notices(words: Words, situation: Situation, shown: Iterable[ShownNotice]) -> Pieces:
    """The page notices as HTML, each a section of its own with those whom to talk to."""
    return [_notice(words, situation, each) for each in shown]


def noticed(situation: Situation, shown: ShownNotice) -> list[Authority]:
    """Whom a page notice sends this person to."""
    contacts = shown.notice.contacts
    return [each.authority for each in contacts if situation.holds(each.condition, None) is not False]


def warnings_of(situation: Situation, deadline: Deadline) -> list[Text]:
    """The warnings that stand on the same line as a last day, wherever it is named (`DeadlineRule.warnings`)."""
    scheme, wanted = deadline.scheme, deadline.rule.warnings
    said = {each.id: _said(situation, each, scheme) for each in scheme.said if each.id in wanted}
    return [text for id in wanted if (text := said.get(id))]


def _notice(words: Words, situation: Situation, shown: ShownNotice) -> bytes:
    notice, variant, contacts = shown.notice, shown.variant, noticed(situation, shown)
    always = [text for each in notice.always if (text := _said(situation, each, None))]
    key = ".".join([notice.id, variant.id, *(each.id for each in always), *(each.id for each in contacts)])
    return words.part("page_notices.notice", key, notice, [variant.text, *always], contacts)


def _said(situation: Situation, line: Line, scheme: Scheme | None) -> Text | None:
    return line.on(situation.on, lambda condition: situation.holds(condition, scheme))
