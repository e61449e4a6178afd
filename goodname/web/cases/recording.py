"""A case's lines in the ledger."""

from typing import Any

from goodname.web.accounts.models import Person
from goodname.web.ledger.actions import record

from .models import Case


def keep(case: Case, actor: Person | str, kind: str, **more: Any) -> None:
    """One line about a case; `more` is what ledger.actions.record takes."""
    refs = {"case": case.id} | more.pop("refs", {})
    record(school=case.school, actor=actor, kind=kind, matter=case.matter_id, refs=refs, **more)
