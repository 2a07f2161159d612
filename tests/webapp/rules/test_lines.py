"""What is looked up once for a period says to each person what each line says by itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.webapp.rules import people
from webapp.rules import Rulebook, Situation
from webapp.rules.lines import contacts, lines_of, said, texts
from webapp.rules.model import Condition, Line, Text

days = st.sampled_from([date(2002, 6, 30), date(2002, 7, 1), *people.DAYS])


@settings(max_examples=60, deadline=None)
@given(st.data(), days)
def test_each_line_says_what_it_says_by_itself(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers, _ = data.draw(people.with_gaps(rulebook, on))
    situation = Situation(rulebook, answers, on)
    for scheme in rulebook.schemes.values():
        lines = lines_of(situation.law, scheme)

        def holds(condition: Condition | None) -> bool | None:
            return situation.holds(condition, scheme)  # noqa: B023 – asked at once

        def alone(wanted: Iterable[Line]) -> list[tuple[str, Text]]:
            return [(each.id, text) for each in wanted if (text := each.on(on, holds))]

        def together(found: Iterable[tuple[Line, Text]]) -> list[tuple[str, Text]]:
            return [(line.id, text) for line, text in found]

        for kind, ready in lines.said.items():
            wanted = [each for each in scheme.said if each.kind == kind]
            if kind == "reason":
                wanted = [each for each in wanted if holds(each.condition) is True]
            assert together(said(situation, ready)) == alone(wanted)
        assert together(said(situation, lines.grave)) == alone(each for each in scheme.said if each.grave)
        assert together(said(situation, lines.steps)) == alone(scheme.steps)
        assert together(said(situation, lines.bring)) == alone(scheme.bring)
        assert together(said(situation, lines.payments)) == alone(scheme.payments)
        for criterion in scheme.criteria:
            true = [each.text for each in criterion.because if holds(each.condition) is True]
            assert texts(situation, lines.because[criterion.id]) == true


@settings(max_examples=60, deadline=None)
@given(st.data(), days)
def test_there_is_always_somebody_to_ask(rulebook: Rulebook, data: st.DataObject, on: date) -> None:
    answers, _ = data.draw(people.with_gaps(rulebook, on))
    situation = Situation(rulebook, answers, on)
    for scheme in rulebook.schemes.values():
        fitting = [each.authority for each in scheme.contacts if situation.holds(each.condition, scheme) is not False]
        assert contacts(situation, scheme) == (fitting or [each.authority for each in scheme.contacts])
