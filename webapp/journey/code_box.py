"""What stands above the heading of a page of the journey: the answer code, and what a code did not bring back."""

from __future__ import annotations

from collections.abc import Sequence

from flask import current_app
from markupsafe import Markup

from webapp.journey.flow import State
from webapp.languages import plain
from webapp.layout.page_frame import public_url
from webapp.layout.qr_code import qr
from webapp.rules import Rulebook
from webapp.rules.codes.answer_codes import VersionMissing, encode
from webapp.wording.law_words import Words


def answer_code(rulebook: Rulebook, state: State) -> str:
    """The code of all answers, and of the day where one was set. Empty where codes of today's questions have no version."""
    try:
        return encode(rulebook, state.answers, state.on if state.dated else None)
    except VersionMissing as error:
        # Whoever changed the questions reads this; a visitor goes on without a code.
        current_app.logger.error("No answer codes: %s", error)
        return ""


def code_box(words: Words, code: str | None, state: State) -> Markup:
    """The box with `code`: what it holds, how it is used, and the same as a drawing. Nothing where none was asked for."""
    if code is None:
        return Markup()
    if not code:
        return words.render("notices.no_code")
    address = public_url("takehome.code")
    # Behind the "#" it stays in the browser: no server hears of it.
    # NOTE: What a screen reader says in the place of the QR code, a drawing that a phone can read. The code stands above.
    drawing = qr(f"{address}#{code}", plain(words.language.gettext("QR code with the same code")))
    return words.render("notices.code", code, address, drawing, state.on if state.dated else None)


def again_notice(words: Words, rulebook: Rulebook, again: Sequence[str]) -> Markup:
    """Names the questions of `again`; those that are no questions any more are left out."""
    questions = [rulebook.questions[id] for id in again if id in rulebook.questions]
    return words.render("notices.again", questions) if questions else Markup()
