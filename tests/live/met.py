"""Remembers which real programs the live tests met, in which version: docs/live.md lists them."""

PEERS: dict[str, str] = {}


def met(name: str, version: str) -> None:
    """Call this where a peer is started, such as met("Redis", "7.0.15")."""
    PEERS[name] = version
