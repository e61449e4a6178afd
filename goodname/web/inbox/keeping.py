"""Keeps what is about us: what a post says, how it was read, and what it said before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Known:
    """What the desk knew of a batch of posts before it was told them again, read in two questions."""

    posts: Mapping[str, Post]
    forgotten: frozenset[str]  # keys

    @classmethod
    def of(cls, source: Source, keys: Collection[str]) -> "Known":
        rows = Post.objects.filter(source=source, key__in=keys)
        return cls({row.key: row for row in rows}, forgotten_among(source, keys))


def keep_posts(source: Source, batch: Sequence[Said], now: datetime) -> int:
    """Keep what is about us of what a source told. Returns how many new mentions there are.

    What is not about us is forgotten at once: nobody ever sees it. Nearly everything is, so it is
    sorted out by the school's names alone.
    """
    known = Known.of(source, {said.key[:500] for said in batch})
    names = school_names(source.school)
    seen_again, new = [], 0
    for said in batch:
        key = said.key[:500]
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
        key=said.key[:500],
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
    _alarm(mention, heard)


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


def _alarm(mention: Mention, heard: Heard) -> None:
    """Danger does not wait for somebody to open the inbox; one story is one alarm."""
    why = danger_in(heard.facts, child_image=heard.child_image)
    if not why:
        return
    same_story = Alert.objects.filter(why=why, mention__story=mention.story, school=mention.school)
    if mention.story is not None and same_story.exists():
        return
    raise_alert(school=mention.school, matter=mention.matter, why=why, mention=mention)


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
