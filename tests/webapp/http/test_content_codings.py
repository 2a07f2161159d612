"""Which coding a client gets, and that it reads back what was sent."""

from __future__ import annotations

import gzip
import sys

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.http.content_codings import WORTH_COMPRESSING, coded, wanted

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

READ_BACK = {"zstd": zstd.decompress, "br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
PAGE = "".join(f"<p>Sætning nummer {n}, جملة</p>\n" for n in range(60)).encode()
TINY = b"User-agent: *\nDisallow:\n"


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        # what browsers and tools send
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br, zstd, dcb, dcz", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("gzip;q=1.0,deflate;q=0.6,identity;q=0.3", "gzip"),
        ("", "identity"),
        ("identity", "identity"),
        ("deflate, compress", "identity"),
        # weights
        ("br;q=0.9, gzip", "gzip"),
        ("zstd;q=0.5, br;q=0.8, gzip;q=0.8", "br"),
        ("zstd;q=0, br;q=0.001", "br"),
        ("gzip;q=0.5, identity", "identity"),
        ("gzip;q=0.5, identity;q=0.4", "gzip"),
        ("GZip , BR;q=0", "gzip"),
        # refused
        ("zstd;q=0, br;q=0, gzip;q=0.0", "identity"),
        ("br;q=0", "identity"),
        # anything, or anything else
        ("*", "zstd"),
        ("gzip, *;q=0.1", "gzip"),
        ("zstd;q=0, *", "br"),
        ("gzip, *", "gzip"),
        ("br, *;q=0", "br"),
        ("*;q=0", "identity"),
        ("*;q=0, gzip;q=0.2", "gzip"),
        ("identity;q=0, *", "zstd"),
        # nothing of ours is acceptable
        ("identity;q=0", "identity"),
        ("identity;q=0, deflate", "identity"),
        # what is no header
        ("br;q=2, gzip;q=x", "identity"),
        (";;,,q=1", "identity"),
        ("br," + " " * 200 + "gzip", "identity"),
    ],
)
def test_the_coding_is_the_one_that_the_client_wants_most(accept_encoding: str, coding: str) -> None:
    got, body = coded(PAGE, accept_encoding)
    assert got == coding
    assert READ_BACK[got](body) == PAGE
    assert coding == "identity" or len(body) < len(PAGE) / 2


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("gzip, deflate, br, zstd", "identity"),
        ("*", "identity"),
        ("gzip, identity;q=0.1", "identity"),
        ("gzip, identity;q=0", "gzip"),
        ("br, *;q=0", "br"),
        ("identity;q=0", "identity"),
    ],
)
def test_what_fits_into_a_packet_is_coded_only_for_who_refuses_it_plain(accept_encoding: str, coding: str) -> None:
    got, body = coded(TINY, accept_encoding)
    assert (got, READ_BACK[got](body)) == (coding, TINY)


def test_no_reply_knows_of_another() -> None:
    """The codecs are kept: what they make of a page must not depend on the pages before."""
    others = [PAGE[n:] + PAGE[:n] for n in (7, 1000)]
    for accept_encoding in ("zstd", "br", "gzip"):
        first = coded(PAGE, accept_encoding)
        for other in others:
            coded(other, accept_encoding)
        assert coded(PAGE, accept_encoding) == first


_CODING = st.sampled_from(["zstd", "br", "gzip", "identity", "*", "deflate"])
_WEIGHT = st.sampled_from(["", ";q=0", ";q=0.5", ";q=1", "; q=0.25"])


@given(st.lists(st.tuples(_CODING, _WEIGHT), unique_by=lambda item: item[0]))
def test_what_is_sent_was_never_refused(items: list[tuple[str, str]]) -> None:
    weights = {coding: float(weight.partition("=")[2] or 1) for coding, weight in items}
    weight = {ours: weights.get(ours, weights.get("*", 0.0)) for ours in ("zstd", "br", "gzip", "identity")}
    got = wanted(", ".join(coding + q for coding, q in items)).coding
    if any(weight.values()):
        assert weight[got] == max(weight.values())
    else:
        assert got == "identity"


@given(st.binary(min_size=WORTH_COMPRESSING, max_size=5000), st.sampled_from(["zstd", "br", "gzip"]))
def test_any_body_is_read_back(body: bytes, coding: str) -> None:
    got, sent = coded(body, coding)
    assert got == coding
    assert READ_BACK[coding](sent) == body
