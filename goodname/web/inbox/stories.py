"""How a mention joins its story: other tellings of the same are found by keys, not by reading all."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from goodname import clock
from goodname.core.sort.likeness import (
    SAME_FROM,
    Print,
    fingerprint,
    keys,
    most_alike_elsewhere,
    same_story,
)
from goodname.core.words import Unreadable

from .models import Mention, Story, StoryKey

REACH = timedelta(days=30)  # older words are a new story when they come back
FIRST_SIGHT = 4  # tellings that are looked at before all are counted
MOST_COMPARED = 64  # those that share the most keys, and no more
FIELDS = ("pk", "heard_at", "post__posted", "story_id")


@dataclass(frozen=True)
class Telling:
    """A mention that tells the same: when, and the story that it stands in, if in any."""

    id: str
    at: datetime
    story_id: str | None


@transaction.atomic(savepoint=False)
def join(mention: Mention, post_title: str, text: str, address: str, author: str) -> Story | None:
    """Put a mention into the story of the telling that is most like it, or begin one with it.

    Call it for each new mention, and again when its words change. Returns the story, or None where
    nobody else tells the same: a story has two tellings or more. It looks at the whole school, also
    at what is hidden from some; what a viewer sees of a story is for the queries to say.
    """
    told = fingerprint(text, post_title, address, author)
    found = set(keys(told))
    like = _most_alike(mention, told, found)
    if mention.likeness:  # compared before, when it said something else
        StoryKey.objects.filter(mention=mention).delete()
    StoryKey.objects.bulk_create(
        StoryKey(school_id=mention.school_id, mention=mention, key=key) for key in sorted(found)
    )
    story = _story_of(like, mention) if like is not None else None
    Mention.objects.filter(pk=mention.pk).update(likeness=told.as_text(), story=story)
    mention.likeness, mention.story = told.as_text(), story
    return story


def _most_alike(mention: Mention, told: Print, wanted: set[str]) -> Telling | None:
    """The telling that is most like it. Where hundreds say the same, the first of them will do."""
    since = clock.now() - REACH
    rows = StoryKey.objects.filter(school_id=mention.school_id, mention__heard_at__gte=since)
    rows = rows.exclude(mention=mention)
    best = _first_that_says_all(rows, told, wanted) or _likest_of_all(rows, told, wanted)
    if not best:
        return None
    # A row and no model: this is done for each of hundreds.
    pk, heard, posted, story_id = Mention.objects.values_list(*FIELDS).get(pk=best)
    return Telling(pk, posted or heard, story_id)


def _first_that_says_all(rows: QuerySet[StoryKey], told: Print, wanted: set[str]) -> str | None:
    """A telling so like it that none can be liker, if one is found at first sight."""
    page = f"p{told.page}"
    if not wanted - {page}:
        return None
    most = most_alike_elsewhere(told)
    if most < SAME_FROM:
        return None
    some = rows.filter(key=min(wanted - {page})).order_by("pk")
    for pk, likeness in some.values_list("mention_id", "mention__likeness")[:FIRST_SIGHT]:
        if _likeness(told, likeness) >= most:
            # On one page the likeness is reckoned otherwise, and may be higher.
            on_its_page = page in wanted and rows.filter(key=page).exists()
            return None if on_its_page else str(pk)
    return None


def _likest_of_all(rows: QuerySet[StoryKey], told: Print, wanted: set[str]) -> str | None:
    shared = Counter(rows.filter(key__in=wanted).values_list("mention_id", flat=True).order_by())
    ids = [id for id, _ in shared.most_common(MOST_COMPARED)]
    others = dict(Mention.objects.filter(pk__in=ids).values_list("pk", "likeness"))
    best, most = None, SAME_FROM
    for id in ids:
        likeness = _likeness(told, others[id])
        if likeness > most or (best is None and likeness >= most):
            best, most = id, likeness
    return best


def _likeness(told: Print, other: str) -> float:
    try:
        return same_story(told, Print.read(other))
    except Unreadable:  # written by an older version: it is not compared, and not lost either
        return 0.0


def _story_of(like: Telling, mention: Mention) -> Story:
    """The story of the one most alike, stretched to hold the new telling as well."""
    at = mention.post.posted or mention.heard_at
    if like.story_id is None:
        story = Story.objects.create(
            school_id=mention.school_id, begun_at=min(like.at, at), latest_at=max(like.at, at)
        )
        Mention.objects.filter(pk=like.id).update(story=story)
        return story
    story = Story.objects.get(pk=like.story_id)
    begun_at, latest_at = min(story.begun_at, at), max(story.latest_at, at)
    if (begun_at, latest_at) != (story.begun_at, story.latest_at):
        story.begun_at, story.latest_at = begun_at, latest_at
        story.save(update_fields=["begun_at", "latest_at"])
    return story
