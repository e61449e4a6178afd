"""A case as a story: everything that happened, the oldest first, in whole sentences, day by day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from goodname.core.act import themes
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Action
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.queries import mentions
from goodname.web.ledger.models import LedgerEntry
from goodname.web.ledger.queries import matter_entries, names
from goodname.web.ledger.sentences import sentence
from goodname.web.policy.labels import ACTIONS
from goodname.web.told.queries import may_know_teller
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .chronology import HOW, LEFT_OUT, said_may_hurt, spoken_with
from .facts import hurts
from .keeping import together
from .models import Case, CaseFile, Check, Involvement, Letter, Note, Referral
from .referrals.telling import told as report
from .versions import history

# What is told from a better source than its line in the ledger.
ELSEWHERE = {"note.added", "case.facts_changed"}
DESK = "Goodname"
SPOKE = {
    Note.NOTE: "{by} wrote a note.",
    Note.CALL: "{by} wrote down a phone call with {who}.",
    Note.MEETING: "{by} wrote down a talk with {who}.",
    Note.GATE: "{by} wrote down a talk at the gate with {who}.",
}


@dataclass(frozen=True)
class Event:
    """One thing that happened: a sentence, the very words that belong to it, and the clauses."""

    at: datetime
    text: str
    words: str = ""
    hurts: bool = False  # then the words stay shut on a screen until somebody opens them
    clauses: list[dict[str, str]] = field(default_factory=list)

    @property
    def time(self) -> str:
        return wording.clock(self.at)


@dataclass(frozen=True)
class Day:
    said: str
    events: list[Event]


def story(viewer: Viewer, case: Case) -> list[Day]:
    """All that this viewer may know of a case and of what was joined to it, by day."""
    events: list[Event] = []
    for one in together(case):
        if one.matter_id not in viewer.hidden_matters:
            events += _of_case(one)
    seen = {one.matter_id for one in together(case)}
    titles = {one.id: one.title for one in together(case)}
    for matter in sorted(seen):
        events += _of_ledger(viewer, matter, titles)
    events += _answers(viewer, seen)
    events.sort(key=lambda event: event.at)
    return [
        Day(_full(day), list(found))
        for day, found in groupby(events, key=lambda e: e.at.astimezone(wording.LONDON).date())
    ]


def _full(day: date) -> str:
    """A story is read in another year: each day is said with its own."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def _of_case(case: Case) -> Iterator[Event]:
    post = case.mention.post if case.mention else None
    if post is not None:
        when = post.posted or case.mention.heard_at  # type: ignore[union-attr]
        told = (
            f"This was said: {post.source.title}."
            if not post.author
            else (f"“{post.author}” wrote this: {post.source.title}.")
        )
        yield Event(when, told, case.words, hurts(case))
    for known in history(case):
        yield _known(case, known)
    for note in case.notes.select_related("by"):
        yield _note(note)


def _answers(viewer: Viewer, matters: set[str]) -> Iterator[Event]:
    """What else was heard on the same matter: answers to our letters."""
    for one in mentions(viewer).filter(matter__in=matters, case=None):
        when = one.post.posted or one.heard_at
        who = f"“{one.post.author}”" if one.post.author else "Somebody"
        yield Event(when, f"{who} answered us: {one.post.source.title}.", one.post.text, one.hurts)


def _known(case: Case, known: Any) -> Event:
    begin = (
        f"{known.who} said what was known" if known.first else f"{known.who} changed what is known"
    )
    if known.who == DESK and not known.first:
        begin = "What is known changed by what the desk saw"
    ids = sorted({clause for step in known.steps for clause in step["clauses"]})
    steps = wording.listed(f"“{ACTIONS[Action(step['action'])]}”" for step in known.steps)
    asked = f" Our policy asked for {steps}." if steps else " Our policy asked for nothing."
    text = f"{begin}. {' '.join(known.changes)}{asked}"
    return Event(known.at, text, clauses=named(ids, case.school))


def _note(note: Note) -> Event:
    by = note.by.name if note.by else "Somebody no longer on the roster"
    text = SPOKE[note.kind].format(by=by, who=spoken_with(note) or "somebody")
    if note.happened_at:
        text += f" It was {_moment(note.happened_at)}."
    return Event(note.happened_at or note.at, text, note.text, said_may_hurt(note))


def _moment(moment: datetime) -> str:
    local = moment.astimezone(wording.LONDON)
    return f"on {_full(local.date())} at {wording.clock(moment)}"


def _of_ledger(viewer: Viewer, matter: str, titles: dict[str, str]) -> Iterator[Event]:
    rows = [
        row
        for row in matter_entries(viewer, matter)
        if row.kind not in LEFT_OUT and row.kind not in ELSEWHERE
    ]
    people = names(viewer, rows)
    things = _things(row.refs for row in rows)
    for row in reversed(rows):
        if row.kind == "case.joined" and row.refs["joined"] in titles:
            continue  # the other case tells it
        told = _of_whole(row, people, titles) or _told(viewer, row, people, things)
        if told is not None:
            yield told


def _of_whole(row: LedgerEntry, people: dict[str, str], titles: dict[str, str]) -> Event | None:
    """Where several cases are one, each is called by its title, as it is now."""
    if len(titles) < 2 or row.kind not in ("case.opened", "case.merged"):
        return None
    who = people.get(row.actor, "Somebody no longer on the roster")
    title = titles.get(row.refs["case"], "a case")
    if row.kind == "case.opened":
        return Event(row.moment, f"{who} opened the case “{title}”.")
    into = titles.get(row.refs["into"], "another case")
    return Event(row.moment, f"{who} made “{title}” part of “{into}”.")


def _things(refs: Iterable[dict[str, str]]) -> dict[str, Any]:
    """The letters, looks, files, reports and parts that the lines speak of, by kind and id."""
    wanted: dict[str, set[str]] = {
        "letter": set(),
        "check": set(),
        "file": set(),
        "involvement": set(),
        "referral": set(),
    }
    for one in refs:
        for kind, ids in wanted.items():
            if kind in one:
                ids.add(one[kind])
    found: dict[str, Any] = {}
    for kind, rows in (
        ("letter", Letter.objects.filter(pk__in=wanted["letter"])),
        ("check", Check.objects.filter(pk__in=wanted["check"])),
        ("file", CaseFile.objects.filter(pk__in=wanted["file"])),
        ("referral", Referral.objects.filter(pk__in=wanted["referral"])),
    ):
        found |= {f"{kind}:{row.pk}": row for row in rows}
    parts = Involvement.objects.filter(key__in=wanted["involvement"]).select_related("person")
    return found | {f"involvement:{row.key}": row for row in parts}


def _told(
    viewer: Viewer, row: LedgerEntry, people: dict[str, str], things: dict[str, Any]
) -> Event | None:
    who = DESK if row.actor == SYSTEM else people.get(row.actor, "Somebody no longer on the roster")
    plain = Event(row.moment, sentence(row.kind, row.actor, people))
    thing = next((things[f"{k}:{v}"] for k, v in row.refs.items() if f"{k}:{v}" in things), None)
    if row.kind in ("step.done", "step.undone"):
        did = "did this" if row.kind == "step.done" else "took back that this was done"
        text = f"{who} {did}: “{ACTIONS[Action(row.refs['action'])]}”."
        return Event(row.moment, text, clauses=named(row.clauses, viewer.school))
    if row.kind == "case.closed":
        return Event(row.moment, _closed(row, who))
    if isinstance(thing, Check):
        return Event(row.moment, thing.sentence)
    if isinstance(thing, Letter):
        return _letter(row, who, thing, plain)
    if isinstance(thing, Referral):
        said = thing.outcome if row.kind == "referral.answered" else ""
        return Event(row.moment, report(row.kind, who, thing) or plain.text, said)
    if isinstance(thing, CaseFile):
        return Event(row.moment, f"{who} added a file: {thing.title}.")
    if row.kind in ("person.involved", "person.released"):
        return _part(viewer, row, who, thing)
    return plain


def _closed(row: LedgerEntry, who: str) -> str:
    """How it ended and what it was about; the lesson itself while the case stands closed so."""
    ended = Case.OUTCOMES.get(row.refs.get("outcome", ""), "")
    text = f"{who} closed the case: {ended[:1].lower()}{ended[1:]}."
    theme = themes.BY_ID.get(row.refs.get("theme", ""))
    text += f" It was about: {theme.name}." if theme else ""
    learnt = Case.objects.filter(pk=row.refs["case"]).values_list("learnt", flat=True).first()
    return text + (f" What we learnt: {learnt}" if learnt else "")


def _letter(row: LedgerEntry, who: str, letter: Letter, plain: Event) -> Event:
    if row.kind != "letter.sent":
        return Event(row.moment, f"{plain.text.removesuffix('.')}: “{letter.subject}”.")
    to = f" to {letter.to_name}" if letter.to_name else ""
    how = HOW.get(row.refs.get("how", ""), "")
    text = f"{who} sent the letter “{letter.subject}”{to} {how}".strip() + "."
    text += f" Where: {letter.where}." if letter.where else ""
    return Event(row.moment, text, letter.body)


def _part(viewer: Viewer, row: LedgerEntry, who: str, part: Involvement | None) -> Event | None:
    """Who told us is for those who lead; for the others there is no such line."""
    if row.refs.get("part") == Involvement.REPORTER and not may_know_teller(viewer):
        return None
    said = Involvement.PARTS[row.refs["part"]]
    if part is None or row.kind == "person.released":
        return Event(row.moment, f"{who} took somebody off the people of the case, who “{said}”.")
    return Event(row.moment, f"{who} wrote down that {part.called} {said}.")
