"""A school that writes versions of its policy, and a rule's form as a person sends it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from goodname.core.decide import writing
from goodname.core.words import Role
from goodname.data import policies
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy import queries
from goodname.web.policy.actions import deciding, drafting
from goodname.web.policy.models import PolicyVersion
from goodname.web.policy.rows import RowForm
from tests.world import make_person, make_school

CONCERN = ("concerns.direct", 1)  # "the Headteacher should invite the author to talk"


@dataclass
class Staffroom:
    school: School
    head: Person
    lead: Person
    teacher: Person
    other_head: Person


def make_staffroom() -> Staffroom:
    school = make_school()
    other = make_school("Marsh End Primary School", town="Otterby")
    return Staffroom(
        school=school,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER),
        lead=make_person(school, "Ines Marchetti", Role.ONLINE_SAFETY_LEAD),
        teacher=make_person(school, "Rosa Lindley", Role.CLASS_TEACHER),
        other_head=make_person(other, "Gwen Ashdown", Role.HEADTEACHER, Role.DSL),
    )


def seen(school: School) -> str:
    """What a page would carry: the digest of the text that changes begin from."""
    draft = queries.open_draft(school)
    return draft.digest if draft else queries.in_force(school).digest


def filled(school: School, clause: str, number: int = 0, **changes: Any) -> dict[str, Any]:
    """The form of one rule as the page shows it, with some answers changed."""
    draft = queries.open_draft(school)
    text = draft.text if draft else queries.in_force(school).text
    row: Mapping[str, Any] = writing.rows(text, clause)[number - 1] if number else {}
    form = RowForm(row=row, policy=policies.read_text(text))
    said = {name: form.initial.get(name) for name in form.fields} | changes
    return {name: value for name, value in said.items() if value not in (None, "", [])} | {
        "seen": seen(school)
    }


def change(client: Client, school: School, clause: str, number: int, **changes: Any) -> Any:
    address = reverse("edit_row", args=[clause, number])
    return client.post(address, filled(school, clause, number, **changes))


def drafted(staffroom: Staffroom, force: str = "must") -> PolicyVersion:
    """A draft in which the Headteacher must, no longer should, invite whoever has a concern."""
    clause, number = CONCERN
    row = writing.rows(queries.in_force(staffroom.school).text, clause)[number - 1]
    return drafting.set_row(
        viewer=Viewer.of(staffroom.lead),
        seen=seen(staffroom.school),
        clause=clause,
        number=number,
        row=row | {"force": force},
    )


def sent(staffroom: Staffroom, force: str = "must") -> PolicyVersion:
    draft = drafted(staffroom, force)
    return deciding.send_draft(
        viewer=Viewer.of(staffroom.lead), seen=draft.digest, note="Families waited too long."
    )


def approved(staffroom: Staffroom, force: str = "must") -> PolicyVersion:
    version = sent(staffroom, force)
    deciding.approve(viewer=Viewer.of(staffroom.head), version=version, seen=version.digest)
    return PolicyVersion.objects.get(pk=version.pk)
