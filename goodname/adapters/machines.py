"""Says which IP addresses are the public internet, and which a house has for itself."""

from __future__ import annotations

from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)

Machine = IPv4Address | IPv6Address

# From the registries of special-purpose addresses, and the two clouds' machines that sit among
# public addresses. Written out because Python's own `is_global` differs between versions.
NOT_PUBLIC_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carriers' own networks
        "127.0.0.0/8",
        "168.63.129.16/32",  # the inside of one cloud
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
PUBLIC_6 = IPv6Network("2000::/3")
NOT_PUBLIC_6 = tuple(
    IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments: Teredo (an IPv4 address in disguise), ORCHID
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3ffe::/16",
        "3fff::/20",
    )
)
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")
# What an allowed host may be beside public: this machine and the private networks of a house.
HOME = tuple(
    IPv4Network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
)
HOME_6 = (IPv6Network("::1/128"), IPv6Network("fc00::/7"))
METADATA_6 = IPv6Address("fd00:ec2::254")


def read(address: str) -> Machine | None:
    """The IP address that a text is in its one plain spelling; None for anything else."""
    try:
        return ip_address(address)
    except ValueError:
        return None


def why_not(address: str) -> str:
    """Why this IP address is not on the public internet, as a few words; "" when it is."""
    machine = read(address)
    if machine is None:
        return "is no internet address"
    if isinstance(machine, IPv6Address):
        if machine.scope_id is not None:
            return "belongs to a local network"
        if machine in MAPPED or machine in NAT64:
            return why_not(str(IPv4Address(int(machine) & 0xFFFFFFFF)))
        public = machine in PUBLIC_6 and not any(machine in net for net in NOT_PUBLIC_6)
    else:
        public = not any(machine in net for net in NOT_PUBLIC_4)
    return "" if public else "is not on the public internet"


def at_home(address: str) -> bool:
    """Whether an allowed host may have this address: this machine or a private network."""
    machine = read(address)
    if isinstance(machine, IPv4Address):
        return any(machine in net for net in HOME)
    if isinstance(machine, IPv6Address) and machine.scope_id is None:
        return machine != METADATA_6 and any(machine in net for net in HOME_6)
    return False
