"""The built style sheet and scripts: their addresses, and how they are served.

`make assets` writes hashed files and a manifest to `static/build`. What a name with a hash stands for never changes, so
browsers may keep it for a year without asking again. Nothing else of `static` is served: not the sources, not the manifest.
Beside them lie the compression dictionaries (`webapp.http.dictionary_coding`), each for the addresses of its language.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any
from wsgiref.headers import Headers

from whitenoise import WhiteNoise

from webapp.paths import share

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

PREFIX = "/static/"
#: The list of the compression dictionaries in the folder that is served: file and hash by language.
DICTIONARIES = "dictionaries.json"
_HASHED = re.compile(r"/static/[\w-]+\.[0-9a-f]{12}\.\w+")


class AssetsMissing(RuntimeError):
    """The assets are not built, or not all of them."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Build the assets with `make assets` (or `make run`, which does it first).")


@cache
def manifest() -> dict[str, str]:
    """Return the map from an asset's name (`site.css`) to its hashed file name, read once.

    Raises AssetsMissing if the build has not run.
    """
    path = share("static") / "build" / "manifest.json"
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise AssetsMissing(f"There is no {path}.") from None


def asset_url(name: str) -> str:
    """Return the address of an asset: `site.css` gives `/static/site.<hash>.css`.

    Raises AssetsMissing if the build has not run or has no asset of that name.
    """
    try:
        return PREFIX + manifest()[name]
    except KeyError:
        raise AssetsMissing(f"The build has no asset {name!r}.") from None


class _Static(WhiteNoise):  # type: ignore[misc]
    FOREVER = 365 * 24 * 60 * 60

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if _HASHED.fullmatch(url):
            super().add_file_to_dictionary(url, path, stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        return True


def serve_static(wsgi_app: "WSGIApplication", headers: Iterable[tuple[str, str]] = ()) -> "WSGIApplication":
    """Wrap a WSGI application so that `/static/…` is answered from the build, compressed, before it is reached.

    `headers` are sent with every file: the application's own security headers are not added to what it does not see.
    Raises AssetsMissing if the build has not run.
    """
    manifest()
    fixed = tuple(headers)

    def add_headers(response_headers: Headers, path: str, url: str) -> None:
        for name, value in fixed:
            response_headers[name] = value
        tag, _, ending = url.removeprefix(PREFIX).partition(".")
        if ending.endswith(".dict"):
            response_headers["Use-As-Dictionary"] = f'match="/{tag}/*"'

    wrapped: WSGIApplication = _Static(
        wsgi_app,
        root=str(share("static") / "build"),
        prefix=PREFIX,
        add_headers_function=add_headers,
        allow_all_origins=False,
    )
    return wrapped
