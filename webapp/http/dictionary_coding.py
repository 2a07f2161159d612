"""Replies in `dcz`: compressed with a dictionary that the browser has (Compression Dictionary Transport, RFC 9842).

A page links to the dictionary of its language (`webapp.dictionaries`); the browser loads it when it is idle, keeps it as any
static file, and from then on names its hash in `Available-Dictionary` for every address under ``/<language>/``. It holds
nothing of a visitor, nothing of a reply is kept, and a browser that names another one, or none, gets what it would have
got without: one of an earlier version, or of another deployment, is simply not known here.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from functools import cached_property
from pathlib import Path

from webapp.http.static_files import DICTIONARIES, PREFIX

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Stands before the hash of the dictionary and the frame (RFC 9842, 5): a frame that decoders skip.
_MAGIC = b"\x5e\x2a\x4d\x18\x20\x00\x00\x00"

#: By measurement: with smaller tables than the level has of its own a step takes 5 µs and a result 30, as many bytes, and
#: a third of the memory. Level 5 makes results of two thirds the size in four times the time.
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.hash_log: 16,
    zstd.CompressionParameter.chain_log: 12,
}


class Dictionary:
    """One dictionary: a file in the folder `built`. It is read when somebody first has it."""

    def __init__(self, path: Path, digest: bytes) -> None:
        self._path = path
        self._head = _MAGIC + digest

    @cached_property
    def _compressor(self) -> zstd.ZstdCompressor:
        raw = zstd.ZstdDict(self._path.read_bytes(), is_raw=True)
        return zstd.ZstdCompressor(options=_OPTIONS, zstd_dict=raw.as_undigested_dict)

    def coded(self, body: bytes) -> bytes:
        """`body` in `dcz`. Raises OSError where the file is gone."""
        return self._head + self._compressor.compress(body, zstd.ZstdCompressor.FLUSH_FRAME)


class Dictionaries:
    """The dictionaries that set-up left in the folder `built`; none where it has not been run."""

    def __init__(self, built: Path) -> None:
        self._urls: dict[str, str] = {}
        #: By what a browser that has it sends in ``Available-Dictionary``.
        self._offered: dict[str, Dictionary] = {}
        try:
            made = json.loads((built / DICTIONARIES).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return
        for tag, each in made.items():
            digest = bytes.fromhex(each["sha256"])
            self._urls[tag] = PREFIX + each["file"]
            self._offered[f":{b64encode(digest).decode()}:"] = Dictionary(built / each["file"], digest)

    def __bool__(self) -> bool:
        return bool(self._offered)

    def url(self, tag: str) -> str | None:
        """The address of the dictionary of a language, if it has one."""
        return self._urls.get(tag)

    def offered(self, available_dictionary: str | None) -> Dictionary | None:
        """The dictionary that a browser says it has (None: none), if it is one of ours."""
        return self._offered.get(available_dictionary) if available_dictionary else None
