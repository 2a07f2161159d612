"""The views of the pages around the questions. None of them reads anything that a visitor answered."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from webapp.languages import preferred_language
from webapp.layout.page_frame import page_url

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def root() -> AnyResponse:
    """Send the visitor to the start page in the language that the browser asks for."""
    response = redirect(page_url("pages.start", preferred_language()))
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/<lang>/")
def start() -> str:
    """What this is and what it is not, and the way to the first question."""
    return render_template("pages/start.html")


@blueprint.get("/<lang>/how")
def how() -> str:
    """How the site comes to its answers."""
    return render_template("pages/how.html")


@blueprint.get("/<lang>/privacy")
def privacy() -> str:
    """What happens to the answers."""
    return render_template("pages/privacy.html")


@blueprint.get("/<lang>/accessibility")
def accessibility() -> str:
    """The accessibility statement, as far as the hosting body filled it in."""
    return render_template("pages/accessibility.html")


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Search engines may find the site; there is nothing here that they must not see."""
    return Response("User-agent: *\nDisallow:\n", mimetype="text/plain")
