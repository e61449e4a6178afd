"""A case's chronology as a file for the school's safeguarding system, written down as it leaves."""

import csv
import io

from django.db import transaction

from goodname import clock
from goodname.core.act.charts import REFERRAL
from goodname.core.act.deadlines import SCHOOL_DAYS, due
from goodname.core.act.packs import Who
from goodname.core.prove.seals import digest
from goodname.web.accounts.calendar import school_calendar
from goodname.web.accounts.viewer import Viewer

from ..models import Case, Referral
from ..recording import keep
from ..story import Day, story
from .holding import EXPORT

FORMATS = {"txt": "Plain text, to read or to paste", "csv": "A table (CSV)"}
CHASE = "P1D"  # the number of the other system is asked for on the next school day
# A table reckons with a cell that begins so; in front of it stands a mark that says: words.
_RECKONED = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def export(*, viewer: Viewer, case: Case, system: str, kind: str) -> tuple[Referral, str]:
    """The file's words, and the row in which that system's own number will stand."""
    now, days = clock.now(), story(viewer, case)
    text = _table(days) if kind == "csv" else _plain(case, days)
    # A newer file stands for the older one: one number is asked for, not two.
    older = Referral.objects.filter(case=case, route=EXPORT + system, state=Referral.GIVEN)
    older.update(chase_at=None)
    row = Referral.objects.create(
        case=case,
        route=EXPORT + system,
        for_whom=Who.SCHOOL.value,
        text="",  # the words stand in the case itself; the ledger keeps a digest of what left
        state=REFERRAL.after(Referral.PREPARED, "give"),
        prepared_by=viewer.person,
        prepared_at=now,
        given_by=viewer.person,
        given_at=now,
        chase_at=due(now, CHASE, SCHOOL_DAYS, school_calendar(case.school)),
    )
    refs = {"referral": row.id, "system": system, "kind": kind}
    keep(case, viewer.person, "case.exported", refs=refs, digests={"file": digest(text, row.salt)})
    return row, text


def _plain(case: Case, days: list[Day]) -> str:
    lines = [case.title, case.school.name, f"Case {case.id}", ""]
    for day in days:
        lines += [day.said, "-" * len(day.said)]
        for event in day.events:
            lines.append(f"{event.time}  {event.text}")
            lines += [f"    {line}" for line in event.words.splitlines()]
        lines.append("")
    return "\n".join(lines)


def _table(days: list[Day]) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["Date", "Time", "What happened", "Words"])
    for day in days:
        for event in day.events:
            row = [f"{event.at:%d/%m/%Y}", event.time, event.text, event.words]
            table.writerow([_cell(one) for one in row])
    return out.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_RECKONED) else text
