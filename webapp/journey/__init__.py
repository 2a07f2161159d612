"""The journey over HTTP: questions, the list of answers and the result. Nothing of the law is here."""

from __future__ import annotations

from flask import Flask

from webapp.journey import front_desk
from webapp.journey.reply import Kit
from webapp.journey.request_body import Forms
from webapp.journey.steps import blueprint
from webapp.wording.law_words import Library


def init_app(app: Flask) -> None:
    """Add the journey to `app`, whose rulebook, settings and languages must be there."""
    rulebook, settings = app.extensions["rulebook"], app.extensions["settings"]
    library = Library(app.jinja_env, rulebook, settings)
    forms = Forms(rulebook, app.extensions["languages"].by_tag)
    app.extensions["journey"] = Kit(rulebook, forms, library, settings)
    app.register_blueprint(blueprint)
    app.register_blueprint(front_desk.blueprint)
