"""What a visitor takes along: the answer code, and last days for the calendar."""

from __future__ import annotations

from flask import Flask

from webapp.takehome.code_pages import blueprint


def init_app(app: Flask) -> None:
    """Add the pages to `app`, which has the journey."""
    app.register_blueprint(blueprint)
