"""What the worker keeps of what a source answered: posts about us, and an honest line about the look."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.core.listen.feed import Feed
from goodname.core.sort.names import MEANT_FROM
from goodname.core.story import Heard
from goodname.core.words import Post as Said
from goodname.web.accounts.models import Matter
from goodname.web.ledger.actions import record

from .models import Look, Mention, Post, PostVersion, Probe, Source
from .reading import kept, read

DAY = timedelta(days=1)
MOST_DOUBLINGS = 17  # makes a day of a second; without an end the number outgrows a timedelta


def next_look(now: datetime, failures: int) -> datetime:
    """After a failure the wait doubles, to a day at most; a source is never given up silently."""
    doubled = 2 ** min(failures, MOST_DOUBLINGS)
    return now + min(timedelta(seconds=settings.POLL_SECONDS) * doubled, DAY)


@transaction.atomic
def keep_feed(*, source: Source, feed: Feed, etag: str, modified: str) -> int:
    """Keep what is new in a feed that answered. Returns how many new mentions there are."""
    now = clock.now()
    new = sum(_keep_post(source, said, now) for said in feed.posts)
    _note(source, Look.ANSWERED, seen=len(feed.posts), new=new, unusable=len(feed.refused))
    Source.objects.filter(pk=source.pk).update(
        etag=etag, modified=modified, failures=0, next_look=next_look(now, 0)
    )
    return new


@transaction.atomic
def keep_unchanged(*, source: Source) -> None:
    """The source said that nothing changed since we last asked."""
    _note(source, Look.UNCHANGED)
    Source.objects.filter(pk=source.pk).update(failures=0, next_look=next_look(clock.now(), 0))


@transaction.atomic
def keep_failure(*, source: Source, outcome: str, note: str) -> None:
    """The source could not be heard; say so, and ask again later and later."""
    _note(source, outcome, note=note)
    failures = source.failures + 1
    Source.objects.filter(pk=source.pk).update(
        failures=failures, next_look=next_look(clock.now(), failures)
    )


@transaction.atomic
def keep_gone(*, source: Source) -> None:
    """The source said that it has ended for good (410): stop asking, and say so."""
    _note(source, Look.STOPPED, note="The source says that it has closed for good. We stopped.")
    Source.objects.filter(pk=source.pk).update(state=Source.STOPPED, next_look=None)
    record(school=source.school, actor="system", kind="source.stopped", refs={"source": source.id})


def finish_probe(*, probe: Probe, feed: Feed) -> None:
    """Show what an address would bring: each entry with how it would be sorted. Nothing is kept."""
    found = []
    for said in feed.posts[:20]:
        heard = read(said, probe.school, is_local=True)
        found.append(
            {
                "title": said.title,
                "text": said.text[:300],
                "author": said.author,
                "posted": said.posted.isoformat() if said.posted else None,
                "about_us": heard.match.confidence >= MEANT_FROM,
                "tone": heard.reading.tone.value,
                "flagged": [harm.value for harm in heard.reading.flagged],
                "abstained": heard.reading.abstained,
            }
        )
    Probe.objects.filter(pk=probe.pk).update(
        state=Probe.READY, title=feed.title[:200], found=found, seen=len(feed.posts)
    )


def fail_probe(*, probe: Probe, problem: str) -> None:
    Probe.objects.filter(pk=probe.pk).update(state=Probe.FAILED, problem=problem[:300])


def _note(source: Source, outcome: str, **figures: object) -> None:
    note = str(figures.pop("note", ""))[:300]
    Look.objects.create(source=source, at=clock.now(), outcome=outcome, note=note, **figures)


def _keep_post(source: Source, said: Said, now: datetime) -> int:
    """Keep one post if it is about us. Returns 1 when it makes a new mention."""
    known = Post.objects.filter(source=source, key=said.key[:500]).first()
    if known is not None and (known.title, known.text) == (said.title[:500], said.text):
        Post.objects.filter(pk=known.pk).update(last_seen=now)
        return 0
    heard = read(said, source.school, is_local=source.is_local)
    if known is not None:
        _keep_change(known, said, heard, now)
        return 0
    if heard.match.confidence < MEANT_FROM:
        return 0
    post = Post.objects.create(
        school=source.school,
        source=source,
        key=said.key[:500],
        address=said.address,
        title=said.title[:500],
        text=said.text,
        author=said.author[:200],
        posted=said.posted,
        first_seen=now,
        last_seen=now,
    )
    matter = Matter.objects.create(school=source.school)
    mention = Mention.objects.create(
        school=source.school, matter=matter, post=post, heard_at=now, **kept(heard)
    )
    _record_hearing(mention, heard, "mention.heard")
    return 1


def _keep_change(post: Post, said: Said, heard: Heard, now: datetime) -> None:
    """The author changed the words: keep both, read again, and put it before people again."""
    PostVersion.objects.create(post=post, title=post.title, text=post.text, until=now)
    Post.objects.filter(pk=post.pk).update(title=said.title[:500], text=said.text, last_seen=now)
    mention = Mention.objects.filter(post=post).first()
    if mention is None:
        return
    changed = kept(heard)
    if mention.state == Mention.FILED:
        changed |= {"state": Mention.NEW, "reason": ""}
    Mention.objects.filter(pk=mention.pk).update(**changed)
    _record_hearing(mention, heard, "mention.changed")


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
