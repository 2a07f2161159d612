"""The web application: questions that tell foreigners in Denmark which support schemes they might qualify for."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the application.

    Args:
        config: what differs from the environment: settings by the name of their variable (``VEJVISER_LOCALES``), and
            what Flask knows (``TESTING``).

    Raises:
        StartError: a setting, a file of the law or a catalog cannot be used; the message says which and why.
    """
    # What is made here stays: to look through it again and again for what could go takes a seventh of the start.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _create(config)
    finally:
        if collects:
            gc.enable()


def _create(config: Mapping[str, Any] | None) -> Flask:
    # Here and not above: whoever uses `webapp.rules` alone needs neither Flask nor Jinja.
    from flask import Flask
    from jinja2 import StrictUndefined

    from webapp import journey, late_commands, pages, rules, takehome
    from webapp.config import PREFIX, StartError, read_settings
    from webapp.http import error_pages, headers, hosts, static_files
    from webapp.http.dictionary_coding import Dictionaries
    from webapp.languages import offered, request_language
    from webapp.layout import page_frame
    from webapp.layout.compiled_templates import CompiledTemplates
    from webapp.paths import share

    given = dict(config or {})
    ours = {name: str(given.pop(name)) for name in list(given) if name.startswith(PREFIX)}
    settings = read_settings({**os.environ, **ours})

    app = Flask(__name__, template_folder=str(share("templates")), static_folder=None)
    app.config.update(given)
    app.jinja_options = {
        "trim_blocks": True,
        "lstrip_blocks": True,
        "undefined": StrictUndefined,
        "bytecode_cache": CompiledTemplates(str(share("build") / "templates")),
    }
    app.extensions["settings"] = settings
    request_language.init_app(app, settings.locales, share("translations"))
    if not late_commands.is_looking_for_one():  # such as the one that compiles the catalogs
        offered.check_compiled(settings.locales, share("translations"))
    try:
        app.extensions["rulebook"] = rules.load(share("questions"), share("build") / "law.pickle")
    except rules.LawError as error:
        raise StartError(str(error)) from error
    app.extensions["dictionaries"] = Dictionaries(share("static") / "build")
    page_frame.init_app(app)
    hosts.init_app(app)
    headers.init_app(app)
    error_pages.init_app(app)
    pages.init_app(app)
    journey.init_app(app)
    takehome.init_app(app)
    late_commands.init_app(app)
    # The commands work without the built assets; a page then says in the log that they are missing.
    with suppress(static_files.AssetsMissing):
        app.wsgi_app = static_files.serve_static(app.wsgi_app, headers.FIXED)  # type: ignore[assignment, method-assign]
    headers.guard(app)
    return app
