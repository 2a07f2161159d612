"""The frame of the pages: what is the same for everyone is made once for each language, not for each page."""

from __future__ import annotations

from flask import Flask, abort, current_app, request, url_for
from flask_htmx import HTMX
from markupsafe import Markup

from webapp.config import Settings
from webapp.http import static_files
from webapp.languages import Language, current_language

_Key = tuple[object, ...]

#: Whether htmx asks: then only the part of the page that it swaps is sent. In a template: `{% if htmx %}`.
htmx = HTMX()

#: What Flask gives to every template, and what a part that is kept must not see.
_HIDDEN = {"request": None, "session": None, "g": None}


def page_url(endpoint: str | None, language: Language | None = None) -> str:
    """The address of a page in `language` (if left out, the present one); without such a page, the start page's.

    Made once: building an address costs as much as ten sentences.
    """
    made: dict[_Key, str] = current_app.extensions["addresses"]
    tag = (language or current_language()).tag
    key = (request.script_root, endpoint, tag)
    address = made.get(key)
    if address is None:
        rules = current_app.url_map.iter_rules(endpoint) if endpoint else ()
        exists = any(rule.arguments == {"lang"} for rule in rules)
        address = made[key] = url_for(endpoint if endpoint and exists else "pages.start", lang=tag)
    return address


def public_root() -> str:
    """The whole address of the site, which leads everyone to their language, as it stands on paper and in QR codes.

    Where neither the deployment nor the request names a host, the reply is the error page 400.
    """
    settings: Settings = current_app.extensions["settings"]
    if not settings.url and not request.host:
        abort(400)  # a host that cannot be: no address with it leads anywhere
    return (settings.url or request.url_root).rstrip("/") + "/"


def public_url(endpoint: str | None, language: Language | None = None) -> str:
    """The whole address of a page in `language` (if left out, the present one), as it stands on paper and in QR codes."""
    return public_root().rstrip("/") + page_url(endpoint, language).removeprefix(request.script_root)


def once(template: str, menu: str | None = None, endpoint: str | None = None) -> Markup:
    """A part of a page, rendered once for each language (and `menu`, `endpoint`).

    The part knows nothing of the request but these, so nothing about a visitor can get into it.
    """
    language = current_language()
    key = once, request.script_root, template, menu, endpoint
    part: Markup | None = language.kept.get(key)
    if part is None:
        source = current_app.jinja_env.get_template(template)
        part = Markup(source.render({**language.context, **_HIDDEN}, menu=menu, endpoint=endpoint))
        language.kept[key] = part
    return part


def init_app(app: Flask) -> None:
    """Give the templates of `app` what the frame is made of."""
    htmx.init_app(app)
    app.extensions["addresses"] = {}
    sources = app.extensions["rulebook"].sources.values()
    app.jinja_env.globals.update(
        asset_url=static_files.asset_url,
        checked=min(source.checked for source in sources),
        dictionary_url=app.extensions["dictionaries"].url,
        once=once,
        page_url=page_url,
        public_root=public_root,
        public_url=public_url,
        settings=app.extensions["settings"],
    )
