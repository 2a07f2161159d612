"""Error pages in the visitor's language, each with a way on."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from webapp.languages import N_, current_language


class Trouble(NamedTuple):
    """What an error page says: a heading, and what happened and what to do."""

    heading: str
    explanation: str


UNREADABLE = Trouble(
    # NOTE: Heading of the error page 400 (and 415): the browser sent something that cannot be read.
    N_("We could not read what was sent"),
    # NOTE: Text of the error page 400 (and 415), under "We could not read what was sent".
    N_("Your browser sent something that this site does not understand. Go back and try again, or start over."),
)
BROKEN = Trouble(
    # NOTE: Heading of the error page 500: a mistake in the program.
    N_("Something went wrong on our side"),
    # NOTE: Text of the error page 500, under "Something went wrong on our side".
    N_("It is not your fault. Nothing that you answered was stored. Go back and try again, or start over."),
)
TROUBLES = {
    400: UNREADABLE,
    404: Trouble(
        # NOTE: Heading of the error page 404: there is no page at this address.
        N_("There is no page here"),
        # NOTE: Text of the error page 404, under "There is no page here".
        N_("Check that the address is right. You can also begin at the start page."),
    ),
    405: Trouble(
        # NOTE: Heading of the error page 405: the page exists, but was asked for in a way that it does not answer.
        N_("This page cannot be opened like this"),
        # NOTE: Text of the error page 405, under "This page cannot be opened like this".
        N_("Begin at the start page, and use the buttons on the pages."),
    ),
    413: Trouble(
        # NOTE: Heading of the error page 413: more was sent than the site accepts.
        N_("Too much was sent at once"),
        # NOTE: Text of the error page 413, under "Too much was sent at once".
        N_("The site accepts only short answers. Go back and make your answer shorter, or start over."),
    ),
    415: UNREADABLE,
    422: Trouble(
        # NOTE: Heading of the error page 422: what was sent can be read, but does not fit.
        N_("We could not use what was sent"),
        # NOTE: Text of the error page 422, under "We could not use what was sent".
        N_("Something in it does not fit the questions of this site. Go back and try again, or start over."),
    ),
}


def init_app(app: Flask) -> None:
    """Answer every error with a page of the site (for htmx: with its fragment)."""

    @app.errorhandler(HTTPException)
    def show(error: HTTPException) -> Response:
        code = error.code or 500
        response = error.get_response()  # it carries what the error needs, such as Allow
        trouble = TROUBLES.get(code) or (UNREADABLE if code < 500 else BROKEN)
        _ = current_language().gettext
        page = render_template(
            "errors/error.html",
            code=code,
            faulty=True,
            heading=_(trouble.heading),
            explanation=_(trouble.explanation),
        )
        response.set_data(page)
        response.content_type = "text/html; charset=utf-8"
        return response
