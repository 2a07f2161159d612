"""The pages around the questions: start, how it works, privacy, accessibility statement."""

from __future__ import annotations

from flask import Flask

from webapp.pages.views import blueprint


def init_app(app: Flask) -> None:
    """Add the pages to `app`."""
    app.register_blueprint(blueprint)
