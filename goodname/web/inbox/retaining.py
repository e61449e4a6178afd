"""What was heard and led to nothing is let go of after 30 days; what is not about us, after one.

What remains is how many of a kind there were on a day. So that a feed which still carries an old
entry does not bring it back as news, a digest of the entry is remembered: nobody can read from it
what was said or by whom.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Post as Said
from goodname.core.words import Tone
from goodname.web.accounts.models import Matter
from goodname.web.ledger.actions import record
from goodname.web.ui.wording import LONDON

from .models import (
    Alert,
    DailyCount,
    Forgotten,
    HeadQuestion,
    Mention,
    PersonalLook,
    Post,
    PostVersion,
    Source,
    Story,
)

KEEP = timedelta(days=30)  # retention.toml's class "heard"
KEEP_NOT_US = timedelta(days=1)  # long enough to take a slip back
KEEP_FORGOTTEN = timedelta(days=730)
AT_ONCE = 200  # in one transaction


def forgotten_among(source: Source, batch: Iterable[Said]) -> frozenset[str]:
    """The keys of those of these posts that were let go of before; with other words they are news."""
    digests = {_digest(source.pk, said.key, said.title, said.text): said.key for said in batch}
    found = Forgotten.objects.filter(source=source, digest__in=list(digests))
    return frozenset(digests[digest] for digest in found.values_list("digest", flat=True))


def goes_at(mention: Mention) -> datetime | None:
    """When a mention will be let go of if it leads to nothing; None for one in a case."""
    if mention.state == Mention.CASE:
        return None
    if mention.state == Mention.NOT_US and mention.changed_at is not None:
        return mention.changed_at + KEEP_NOT_US
    changed = mention.post.versions.values_list("until", flat=True).first()
    return max(mention.heard_at, changed or mention.heard_at) + KEEP


def due(now: datetime) -> QuerySet[Mention]:
    """Mentions whose time has come. What a page was saved of belongs to the evidence, and waits."""
    old = Q(heard_at__lte=now - KEEP) & ~Q(Exists(_changed_since(now - KEEP)))
    not_us = Q(state=Mention.NOT_US, changed_at__lte=now - KEEP_NOT_US)
    rows = Mention.objects.filter(old | not_us).exclude(state=Mention.CASE)
    rows = rows.exclude(snoozed_until__gt=now)
    unanswered = Alert.objects.filter(matter=OuterRef("matter"), seen_at=None)
    # Nobody has read what still waits for the question whether it is about the headteacher.
    unasked = HeadQuestion.objects.filter(matter=OuterRef("matter"), answer=HeadQuestion.OPEN)
    rows = rows.filter(~Exists(unanswered), ~Exists(unasked))
    return rows.filter(matter__capture=None, matter__case=None)


def _changed_since(when: datetime) -> QuerySet[PostVersion]:
    return PostVersion.objects.filter(post=OuterRef("post"), until__gt=when)


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
        source=source,
        digest=_digest(source.pk, post.key, post.title, post.text),
        defaults={"at": clock.now()},
    )
    kept_from_somebody = mention.matter.hidden_from.exists()
    # A count is the same for everybody: one that is kept from somebody would be one too many there.
    if mention.state != Mention.NOT_US and not kept_from_somebody:
        _count(mention, source.kind)
    record(
        school=mention.school,
        actor=SYSTEM,
        kind="mention.let_go",
        matter=mention.matter_id,
        refs={"mention": mention.id},
    )
    matter_id = mention.matter_id
    # That somebody looked stays, with who and when; why tells of what is gone.
    PersonalLook.objects.filter(mention=mention).update(reason="")
    Post.objects.filter(pk=post.pk).delete()  # and with it the mention and what it said before
    if kept_from_somebody:
        # The ledger's lines stay, and who must not see them is only known by the empty matter.
        Alert.objects.filter(matter_id=matter_id).delete()
    else:
        Matter.objects.filter(pk=matter_id).delete()


def _count(mention: Mention, source_kind: str) -> None:
    counted, _ = DailyCount.objects.get_or_create(
        school=mention.school,
        day=(mention.post.posted or mention.heard_at).astimezone(LONDON).date(),
        source_kind=source_kind,
        tone=Tone.NEUTRAL if mention.abstained else mention.tone,
        hurts=mention.hurts,
    )
    DailyCount.objects.filter(pk=counted.pk).update(number=F("number") + 1)


def _digest(source_id: str, key: str, title: str, text: str) -> str:
    # The source's id, which is random and goes with the source, is the salt.
    whole = "\n".join((source_id, key, title[:500], text))
    return sha256(whole.encode()).hexdigest()
