"""Speaks with a browser over two pipes in its own protocol: no port is opened for anybody else."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from select import POLLIN, poll
from typing import Any

from goodname.adapters import wire
from goodname.adapters.answer import FetchFailed

Message = dict[str, Any]
END = b"\0"
PIECE = 1 << 16


class DevTools:
    """Asks and is told. `heard` is called with every event, and may itself only `tell`.

    `most` is the size in bytes that one message may have.
    """

    def __init__(
        self,
        to: int,
        out: int,
        deadline: wire.Deadline,
        most: int,
        heard: Callable[[Message], None],
    ) -> None:
        self.deadline = deadline
        self.session = ""
        self._to = to
        self._out = out
        self._most = most
        self._heard = heard
        self._number = 0
        self._pieces: list[bytes] = []
        self._whole: list[Message] = []
        self._answers: dict[int, Message] = {}
        self._ready = poll()
        self._ready.register(out, POLLIN)

    def tell(self, method: str, **params: object) -> int:
        """Send one command; its answer is not waited for."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        try:
            os.write(self._to, json.dumps(message).encode() + END)
        except BrokenPipeError as fault:
            raise FetchFailed("The browser stopped.") from fault
        return self._number

    def ask(self, method: str, **params: object) -> Message:
        """Send one command and give its result. Raises FetchFailed when time is up or it fails."""
        number = self.tell(method, **params)
        while number not in self._answers:
            self.listen(self.deadline.left())
        answer = self._answers.pop(number)
        if "error" in answer:
            raise FetchFailed("The browser could not show this page.")
        result: Message = answer.get("result", {})
        return result

    def listen(self, at_most: float) -> None:
        """Take in what comes within these seconds, one message at a time."""
        if not self._whole and self._ready.poll(max(at_most, 0.0) * 1000):
            self._read()
        if self._whole:
            message = self._whole.pop(0)
            if "id" in message:
                self._answers[message["id"]] = message
            else:
                self._heard(message)

    def _read(self) -> None:
        piece = os.read(self._out, PIECE)
        if not piece:
            raise FetchFailed("The browser stopped.")
        *ends, rest = piece.split(END)
        for end in ends:
            self._whole.append(json.loads(b"".join([*self._pieces, end])))
            self._pieces = []
        self._pieces.append(rest)
        if sum(map(len, self._pieces)) > self._most:
            raise FetchFailed("The page says more than can be safely read.")
