"""What sites ask of machines is kept in mind for a day, and never so much that memory runs out."""

from types import SimpleNamespace
from typing import Any

import pytest

from goodname.core.words import Request
from goodname.worker import welcome


def test_huge_rules_of_many_hosts_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    body = b"User-agent: *\nDisallow: /private\n" + b"#" * 400_000
    asked: list[str] = []

    def go(request: Request) -> Any:
        asked.append(request.address)
        return SimpleNamespace(status=200, body=body + str(len(asked)).encode())

    monkeypatch.setattr(welcome, "go", go)
    monkeypatch.setattr(welcome, "MOST_KEPT", 2_000_000)
    doors = welcome.Doors()
    for n in range(30):
        rules = doors.rules(f"https://h{n}.test/private")
        assert not rules.allows(f"https://h{n}.test/private")
    kept = sum(len(rules.body) for rules, _ in doors._known.values())
    assert kept <= 2_000_000
    doors.rules("https://h29.test/elsewhere")
    assert len(asked) == 30  # the last one is still known
