"""A slightly wrong policy is refused, or decides the same, or ends one of the stories differently.

What the rules that always hold do not catch, a school may choose for itself; then a story that was
written from the source's own sentence has to notice, so that the shipped packs cannot drift.
"""

from pathlib import Path
from typing import Any

import pytest

from tests.core.decide.check.outcomes import LAW, OURS, TOLD, UNNOTICED, line, outcomes

LIST = Path(__file__).parents[4] / "docs" / "reference" / "wrong-rows.md"
CLAUSES = [
    pytest.param(pack, clause["id"], id=clause["id"])
    for pack in (OURS, LAW)
    for clause in pack["clause"]
    if clause.get("row") or clause.get("first")
]


@pytest.mark.parametrize(("pack", "clause"), CLAUSES)
def test_a_wrong_row_does_not_go_unnoticed(pack: dict[str, Any], clause: str) -> None:
    found = list(outcomes(pack, clause))
    assert found
    assert [(one.row, one.what) for one, ended, _ in found if ended == UNNOTICED] == []
    listed = [row for row in LIST.read_text(encoding="utf-8").splitlines() if f"`{clause}`" in row]
    assert listed == [line(one, story) for one, ended, story in found if ended == TOLD]
