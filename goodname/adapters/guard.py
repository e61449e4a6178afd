"""Says where the fetcher may go: which addresses, which ports, which machines.

Everything is refused that is not plainly the public web, so that nobody can use a feed's address,
or a redirect, to reach the school's own network. The one exception is a list of `host:port` that
the person who runs the desk wrote down (GOODNAME_ALLOW_HOSTS).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx2

from goodname.adapters import machines
from goodname.adapters.answer import Blocked, FetchFailed

# The ports where public web sites live. A fetcher that may call any port can be made to talk to
# mail servers and databases; a site on another port needs to be allowed by name.
WEB_PORTS = frozenset({80, 443, 8080, 8443})
PORT_OF = {"http": 80, "https": 443}

NAME = re.compile(
    r"(?=.{1,253}\.?$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*"
    r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?"
)
NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")

Resolve = Callable[[str, int], Sequence[str]]


@dataclass(frozen=True)
class Place:
    """An address that may be asked: where to connect (each checked) and what to ask for there."""

    address: str  # as it is written down: normalised, with its fragment
    scheme: str
    host: str  # a name in ASCII or an IP address without brackets
    port: int
    target: str  # path and query
    machines: tuple[str, ...]  # IP addresses, every one of them checked
    allowed: bool  # by the explicit exception

    @property
    def netloc(self) -> str:
        """The host, with its port where it is not the scheme's own: the Host header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORT_OF[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def allow_hosts(value: str) -> frozenset[str]:
    """Read GOODNAME_ALLOW_HOSTS: `host:port`, separated by commas; "" allows nothing.

    Raises ValueError naming the first entry that is not a host and a port.
    """
    found = set()
    for entry in filter(None, (part.strip() for part in value.split(","))):
        host, colon, port = entry.rpartition(":")
        bare = host.lower().removeprefix("[").removesuffix("]")
        is_port = port.isascii() and port.isdigit() and 0 < int(port) < 65536
        if not colon or not is_port or not (machines.read(bare) or _is_name(bare)):
            raise ValueError(
                f"GOODNAME_ALLOW_HOSTS: {entry!r} is not a host and a port, such as localhost:8080"
            )
        found.add(f"{bare}:{int(port)}")
    return frozenset(found)


def place(address: str, *, allow: frozenset[str], resolve: Resolve) -> Place:
    """Judge an address and look its name up, once; every machine found must pass.

    The parser that judges here is the one whose parts are connected to, so the two cannot
    disagree. Raises Blocked when it must not be asked, FetchFailed when its name is unknown.
    """
    url = _parse(address)
    host = url.raw_host.decode("ascii").lower()
    port = url.port if url.port is not None else PORT_OF[url.scheme]
    literal = machines.read(host)
    if literal is None:
        _check_name(host)
    allowed = f"{host}:{port}" in allow
    if port not in WEB_PORTS and not allowed:
        raise Blocked(f"Port {port} of {host} is not one that web sites use.")
    found = (str(literal),) if literal else tuple(dict.fromkeys(resolve(host, port)))
    if not found:
        raise FetchFailed(f"The name {host} leads to no machine.")
    for machine in found:
        check(machine, host, allowed)
    return Place(str(url), url.scheme, host, port, url.raw_path.decode("ascii"), found, allowed)


def check(machine: str, host: str, allowed: bool) -> None:
    """Raise Blocked unless this IP address may be connected to on behalf of this host."""
    fault = machines.why_not(machine)
    if fault and not (allowed and machines.at_home(machine)):
        raise Blocked(f"The address {host} leads to {machine}, which {fault}.")


def _parse(address: str) -> httpx2.URL:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL as fault:
        raise Blocked("This is not a web address that can be understood.") from fault
    if url.scheme not in PORT_OF:
        raise Blocked("Only addresses that begin with http:// or https:// can be read.")
    authority = address.partition("//")[2]
    if "@" in re.split(r"[/?#]", authority, maxsplit=1)[0]:
        raise Blocked("An address with a user name or a password in it is not read.")
    if not url.raw_host:
        raise Blocked("This web address names no site.")
    return url


def _check_name(host: str) -> None:
    # A last part that is a number makes systems read the whole as an IPv4 address, in forms
    # (decimal, octal, hexadecimal, short) that hide which one.
    if NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):
        raise Blocked(f"{host} is a number in an odd form, not the name of a site.")
    if not _is_name(host):
        raise Blocked("This web address names no site that could exist.")


def _is_name(host: str) -> bool:
    return NAME.fullmatch(host) is not None
