"""Small real web servers on this machine, well and badly behaved."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

Behave = Callable[["Peer", str, BinaryIO], None]


class Peer:
    """A server that keeps what it was asked; `behave` writes the raw answer to each path."""

    def __init__(
        self,
        behave: Behave,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.asked: list[str] = []
        self.connected = 0  # counts those too who then ask nothing
        peer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                peer.connected += 1
                head = b""
                while not head.endswith(b"\r\n\r\n"):
                    line = self.rfile.readline(65_536)
                    if not line:
                        return
                    head += line
                peer.asked.append(head.decode("latin-1"))
                # Clients that give up in the middle are what several tests are about.
                with suppress(OSError):
                    behave(peer, head.split(b" ")[1].decode("latin-1"), self.wfile)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server((host, port), Handler)
        if tls:
            self.server.socket = tls.wrap_socket(self.server.socket, server_side=True)
        self.host, self.port = self.server.server_address[:2]
        self.stopping = threading.Event()

    @property
    def place(self) -> str:
        return f"{self.host}:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [head.split(" ")[1] for head in self.asked]


@contextmanager
def peer(
    behave: Behave, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> Iterator[Peer]:
    running = Peer(behave, host, port, tls)
    thread = threading.Thread(target=running.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        running.stopping.set()
        running.server.shutdown()
        running.server.server_close()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith(("content-length", "transfer")) for header in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body
