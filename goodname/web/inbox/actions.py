"""What people do with one mention: each is one transaction with its line in the ledger."""

from collections.abc import Collection

from django.db import transaction

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.ledger.actions import record

from .models import Mention

FILED_REASONS = {
    "nothing_owed": "Nothing is owed",
    "answered": "Answered already",
    "seen_before": "Seen before",
}
# Why a mention is not about us: the reason says what could keep such posts out.
NOT_US_REASONS = {
    "namesake": "It is another school of the same name",
    "place": "It is the street or the town, not the school",
    "other_thing": "It is something else of that name",
    "no_school": "It has nothing to do with a school",
}


def _change(viewer: Viewer, mention: Mention, *, state: str, reason: str, kind: str) -> None:
    now_at = Mention.objects.select_for_update().get(pk=mention.pk)
    if now_at.state == Mention.CASE:
        raise Refused("This mention belongs to a case. Close the case instead.")
    Mention.objects.filter(pk=mention.pk).update(
        state=state,
        reason=reason,
        snoozed_until=None,
        changed_by=viewer.person,
        changed_at=clock.now(),
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=kind,
        matter=mention.matter_id,
        refs={"mention": mention.id} | ({"reason": reason} if reason else {}),
    )


@transaction.atomic
def file_mention(*, viewer: Viewer, mention: Mention, reason: str) -> None:
    """Put a mention away, saying why."""
    if reason not in FILED_REASONS:
        raise Refused(f"Choose a reason: {', '.join(FILED_REASONS.values()).lower()}.")
    _change(viewer, mention, state=Mention.FILED, reason=reason, kind="mention.filed")


@transaction.atomic
def not_us(*, viewer: Viewer, mention: Mention, reason: str) -> None:
    """Say that a mention is about another school, or about no school, and which."""
    if reason not in NOT_US_REASONS:
        raise Refused("Choose what it is about, if not our school.")
    _change(viewer, mention, state=Mention.NOT_US, reason=reason, kind="mention.not_us")


@transaction.atomic
def restore_mention(*, viewer: Viewer, mention: Mention) -> None:
    """Undo: the mention is new again."""
    _change(viewer, mention, state=Mention.NEW, reason="", kind="mention.restored")


@transaction.atomic
def keep_story_from(
    *, actor: str, mention: Mention, kept: Collection[Person], shown: Collection[Person]
) -> None:
    """Keep every other telling of a mention's story from these people too, or no longer.

    To whom the words are left elsewhere, a story that was told twice and is now told once says that
    somebody opened a case. What a colleague told of its own accord stays as that colleague wished,
    and what is in a case of its own as that case says.
    """
    if mention.story_id is None:
        return
    others = Mention.objects.filter(story_id=mention.story_id).exclude(pk=mention.pk)
    for other in others.exclude(state=Mention.CASE).select_related("matter", "post__source"):
        hidden = set(other.matter.hidden_from.all())
        changes = [("matter.hidden", person) for person in set(kept) - hidden]
        if other.post.source.kind != Kind.PERSON:
            changes += [("matter.shown", person) for person in set(shown) & hidden]
        for kind, person in sorted(changes, key=lambda change: change[1].id):
            those = other.matter.hidden_from
            those.add(person) if kind == "matter.hidden" else those.remove(person)
            record(
                school=other.school,
                actor=actor,
                kind=kind,
                matter=other.matter_id,
                refs={"mention": other.id, "person": person.id},
            )
