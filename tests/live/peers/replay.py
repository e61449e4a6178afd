"""Other people's tools for saved pages: the public validator, a checker of archives, a replay server."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from tests.live.met import met
from tests.live.peers.installing import python
from tests.live.peers.processes import answers, free_port, running, wait_for


def tool(name: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """One of them, run to its end."""
    command = [str(python() / name), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def release(package: str) -> str:
    """The version that is installed, noted as met."""
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    said = tool("python", "-c", ask).stdout.strip()
    met(package, said)
    return said


@dataclass(frozen=True)
class Replay:
    """pywb with some saved pages in one collection."""

    address: str

    def page(self, time: str, address: str, how: str = "id_") -> tuple[int, bytes]:
        """What it answers for an address at a time (fourteen figures): status and body."""
        with urlopen(self.at(time, address, how), timeout=30) as answer:
            return answer.status, answer.read()

    def at(self, time: str, address: str, how: str) -> str:
        """Where it replays an address: `id_` gives the bytes alone, `mp_` a page that works."""
        return f"{self.address}/saved/{time}{how}/{address}"


@contextmanager
def replayed(*files: Path) -> Iterator[Replay]:
    """A replay server that holds these saved pages."""
    release("pywb")
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        folder = Path(name)
        manager = [str(python() / "wb-manager")]
        subprocess.run([*manager, "init", "saved"], cwd=folder, check=True, capture_output=True)
        for file in files:
            add = [*manager, "add", "--unpack-wacz", "saved", str(file)]
            subprocess.run(add, cwd=folder, check=True, capture_output=True)
        port, log = free_port(), folder / "pywb.log"
        with running([python() / "wayback", "-b", "127.0.0.1", "-p", port], log, cwd=folder):
            address = f"http://127.0.0.1:{port}"
            wait_for(lambda: answers(f"{address}/saved/"), "pywb", log)
            yield Replay(address)
