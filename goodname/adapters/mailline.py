"""The line to a mail server: to a checked machine, safely, and with an end in time and in size."""

from __future__ import annotations

import base64
import imaplib
import re
import ssl
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from goodname.adapters import guard, wire
from goodname.adapters.answer import Blocked

PORTS = {"imaps": 993, "imap": 143}
LONGEST_LINE = 200_000
LARGEST_PIECE = 1_000_000
AT_ONCE = 65_536


class Line(imaplib.IMAP4):
    """The standard library's IMAP, over a stream of ours, with limits on what a server may send."""

    def __init__(self, stream: Any) -> None:
        self._stream: Any = stream
        self._kept = b""
        super().__init__()

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Nothing to open: the stream is connected already."""

    def read(self, size: int) -> bytes:
        if size > LARGEST_PIECE:
            raise self.abort("a piece is too big")
        pieces, weight = [self._kept], len(self._kept)
        while weight < size:
            pieces.append(self._more())
            weight += len(pieces[-1])
        whole = b"".join(pieces)
        self._kept = whole[size:]
        return whole[:size]

    def readline(self) -> bytes:
        while b"\n" not in self._kept:
            if len(self._kept) > LONGEST_LINE:
                raise self.abort("a line is too long")
            self._kept += self._more()
        line, end, self._kept = self._kept.partition(b"\n")
        return line + end

    def send(self, data: Any) -> None:
        self._stream.write(bytes(data))

    def shutdown(self) -> None:
        self._stream.close()

    def secure(self, context: ssl.SSLContext, host: str) -> bool:
        """Go over to TLS where the server can. What it said before is forgotten."""
        if "STARTTLS" not in self.capabilities:
            return False
        answer, _ = self._simple_command("STARTTLS")
        if answer != "OK":
            return False
        if self._kept:  # said in the clear, to be heard as if it had been said safely
            raise self.abort("words before the safe connection")
        self._stream = self._stream.start_tls(context, host)
        self._get_capabilities()
        return True

    def _more(self) -> bytes:
        data: bytes = self._stream.read(AT_ONCE)
        if not data:
            raise self.abort("the server hung up")
        return data


def place(server: str, *, allow: frozenset[str], resolve: guard.Resolve) -> guard.Place:
    """Judge the address of a mail server, as a web site of that host would be judged.

    Raises Blocked when it must not be asked, FetchFailed when its name is unknown.
    """
    try:
        parts = urlsplit(server.strip())
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise Blocked("This is not the address of a mail server that can be understood.") from None
    if parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
        raise Blocked(
            "The address of a mail server looks like imaps://mail.example.org (or imap:// for"
            " STARTTLS)."
        )
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    allowed = f"{parts.hostname}:{port}" in allow
    if port not in PORTS.values() and not allowed:
        raise Blocked(f"Port {port} of {parts.hostname} is not one that mail servers use.")
    judged = guard.place(
        f"https://{name}/",
        allow=frozenset({f"{parts.hostname}:443"}) if allowed else frozenset(),
        resolve=lambda host, _: resolve(host, port),
    )
    return replace(judged, scheme=parts.scheme, port=port)


def connect(to: guard.Place, deadline: wire.Deadline, context: ssl.SSLContext) -> Line:
    """A safe line to a mail server that was judged.

    Raises Blocked when no safe line can be had, and what wire.Pinned and the TLS raise.
    """
    stream: Any = wire.Pinned(to, deadline).connect_tcp(to.host, to.port)
    try:
        if to.scheme == "imaps":
            return Line(stream.start_tls(context, to.host))
        line = Line(stream)
        if not line.secure(context, to.host) and not to.allowed:
            raise Blocked(f"{to.host} offers no safe connection, so no password is sent to it.")
        return line
    except BaseException:
        stream.close()
        raise


def answers(data: Iterable[Any]) -> Iterator[bytes]:
    """Each whole answer, out of the pieces in which imaplib hands them over."""
    pieces: list[bytes] = []
    for piece in data:
        if isinstance(piece, tuple):
            pieces += [piece[0], b"\r\n", piece[1]]
        elif piece is not None:
            yield b"".join([*pieces, piece])
            pieces = []


def quoted(text: str) -> str:
    escaped = re.sub(r'([\\"])', r"\\\1", text)
    return f'"{escaped}"'


def folder_name(name: str) -> str:
    """A folder's name as IMAP writes it: modified UTF-7 (RFC 3501, 5.1.3)."""

    def packed(run: re.Match[str]) -> str:
        if run[0] == "&":
            return "&-"
        coded = base64.b64encode(run[0].encode("utf-16-be", "replace")).decode()
        return "&" + coded.rstrip("=").replace("/", ",") + "-"

    return re.sub(r"&|[^\x20-\x7e]+", packed, name)


def folder_shown(name: str) -> str:
    """A folder's name as people read it."""

    def unpacked(run: re.Match[str]) -> str:
        coded = run[1].replace(",", "/")
        try:
            raw = base64.b64decode(coded + "=" * (-len(coded) % 4))
            return raw.decode("utf-16-be") if coded else "&"
        except ValueError:
            return run[0]

    return re.sub(r"&([A-Za-z0-9+,]*)-", unpacked, name)
