"""Answering whether a mention is about the headteacher: one transaction, one line in the ledger."""

from django.db import transaction

from goodname import clock
from goodname.core.words import Refused, Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.actions import keep_story_from
from goodname.web.inbox.models import HeadQuestion, Mention
from goodname.web.ledger.actions import record

from .asking import hide, show
from .standing import heads, stands_in, those_who_stand_in

IN_A_CASE = "It is in a case. Say on the page of the case whom it is about."
ONLY_THE_CHAIR = "Only the chair of governors can say that it is not about the headteacher."
ANSWERED = "This was answered already."


@transaction.atomic
def answer(*, viewer: Viewer, mention: Mention, about: bool) -> None:
    """Say whether it is. Raises Refused for an answer that is not this person's to give."""
    mention = Mention.objects.select_for_update(of=("self",)).get(pk=mention.pk)
    if mention.state == Mention.CASE:
        raise Refused(IN_A_CASE)
    question, _ = HeadQuestion.objects.select_for_update().get_or_create(
        matter=mention.matter, defaults={"answer": HeadQuestion.NO}
    )
    _may_answer(viewer, question, about)
    said = HeadQuestion.YES if about else HeadQuestion.NO
    HeadQuestion.objects.filter(pk=question.pk).update(
        answer=said, by=viewer.person, at=clock.now()
    )
    record(
        school=viewer.school,
        actor=viewer.person.id,
        kind=f"head.{said}",
        matter=mention.matter_id,
        refs={"mention": mention.id},
    )
    those = heads(viewer.school)
    if not about:
        show(mention.matter, those, viewer.person.id)
        return
    hide(mention.matter, those, viewer.person.id)
    keep_story_from(actor=viewer.person.id, mention=mention, kept=those, shown=())
    _begin_again(mention)


def _may_answer(viewer: Viewer, question: HeadQuestion, about: bool) -> None:
    said = HeadQuestion.YES if about else HeadQuestion.NO
    if question.answer == said:
        raise Refused(ANSWERED)
    passed = question.answer == HeadQuestion.YES or (not question.answer and question.suspects)
    if passed and not about and not _lifts(viewer):
        raise Refused(ONLY_THE_CHAIR)


def _lifts(viewer: Viewer) -> bool:
    """The chair; and where there is none, whoever of the leaders has to stand in."""
    if Role.CHAIR_OF_GOVERNORS in viewer.duties:
        return True
    others = those_who_stand_in(viewer.school)
    return not any(Role.CHAIR_OF_GOVERNORS in person.role_set for person in others)


def _begin_again(mention: Mention) -> None:
    """What the desk had done with it binds nobody who stands in, and nobody else keeps it."""
    values: dict[str, object] = {"state": Mention.NEW, "reason": "", "snoozed_until": None}
    if mention.assigned_to is not None and not stands_in(mention.assigned_to):
        values["assigned_to"] = None
    Mention.objects.filter(pk=mention.pk).update(**values)
