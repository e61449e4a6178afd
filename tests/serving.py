"""A small server of a test, answering in a thread of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from threading import Thread
from typing import TypeVar

Server = TypeVar("Server", bound=BaseServer)


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """Answer until the block is left, in whatever way.

    A server that was closed and not told so looks at its closed door for ever, and takes half of
    the processor from all the tests that follow.
    """
    with server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
