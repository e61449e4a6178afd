"""Makes an evidence pack, one zip laid out in one way, and writes down that it left."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from goodname import clock
from goodname.core.act.guard import find
from goodname.core.words import Refused
from goodname.files.pdf.typeset import typeset
from goodname.files.wacz.verify import lay_out
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence.actions import note_access
from goodname.web.ui import wording

from ..models import Case
from ..recording import keep
from ..referrals.packing import protected
from ..told.keeping import keep_note
from .gathering import Gathered, gather
from .readers import READERS, Reader

PAPER, LINES, HOW = "evidence-pack.pdf", "ledger.json", "readme.txt"
ABOUT_LEDGER = (
    "The desk’s ledger is a chain: each line is sealed over the line before it, for the whole school. "
    "These are this case’s lines. They hold no names; who acted is said here by the desk. The same "
    "lines stand in ledger.json, and readme.txt says how to check their seals."
)
ABOUT_FILES = "Whoever has this paper and a file can see that they belong together."
README = """\
An evidence pack

evidence-pack.pdf   What happened, in words and pictures, with the seal of every other file.
"""
README_PAGES = """\
saved-pages/        Each saved page as one .wacz file. It opens in any replay tool, such as the one at
                    https://replayweb.page. Unzip it: in its folder "verify" lies a program that says
                    whether anything was changed (python3 verify.py FILE.wacz).
"""
README_LINES = """\
ledger.json         The ledger's lines about this case. Each has a seal over all that it says and over
                    the line before it in the school's ledger. To see that each is as it was sealed:

python3 -c "import json, hashlib; [print(e['seq'], e['hash'] == hashlib.sha256(json.dumps({k: v for \
k, v in e.items() if k != 'hash'}, ensure_ascii=False, sort_keys=True, separators=(',', ':'))\
.encode()).hexdigest()) for e in json.load(open('ledger.json'))]"

                    The school can show its whole ledger, in which these lines have these seals.
"""


@transaction.atomic
def make(*, viewer: Viewer, case: Case, reader: str, whom: str) -> bytes:
    """The pack as a zip. `reader` is a key of READERS, `whom` the person or office that gets it.

    Raises Refused where a reader who is to have no names would read a protected one.
    """
    kind, now = READERS[reader], clock.now()
    found = gather(viewer, case, kind)
    files = _files(found)
    paper = found.paper | _front(viewer, case, kind, whom, now) | _listed(files)
    if not kind.names:
        _guard(case, whom)
    made = typeset("evidence_pack", paper, at=now, pictures=found.pictures)
    pack = lay_out({PAPER: made, **files})
    for capture, _ in found.pages.values():
        note_access(viewer=viewer, capture=capture, kind="capture.copied")
    keep(
        case,
        viewer.person,
        "case.pack_taken",
        refs={"reader": reader},
        digests={"file": sha256(pack).hexdigest()},
    )
    keep_note(
        viewer, case, f"An evidence pack was made. Its reader: {kind.label.lower()}. For: {whom}"
    )
    return pack


def _guard(case: Case, whom: str) -> None:
    """All else that such a reader reads is public already, or the same for every case."""
    if found := find(whom, protected(case)):
        raise Refused(f"“{found[0].name}” must not be read there. Take the name out.")


def _files(found: Gathered) -> dict[str, bytes]:
    files = {name: data for name, (_, data) in found.pages.items()}
    readme = README + (README_PAGES if files else "")
    if found.entries:
        lines = [asdict(entry) for entry in found.entries]
        files[LINES] = json.dumps(lines, ensure_ascii=False, indent=1).encode()
        readme += README_LINES
    files[HOW] = readme.encode()
    return files


def _listed(files: Mapping[str, bytes]) -> dict[str, object]:
    listed = [
        {"name": name, "sha256": sha256(data).hexdigest(), "size": f"{len(data):,}"}
        for name, data in files.items()
    ]
    return {"files": listed, "about_files": ABOUT_FILES, "about_ledger": ABOUT_LEDGER}


def _front(
    viewer: Viewer, case: Case, reader: Reader, whom: str, now: datetime
) -> dict[str, object]:
    local = now.astimezone(wording.LONDON)
    when = f"{local.day} {local:%B %Y} at {wording.clock(now)}"
    by = viewer.person.name if reader.names else viewer.school.name
    title = case.title if reader.names else f"Case {case.id}"
    return {
        "title": f"Evidence pack: {title}",
        "short": title,
        "school": viewer.school.name,
        "marking": reader.marking,
        "made": f"Made on {when} by {by}, for {whom}.",
        "lead": [reader.says],
    }
