"""Random people wander through the pages: forth, back, changing answers and languages. The result is always the engine's."""

from __future__ import annotations

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pages import TAGS, TODAY, UNKNOWN, Visitor, shown
from tests.webapp.rules.people import values

#: More would find more, slowly; the engine itself is tested on many more people elsewhere.
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
#: What a wanderer does beside answering, now and then.
DETOURS = ("back", "change", "speak", "half")


def typed(data: st.DataObject, question: str, visitor: Visitor) -> str:
    """An answer to `question` that can be, given the answers before it."""
    found = visitor.rulebook.questions[question]
    if found.may_be_unknown and data.draw(st.integers(0, 5), label="known") == 0:
        return UNKNOWN
    value = str(data.draw(values(found, TODAY), label=question))
    refusal = visitor.answers.get("refusal_date", UNKNOWN)
    if question == "withdrawal_date" and refusal != UNKNOWN:
        return max(value, refusal)
    withdrawal = visitor.answers.get("withdrawal_date", UNKNOWN)
    if question == "refusal_date" and withdrawal != UNKNOWN:
        return min(value, withdrawal)
    return value


def detour(data: st.DataObject, visitor: Visitor) -> None:
    """Do something else than answer: no answer that was given may be lost by it."""
    page, answers = visitor.page, visitor.answers
    what = data.draw(st.sampled_from(DETOURS), label="detour")
    if what == "speak":
        visitor.speak(data.draw(st.sampled_from(TAGS)))
        assert visitor.answers == answers
        assert visitor.page.question == page.question
    elif what == "half" and page.options:
        half = data.draw(st.sampled_from(page.options))
        visitor.speak(data.draw(st.sampled_from(TAGS)), fill=half)
        assert visitor.page.filled == half
    elif what == "back" and page.all("button", name="action", value="back"):
        visitor.back()
    elif what == "change" and (buttons := page.all("button", name="change")):
        visitor.change(data.draw(st.sampled_from(sorted({each.get("value", "") for each in buttons}))))


@FEW
@given(data=st.data())
def test_a_random_person_reaches_the_result_of_the_engine(site: Flask, data: st.DataObject) -> None:
    visitor = Visitor(site, data.draw(st.sampled_from(TAGS)), htmx=data.draw(st.booleans()))
    visitor.begin()
    asked = []
    while (question := visitor.page.question) is not None:
        asked.append(question)
        visitor.answer(typed(data, question, visitor))
    assert visitor.page.schemes == shown(visitor.expected)
    assert len(asked) == len(set(asked)), "nothing is asked twice"
    assert list(visitor.answers) == asked


@FEW
@given(data=st.data())
def test_a_random_person_who_wanders_loses_nothing(site: Flask, data: st.DataObject) -> None:
    """The last answer that was given to each question counts, wherever one went in between."""
    visitor = Visitor(site, data.draw(st.sampled_from(TAGS)))
    visitor.begin()
    given_so_far: dict[str, str] = {}
    detours = 10
    while detours or visitor.page.question:
        if detours and data.draw(st.booleans(), label="wander"):
            detours -= 1
            detour(data, visitor)
        elif question := visitor.page.question:
            given_so_far[question] = typed(data, question, visitor)
            visitor.answer(given_so_far[question])
        else:
            detours = 0
        still_open = visitor.page.question
        assert {**given_so_far, **visitor.answers} == given_so_far
        assert given_so_far.keys() - visitor.answers.keys() <= {still_open}
    assert visitor.answers == given_so_far
    assert visitor.page.schemes == shown(visitor.expected)
