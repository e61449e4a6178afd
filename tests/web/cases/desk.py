"""A school with its office-holders and an abusive post, for the tests of cases."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from goodname.core.words import Author, Conduct, Facts, Role, Towards
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.cases.models import Case, Letter
from goodname.web.inbox.models import Mention, Source
from tests.world import RANT, hear, make_person, make_school, make_source, sign_in

# As the form sends it: the answers that a person gives about the post.
ABUSE = {
    "author": "parent",
    "conduct": ["abusive"],
    "towards": ["staff"],
    "audience": "public",
    "danger": "none",
    "exception": "none",
}
FACTS = Facts(
    author=Author.PARENT,
    conduct=frozenset({Conduct.ABUSIVE}),
    towards=frozenset({Towards.STAFF}),
)


@dataclass
class Desk:
    school: School
    head: Person
    dsl: Person
    lead: Person
    office: Person
    chair: Person
    teacher: Person
    pupil: Person
    source: Source
    rant: Mention


def make_desk() -> Desk:
    school = make_school()
    source = make_source(school)
    return Desk(
        school=school,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER, job="Headteacher"),
        dsl=make_person(school, "Simone Achterberg", Role.DSL),
        lead=make_person(school, "Sana Qureshi", Role.ONLINE_SAFETY_LEAD),
        office=make_person(school, "Denise Pruett", Role.OFFICE),
        chair=make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS),
        teacher=make_person(school, "Daniel Okafor", Role.CLASS_TEACHER, Role.STAFF_MEMBER),
        pupil=Person.objects.create(school=school, name="Lily Marchetti", is_pupil=True),
        source=source,
        rant=hear(source, RANT, key="rant", author="gatepost"),
    )


def opened(desk: Desk, *about: Person, by: Person | None = None, facts: Facts = FACTS) -> Case:
    viewer = Viewer.of(by or desk.head)
    return open_case(viewer=viewer, mention=desk.rant, facts=facts, about=list(about))


def page(person: Person, case: Case) -> Any:
    return sign_in(person).get(reverse("case", args=[case.id]))


def tick(client: Client, case: Case, action: str, undo: str = "") -> Any:
    step = case.steps.get(action=action)
    return client.post(reverse("step", args=[case.id, step.id]) + undo, follow=True)


def drafted(client: Client, case: Case, action: str = "request_deletion") -> Letter:
    answer = client.post(reverse("draft_letter", args=[case.id]), {"action": action})
    letter = Letter.objects.get(case=case, action=action)
    assert answer["Location"] == reverse("letter", args=[letter.id])
    return letter
