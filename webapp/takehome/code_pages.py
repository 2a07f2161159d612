"""The pages to take answers home and to bring them back. Nothing is kept here: a code and a file hold everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, current_app, make_response, render_template
from flask.typing import ResponseReturnValue

from webapp.journey.flow import idle_answers
from webapp.journey.reply import Kit, Reply, reply
from webapp.journey.request_body import Submission, shown_again
from webapp.journey.steps import follow, sent
from webapp.languages import current_language
from webapp.layout.page_frame import public_url
from webapp.rules import Situation
from webapp.rules.answers import as_text
from webapp.rules.codes.answer_codes import CodeError, Decoded, decode
from webapp.takehome.calendar_file import last_day
from webapp.takehome.code_problems import error_text
from webapp.wording.problems import Problem

blueprint = Blueprint("takehome", __name__)

_MANNER = ("second", "desk", "keys")


@blueprint.get("/<lang>/code")
def code() -> str:
    """The page where a code is typed in."""
    return render_template("takehome/code.html", typed="", error=None, manner={})


@blueprint.post("/<lang>/code")
def open_code() -> ResponseReturnValue:
    """The page of the journey that the answers of a code lead to; or what is wrong with the code."""
    kit: Kit = current_app.extensions["journey"]
    body = sent()
    typed = body.get("code", [""])[0]
    # At a front desk the code comes with the second language and the number keys.
    manner = {name: body[name] for name in _MANNER if name in body}
    try:
        # Somebody may paste the whole address of the QR code.
        decoded = decode(kit.rulebook, typed.rpartition("#")[2])
    except CodeError as error:
        told = error_text(current_language(), error)
        carried = {name: shown_again(values[0]) for name, values in manner.items()}
        return render_template("takehome/code.html", typed=shown_again(typed), error=told, manner=carried), 422
    submission = _read_again(kit, decoded, manner)
    state = follow(kit.rulebook, submission)
    # A code does not say whether an answer was changed after others: it is seen by answers that do not matter.
    state = replace(state, revised=bool(idle_answers(kit.rulebook, state)))
    return reply(kit, Reply(state, submission.problems, again=decoded.again, manner=submission.manner))


@blueprint.post("/<lang>/calendar")
def calendar() -> ResponseReturnValue:
    """One last day of these answers as a file for a calendar; where there is none, the page of these answers says so."""
    kit: Kit = current_app.extensions["journey"]
    body = sent()
    wanted = body.pop("deadline", [])
    submission = kit.forms.read({**body, "action": ["language"]}, kit.settings.day())
    state = follow(kit.rulebook, submission)
    deadlines = Situation(kit.rulebook, state.answers, state.on).assess().deadlines
    deadline = next((each for each in deadlines if [each.rule.id] == wanted), None)
    if deadline is None or submission.problems:
        problems = submission.problems or (Problem(None, "no_last_day"),)
        return reply(kit, Reply(state, problems, manner=submission.manner))
    file = make_response(
        last_day(current_language(), deadline.date, state.on, public_url("pages.start"), deadline.rule.calendar)
    )
    file.content_type = "text/calendar; charset=utf-8"
    file.headers["Content-Disposition"] = "attachment; filename=calendar.ics"
    return file


def _read_again(kit: Kit, decoded: Decoded, manner: Mapping[str, list[str]]) -> Submission:
    """The answers of a code read as a body is, so that they are looked at as those of a body are: a day may be too late."""
    body = {id: [as_text(value)] for id, value in decoded.answers.items()} | {"action": ["language"], **manner}
    if decoded.on:
        body["on"] = [decoded.on.isoformat()]
    return kit.forms.read(body, kit.settings.day())
