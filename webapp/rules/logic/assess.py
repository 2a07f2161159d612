"""The engine's two functions: what follows from somebody's answers, and how many questions can still come."""

from __future__ import annotations

from datetime import date

from webapp.rules.logic.compiled_law import law_on
from webapp.rules.logic.results import Assessment
from webapp.rules.logic.situation import Situation
from webapp.rules.model import SCOPE_QUESTION, Answers, Rulebook


def assess(rulebook: Rulebook, answers: Answers, on: date) -> Assessment:
    """What follows from `answers` (`parse_answers`) on the day `on`. Contract: "Schemes and their criteria…"."""
    return Situation(rulebook, answers, on).assess()


def at_most_left(rulebook: Rulebook, assessment: Assessment, answers: Answers) -> int:
    """How many questions can still come at most, the next one included.

    Every later answer can only take questions away, so those that can change something now are an upper bound. Before
    anything but the scope is known that bound is needlessly frightening: then it is the most over the next answers.
    """
    if assessment.next_question is None:
        return 0
    goal, following = answers.get(SCOPE_QUESTION), rulebook.questions[assessment.next_question]
    if goal is not None and (len(answers) > 1 or not following.options):
        return sum(1 for id in assessment.missing if id not in answers)
    # Without the first answer nothing is in scope and anything may come, whatever else was answered.
    known: Answers = {} if goal is None else {SCOPE_QUESTION: goal}
    law = law_on(rulebook, assessment.on)
    if goal not in law.most_left:
        most = 0
        for option in following.options:
            further = {**known, following.id: option.id}
            then = Situation(rulebook, further, assessment.on).open_questions()
            most = max(most, at_most_left(rulebook, then, further))
        law.most_left[goal] = 1 + most
    return law.most_left[goal]
