"""What would change an outcome, in words: beside the questions that are still open, and in a section of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from webapp.layout.prerendered import Pieces
from webapp.rules import Situation
from webapp.rules.improving.improvements import Improvement, improvements
from webapp.rules.improving.moves import ImprovementStep
from webapp.rules.kinds import kind_of
from webapp.rules.logic.results import SchemeResult
from webapp.rules.model import Text
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import time_span

#: More than these would be a riddle, not a help.
MOST = 3


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to say about one scheme.

    Attributes:
        answers: by question, for which answers the outcome would be better: HTML to stand beside the question.
        section: everything else, as a section of the card; empty where there is nothing else.
    """

    answers: Mapping[str, bytes]
    section: Pieces


NOTHING = Suggestions({}, [])


def suggestions(words: Words, situation: Situation, result: SchemeResult, *, is_today: bool = True) -> Suggestions:
    """What would change the outcome of the scheme; on another day than today, only what can still be found out."""
    found = improvements(situation, result)
    if not is_today:
        found = tuple(each for each in found if all(step.how == "find_out" for step in each.steps))
    found = found[:MOST]
    return _told(words, result, found) if found else NOTHING


def _told(words: Words, result: SchemeResult, found: tuple[Improvement, ...]) -> Suggestions:
    answers: dict[str, bytes] = {}
    items: Pieces = []
    waits = False
    for each in found:
        own = result.scheme.outcomes.get(each.outcome)
        first, *further = each.steps
        if first.how == "find_out" and not further:
            answers[first.question.id] = _helps(words, first, own)
            continue
        waits = waits or each.months > 0
        key = f"{result.scheme.id if own else ''}.{each.outcome}"
        before, after = words.gap("changes.both" if further else "changes.alone", key, each.outcome, own)
        steps = [_step(words, step, result.missing) for step in each.steps]
        items += before, *([b"<li>%b</li>\n" % step for step in steps] if further else steps), after
    if not items:
        return Suggestions(answers, [])
    before, after = words.gap("changes.section", str(waits), waits)
    return Suggestions(answers, [before, *items, after])


def _step(words: Words, step: ImprovementStep, missing: tuple[str, ...]) -> bytes:
    question, influence = step.question, step.question.influence
    if step.how == "find_out":
        elsewhere = question.id in missing
        if key := _key(step):
            return words.part(
                "changes.found", f"{question.id}.{elsewhere}.{key}", question, _phrases(words, step), elsewhere
            )
        return words.render("changes.found", question, _phrases(words, step), elsewhere).encode()
    if influence.can_do and step.how == "do":
        return words.text(influence.can_do.text).encode()
    assert influence.can_wait
    reached = kind_of(question).say_awaited(words.language, question, step.answer)
    left = time_span(words.language, step.months)
    return words.language.text(influence.can_wait.text, None, value=reached, left=left).encode()


def _helps(words: Words, step: ImprovementStep, own: Text | None) -> bytes:
    """For which answers the outcome would be better. Only what stands in the law is kept, not what comes from a number."""
    if key := _key(step):
        key = f"{step.question.id}.{own.id if own else ''}.{key}"
        return words.part("changes.helps", key, _phrases(words, step), own)
    return words.render("changes.helps", _phrases(words, step), own).encode()


def _phrases(words: Words, step: ImprovementStep) -> list[Markup]:
    """The answers that would be found out, each in a few words."""
    return kind_of(step.question).say_each(words.language, step.question, step.answers)


def _key(step: ImprovementStep) -> str:
    """Which answers would be found out, where they stand in the law; nothing where they are made of numbers."""
    if not kind_of(step.question).has_few_answers:
        return ""
    return ".".join(str(first) for first, _ in step.answers)
