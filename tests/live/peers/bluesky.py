"""A whole Bluesky network of Bluesky's own programs on this machine, and people who post there."""

import base64
import hmac
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from goodname.adapters.fetch import allow_hosts
from tests.live.met import met
from tests.live.peers.databases import postgres, redis
from tests.live.peers.installing import node, version
from tests.live.peers.processes import free_port, running

SECONDS = 90
# The network for developers signs its tokens with a secret that stands in its own source.
SIGNED_WITH = b"jwt-secret"


@dataclass(frozen=True)
class Account:
    """Somebody on the network; `access` lets the tests post in their name."""

    did: str
    handle: str
    password: str
    access: str


@dataclass(frozen=True)
class Network:
    """The network's front door: the server on which the accounts are."""

    address: str

    @property
    def allowed(self) -> frozenset[str]:
        return allow_hosts(self.address.removeprefix("http://"))

    def join(self, name: str) -> Account:
        """A new account, `name`.test."""
        password = f"the-password-of-{name}"
        said = {"handle": f"{name}.test", "email": f"{name}@wexcombe.example", "password": password}
        made = self.call("com.atproto.server.createAccount", said)
        return Account(made["did"], made["handle"], password, made["accessJwt"])

    def app_password(self, account: Account) -> str:
        name = {"name": "the reputation desk"}
        made = self.call("com.atproto.server.createAppPassword", name, account.access)
        return str(made["password"])

    def post(self, account: Account, text: str, **more: Any) -> str:
        """Say something; gives the post's identifier."""
        said = {
            "repo": account.did,
            "collection": "app.bsky.feed.post",
            "record": record(text, more),
        }
        return str(self.call("com.atproto.repo.createRecord", said, account.access)["uri"])

    def post_all(self, account: Account, texts: list[str]) -> None:
        writes = [
            {
                "$type": "com.atproto.repo.applyWrites#create",
                "collection": "app.bsky.feed.post",
                "value": record(text, {}),
            }
            for text in texts
        ]
        said = {"repo": account.did, "writes": writes}
        self.call("com.atproto.repo.applyWrites", said, account.access)

    def edit(self, account: Account, uri: str, text: str) -> None:
        """Say it otherwise; Bluesky's own app does not offer that, other programs do."""
        said = {
            "repo": account.did,
            "collection": "app.bsky.feed.post",
            "rkey": uri.rpartition("/")[2],
            "record": record(text, {}),
        }
        self.call("com.atproto.repo.putRecord", said, account.access)

    def rest(self, account: Account) -> None:
        """The account is put to rest: nothing is deleted, and nothing is shown."""
        self.call("com.atproto.server.deactivateAccount", {}, account.access)

    def delete(self, account: Account, uri: str) -> None:
        said = {
            "repo": account.did,
            "collection": "app.bsky.feed.post",
            "rkey": uri.rpartition("/")[2],
        }
        self.call("com.atproto.repo.deleteRecord", said, account.access)

    def found(self, account: Account, words: str) -> int:
        """How many posts a search shows so far: they take a moment to reach it."""
        query = urlencode({"q": words, "limit": 100})
        request = Request(
            f"{self.address}/xrpc/app.bsky.feed.searchPosts?{query}",
            headers={"Authorization": f"Bearer {account.access}"},
        )
        with urlopen(request, timeout=10) as answer:
            return len(json.load(answer)["posts"])

    def status(self, path: str) -> int:
        """The status of an answer to somebody who shows no token."""
        try:
            with urlopen(f"{self.address}{path}", timeout=10) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def call(self, method: str, said: dict[str, Any], access: str = "") -> Any:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {access}"} if access else {}
        request = Request(f"{self.address}/xrpc/{method}", json.dumps(said).encode(), headers)
        with urlopen(request, timeout=20) as answer:
            body = answer.read()
        return json.loads(body) if body else {}


def record(text: str, more: dict[str, Any]) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"$type": "app.bsky.feed.post", "text": text, "createdAt": now, **more}


def grown_old(access: str) -> str:
    """The same token as it will be in some hours: signed by the server's own secret, and too old."""
    head, body, _ = access.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    claims |= {"iat": claims["iat"] - 100_000, "exp": claims["iat"] - 90_000}
    signed = f"{head}.{_unpadded(json.dumps(claims).encode())}"
    return f"{signed}.{_unpadded(hmac.digest(SIGNED_WITH, signed.encode(), 'sha256'))}"


def _unpadded(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


@contextmanager
def network() -> Iterator[Network]:
    """Directory, account server, search and labels, with a PostgreSQL and a Redis of their own."""
    program, home = node("bluesky_network")
    listed = json.loads((home / "package-lock.json").read_text())["packages"]
    for package in ("dev-env", "pds", "bsky"):
        met(
            f"Bluesky’s own @atproto/{package}",
            listed[f"node_modules/@atproto/{package}"]["version"],
        )
    met("Node", version(program, "--version"))
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL enters it as another user
        with postgres(folder) as database, redis(folder) as store:
            ports = [str(free_port()) for _ in range(4)]
            env = {"DB_POSTGRES_URL": database, "REDIS_HOST": store, "TMPDIR": name}
            log = folder / "network.log"
            command = [program, "network.mjs", *ports]
            with running(command, log, env=env, cwd=home) as process:
                assert process.stdout is not None
                ready = process.stdout.readline()
                assert ready, f"the network did not start: {log.read_text()[-500:]}"
                yield Network(json.loads(ready)["pds"])
