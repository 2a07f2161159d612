"""What a browser does: the headers it sends, the codings it reads, the dictionary it fetches."""

from __future__ import annotations

import gzip
import hashlib
import re
import sys
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlencode

import brotli

from benchmarks.sites import Reply, Request, Site

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: What Chromium and Firefox send today. Without it a server compresses nothing, which no browser asks for.
ACCEPT_ENCODING = "gzip, deflate, br, zstd"
#: Chromium adds these where it has a dictionary for the address.
WITH_DICTIONARY = f"{ACCEPT_ENCODING}, dcb, dcz"

_ALWAYS = {
    "Host": "127.0.0.1:8000",
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
    "Accept-Language": "en-GB,en;q=0.9,da;q=0.8",
    "Sec-Fetch-Site": "same-origin",
}
_PAGE = {
    **_ALWAYS,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-User": "?1",
    "Sec-Fetch-Dest": "document",
}
_HTMX = {
    **_ALWAYS,
    "Accept": "text/html",
    "HX-Request": "true",
    "HX-Boosted": "true",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
}
_FORM = {"Origin": "http://127.0.0.1:8000", "Content-Type": "application/x-www-form-urlencoded"}
#: What stands before the zstd frame of a reply in `dcz`, and then the hash of the dictionary (RFC 9842).
_DCZ_MAGIC = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00"

_TAG = re.compile(r"<(?:input|link|script|img)\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A compression dictionary that a browser keeps for a site.

    Attributes:
        content: the bytes that replies are decoded with.
        weight: so many bytes went over the wire for it.
        match: the pattern of the addresses that it is for.
    """

    content: bytes
    weight: int
    match: str

    @property
    def headers(self) -> dict[str, str]:
        """What a browser adds to a request for which it has the dictionary."""
        digest = b64encode(hashlib.sha256(self.content).digest()).decode()
        return {"Accept-Encoding": WITH_DICTIONARY, "Available-Dictionary": f":{digest}:"}

    def is_for(self, path: str) -> bool:
        """Whether a browser offers it for `path`. Of URL patterns the star alone is read."""
        return re.fullmatch(".*".join(map(re.escape, self.match.split("*"))), path) is not None


def get(path: str, **more: str) -> Request:
    """The request for a page, without `Accept-Encoding`."""
    return Request("GET", path, {**_PAGE, **more})


def post(path: str, fields: Iterable[tuple[str, str]], htmx: bool = False, cookies: str = "") -> Request:
    """The request of a form that is sent, by htmx or by the browser itself, without `Accept-Encoding`."""
    more = {"Cookie": cookies} if cookies else {}
    return Request("POST", path, {**(_HTMX if htmx else _PAGE), **_FORM, **more}, urlencode(list(fields)))


def compressed(request: Request, dictionary: Dictionary | None = None) -> Request:
    """`request` as a browser sends it, with what it accepts: with `dictionary`, if it has one."""
    more = dictionary.headers if dictionary else {"Accept-Encoding": ACCEPT_ENCODING}
    return request._replace(headers={**request.headers, **more})


def decoded(reply: Reply, dictionary: Dictionary | None = None) -> bytes:
    """The body as the browser reads it. Raises ValueError for a coding that it did not ask for."""
    coding, body = reply.headers.get("content-encoding", "identity"), reply.body
    if coding == "identity":
        return body
    if coding == "gzip":
        return gzip.decompress(body)
    if coding == "br":
        return bytes(brotli.decompress(body))
    if coding == "zstd":
        return bytes(zstd.decompress(body))
    if coding == "dcz" and dictionary:
        head = _DCZ_MAGIC + hashlib.sha256(dictionary.content).digest()
        if not body.startswith(head):
            raise ValueError("a reply in dcz does not begin with the hash of the dictionary")
        raw = zstd.ZstdDict(dictionary.content, is_raw=True)
        return bytes(zstd.decompress(body[len(head) :], zstd_dict=raw))
    raise ValueError(f"nobody asked for a reply coded as {coding!r}")


def find_dictionary(site: Site, language: str) -> Dictionary | None:
    """The dictionary that the first pages of a language link to; None where they link to none."""
    for page in site.ask([get(f"/{language}/"), get(f"/{language}/check")]):
        for link in tags(page.body.decode()):
            if "compression-dictionary" in link.get("rel", "").split():
                path = link["href"]
                (reply,) = site.ask([compressed(get(path))])
                found = re.search(r'match="([^"]*)"', reply.headers.get("use-as-dictionary", ""))
                if reply.status != 200 or not found:
                    raise ValueError(f"{path} is no dictionary: {reply.status}, {reply.headers}")
                return Dictionary(decoded(reply), len(reply.body), found[1])
    return None


def tags(html: str) -> list[dict[str, str]]:
    """The attributes of what loads something or is a field: inputs, links, scripts and pictures."""
    return [
        {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag.partition(" ")[2])}
        for tag in _TAG.findall(html)
    ]


def without_answer(request: Request) -> Request:
    """The form as it is sent when Next was pressed and nothing was chosen or filled in."""
    fields = parse_qsl(request.body, keep_blank_values=True)
    asked = dict(fields)["question"]
    new = (asked, *(f"{asked}-{piece}" for piece in ("day", "month", "year")), "action")
    kept = [(name, value) for name, value in fields if name not in new]
    return request._replace(body=urlencode([*kept, ("action", "next")]))
