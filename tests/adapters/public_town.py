"""Run inside a network namespace of its own: a public site, a machine at home, and our fetcher.

It prints one line for each try. It weakens nothing of the guard: no host is allowed.
"""

import fcntl
import socket
import struct
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from goodname.adapters.answer import NoAnswer
from goodname.adapters.fetch import fetch
from goodname.core.words import Request

from .peers import Peer, answer, peer

PUBLIC = "93.184.216.34"
SET_ADDRESS, SET_MASK, SET_FLAGS, UP = 0x8916, 0x891C, 0x8914, 1
NOW = datetime(2026, 3, 9, tzinfo=UTC)
LOCATIONS = {
    "/home": "http://127.0.0.1:8081/secret",
    "/name": "http://home.test:8080/secret",
    "/rebinding": "http://rebinding.test:8080/",
}
# A machine at home in disguise: each is tried as it stands, and as where a redirect leads.
FORMS = (
    "2130706433", "017700000001", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.1", "127.0.1", "0",
    "127.0.0.1.", "[::1]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]",
    "[2002:7f00:1::]", "[fec0::1]", "[fe80::1%25lo]", "100.64.0.1", "224.0.0.1", "169.254.169.254",
    "user@93.184.216.34", "93.184.216.34@127.0.0.1",
)  # fmt: skip
looked_up: list[str] = []


def main() -> None:
    bring_up("lo", "127.0.0.1", "255.0.0.0")
    bring_up("lo:1", PUBLIC, "255.255.255.255")
    secret = answer(b"secret")
    with (
        peer(lambda site, path, out: out.write(secret) and None, "127.0.0.1", 8081) as home,
        peer(lambda site, path, out: out.write(secret) and None, "127.0.0.1", 8080) as home_too,
        peer(public_site, PUBLIC, 8080),
    ):
        look("public page", f"http://{PUBLIC}:8080/")
        look("redirect to 127.0.0.1:8081", f"http://{PUBLIC}:8080/home")
        look("redirect to a name that is at home", f"http://{PUBLIC}:8080/name")
        look("redirect to a name that is public first and at home later",
             f"http://{PUBLIC}:8080/rebinding")  # fmt: skip
        look("name with a public and a home machine", "http://mixed.test:8080/")
        look("another port of the public machine", f"http://{PUBLIC}:8081/")
        for form in FORMS:
            addresses = f"http://{form}:8080/", f"http://{PUBLIC}:8080/to/{form}"
            got_in = any(" from " in ended(address) for address in addresses)
            say(f"{form}: {'got in' if got_in else 'refused'}")
        say(f"home asked: {home.connected + home_too.connected} times")


def look(name: str, address: str) -> None:
    say(f"{name}: {ended(address)}")


def ended(address: str) -> str:
    try:
        got = fetch(Request(address), now=NOW, resolve=resolve)
        return f"{got.status} from {got.server}"
    except NoAnswer as no:
        return type(no).__name__


def say(line: str) -> None:
    sys.stdout.write(line + "\n")


def resolve(host: str, port: int) -> Sequence[str]:
    looked_up.append(host)
    if host == "mixed.test":
        return [PUBLIC, "127.0.0.1"]
    first_time = looked_up.count(host) == 1
    return [PUBLIC] if host == "rebinding.test" and first_time else ["127.0.0.1"]


def public_site(site: Peer, path: str, out: BinaryIO) -> None:
    there = f"http://{path[4:]}:8080/" if path.startswith("/to/") else LOCATIONS.get(path)
    out.write(answer(b"", f"Location: {there}", status="302 Found") if there else answer(b"hi"))


def bring_up(name: str, address: str, mask: str) -> None:
    """Give the loopback interface an address, as `ip addr add` would."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        for command, value in ((SET_ADDRESS, address), (SET_MASK, mask)):
            inet = struct.pack("=HH4s8x", socket.AF_INET, 0, socket.inet_aton(value))
            fcntl.ioctl(control, command, struct.pack("16s16s", name.encode(), inet))
        fcntl.ioctl(control, SET_FLAGS, struct.pack("16sH14x", name.encode(), UP))


if __name__ == "__main__":
    main()
