"""A stand-in for a Mastodon server: mastodon-mock, a fake that speaks the same language."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from goodname.adapters.fetch import allow_hosts
from tests.live.met import met
from tests.live.peers.installing import python, version
from tests.live.peers.processes import answers, free_port, running, wait_for

TOKEN = "mock_token"


@dataclass(frozen=True)
class StandIn:
    address: str

    @property
    def allowed(self) -> frozenset[str]:
        return allow_hosts(self.address.removeprefix("http://"))

    def post(self, text: str, visibility: str = "public") -> dict[str, Any]:
        return self._call("POST", "/api/v1/statuses", {"status": text, "visibility": visibility})

    def edit(self, id_: str, text: str) -> dict[str, Any]:
        return self._call("PUT", f"/api/v1/statuses/{id_}", {"status": text})

    def _call(self, method: str, path: str, said: dict[str, str]) -> dict[str, Any]:
        request = Request(
            self.address + path,
            urlencode(said).encode(),
            {"Authorization": f"Bearer {TOKEN}"},
            method=method,
        )
        with urlopen(request, timeout=10) as answer:
            told: dict[str, Any] = json.load(answer)
            return told


@contextmanager
def stand_in() -> Iterator[StandIn]:
    bin_ = python()
    said = version(bin_ / "mastodon_mock", "--version")
    met("mastodon-mock, a fake Mastodon server", said.rpartition(" ")[2])
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        port, log = free_port(), Path(name) / "mastodon.log"
        command = [bin_ / "mastodon_mock", "serve", "--in-memory", "--port", str(port)]
        address = f"http://127.0.0.1:{port}"
        with running(command, log, cwd=Path(name)):
            wait_for(lambda: answers(f"{address}/api/v2/instance"), "mastodon-mock", log)
            yield StandIn(address)
