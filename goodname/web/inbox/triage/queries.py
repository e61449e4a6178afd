"""What a viewer may see of acts on many, stories and saved views."""

from collections.abc import Iterable
from datetime import datetime

from goodname.core.sort.spread import Spread, Telling, spread
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import Filing, Mention, SavedView


def whole(viewer: Viewer, ids: Iterable[str]) -> list[Mention]:
    """The mentions with these ids that the viewer may see, in this order."""
    wanted = list(ids)
    found = inbox.mentions(viewer).in_bulk(wanted)
    return [found[id] for id in dict.fromkeys(wanted) if id in found]


def with_tellings(viewer: Viewer, ids: Iterable[str]) -> list[Mention]:
    """These mentions, and every other telling of their stories that the viewer may see."""
    chosen = whole(viewer, ids)
    stories = {row.story_id for row in chosen if row.story_id}
    others = inbox.mentions(viewer).filter(story_id__in=stories)
    seen = {row.id for row in chosen}
    return chosen + [row for row in others if row.id not in seen]


def spreads(viewer: Viewer, stories: Iterable[str], now: datetime) -> dict[str, Spread]:
    """How far each story went, as far as this viewer may see its tellings."""
    rows = inbox.mentions(viewer).filter(story_id__in={s for s in stories if s})
    told: dict[str, list[Telling]] = {}
    for row in rows:
        told.setdefault(row.story_id, []).append(telling(row))
    return {story: spread(seen, now) for story, seen in told.items() if len(seen) > 1}


def telling(mention: Mention) -> Telling:
    post = mention.post
    at = post.posted or mention.heard_at
    return Telling(at, post.source_id, post.source.title, post.address)


def story(viewer: Viewer, story_id: str) -> list[Mention]:
    """The tellings of a story that this viewer may see, the first one first."""
    rows = list(inbox.mentions(viewer).filter(story_id=story_id))
    return sorted(rows, key=lambda row: row.post.posted or row.heard_at)


def filing(viewer: Viewer, filing_id: str) -> Filing | None:
    """An act on many, where at least one of its mentions is there for this viewer."""
    found = Filing.objects.filter(school=viewer.school, id=filing_id).first()
    if found is None or not whole(viewer, (kept["id"] for kept in found.before)):
        return None
    return found


def views(viewer: Viewer) -> list[SavedView]:
    return list(SavedView.objects.filter(person=viewer.person))


def view(viewer: Viewer, view_id: str) -> SavedView | None:
    return SavedView.objects.filter(person=viewer.person, id=view_id).first()
