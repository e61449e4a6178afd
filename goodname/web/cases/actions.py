"""Opening a case, correcting its facts, closing it and opening it again."""

from dataclasses import replace
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.core.act import themes
from goodname.core.act.guard import ProtectedName, Why, find
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Facts, Refused, Removal
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence.actions import ask_capture
from goodname.web.evidence.models import Capture
from goodname.web.inbox.models import Mention

from .deciding import capture_if_asked, decide_case
from .keeping import keep_from
from .models import Case, Involvement, Note
from .queries import may_be_fetched
from .recording import keep
from .removal.looking import seen_gone
from .standing import hold, move, must_be_open
from .steps.laying import mark_done
from .told.keeping import keep_note


@transaction.atomic
def open_case(*, viewer: Viewer, mention: Mention, facts: Facts, about: list[Person]) -> Case:
    """Open a case on a mention: decide, lay out the steps, save the page where that is allowed."""
    claimed = Mention.objects.filter(pk=mention.pk).exclude(state=Mention.CASE)
    if not claimed.update(
        state=Mention.CASE, changed_by=viewer.person, changed_at=clock.now(), reason=""
    ):
        raise Refused("There is already a case for this mention.")
    case = Case(
        matter=mention.matter,
        mention=mention,
        address=mention.post.address,
        words=mention.post.text,
        child_image=mention.child_image,
    )
    return begin(viewer, case, facts, about, refs={"mention": mention.id})


def begin(
    viewer: Viewer, case: Case, facts: Facts, about: list[Person], refs: dict[str, str]
) -> Case:
    """Keep a new case from whom it is about, and decide on it. Within the caller's transaction."""
    case.school, case.opened_by, case.opened_at = viewer.school, viewer.person, clock.now()
    case.facts, case.decision = {}, {}
    case.save(force_insert=True)
    keep(case, viewer.person, "case.opened", refs=refs)
    for person in about:
        Involvement.objects.create(case=case, person=person, part=Involvement.ABOUT)
    keep_from(viewer, case)
    decision = decide_case(viewer, case, facts)
    mark_done(case, Action.RECORD, by=viewer.person)
    capture_if_asked(viewer, case, decision)
    return case


@transaction.atomic
def change_facts(*, viewer: Viewer, case: Case, facts: Facts, about: list[Person]) -> None:
    """Correct what is known. What was done stays done; what is no longer asked is dropped.

    `about` are those who are spoken of in it; people with another part keep it.
    """
    case = hold(case)
    must_be_open(case)
    wanted = {person.id: person for person in about}
    spoken_of = case.people.filter(part=Involvement.ABOUT, person__isnull=False)
    spoken_of.exclude(person__in=wanted).delete()
    for there in spoken_of.values_list("person_id", flat=True):
        wanted.pop(there, None)
    for person in wanted.values():
        Involvement.objects.create(case=case, person=person, part=Involvement.ABOUT)
    # Whether deletion was asked for is no answer of theirs: it may have been while they wrote.
    facts = replace(facts, removal=fact_sheet.read(case.facts).removal)
    keep(case, viewer.person, "case.facts_changed")
    keep_from(viewer, case)
    capture_if_asked(viewer, case, decide_case(viewer, case, facts))


@transaction.atomic
def close_case(
    *, viewer: Viewer, case: Case, outcome: str, words: str = "", theme: str = "", learnt: str = ""
) -> None:
    """Close a case with its outcome, what is to be learnt, and a sentence for whoever reads it.

    `theme` is an id of core.act.themes; "" is the one that the facts suggest. Raises Refused.
    """
    case = hold(case)
    then = move(case, "close")
    if outcome not in Case.OUTCOMES:
        raise Refused("Choose how it ended.")
    if outcome == "removed" and not seen_gone(case):
        raise Refused("The last look did not find the post gone. Look again first.")
    theme = theme or themes.suggested(fact_sheet.read(case.facts).conduct)
    if theme not in themes.BY_ID:
        raise Refused("Choose what it was about.")
    learnt = " ".join(learnt.split())
    _must_name_nobody(case, learnt)
    if words:
        keep_note(viewer, case, words)
    Case.objects.filter(pk=case.pk).update(
        state=then,
        outcome=outcome,
        theme=theme,
        learnt=learnt,
        closed_at=clock.now(),
        next_check=None,
        look_asked_at=None,
    )
    keep(case, viewer.person, "case.closed", refs={"outcome": outcome, "theme": theme})


def _must_name_nobody(case: Case, learnt: str) -> None:
    """What is learnt is read by others, in another year: nobody can be known by it."""
    here = Person.objects.filter(school=case.school).values_list("name", flat=True)
    others = case.people.exclude(name="").values_list("name", flat=True)
    found = find(learnt, [ProtectedName(name, Why.PUPIL) for name in (*here, *others)])
    if found:
        said = ", ".join(sorted({f"“{learnt[one.start : one.end]}”" for one in found}))
        raise Refused(f"Say what we learn from it without a name. Take out {said}.")


@transaction.atomic
def reopen_case(*, viewer: Viewer, case: Case, words: str) -> None:
    """Open a closed case again, for a reason that is kept."""
    case = hold(case)
    if case.state == Case.OPEN:
        raise Refused("This case is open.")
    then = move(case, "reopen")
    if not words.strip():
        raise Refused("Say why it is opened again.")
    Case.objects.filter(pk=case.pk).update(
        state=then, outcome="", closed_at=None, next_check=next_look(case)
    )
    keep_note(viewer, case, words)
    keep(case, viewer.person, "case.reopened")


def next_look(case: Case) -> Any:
    """When to look again at a post whose author was asked to delete it; None where nobody asked."""
    waits = fact_sheet.read(case.facts).removal in (Removal.ASKED, Removal.OVERDUE)
    return clock.now() if waits else None


@transaction.atomic
def add_note(
    *,
    viewer: Viewer,
    case: Case,
    words: str,
    kind: str = Note.NOTE,
    who: str = "",
    happened_at: Any = None,
) -> Note:
    """Write down a note, a call or a talk; `happened_at` is when, and never still to come."""
    case = hold(case)
    must_be_open(case)
    return keep_note(viewer, case, words, kind=kind, who=who, happened_at=happened_at)


@transaction.atomic
def save_page(*, viewer: Viewer, case: Case) -> None:
    """Have the page of a case saved, where that is allowed and not under way already."""
    case = hold(case)
    must_be_open(case)
    if not case.address:
        raise Refused("This case has no address to save.")
    if not may_be_fetched(case):
        raise Refused(
            "The desk never saves a page that may hold a sexual image of a child.",
            "england.intimate_images",
        )
    if case.matter.capture_set.filter(state=Capture.WAITING).exists():
        raise Refused("The page is being saved already.")
    ask_capture(
        school=case.school,
        matter=case.matter,
        address=case.address,
        by=viewer.person,
        reason="Somebody asked for it",
    )
