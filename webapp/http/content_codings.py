"""Content codings (RFC 9110, 8.4 and 12.5.3): which one a client wants, and a body in it.

Flask-Compress, which did this before, compresses no reply with a status of 400 or more, and sends codings that a client
refused with `q=0` (version 1.25). It also makes a new compressor for each reply, which for a page of this size costs as
much as compressing it. So the negotiation is Werkzeug's, the codecs are libraries, and this joins them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from gzip import compress as gzip
from typing import NamedTuple

import brotli
from werkzeug.http import parse_accept_header

from webapp.http.dictionary_coding import Dictionary

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: A shorter text is sent as it is: it fits into one packet anyway.
WORTH_COMPRESSING = 500

#: Longer ones are no browser's; what is remembered of them stays small.
_LONGEST_HEADER = 200

#: Kept for all replies. Each call ends a frame, so no reply knows of another.
_zstd = zstd.ZstdCompressor(level=3)

#: By measurement on questions and results (KB without coding → with it, µs): zstd 3 is 9 % and 6 % larger than brotli 4
#: and takes a fourth of its time; zstd 5 saves little of that for three times the time on a result.
CODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: _zstd.compress(body, zstd.ZstdCompressor.FLUSH_FRAME),
    "br": lambda body: brotli.compress(body, quality=4),
    "gzip": lambda body: gzip(body, 6, mtime=0),
}


class Wanted(NamedTuple):
    """What a client said in ``Accept-Encoding``.

    Attributes:
        coding: the best of ours, or `identity`; of those that are wanted equally the cheapest for us.
        refuses_identity: a body that is not worth it must be in a coding, too.
        takes_dcz: and would rather have it with a dictionary, if it has one of ours. It says so by name.
    """

    coding: str
    refuses_identity: bool
    takes_dcz: bool


@lru_cache(maxsize=64)
def wanted(accept_encoding: str) -> Wanted:
    """What the header says.

    Where nothing that we have is acceptable it is disregarded (RFC 9110, 12.4.1): a page that can perhaps be read is
    better than an error about codings.
    """
    accept = parse_accept_header(accept_encoding if len(accept_encoding) <= _LONGEST_HEADER else None)
    coding = accept.best_match((*CODERS, "identity"), "identity")
    named = {name.lower() for name in accept.values()}
    return Wanted(
        coding,
        refuses_identity=not named.isdisjoint(("identity", "*")) and not accept.quality("identity"),
        takes_dcz="dcz" in named and 0 < accept.quality("dcz") >= accept.quality(coding),
    )


def coded(body: bytes, accept_encoding: str, dictionary: Dictionary | None = None) -> tuple[str, bytes]:
    """The coding for a client that sent this header, and has this dictionary of ours, and `body` in it."""
    coding, refuses_identity, takes_dcz = wanted(accept_encoding)
    if len(body) < WORTH_COMPRESSING and not refuses_identity:
        return "identity", body
    if dictionary and takes_dcz:
        with suppress(OSError):  # a newer version was built in this place, and its file is gone
            return "dcz", dictionary.coded(body)
    return (coding, CODERS[coding](body)) if coding != "identity" else ("identity", body)
