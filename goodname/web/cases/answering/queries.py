"""What was said and how it was answered, and closed cases as they were treated, for one viewer."""

from collections.abc import Collection
from datetime import date, datetime, time

from django.db.models import QuerySet

from goodname import clock
from goodname.core.act.alike import Treated
from goodname.core.act.answering import KINDS, Voice
from goodname.core.act.deadlines import LONDON, SchoolCalendar
from goodname.core.act.lessons import year_of
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import HARM, Action, Conduct, Force
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.head import standing
from goodname.web.inbox.models import Mention

from .. import queries
from ..joining.queries import root
from ..models import Case, Letter, Step

ANSWERS = frozenset({Action.ACKNOWLEDGE, Action.REPLY, Action.INVITE_PRIVATE_CONTACT})
# The first that fits: whoever praises and asks as well is owed the answer to a question.
OF_CONDUCT = (
    (Conduct.CRITICISM, "criticism"),
    (Conduct.CONCERN, "criticism"),
    (Conduct.QUESTION, "question"),
    (Conduct.PRAISE, "praise"),
)
ANSWERED = "answered"  # the reason for which a mention was put away


def today() -> date:
    return clock.now().astimezone(LONDON).date()


def stretches(calendar: SchoolCalendar) -> dict[str, tuple[date, date | None]]:
    """What may be counted: from which day, and before which; None where it goes on.

    A term goes on until the next one begins: what is said in the holidays after it is of it.
    """
    year = year_of(today()).first
    begun = sorted(first for first, _ in calendar.terms if first <= today())
    found: dict[str, tuple[date, date | None]] = {"term": (begun[-1] if begun else year, None)}
    if len(begun) > 1:
        found["last"] = (begun[-2], begun[-1])
    return found | {"year": (year, None)}


def voices(viewer: Viewer, since: date, before: date | None = None) -> list[Voice]:
    """Praise, questions and criticism heard since then that this viewer may know of.

    What it is, a person said who opened its case; where there is none, the sorter, if it could tell.
    What may hurt is not among them: it has a way of its own, and is owed no answer. Nor is an answer
    to a letter of ours: it goes on with what was counted before.
    """
    rows = list(_heard(viewer, since, before))
    # What was joined to another case is answered, and ends, with that one.
    own = list(Case.objects.filter(mention__in=rows).select_related("merged_into"))
    by_mention = {case.mention_id: case for case in own}
    kept = {case.mention_id: {case.id, root(case).id} for case in own}
    ended = {case.mention_id for case in own if root(case).state == Case.CLOSED}
    answered = _answered({id for ids in kept.values() for id in ids})
    return [
        _voice(
            row,
            kind,
            min((answered[id] for id in kept.get(row.id, ()) if id in answered), default=None),
            row.id in ended,
        )
        for row in rows
        if (kind := _kind(row, by_mention.get(row.id)))
    ]


def unread(viewer: Viewer, since: date, before: date | None = None) -> int:
    """How many wait of which neither the sorter nor a person could say yet what they are."""
    rows = _heard(viewer, since, before).filter(state=Mention.NEW)
    return sum(not row.hurts and standing.unread(row) for row in rows)


def _heard(viewer: Viewer, since: date, before: date | None) -> QuerySet[Mention]:
    rows = inbox.mentions(viewer).exclude(state=Mention.NOT_US)
    rows = rows.filter(heard_at__gte=datetime.combine(since, time(), LONDON))
    if before:
        rows = rows.filter(heard_at__lt=datetime.combine(before, time(), LONDON))
    return rows.filter(answers_letter=None)


def _kind(row: Mention, case: Case | None) -> str:
    """One of KINDS, or "" for what is none of them or what nobody knows."""
    if case is not None:
        conduct = fact_sheet.read(case.facts).conduct
        told = (kind for said, kind in OF_CONDUCT if said in conduct)
        return "" if conduct & HARM else next(told, "")
    if row.hurts or standing.unread(row):
        return ""
    return row.tone if row.tone in KINDS else ""


def _voice(row: Mention, kind: str, answered: datetime | None, closed: bool) -> Voice:
    if row.state == Mention.FILED and row.reason == ANSWERED:
        answered = row.changed_at
    let_be = answered is None and (row.state == Mention.FILED or closed)
    return Voice(row.id, kind, row.heard_at, answered, let_be)


def _answered(cases: Collection[str]) -> dict[str, datetime]:
    """When each of these cases first answered: by a letter that left, or in another way."""
    sent = Letter.objects.filter(
        case__in=cases, action__in=ANSWERS, state=Letter.SENT, sent_at__isnull=False
    ).values_list("case_id", "sent_at")
    done = Step.objects.filter(
        case__in=cases, action__in=ANSWERS, state=Step.DONE, done_at__isnull=False
    ).values_list("case_id", "done_at")
    first: dict[str, datetime] = {}
    for case, at in [*sent, *done]:
        if at is not None:
            first[case] = min(at, first.get(case, at))
    return first


def treated(viewer: Viewer) -> list[Treated]:
    """The closed cases that this viewer may see, as core.act.alike compares them."""
    closed = queries.cases(viewer).filter(state=Case.CLOSED).prefetch_related("steps")
    return [_treated(case) for case in closed]


def _treated(case: Case) -> Treated:
    steps = [step for step in case.steps.all() if step.state != Step.DROPPED]
    return Treated(
        id=case.id,
        facts=fact_sheet.read(case.facts),
        asked=tuple((Action(step.action), Force(step.force)) for step in steps),
        done=frozenset(Action(step.action) for step in steps if step.state == Step.DONE),
        outcome=case.outcome,
    )
