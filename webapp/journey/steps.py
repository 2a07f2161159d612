"""The one address of the journey: each request carries everything, each reply is a question or the result."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, current_app, request

from webapp.journey import flow as journey
from webapp.journey.code_box import answer_code
from webapp.journey.flow import State
from webapp.journey.reply import Kit, Reply, reply
from webapp.journey.request_body import STAYING, Submission, read_body
from webapp.rules import Rulebook
from webapp.rules.kinds import kind_of
from webapp.wording.problems import Problem

#: What a browser sends a form without files as.
FORM = "application/x-www-form-urlencoded"
#: A name that no field has.
NO_FIELD = ""

blueprint = Blueprint("journey", __name__)


@blueprint.get("/<lang>/check")
def check() -> tuple[bytes, int]:
    """The first question. Of the query only `on` is read: answers never stand in an address."""
    kit: Kit = current_app.extensions["journey"]
    today = kit.settings.day()
    problems: list[Problem] = []
    raw = " ".join(request.args.getlist("on"))
    on = kit.forms.read_day(raw, today, problems)
    return reply(kit, Reply(State(on, {}, dated=bool(raw) and not problems), tuple(problems)))


@blueprint.post("/<lang>/check")
def step() -> tuple[bytes, int]:
    """The page that follows from the answers in the body and the button that was pressed."""
    kit: Kit = current_app.extensions["journey"]
    body = sent()
    submission = kit.forms.read(body, kit.settings.day())
    problems = submission.problems
    # A browser tells the length of an empty form too: without it something was lost on the way.
    if not body and request.content_length != 0:
        problems = (*problems, Problem(None, "unreadable"))
    state, asked = follow(kit.rulebook, submission), submission.state.open
    stays = asked is not None and state.open == asked and submission.action in STAYING | {"next"}
    code = answer_code(kit.rulebook, state) if submission.action == "code" and not problems else None
    draft = submission.draft if stays else {}
    return reply(
        kit, Reply(state, problems, draft, submission.manner, code, read_back=read_back(kit.rulebook, submission))
    )


def read_back(rulebook: Rulebook, submission: Submission) -> str | None:
    """The question whose answer was just given and is to be said in words; None where none is."""
    asked, value = submission.state.open, submission.value
    if submission.problems or submission.action != "next" or asked is None or value is None:
        return None
    return asked if kind_of(rulebook.questions[asked]).is_read_back else None


def sent() -> dict[str, list[str]]:
    """The fields of the body of this request. A file in it is a field that no form of ours has."""
    if request.mimetype == FORM:
        return read_body(request.get_data(cache=False))
    fields = {name: list(dict.fromkeys(values)) for name, values in request.form.lists()}
    return fields | ({NO_FIELD: list(request.files)} if request.files else {})


def follow(rulebook: Rulebook, submission: Submission) -> State:
    """The state after the button; if something cannot be used, the one in which it can be put right, the rest kept."""
    state, asked = submission.state, submission.state.open
    faulty = [problem.question for problem in submission.problems if problem.question]
    if faulty:
        if asked and submission.value is not None:
            state = journey.answered(rulebook, state, asked, submission.value)
        return state if asked in faulty else replace(state, open=faulty[0], changing=False)
    if submission.problems or submission.action in STAYING:
        return state
    if submission.change:
        return journey.reopened(state, submission.change)
    if submission.action == "back":
        return journey.back(rulebook, state)
    if asked and submission.value is not None:
        state = journey.answered(rulebook, state, asked, submission.value)
    return journey.finished(rulebook, state) if submission.action == "result" else state
