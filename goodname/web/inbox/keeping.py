"""Keeps what is about us: what a post says, how it was read, and what it said before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Exists, OuterRef, Q

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.core.story import Heard
from goodname.core.words import Post as Said
from goodname.web.accounts.models import Matter, Person
from goodname.web.ledger.actions import record

from . import stories
from .belonging import belongs
from .danger.actions import danger_in, raise_alert
from .head.asking import ask_of_letter
from .models import Alert, Mention, Post, PostVersion, Source
from .reader import Reader
from .reading import kept
from .retaining import forgotten_among

LONGEST_KEY = 500
ONE_ALARM = timedelta(days=1)  # for the same words in other places, once somebody has answered


def keep_posts(source: Source, batch: Sequence[Said], now: datetime) -> int:
    """Keep what is about us of what a source told. Returns how many new mentions there are.

    What is not about us is forgotten at once: nobody ever sees it. Nearly everything is, so it is
    sorted out by the school's names alone.
    """
    told = {said.key: said for said in map(storable, batch)}
    known = {row.key: row for row in Post.objects.filter(source=source, key__in=list(told))}
    reader = Reader(source)
    _keep_again([(post, told[key]) for key, post in known.items()], now, reader)
    ours = [said for key, said in told.items() if key not in known and reader.means_us(said)]
    forgotten = forgotten_among(source, ours) if ours else ()
    new = [said for said in ours if said.key not in forgotten]
    for said in new:
        keep_post(source, said, now, reader=reader)
    return len(new)


def _keep_again(known: Iterable[tuple[Post, Said]], now: datetime, reader: Reader) -> None:
    """What was known before is told again, with the same words or with others."""
    unchanged = []
    for post, said in known:
        if (post.title, post.text) != (said.title[:500], said.text):
            _keep_change(post, said, now, reader)
            continue
        unchanged.append(post.pk)
        if post.marks != dict(said.marks):  # a mailbox may number its letters anew
            Post.objects.filter(pk=post.pk).update(marks=dict(said.marks))
    if unchanged:
        Post.objects.filter(pk__in=unchanged).update(last_seen=now)


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
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def keep_post(
    source: Source,
    said: Said,
    now: datetime,
    matter: Matter | None = None,
    *,
    reader: Reader | None = None,
) -> Mention:
    """Keep one post that is about us and was not known before.

    Whoever is not to see it is hidden from a `matter` that is given, before anybody is alarmed.
    One `reader` may read all posts of a look.
    """
    heard = (reader or Reader(source)).read(said)
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
    belonging = belongs(source, said) if matter is None else None
    if belonging is not None:
        matter = belonging.matter
    if matter is None:
        matter = Matter.objects.create(school=source.school)
        ask_of_letter(source, said, heard, matter, apart=belonging is not None)
    mention = Mention.objects.create(
        school=source.school, matter=matter, post=post, heard_at=now, **kept(heard)
    )
    _record_hearing(mention, heard, "mention.heard")
    if belonging is not None:
        belonging.kept(mention)
    _join_story(mention)
    _alarm(mention, heard)
    return mention


def _keep_change(post: Post, said: Said, now: datetime, reader: Reader) -> None:
    """The author changed the words: keep both, read again, and put it before people again."""
    heard = reader.read(said)
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
    kept_from = Matter.hidden_from.through.objects.filter(person__school=mention.school_id)
    if not kept_from.exists():
        return
    # Hundreds may tell the same, and little is kept from anybody: so that is gone through.
    tells_it = Mention.objects.filter(matter=OuterRef("matter"), story=story)
    rows = list(kept_from.filter(Exists(tells_it)).values_list("person_id", "matter_id"))
    already = {person for person, matter in rows if matter == mention.matter_id}
    subjects = {person for person, _ in rows} - already
    if not subjects:
        return
    hidden = mention.matter.hidden_from
    for person in Person.objects.filter(pk__in=subjects):
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
        # An answer by somebody whom this is about is none.
        kept_from = mention.matter.hidden_from.all()
        told = Alert.objects.filter(why=why, mention__story=mention.story)
        told = told.exclude(seen_by__in=kept_from)
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
