"""A small made-up school to test with: ordinary functions, named arguments, sensible defaults."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.test import Client

from goodname import clock
from goodname.core.listen.talk import Batch
from goodname.core.words import Action, Author, Conduct, Facts, Post, Role, Towards
from goodname.files.wacz import store
from goodname.files.wacz.pack import draft
from goodname.files.wacz.visit import Exchange, Visit
from goodname.web.accounts.actions import add_person, add_school
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import open_case
from goodname.web.cases.letters.drafting import draft_letter
from goodname.web.cases.models import Case, Letter
from goodname.web.cases.steps.laying import mark_done
from goodname.web.evidence.actions import keep_capture
from goodname.web.evidence.models import Capture
from goodname.web.inbox.hearing import keep_batch
from goodname.web.inbox.models import Mention, Probe, Source

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RANT = (
    "Picking up at Tansy Lane Primary School in Wexcombe again. Mr Okafor is a pathetic idiot and "
    "a stupid liar, he should never work with children."
)
THANKS = "The harvest assembly at Tansy Lane Primary School, Wexcombe, was lovely. Thank you all."


def make_school(name: str = "Tansy Lane Primary School", town: str = "Wexcombe") -> School:
    return add_school(
        name=name,
        town=town,
        street="Tansy Lane",
        postcode="WX4 7TL",
        domain="tansylane.example",
        office_email="office@tansylane.example",
        terms=[("Autumn term", date(2026, 9, 1), date(2026, 12, 18))],
    )


def make_person(school: School, name: str, *roles: Role, **more: object) -> Person:
    email = f"{name.lower().replace(' ', '.')}@{school.id}.example"
    return add_person(
        school=school,
        name=name,
        roles=[role.value for role in roles],
        email=email,
        password="a long enough password",
        **more,
    )


def make_source(school: School, title: str = "Wexcombe Talk") -> Source:
    return Source.objects.create(
        school=school,
        title=title,
        address=f"http://town.example/{school.id}/{title.replace(' ', '-')}",
        is_local=True,
        added_at=clock.now(),
        next_look=clock.now(),
    )


def hear(source: Source, text: str, *, key: str = "1", **more: object) -> Mention:
    """Let a source say something, all the way through the one story."""
    said = {"address": f"http://town.example/post/{key}", "title": "", "posted": MONDAY} | more
    post = Post(key=key, text=text, **said)  # type: ignore[arg-type]
    keep_batch(source=source, batch=Batch(posts=(post,)))
    return Mention.objects.get(post__source=source, post__key=key)


def sign_in(person: Person) -> Client:
    client = Client()
    client.force_login(
        person.account, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@dataclass
class World:
    """A case about the safeguarding lead, who has every permission and must see none of it."""

    school: School
    head: Person
    subject: Person
    colleague: Person
    other_head: Person
    source: Source
    praise: Mention
    mention: Mention
    case: Case
    letter: Letter
    capture: Capture
    probe: Probe


def make_world() -> World:
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    subject = make_person(school, "Daniel Okafor", Role.DSL, Role.STAFF_MEMBER)
    colleague = make_person(school, "Rosa Lindley", Role.CLASS_TEACHER, Role.STAFF_MEMBER)
    make_person(school, "Denise Pruett", Role.OFFICE)
    make_person(school, "Farid Winslade", Role.CHAIR_OF_GOVERNORS)
    other = make_school("Marsh End Primary School", town="Otterby")
    other_head = make_person(other, "Gwen Ashdown", Role.HEADTEACHER, Role.DSL)
    source = make_source(school)
    praise = hear(source, THANKS, key="praise")
    mention = hear(source, RANT, key="rant", author="gatepost")
    facts = Facts(
        author=Author.PARENT,
        conduct=frozenset({Conduct.ABUSIVE}),
        towards=frozenset({Towards.STAFF}),
    )
    viewer = Viewer.of(head)
    case = open_case(viewer=viewer, mention=mention, facts=facts, about=[subject])
    capture = Capture.objects.get(matter=case.matter)
    keep_page(capture)
    mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    letter = draft_letter(viewer=viewer, case=case, action="request_deletion")
    probe = Probe.objects.create(
        school=school,
        asked_by=head,
        asked_at=clock.now(),
        address="http://town.example/feed",
        state=Probe.READY,
        title="Wexcombe Blog",
    )
    return World(
        school, head, subject, colleague, other_head, source, praise, mention, case, letter,
        capture, probe,
    )  # fmt: skip


# One clear pixel.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABh6FO1AAAAABJRU5ErkJggg=="


def keep_page(capture: Capture) -> None:
    """As the worker does, with a page that needs no network."""
    said = f"<title>School run</title><p>{RANT}</p>".encode()
    page = Visit(
        requested=capture.address,
        address=capture.address,
        hops=((capture.address, 200, "", "127.0.0.1:80"),),
        exchanges=(
            Exchange(
                capture.address,
                b"GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n",
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + said,
                "127.0.0.1:80",
                clock.now(),
            ),
        ),
        status=200,
        server="127.0.0.1:80",
        title="School run",
        at=clock.now(),
        seconds=0.1,
        software={},
        derived={"text.txt": RANT.encode(), "picture.png": b64decode(DOT)},
    )
    made = draft(page)
    store.write(Path(settings.CAPTURES), made)
    keep_capture(
        capture=capture,
        manifest_sha256=made.digest,
        manifest=made.listed,
        taken_at=page.at,
        status=page.status,
        final_address=page.address,
        server=page.server,
        title=page.title,
        text=page.text,
    )
