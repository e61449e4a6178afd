"""Keeps what is about us: what a post says, how it was read, and what it said before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q

from goodname import clock
from goodname.core.listen.kinds import ALWAYS_ABOUT_US, Kind
from goodname.core.listen.letters.mail import FOR_US, MailKind
from goodname.core.prove.seals import SYSTEM
from goodname.core.sort.names import MEANT_FROM, SchoolNames, match
from goodname.core.story import Heard
from goodname.core.words import Post as Said
from goodname.web.accounts.models import Matter, Person
from goodname.web.ledger.actions import record

from . import stories
from .danger.actions import danger_in, raise_alert
from .models import Alert, Mention, Post, PostVersion, Source
from .reading import kept, read, school_names
from .retaining import forgotten_among

LONGEST_KEY = 500
ONE_ALARM = timedelta(days=1)  # for the same words in other places, once somebody has answered


@dataclass(frozen=True)
class Known:
    """What the desk knew of a batch of posts before it was told them again, read in two questions."""

    posts: Mapping[str, Post]
    forgotten: frozenset[str]  # keys

    @classmethod
    def of(cls, source: Source, batch: Collection[Said]) -> "Known":
        rows = Post.objects.filter(source=source, key__in=[said.key for said in batch])
        return cls({row.key: row for row in rows}, forgotten_among(source, batch))


def keep_posts(source: Source, batch: Sequence[Said], now: datetime) -> int:
    """Keep what is about us of what a source told. Returns how many new mentions there are.

    What is not about us is forgotten at once: nobody ever sees it. Nearly everything is, so it is
    sorted out by the school's names alone.
    """
    said_once = {said.key: said for said in map(storable, batch)}
    known = Known.of(source, said_once.values())
    names = school_names(source.school)
    seen_again, new = [], 0
    for key, said in said_once.items():
        post = known.posts.get(key)
        if post is not None and (post.title, post.text) == (said.title[:500], said.text):
            seen_again.append(post.pk)
            if post.marks != dict(said.marks):  # a mailbox may number its letters anew
                Post.objects.filter(pk=post.pk).update(marks=dict(said.marks))
        elif post is not None:
            _keep_change(post, said, now)
        elif key not in known.forgotten and _means_us(names, said, source):
            keep_post(source, said, now)
            new += 1
    Post.objects.filter(pk__in=seen_again).update(last_seen=now)
    return new


def storable(said: Said) -> Said:
    """The same without what a database refuses: half characters, NUL, and a key without end."""
    key = _plain(said.key)
    if len(key) > LONGEST_KEY:
        key = f"sha256:{sha256(key.encode()).hexdigest()}"
    return replace(
        said,
        key=key,
        address=_plain(said.address),
        title=_plain(said.title),
        text=_plain(said.text),
        author=_plain(said.author),
        marks=tuple((_plain(name), _plain(value)) for name, value in said.marks),
    )


def _plain(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _means_us(names: SchoolNames, said: Said, source: Source) -> bool:
    if _is_for_us(said, source):
        return True
    found = match(names, said.text, said.title, said.address, source.is_local)
    return found.confidence >= MEANT_FROM


def _is_for_us(said: Said, source: Source) -> bool:
    """Whether somebody brought it to us: then it is about us, whether or not it names us."""
    return source.kind in ALWAYS_ABOUT_US and not _passed_on(said, source)


def _passed_on(said: Said, source: Source) -> bool:
    """Whether a letter is no letter to us: an alert or a list, which may mean another school."""
    if source.kind != Kind.MAILBOX:
        return False
    kind = dict(said.marks).get("kind", "")
    return kind not in FOR_US and kind != MailKind.OWN


def keep_post(source: Source, said: Said, now: datetime, matter: Matter | None = None) -> Mention:
    """Keep one post that is about us and was not known before.

    Whoever is not to see it is hidden from a `matter` that is given, before anybody is alarmed.
    """
    brought = _is_for_us(said, source)
    heard = read(said, source.school, is_local=source.is_local, brought=brought)
    post = Post.objects.create(
        school=source.school,
        source=source,
        key=said.key,
        address=said.address,
        title=said.title[:500],
        text=said.text,
        author=said.author[:200],
        posted=said.posted,
        marks=dict(said.marks),
        first_seen=now,
        last_seen=now,
    )
    matter = matter or Matter.objects.create(school=source.school)
    mention = Mention.objects.create(
        school=source.school, matter=matter, post=post, heard_at=now, **kept(heard)
    )
    _record_hearing(mention, heard, "mention.heard")
    _join_story(mention)
    _alarm(mention, heard)
    return mention


def _keep_change(post: Post, said: Said, now: datetime) -> None:
    """The author changed the words: keep both, read again, and put it before people again."""
    brought = _is_for_us(said, post.source)
    heard = read(said, post.school, is_local=post.source.is_local, brought=brought)
    PostVersion.objects.create(
        post=post, title=post.title, text=post.text, marks=post.marks, until=now
    )
    Post.objects.filter(pk=post.pk).update(
        title=said.title[:500], text=said.text, marks=dict(said.marks), last_seen=now
    )
    mention = Mention.objects.select_related("post").filter(post=post).first()
    if mention is None:
        return
    changed = kept(heard) | {"snoozed_until": None}
    if mention.state == Mention.FILED:
        changed |= {"state": Mention.NEW, "reason": ""}
    Mention.objects.filter(pk=mention.pk).update(**changed)
    _record_hearing(mention, heard, "mention.changed")
    _join_story(mention)
    _alarm(mention, heard, again=True)


def _join_story(mention: Mention) -> None:
    """The same words elsewhere are the same matter: whoever they are kept from sees none of them."""
    post = mention.post
    story = stories.join(mention, post.title, post.text, post.address, post.author)
    if story is None:
        return
    others = Matter.objects.filter(mention__story=story).exclude(pk=mention.matter_id)
    subjects = Person.objects.filter(hidden_matters__in=others).distinct()
    hidden = mention.matter.hidden_from
    for person in subjects.exclude(hidden_matters=mention.matter):
        hidden.add(person)
        record(
            school=mention.school,
            actor=SYSTEM,
            kind="matter.hidden",
            matter=mention.matter_id,
            refs={"person": person.id},
        )


def _alarm(mention: Mention, heard: Heard, *, again: bool = False) -> None:
    """Danger does not wait for somebody to open the inbox; one story is one alarm for a while.

    `again` says that the words changed: an answer to what they were before is none to these.
    """
    why = danger_in(heard.facts, child_image=heard.child_image)
    if not why:
        return
    if mention.story is not None and not again:
        told = Alert.objects.filter(why=why, mention__story=mention.story)
        fresh = Q(seen_at=None) | Q(raised_at__gt=clock.now() - ONE_ALARM)
        if told.filter(fresh).exists():
            return
    raise_alert(school=mention.school, matter=mention.matter, why=why, mention=mention, again=again)


def _record_hearing(mention: Mention, heard: Heard, kind: str) -> None:
    steps = heard.decision.steps if heard.decision else ()
    clauses = {clause for step in steps for clause in step.clauses}
    record(
        school=mention.school,
        actor="system",
        kind=kind,
        matter=mention.matter_id,
        refs={"mention": mention.id},
        clauses=tuple(sorted(clauses)),
    )
