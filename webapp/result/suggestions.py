"""What would change an outcome, in words: beside the questions that are still open, and in a section of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from webapp.languages.language import Language
from webapp.rules import Situation
from webapp.rules.improving.improvements import Improvement, ImprovementStep, improvements
from webapp.rules.kinds.number import months_of
from webapp.rules.logic.results import SchemeResult
from webapp.rules.model import Question, Text, Value
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import quantity, quantity_in_range, time_reached, time_span

#: More than these would be a riddle, not a help.
MOST = 3

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What to say about one scheme.

    Attributes:
        answers: by question, for which answers the outcome would be better: HTML to stand beside the question.
        section: everything else, as a section of the card; empty where there is nothing else.
    """

    answers: Mapping[str, Markup]
    section: str


NOTHING = Suggestions({}, "")


def suggestions(words: Words, situation: Situation, result: SchemeResult, *, is_today: bool = True) -> Suggestions:
    """What would change the outcome of the scheme; on another day than today, only what can still be found out."""
    found = improvements(situation, result)
    if not is_today:
        found = tuple(each for each in found if all(step.how == "find_out" for step in each.steps))
    found = found[:MOST]
    return _told(words, result, found) if found else NOTHING


def _told(words: Words, result: SchemeResult, found: tuple[Improvement, ...]) -> Suggestions:
    answers: dict[str, Markup] = {}
    items: list[str] = []
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
        items += before, "".join(f"<li>{step}</li>\n" for step in steps) if further else steps[0], after
    if not items:
        return Suggestions(answers, "")
    before, after = words.gap("changes.section", str(waits), waits)
    return Suggestions(answers, "".join((before, *items, after)))


def _step(words: Words, step: ImprovementStep, missing: tuple[str, ...]) -> str:
    question, influence = step.question, step.question.influence
    if step.how == "find_out":
        elsewhere = question.id in missing
        if question.kind == "choice":
            key = f"{question.id}.{elsewhere}.{_ids(step)}"
            return words.part("changes.found", key, question, _phrases(words, step), elsewhere)
        return words.render("changes.found", question, _phrases(words, step), elsewhere)
    if influence.can_do and step.how == "do":
        return words.text(influence.can_do.text)
    assert influence.can_wait
    reached = quantity(words.language, step.answer, None)
    if isinstance(step.answer, Decimal):
        reached = time_reached(words.language, months_of(step.answer))
    left = time_span(words.language, step.months)
    return words.language.text(influence.can_wait.text, None, value=reached, left=left)


def _helps(words: Words, step: ImprovementStep, own: Text | None) -> Markup:
    """For which answers the outcome would be better. Only what stands in the law is kept, not what comes from a number."""
    if step.question.kind == "choice":
        key = f"{step.question.id}.{own.id if own else ''}.{_ids(step)}"
        return words.part("changes.helps", key, _phrases(words, step), own)
    return words.render("changes.helps", _phrases(words, step), own)


def _phrases(words: Words, step: ImprovementStep) -> list[Markup]:
    """The answers that would be found out, each in a few words."""
    question = step.question
    if question.kind == "choice":
        found = {first for first, _ in step.answers}
        return [words.text(option.label) for option in question.options if option.id in found]
    return [answer_range(words.language, question, least, most) for least, most in step.answers]


def _ids(step: ImprovementStep) -> str:
    return ".".join(str(first) for first, _ in step.answers)


def answer_range(language: Language, question: Question, least: Value, most: Value) -> Markup:
    """Every answer from `least` to `most` to a question for a number, in a few words."""

    def told(number: Value) -> Markup:
        return quantity_in_range(language, number, question.unit)

    if most == question.maximum:
        # Years have two decimals: from 7.01 on is what the rules call more than 7.
        below = least - _HUNDREDTH if isinstance(least, Decimal) else None
        if below is not None and below == below.to_integral_value():
            # NOTE: An answer that is a number: more than this many. %(number)s is for example "7 years".
            return language.gettext("more than %(number)s", number=told(below))
        # NOTE: An answer that is a number: this many or more. %(number)s is for example "5 years".
        return language.gettext("%(number)s or more", number=told(least))
    if least != question.minimum:
        # NOTE: An answer that is a number between two others. Both are for example "5 years".
        return language.gettext("from %(least)s to %(most)s", least=told(least), most=told(most))
    if isinstance(most, Decimal):
        # NOTE: An answer that is a number: fewer than this many. %(number)s is for example "9 years".
        return language.gettext("less than %(number)s", number=told(most + _HUNDREDTH))
    # NOTE: An answer that is a whole number: this many or fewer. %(number)s is for example "49 years".
    return language.gettext("%(number)s or less", number=told(most))
