"""Writing down who has which part in a case. Whoever is a subject of it no longer sees it."""

from django.db import transaction

from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer

from ..deciding import decide_again
from ..keeping import keep_from
from ..models import Case, Involvement
from ..recording import keep
from ..standing import hold, must_be_open


@transaction.atomic
def add_part(
    *, viewer: Viewer, case: Case, part: str, person: Person | None = None, name: str = ""
) -> Involvement:
    """Give somebody a part: a person of our roster, or anybody else by `name`. Raises Refused."""
    case = hold(case)
    must_be_open(case)
    name = " ".join(name.split())
    if part not in Involvement.PARTS:
        raise Refused("Choose their part.")
    if (person is None) == (not name):
        raise Refused("Choose somebody here, or write one name.")
    if person is not None and person.school_id != case.school_id:
        raise Refused("Choose somebody of our own school.")
    same = case.people.filter(part=part)
    same = same.filter(person=person) if person else same.filter(person=None, name__iexact=name)
    if same.exists():
        raise Refused("That is written down already.")
    row = Involvement.objects.create(case=case, person=person, name=name, part=part)
    _after(viewer, case, row, "person.involved")
    return row


@transaction.atomic
def remove_part(*, viewer: Viewer, case: Case, row: Involvement) -> None:
    """Take somebody's part away again. A subject who has no such part left sees the case again."""
    case = hold(case)
    must_be_open(case)
    Involvement.objects.filter(pk=row.pk).delete()
    _after(viewer, case, row, "person.released")


def _after(viewer: Viewer, case: Case, row: Involvement, kind: str) -> None:
    keep(case, viewer.person, kind, refs={"part": row.part, "involvement": row.key})
    if row.part in Involvement.SUBJECTS and row.person is not None:
        keep_from(viewer, case)
        decide_again(viewer, case)
