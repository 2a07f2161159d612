"""The journey over HTTP: questions, the list of answers and the result. Nothing of the law is here."""

from __future__ import annotations

from flask import Flask

from webapp.questionnaire import blanks, desk
from webapp.questionnaire.forms import Forms
from webapp.questionnaire.reply import Kit
from webapp.questionnaire.views import blueprint
from webapp.questionnaire.words import Library


def init_app(app: Flask) -> None:
    """Add the journey to `app`, whose rulebook, settings and languages must be there."""
    rulebook, settings = app.extensions["rulebook"], app.extensions["settings"]
    library = Library(app.jinja_env, rulebook, settings)
    app.extensions["questionnaire"] = Kit(
        rulebook, Forms(rulebook, app.extensions["languages"].by_tag), library, settings
    )
    blanks.init_app(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(desk.blueprint)
