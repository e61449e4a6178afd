"""A letter's line in the ledger: which, what happened to it, and a digest of what it said."""

from goodname.core.prove.seals import digest
from goodname.web.ledger.actions import record

from ..models import Letter


def keep(letter: Letter, actor: str, kind: str, *, how: str = "", text: bool = False) -> None:
    refs = {"case": letter.case_id, "letter": letter.id} | ({"how": how} if how else {})
    digests = {"text": seal(letter)} if text else {}
    record(
        school=letter.case.school,
        actor=actor,
        kind=kind,
        matter=letter.case.matter_id,
        refs=refs,
        digests=digests,
    )


def seal(letter: Letter) -> str:
    """Of the words as they stand: a page carries it, so that a press is known to be for these words."""
    return digest(letter.subject + "\n" + letter.body, letter.salt)
