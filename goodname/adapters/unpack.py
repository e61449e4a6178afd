"""Unpacks a body that a server packed, never into more than it is allowed to become."""

from __future__ import annotations

import zlib

from goodname.adapters.answer import FetchFailed

GZIP_MAGIC = b"\x1f\x8b"
EITHER_HEADER = 47  # zlib's word for "gzip or zlib, see for yourself"
NO_HEADER = -15
PIECES = 64


def unpack(raw: bytes, encoding: str, at_most: int) -> bytes:
    """Give the body that `raw` stands for; `encoding` is the Content-Encoding header.

    Raises FetchFailed for an encoding that we did not ask for, for a damaged or unfinished
    body, and for one that grows beyond `at_most` bytes.
    """
    word = encoding.strip().lower()
    if word in ("", "identity") or not raw:
        return raw
    if word in ("gzip", "x-gzip"):
        return _gzip(raw, at_most)
    if word == "deflate":
        # The standard means zlib's wrapping; several servers send the bare stream.
        wrapped = raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0
        return _stream(raw, EITHER_HEADER if wrapped else NO_HEADER, at_most)[0]
    raise FetchFailed("The site packed its answer in a way that was not asked for.")


def _gzip(raw: bytes, at_most: int) -> bytes:
    # One file may be several packed pieces in a row; anything else behind the first is padding.
    pieces: list[bytes] = []
    rest = raw
    while not pieces or rest.startswith(GZIP_MAGIC):
        if len(pieces) == PIECES:
            raise FetchFailed("The site packed its answer into too many pieces.")
        piece, rest = _stream(rest, EITHER_HEADER, at_most - sum(map(len, pieces)))
        pieces.append(piece)
    return b"".join(pieces)


def _stream(raw: bytes, window: int, at_most: int) -> tuple[bytes, bytes]:
    unpacker = zlib.decompressobj(window)
    try:
        body = unpacker.decompress(raw, at_most + 1)
    except zlib.error as fault:
        raise FetchFailed("The site's packed answer was damaged on the way.") from fault
    if len(body) > at_most:
        raise FetchFailed("The site's answer unpacks to more than can be safely read.")
    if not unpacker.eof:
        raise FetchFailed("The site's packed answer was cut off before its end.")
    return body, unpacker.unused_data
