"""Sending what somebody told: it becomes a mention like any other, kept from whom it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.core.decide import decide
from goodname.core.decide import facts as fact_sheet
from goodname.core.listen.kinds import Kind
from goodname.core.words import Audience, Author, Conduct, Facts, Refused, Role
from goodname.core.words import Post as Said
from goodname.data import policies
from goodname.web.accounts.models import Matter, Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.danger.actions import CHILD_IMAGE, raise_alert
from goodname.web.inbox.head.asking import ask
from goodname.web.inbox.keeping import keep_post
from goodname.web.inbox.models import Mention, Post, Source
from goodname.web.inbox.reading import decided, kept, read
from goodname.web.ledger.actions import record

from .models import Telling

SOURCE_TITLE = "Told by our own people"
ONLY_AN_ADDRESS = "One of us told us of this page. Nobody has copied its words yet."
ALARM = "One of us saw or was sent what may be a nude or sexual image of a child."


@dataclass(frozen=True)
class Words:
    """What a person says of what was said. `about` are the people here whom it is about."""

    text: str = ""
    address: str = ""
    platform: str = ""  # an id of the platform register, "closed", "other" or ""
    audience: str = "unknown"
    posted: datetime | None = None
    author: str = ""
    came: str = ""
    about: Iterable[Person] = field(default=())
    head: str = ""  # whether it is about the headteacher: "yes", "no", "unsure"; "" was not asked


def people_source(school: School) -> Source:
    """The school's one source that is its own people; made when it is first needed."""
    source, new = Source.objects.get_or_create(
        school=school,
        kind=Kind.PERSON,
        address="",
        query="",
        defaults={"title": SOURCE_TITLE, "is_local": True, "added_at": clock.now()},
    )
    if new:
        record(school=school, actor="system", kind="source.added", refs={"source": source.id})
    return source


@transaction.atomic
def tell_words(*, viewer: Viewer, key: str, kind: str, words: Words) -> Telling:
    """Words or an address that somebody tells. The same form sent twice is one telling."""
    telling, new = Telling.objects.get_or_create(
        by=viewer.person,
        key=key,
        defaults={
            "school": viewer.school,
            "kind": kind,
            "state": Telling.READY,
            "begun_at": clock.now(),
        },
    )
    if new:
        send(viewer=viewer, telling=telling, words=words)
    return telling


@transaction.atomic
def send(*, viewer: Viewer, telling: Telling, words: Words) -> Mention:
    """Make a draft a mention. Raises Refused where that was done already."""
    claimed = Telling.objects.filter(pk=telling.pk, by=viewer.person, state=Telling.READY)
    if not claimed.update(state=Telling.SENT):
        raise Refused("This was sent already.")
    matter = _matter(viewer, words)
    text = words.text or ONLY_AN_ADDRESS
    mention = keep_post(
        people_source(viewer.school), _said(telling, words, text), clock.now(), matter
    )
    _weigh_again(mention, words)
    telling.corrected = bool(telling.text_read) and text != telling.text_read.strip()
    _keep_sent(viewer, telling, words, mention)
    return mention


def _said(telling: Telling, words: Words, text: str) -> Said:
    return Said(
        key=telling.id,
        text=text,
        title="",
        address=words.address,
        author=words.author,
        posted=words.posted,
        marks=(("told", telling.id), ("audience", words.audience)),
    )


def _matter(viewer: Viewer, words: Words) -> Matter:
    """A new matter, kept from whom it is about before anything carries it."""
    matter = Matter.objects.create(school=viewer.school)
    about = list(words.about)
    for person in about:
        if person.school_id != viewer.school.pk:
            raise Refused("Choose somebody of our own school.")
        matter.hidden_from.add(person)
        record(
            school=viewer.school,
            actor=viewer.person.id,
            kind="matter.hidden",
            matter=matter.id,
            refs={"person": person.id},
        )
    named = any(Role.HEADTEACHER in person.role_set for person in about)
    answer = "yes" if named and words.head else words.head
    if answer in ("yes", "no"):
        ask(matter, suspects=False, answer=answer, by=viewer.person)
    elif answer:
        ask(matter, suspects=True, by=viewer.person)
    return matter


def _weigh_again(mention: Mention, words: Words) -> None:
    """The teller knows who can see it and where it is, which the words alone do not say."""
    if not mention.facts:
        return
    known = policies.read_facts(mention.facts)
    platform = words.platform if words.platform in policies.platform_ages() else None
    facts = replace(known, audience=Audience(words.audience), platform=platform)
    _decide(mention, facts)


def _decide(mention: Mention, facts: Facts) -> None:
    decision = decided(facts, mention.school)
    mention.facts = fact_sheet.as_json(facts)
    mention.decision = decide.as_json(decision)
    mention.save(update_fields=["facts", "decision"])


def _keep_sent(viewer: Viewer, telling: Telling, words: Words, mention: Mention) -> None:
    telling.state, telling.sent_at = Telling.SENT, clock.now()
    telling.platform, telling.audience = words.platform, words.audience
    telling.came = words.came
    telling.matter, telling.post = mention.matter, mention.post
    telling.save()
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind="told.sent",
        matter=mention.matter_id,
        refs={"telling": telling.id, "mention": mention.id},
        digests={"manifest": telling.manifest_sha256} if telling.manifest_sha256 else {},
    )


@transaction.atomic
def tell_child_image(*, viewer: Viewer, key: str, words: Words) -> Telling:
    """Alarm the safeguarding lead with the teller's own words. There is no file, and never was.

    It joins no story: two such alarms say much the same and are two children.
    """
    now = clock.now()
    telling, new = Telling.objects.get_or_create(
        by=viewer.person,
        key=key,
        defaults={
            "school": viewer.school,
            "kind": Telling.ALARM,
            "state": Telling.READY,
            "begun_at": now,
        },
    )
    if not new:
        return telling
    source, matter = people_source(viewer.school), _matter(viewer, words)
    said = _said(telling, words, f"{ALARM} {words.text}".strip())
    heard = read(said, viewer.school, is_local=True, brought=True)
    post = Post.objects.create(
        school=viewer.school,
        source=source,
        key=said.key,
        text=said.text,
        marks=dict(said.marks),
        first_seen=now,
        last_seen=now,
    )
    sure: dict[str, Any] = {"child_image": True, "hurts": True}
    mention = Mention.objects.create(
        school=viewer.school, matter=matter, post=post, heard_at=now, **(kept(heard) | sure)
    )
    facts = heard.facts or Facts(author=Author.UNKNOWN, conduct=frozenset())
    _decide(mention, replace(facts, conduct=facts.conduct | {Conduct.INTIMATE_IMAGE_OF_CHILD}))
    record(
        school=viewer.school,
        actor="system",
        kind="mention.heard",
        matter=matter.id,
        refs={"mention": mention.id},
        clauses=("england.intimate_images",),
    )
    _keep_sent(viewer, telling, words, mention)
    raise_alert(school=viewer.school, matter=matter, why=CHILD_IMAGE, mention=mention)
    return telling


@transaction.atomic
def note_access(*, viewer: Viewer, telling: Telling, kind: str) -> None:
    """Custody: each look at a picture, and each copy that leaves the desk, is a line."""
    record(
        school=telling.school,
        actor=viewer.person.id,
        kind=kind,
        matter=telling.matter_id or "",
        refs={"telling": telling.id},
    )
