"""The pages around the questions: start, how it works, privacy, accessibility statement, for front desks."""

from __future__ import annotations

from flask import Flask

from webapp.pages import for_front_desks as front_desks
from webapp.pages import public_pages as views


def init_app(app: Flask) -> None:
    """Add the pages to `app`."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(front_desks.blueprint)
