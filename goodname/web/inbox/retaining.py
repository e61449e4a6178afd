"""What was heard and led to nothing is let go of after 30 days; what is not about us, after one.

What remains is how many of a kind there were on a day. So that a feed which still carries an old
entry does not bring it back as news, a digest of the entry's key is remembered: nobody can read
from it what was said or by whom.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q, QuerySet

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.web.accounts.models import Matter
from goodname.web.ledger.actions import record
from goodname.web.ui.wording import LONDON

from .models import DailyCount, Forgotten, Mention, Post, Source, Story

KEEP = timedelta(days=30)  # retention.toml's class "heard"
KEEP_NOT_US = timedelta(days=1)  # long enough to take a slip back
KEEP_FORGOTTEN = timedelta(days=730)
AT_ONCE = 200  # in one transaction


def forgotten_among(source: Source, keys: Iterable[str]) -> frozenset[str]:
    """Those of these keys that were let go of before."""
    digests = {_digest(source.pk, key): key for key in keys}
    found = Forgotten.objects.filter(source=source, digest__in=list(digests))
    return frozenset(digests[digest] for digest in found.values_list("digest", flat=True))


def goes_at(mention: Mention) -> datetime | None:
    """When a mention will be let go of if it leads to nothing; None for one in a case."""
    if mention.state == Mention.CASE:
        return None
    if mention.state == Mention.NOT_US and mention.changed_at is not None:
        return mention.changed_at + KEEP_NOT_US
    return mention.heard_at + KEEP


def due(now: datetime) -> QuerySet[Mention]:
    """Mentions whose time has come. What a page was saved of belongs to the evidence, and waits."""
    old = Q(heard_at__lte=now - KEEP)
    not_us = Q(state=Mention.NOT_US, changed_at__lte=now - KEEP_NOT_US)
    rows = Mention.objects.filter(old | not_us).exclude(state=Mention.CASE)
    return rows.filter(matter__capture=None, matter__case=None)


def let_go() -> int:
    """Let go of everything whose time has come. Returns how many mentions that were."""
    gone = 0
    while rows := list(due(clock.now()).select_related("post__source", "school")[:AT_ONCE]):
        with transaction.atomic():
            for mention in rows:
                _let_go(mention)
        gone += len(rows)
    Story.objects.filter(mentions=None).delete()
    Forgotten.objects.filter(at__lt=clock.now() - KEEP_FORGOTTEN).delete()
    return gone


def _let_go(mention: Mention) -> None:
    post, source = mention.post, mention.post.source
    Forgotten.objects.get_or_create(
        source=source, digest=_digest(source.pk, post.key), defaults={"at": clock.now()}
    )
    if mention.state != Mention.NOT_US:
        _count(mention, source.kind)
    record(
        school=mention.school,
        actor=SYSTEM,
        kind="mention.let_go",
        matter=mention.matter_id,
        refs={"mention": mention.id},
    )
    matter_id = mention.matter_id
    Post.objects.filter(pk=post.pk).delete()  # and with it the mention and what it said before
    Matter.objects.filter(pk=matter_id).delete()


def _count(mention: Mention, source_kind: str) -> None:
    counted, _ = DailyCount.objects.get_or_create(
        school=mention.school,
        day=(mention.post.posted or mention.heard_at).astimezone(LONDON).date(),
        source_kind=source_kind,
        tone=mention.tone,
        hurts=mention.hurts,
    )
    DailyCount.objects.filter(pk=counted.pk).update(number=F("number") + 1)


def _digest(source_id: str, key: str) -> str:
    # The source's id, which is random and goes with the source, is the salt.
    return sha256(f"{source_id}\n{key}".encode()).hexdigest()
