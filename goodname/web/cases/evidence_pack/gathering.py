"""Gathers what one reader may have of a case, as the template of the paper takes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from goodname.core.prove.seals import Entry
from goodname.files.pdf.slices import slices
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence import queries as evidence
from goodname.web.evidence.models import Capture
from goodname.web.ledger.queries import matter_entries, names
from goodname.web.ledger.sentences import sentence
from goodname.web.policy import queries as policy
from goodname.web.ui import wording

from ..chronology import LEFT_OUT, TELLING
from ..facts import answers
from ..keeping import together
from ..models import Case
from ..queries import may_be_fetched
from ..story import story
from .readers import Reader

BELOW = "The page goes on below: the saved page in this pack has all of it."
# What a governor is told of: what was done, not who is concerned or who told.
UNTOLD = {"person.involved", "person.released", "removal.checked"}
ANONYMOUS = {"Who wrote it", "What is in it", "About", "Who can see it", "Danger"}


@dataclass
class Gathered:
    """What the paper says, its pictures, the saved pages (by file name), and the ledger's lines."""

    paper: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, tuple[Capture, bytes]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


def gather(viewer: Viewer, case: Case, reader: Reader) -> Gathered:
    cases = [one for one in together(case) if one.matter_id not in viewer.hidden_matters]
    found = Gathered({"post": None, "days": [], "pages": [], "ledger": []})
    found.paper["known"] = _known(case, reader)
    found.paper["clauses"] = _clauses(cases) if reader.names or not reader.post else []
    if reader.post:
        found.paper["post"] = _post(case)
        _add_pages(viewer, cases, found, whole=reader.names)
    if reader.names:
        found.paper["days"] = [
            {
                "said": day.said,
                "events": [
                    {"time": one.time, "text": one.text, "words": one.words} for one in day.events
                ],
            }
            for day in story(viewer, case)
        ]
        if viewer.may("ledger.read"):
            _add_ledger(viewer, cases, found)
    elif not reader.post:
        found.paper["days"] = list(_bare_days(viewer, cases))
    return found


def _known(case: Case, reader: Reader) -> list[tuple[str, str]]:
    if reader.post and not reader.names:
        return []
    rows = answers(case.facts).items()
    return [(q, said) for q, said in rows if said and (reader.names or q in ANONYMOUS)]


def _clauses(cases: Iterable[Case]) -> list[dict[str, str]]:
    """Every clause that a step or a prohibition of these cases rests on, as the policy says it."""
    cases = list(cases)
    wanted = {
        clause
        for case in cases
        for rest in (*case.decision["steps"], *case.decision["forbidden"])
        for clause in rest["clauses"]
    }
    current = policy.current(cases[0].school)
    return [{"title": one.title, "text": one.text} for one in current.clauses if one.id in wanted]


def _post(case: Case) -> dict[str, Any]:
    post = case.mention.post if case.mention else None
    rows = [("Address", case.address)]
    if post is not None:
        rows += [("Where", post.source.title), ("Who wrote it", post.author)]
        rows += [("Posted", _moment(post.posted) if post.posted else "")]
    return {"rows": [row for row in rows if row[1]], "words": case.words}


def _add_pages(viewer: Viewer, cases: Iterable[Case], found: Gathered, *, whole: bool) -> None:
    """The saved pages; of what may be a sexual image of a child there is no picture and no file."""
    matters = {case.matter_id for case in cases if may_be_fetched(case)}
    rows = evidence.captures(viewer).filter(matter__in=matters, state=Capture.TAKEN)
    for number, one in enumerate(rows.order_by("taken_at"), 1):
        told = {
            "title": f"Saved page {number}",
            "rows": [row for row in _of_page(one) if row[1]],
            "pictures": [],
            "note": "",
        }
        if one.locked:
            told["note"] = "It is shut away, and no copy of it is in this pack."
        else:
            _add_picture(one, number, told, found)
        file = evidence.whole(one)
        if whole and file is not None:
            found.pages[f"saved-pages/{number}.wacz"] = (one, file.read_bytes())
        found.paper["pages"].append(told)


def _add_picture(one: Capture, number: int, told: dict[str, Any], found: Gathered) -> None:
    cut, all_of_it = slices(evidence.picture(one) or b"")
    for part, png in enumerate(cut, 1):
        file = f"page-{number}-{part}.png"
        found.pictures[file] = png
        alt = f"What saved page {number} looked like, piece {part} of {len(cut)} from the top."
        told["pictures"].append({"file": file, "alt": alt})
    told["note"] = "" if all_of_it else BELOW
    if not cut:
        told["note"] = one.no_picture and f"There is no picture of it: {one.no_picture}"


def _of_page(one: Capture) -> Iterator[tuple[str, str]]:
    yield "Address", one.address
    if one.final_address != one.address:
        yield "Led to", one.final_address
    yield "Saved", _moment(one.taken_at) if one.taken_at else ""
    yield "The server said", f"{one.status} from {one.server}"
    yield "Title", one.title
    yield "Seal (SHA-256)", one.manifest_sha256


def _add_ledger(viewer: Viewer, cases: Iterable[Case], found: Gathered) -> None:
    rows = [
        row for one in {case.matter_id for case in cases} for row in matter_entries(viewer, one)
    ]
    rows.sort(key=lambda row: row.seq)
    people = names(viewer, rows)
    found.entries = [row.entry for row in rows]
    found.paper["ledger"] = [
        {
            "seq": str(row.seq),
            "at": row.entry.at,
            "text": sentence(row.kind, row.actor, people),
            "hash": row.hash,
        }
        for row in rows
    ]


def _bare_days(viewer: Viewer, cases: Iterable[Case]) -> Iterator[Mapping[str, Any]]:
    """What was done on each day, in words that are the same for every school."""
    rows = [
        row for one in {case.matter_id for case in cases} for row in matter_entries(viewer, one)
    ]
    told = [row for row in rows if row.kind in TELLING and row.kind not in LEFT_OUT | UNTOLD]
    told.sort(key=lambda row: row.moment)
    for day, some in groupby(told, key=lambda row: row.moment.astimezone(wording.LONDON).date()):
        events = [
            {"time": wording.clock(row.moment), "text": f"{TELLING[row.kind]}.", "words": ""}
            for row in some
        ]
        yield {"said": f"{day:%A} {day.day} {day:%B %Y}", "events": events}


def _moment(moment: datetime) -> str:
    local = moment.astimezone(wording.LONDON)
    return f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M:%S} in London"
