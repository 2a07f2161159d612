"""The journey, without HTTP: which page follows from the answers, and what Next, Back and Change do to them.

Everything is a pure function of the answers and the day. A `State` is what the body of a request says; a `Page` is
what is shown for it. Back and Change give up no answer: they only open a question again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from webapp.rules import UNKNOWN, Answers, Assessment, Rulebook, Situation, Unknown, at_most_left
from webapp.rules.model import Question, Value

#: After so many answers "I don't know" the result is offered with each further question.
MANY_UNKNOWN = 5


@dataclass(frozen=True, slots=True)
class State:
    """Where somebody is.

    Attributes:
        on: the day computed for.
        answers: everything that was answered, in canonical order; the former answer to an open question too, until
            there is another one.
        dated: the day was set, it is not just today.
        open: the question that is open; None where whatever comes next is shown.
        changing: it was opened from the list of answers, so Back leads to where that was done.
        revised: an answer was changed after later ones had been given, so some of those may no longer matter.
    """

    on: date
    answers: Answers
    dated: bool = False
    open: str | None = None
    changing: bool = False
    revised: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown for a state: a question, or (`question` is None) the result.

    Attributes:
        assessment: of a question only what is still worth asking, of the result everything.
        kept: the answers besides the one to the question shown.
        former: the answer that the question shown had, None where it had none.
        idle: the answers that no longer matter, because their questions would not be asked now.
        number: which question this is, counted from 1.
        left: how many questions can still come at most, this one included.
        previous: the last question before this one that was answered and matters, None where there is none.
    """

    state: State
    situation: Situation
    assessment: Assessment
    question: Question | None
    kept: Answers
    former: Value | Unknown | None
    idle: frozenset[str]
    number: int
    left: int
    previous: str | None

    @property
    def can_go_back(self) -> bool:
        """Whether there is anything that Back could lead to."""
        return self.previous is not None or self.state.changing

    @property
    def offers_result(self) -> bool:
        """Whether so much is not known that the result is offered at once."""
        return sum(isinstance(value, Unknown) for value in self.kept.values()) >= MANY_UNKNOWN

    @property
    def counted(self) -> int:
        """How many answers matter."""
        return len(self.kept) - len(self.idle & self.kept.keys())


def page(rulebook: Rulebook, state: State) -> Page:
    """The page for `state`."""
    answers = state.answers
    kept = answers
    if state.open in answers:
        kept = {id: value for id, value in answers.items() if id != state.open}
    situation = Situation(rulebook, kept, state.on)
    assessment = situation.open_questions()
    id = state.open or assessment.next_question
    idle = idle_answers(rulebook, state) if state.revised else frozenset()
    earlier = [other for other in before(rulebook, kept, id) if other not in idle]
    previous = earlier[-1] if earlier else None
    if id is None:
        return Page(state, situation, situation.assess(), None, kept, None, idle, 0, 0, previous)
    return Page(
        state=state,
        situation=situation,
        assessment=assessment,
        question=rulebook.questions[id],
        kept=kept,
        former=answers.get(id),
        idle=idle - {id},
        number=1 + len(earlier),
        left=_left(rulebook, assessment, kept, id),
        previous=previous,
    )


def answered(rulebook: Rulebook, state: State, question: str, value: Value | Unknown) -> State:
    """The state after `value` was given in answer to `question`; what comes next is open."""
    answers = {
        id: value if id == question else state.answers[id]
        for id in rulebook.questions
        if id == question or id in state.answers
    }
    changed = state.answers.get(question) != value and next(reversed(answers)) != question
    return State(state.on, answers, state.dated, revised=state.revised or changed)


def finished(rulebook: Rulebook, state: State) -> State:
    """The state in which whatever could still be asked was answered by "I don't know": the result is next."""
    while (asked := Situation(rulebook, state.answers, state.on).open_questions().next_question) is not None:
        if not rulebook.questions[asked].may_be_unknown:
            return state
        state = answered(rulebook, state, asked, UNKNOWN)
    return state


def reopened(state: State, question: str) -> State:
    """The state after the answer to `question` was chosen to be changed. Until it is, nothing is different."""
    return replace(state, open=question, changing=True)


def back(rulebook: Rulebook, state: State) -> State:
    """The state after Back: the question before the one shown is open again, with its former answer.

    Where a question was opened from the list of answers, Back leads to where that was done, with nothing changed.
    """
    if state.changing:
        return replace(state, open=None, changing=False)
    shown = page(rulebook, state)
    return replace(state, open=shown.previous or (shown.question.id if shown.question else None))


def idle_answers(rulebook: Rulebook, state: State) -> frozenset[str]:
    """The answers to questions that would not be asked now, given the answers before them."""
    asked = Situation(rulebook, {}, state.on)
    idle = set()
    for id, value in state.answers.items():
        if asked.matters(id):
            asked = asked.varied({id: value})
        else:
            idle.add(id)
    return frozenset(idle)


def before(rulebook: Rulebook, answers: Answers, id: str | None) -> list[str]:
    """The questions in `answers` that come before `id`: all of them, where that is None (the result)."""
    if id is None:
        return list(answers)
    earlier = []
    for other in rulebook.questions:
        if other == id:
            break
        if other in answers:
            earlier.append(other)
    return earlier


def _left(rulebook: Rulebook, assessment: Assessment, kept: Answers, id: str) -> int:
    return at_most_left(rulebook, assessment, kept) + (id not in assessment.missing)
