"""What passes through the checking proxy: heads are read and rewritten, bodies are weighed."""

from __future__ import annotations

import socket
import threading
from base64 import b64encode
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector

from goodname.adapters import wire
from goodname.adapters.answer import FetchFailed
from goodname.adapters.guard import Place

HEAD = 64_000  # bytes: more than any browser or honest site sends
PIECE = 64_000
# What belongs to one connection, and what the proxy says itself. "Upgrade" goes because a browser
# that wants a WebSocket asks for a tunnel instead.
OF_THE_CONNECTION = frozenset(
    {"connection", "keep-alive", "proxy-authorization", "proxy-connection", "te", "trailer",
     "upgrade"}
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """The first line of a message in its three parts, and its headers in order."""

    first: tuple[str, str, str]
    headers: tuple[tuple[str, str], ...]

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]


class Left:
    """How many bytes may still pass, over all connections together."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = threading.Lock()

    def spend(self, size: int) -> None:
        with self._lock:
            self.size -= size
            if self.size < 0:
                raise FetchFailed("The page and all that it loads are too big.")


def basic(user: str, password: str) -> str:
    return "Basic " + b64encode(f"{user}:{password}".encode()).decode()


def refuse(client: socket.socket, status: str, *headers: str) -> None:
    lines = [f"HTTP/1.1 {status}", *headers, "Content-Length: 0", "Connection: close", "", ""]
    client.sendall("\r\n".join(lines).encode("latin-1"))


def read_head(connection: socket.socket, rest: bytes = b"") -> tuple[Head, bytes]:
    """The next head, and what came after it. Raises FetchFailed where there is no sound one."""
    raw, rest = receive_head(connection, rest)
    return parsed(raw), rest


def receive_head(connection: socket.socket, rest: bytes = b"") -> tuple[bytes, bytes]:
    """The next head in its own bytes, the empty line too, and what came after it."""
    while b"\r\n\r\n" not in rest:
        piece = connection.recv(PIECE)
        if not piece or len(rest) > HEAD:
            raise FetchFailed("The site gave an answer that is broken or was cut off.")
        rest += piece
    head, ends, rest = rest.partition(b"\r\n\r\n")
    return head + ends, rest


def parsed(raw: bytes) -> Head:
    """A head read. Raises FetchFailed where it is not sound."""
    first, *lines = raw.removesuffix(b"\r\n\r\n").decode("latin-1").split("\r\n")
    parts = (*first.split(" ", 2), "", "")[:3]
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip() or "\n" in line or "\0" in line:
            raise FetchFailed("The site gave an answer that is broken or was cut off.")
        headers.append((name, value.strip()))
    return Head((parts[0], parts[1], parts[2]), tuple(headers))


def length_of(question: Head) -> int | None:
    """How many bytes follow a question's head; None where that is not said in the one plain way."""
    lengths = question.every("content-length")
    if len(lengths) > 1 or question.every("transfer-encoding"):
        return None
    return int(lengths[0]) if lengths and lengths[0].isdigit() else 0


def pump(
    client: socket.socket,
    site: socket.socket,
    place: Place,
    head: Head,
    rest: bytes,
    deadline: wire.Deadline,
    left: Left,
) -> None:
    """One plain question and its answer; then the connection ends, so no second one hides in it."""
    length = length_of(head)
    if length is None or len(rest) > length:
        refuse(client, "400 Bad Request")
        return
    host = ("Host", place.netloc)
    asked = (host, *(pair for pair in head.headers if pair[0].lower() != "host"))
    take(site, written(f"{head.first[0]} {place.target} HTTP/1.1", asked) + rest, left)
    length -= len(rest)
    while length > 0:
        piece = client.recv(min(length, PIECE))
        if not piece:
            return
        length -= len(piece)
        take(site, piece, left)
    answer, rest = read_head(site)
    while answer.first[1].startswith("1") and answer.first[1] != "101":  # "go on", and hints
        answer, rest = read_head(site, rest)
    if answer.first[1] == "101":
        refuse(client, "502 Bad Gateway")
        return
    take(client, written(" ".join(answer.first), answer.headers) + rest, left)
    relay(client, site, deadline, left, one_way=True)


def relay(
    client: socket.socket,
    site: socket.socket,
    deadline: wire.Deadline,
    left: Left,
    one_way: bool = False,
) -> None:
    """Carry bytes until one side ends, falls silent, or all that may pass has passed.

    `one_way` carries nothing more from the client.
    """
    with DefaultSelector() as ready:
        ready.register(client, EVENT_READ, site)
        ready.register(site, EVENT_READ, client)
        while found := ready.select(deadline.wait(deadline.limits.silence)):
            for key, _ in found:
                source: socket.socket = client if key.data is site else site
                piece = source.recv(PIECE)
                if not piece or (one_way and source is client):
                    return
                take(key.data, piece, left)


def take(to: socket.socket, piece: bytes, left: Left) -> None:
    """Hand over bytes that were weighed first."""
    left.spend(len(piece))
    to.sendall(piece)


def written(first: str, headers: tuple[tuple[str, str], ...]) -> bytes:
    """A head as it is handed on: without what belonged to the other connection alone."""
    named = {
        word.strip().lower()
        for name, value in headers
        if name.lower() == "connection"
        for word in value.split(",")
    }
    kept = [
        f"{name}: {value}"
        for name, value in headers
        if name.lower() not in OF_THE_CONNECTION | named
    ]
    return "\r\n".join([first, *kept, "Connection: close", "", ""]).encode("latin-1")
