"""The timeline on a card: today, the last days, and what would come when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from webapp.layout.prerendered import Pieces
from webapp.result.page_notices import warnings_of
from webapp.rules import Situation
from webapp.rules.lines import lines_of, said
from webapp.rules.logic.results import Deadline
from webapp.rules.model import Scheme
from webapp.wording.law_words import Words
from webapp.wording.spoken_answers import days_left


def timeline(
    words: Words, situation: Situation, scheme: Scheme, last_days: Mapping[str, Deadline], begins: Pieces
) -> Pieces:
    """The timeline of a scheme as HTML; nothing where nothing is known of what comes when.

    Args:
        last_days: of the scheme, by the ids of their rules.
        begins: its first row (`today`).
    """
    moments = said(situation, lines_of(situation.law, scheme).payments)
    placed = {each.deadline for each, _ in moments}
    rows = [_last_day(words, situation, each) for id, each in last_days.items() if id not in placed]
    for each, text in moments:
        last_day = last_days.get(each.deadline or "")
        moment = words.part("pictures.moment", f"{scheme.id}.{each.id}.{text.id}", each, text)
        rows.append(_last_day(words, situation, last_day) if last_day else moment)
    if not rows:
        return []
    before, after = words.gap("pictures.timeline" if last_days else "pictures.folded_timeline", scheme.id, scheme)
    return [before, *begins, *rows, after]


def today(words: Words, on: date, *, is_today: bool) -> Pieces:
    """The row with the day that is computed for."""
    before, after = words.gap("pictures.today", str(is_today), is_today)
    return [before, words.language.date(on).encode(), after]


def _last_day(words: Words, situation: Situation, deadline: Deadline) -> bytes:
    left, warnings = days_left(words.language, deadline.date, situation.on), warnings_of(situation, deadline)
    return words.render("card.last_day", deadline.rule, words.language.date(deadline.date), left, warnings).encode()
