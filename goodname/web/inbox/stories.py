"""How a mention joins its story: other tellings of the same are found by keys, not by reading all."""

from collections import Counter
from datetime import timedelta

from django.db import transaction

from goodname import clock
from goodname.core.sort.likeness import SAME_FROM, Print, fingerprint, keys, same_story
from goodname.core.words import Unreadable

from .models import Mention, Story, StoryKey

REACH = timedelta(days=30)  # older words are a new story when they come back
MOST_COMPARED = 64  # those that share the most keys, and no more


@transaction.atomic
def join(mention: Mention, post_title: str, text: str, address: str, author: str) -> Story | None:
    """Put a mention into the story of the telling that is most like it, or begin one with it.

    Call it for each new mention, and again when its words change. Returns the story, or None where
    nobody else tells the same: a story has two tellings or more. It looks at the whole school, also
    at what is hidden from some; what a viewer sees of a story is for the queries to say.
    """
    told = fingerprint(text, post_title, address, author)
    found = set(keys(told))
    like = _most_alike(mention, told, found)
    StoryKey.objects.filter(mention=mention).delete()
    StoryKey.objects.bulk_create(
        StoryKey(school_id=mention.school_id, mention=mention, key=key) for key in sorted(found)
    )
    story = _story_of(like, mention) if like is not None else None
    Mention.objects.filter(pk=mention.pk).update(likeness=told.as_text(), story=story)
    mention.likeness, mention.story = told.as_text(), story
    return story


def _most_alike(mention: Mention, told: Print, wanted: set[str]) -> Mention | None:
    rows = StoryKey.objects.filter(
        school_id=mention.school_id,
        key__in=wanted,
        mention__heard_at__gte=clock.now() - REACH,
    ).exclude(mention=mention)
    shared = Counter(rows.values_list("mention_id", flat=True).order_by())
    ids = [id for id, _ in shared.most_common(MOST_COMPARED)]
    others = Mention.objects.select_related("story", "post").in_bulk(ids)
    best, most = None, SAME_FROM
    for id in ids:
        likeness = _likeness(told, others[id].likeness)
        if likeness > most or (best is None and likeness >= most):
            best, most = others[id], likeness
    return best


def _likeness(told: Print, other: str) -> float:
    try:
        return same_story(told, Print.read(other))
    except Unreadable:  # written by an older version: it is not compared, and not lost either
        return 0.0


def _story_of(like: Mention, mention: Mention) -> Story:
    """The story of the one most alike, stretched to hold the new telling as well."""
    moments = [told.post.posted or told.heard_at for told in (like, mention)]
    story = like.story
    if story is None:
        story = Story.objects.create(
            school_id=mention.school_id, begun_at=min(moments), latest_at=max(moments)
        )
        Mention.objects.filter(pk=like.pk).update(story=story)
        return story
    story.begun_at = min(story.begun_at, moments[1])
    story.latest_at = max(story.latest_at, moments[1])
    story.save(update_fields=["begun_at", "latest_at"])
    return story
