"""Files that somebody added to a case: behind the question, kept untouched, given back as bytes."""

import json
from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused
from goodname.files import evidence, uploads
from goodname.web.accounts.viewer import Viewer
from goodname.web.told import gate as gates
from goodname.web.told import holding
from goodname.web.told.models import Gate

from ..keeping import together
from ..models import Case, CaseFile
from ..queries import may_be_fetched
from ..recording import keep
from ..standing import hold, must_be_open

MOST = 50  # files of one case: 1 GB at the very most


def shut_away(case: Case) -> bool:
    """Whether no file is taken here, and none given back, for one may be what nobody may see."""
    return not all(may_be_fetched(one) for one in together(case))


def may_take(case: Case) -> None:
    """Raises Refused where no file may be added to this case."""
    must_be_open(case)
    if shut_away(case):
        raise Refused(
            "No file is taken in a case that may be about a sexual image of a child.",
            "england.intimate_images",
        )
    if case.files.count() >= MOST:
        raise Refused(f"A case holds {MOST} files at most.")


@transaction.atomic
def add_file(
    *,
    viewer: Viewer,
    case: Case,
    gate: Gate,
    title: str,
    body: bytes,
    kind: str,
    name: str,
    statement: Mapping[str, str],
) -> CaseFile:
    """Keep a file as it is. `kind` is as files.images.kinds says. Raises Refused."""
    case, now = hold(case), clock.now()
    may_take(case)
    answered = gates.use(gate)
    row = CaseFile(case=case, title=" ".join(title.split()), by=viewer.person, at=now)
    kept = holding.keep(
        uploads.Upload(
            body=body,
            kind=kind,
            name=name,
            at=now,
            who=viewer.person.id,
            statement=statement,
            gate={
                "question": gates.QUESTION,
                "answer": "no",
                "who": viewer.person.id,
                "at": answered.isoformat(timespec="seconds"),
            },
            about={"case": case.id, "file": row.id},
        )
    )
    row.manifest_sha256 = kept.digest
    row.manifest = json.loads((kept.folder / evidence.MANIFEST).read_bytes())
    row.save(force_insert=True)
    digests = {"manifest": row.manifest_sha256}
    keep(case, viewer.person, "file.added", refs={"file": row.id}, digests=digests)
    return row


@transaction.atomic
def take_out(*, viewer: Viewer, file: CaseFile) -> Path | None:
    """The bytes as they were given; each copy that leaves the desk is a line. None if shut away."""
    if shut_away(file.case):
        return None
    found = holding.original(file)  # type: ignore[arg-type]
    if found is not None:
        keep(file.case, viewer.person, "file.copied", refs={"file": file.id})
    return found
