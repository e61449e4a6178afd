"""Opening a case, correcting its facts, closing it and opening it again."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db import transaction

from goodname import clock
from goodname.core.decide import decide
from goodname.core.decide import facts as fact_sheet
from goodname.core.prove.seals import digest
from goodname.core.words import Action, Conduct, Decision, Facts, Office, Refused, Removal, Towards
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence.actions import ask_capture
from goodname.web.evidence.models import Capture
from goodname.web.inbox.danger.actions import danger_in, raise_alert
from goodname.web.inbox.models import Mention
from goodname.web.inbox.reading import decided
from goodname.web.ledger.actions import record

from ..models import Case, Involvement, Note
from ..naming import title
from ..queries import may_be_fetched
from .checks import seen_gone
from .steps import lay_steps, mark_done


def weigh(facts: Facts, about: Iterable[Person], school: School) -> tuple[Facts, Decision]:
    """The facts with every office of the people it is about, and what the policy then asks."""
    offices = {office for person in about for office in person.role_set & set(map(str, Office))}
    concerned = facts.concerned | {Office(office) for office in offices}
    towards = facts.towards
    if concerned and not towards & {Towards.STAFF, Towards.GOVERNOR, Towards.SCHOOL}:
        towards = towards | {Towards.STAFF}
    whole = replace(facts, concerned=frozenset(concerned), towards=towards)
    return whole, decided(whole, school)


@transaction.atomic
def open_case(*, viewer: Viewer, mention: Mention, facts: Facts, about: list[Person]) -> Case:
    """Open a case on a mention: decide, lay out the steps, save the page where that is allowed."""
    claimed = Mention.objects.filter(pk=mention.pk).exclude(state=Mention.CASE)
    if not claimed.update(
        state=Mention.CASE, changed_by=viewer.person, changed_at=clock.now(), reason=""
    ):
        raise Refused("There is already a case for this mention.")
    facts, decision = weigh(facts, about, viewer.school)
    case = Case.objects.create(
        school=viewer.school,
        matter=mention.matter,
        mention=mention,
        title=title(facts),
        address=mention.post.address,
        words=mention.post.text,
        child_image=mention.child_image,
        facts=fact_sheet.as_json(facts),
        decision=decide.as_json(decision),
        opened_by=viewer.person,
        opened_at=clock.now(),
    )
    _record(viewer, case, "case.opened", refs={"mention": mention.id})
    keep_from(viewer, case, about)
    for person in about:
        Involvement.objects.create(case=case, person=person, part=Involvement.ABOUT)
    _decide(viewer, case, decision)
    _alarm(viewer, case, facts)
    mark_done(case, Action.RECORD, by=viewer.person)
    _capture_if_asked(viewer, case, decision)
    return case


@transaction.atomic
def change_facts(*, viewer: Viewer, case: Case, facts: Facts, about: list[Person]) -> None:
    """Correct what is known. What was done stays done; what is no longer asked is dropped."""
    _must_be_open(case)
    facts, decision = weigh(facts, about, viewer.school)
    case.facts = fact_sheet.as_json(facts)
    case.decision = decide.as_json(decision)
    case.title = title(facts)
    case.save(update_fields=["facts", "decision", "title"])
    keep_from(viewer, case, about)
    case.people.filter(part=Involvement.ABOUT).delete()
    for person in about:
        Involvement.objects.create(case=case, person=person, part=Involvement.ABOUT)
    _record(viewer, case, "case.facts_changed")
    _decide(viewer, case, decision)
    _alarm(viewer, case, facts)
    _capture_if_asked(viewer, case, decision)


@transaction.atomic
def close_case(*, viewer: Viewer, case: Case, outcome: str, words: str) -> None:
    """Close a case with its outcome and a sentence for whoever reads it in a year."""
    _must_be_open(case)
    if outcome not in Case.OUTCOMES:
        raise Refused("Choose how it ended.")
    if outcome == "removed" and not seen_gone(case):
        raise Refused("The last look did not find the post gone. Look again first.")
    if words:
        _note(viewer, case, words)
    Case.objects.filter(pk=case.pk).update(
        state=Case.CLOSED, outcome=outcome, closed_at=clock.now(), next_check=None
    )
    _record(viewer, case, "case.closed", refs={"outcome": outcome})


@transaction.atomic
def reopen_case(*, viewer: Viewer, case: Case, words: str) -> None:
    """Open a closed case again, for a reason that is kept."""
    if case.state != Case.CLOSED:
        raise Refused("This case is open.")
    if not words.strip():
        raise Refused("Say why it is opened again.")
    _note(viewer, case, words)
    waits = fact_sheet.read(case.facts).removal in (Removal.ASKED, Removal.OVERDUE)
    Case.objects.filter(pk=case.pk).update(
        state=Case.OPEN, outcome="", closed_at=None, next_check=clock.now() if waits else None
    )
    _record(viewer, case, "case.reopened")


@transaction.atomic
def add_note(*, viewer: Viewer, case: Case, words: str) -> Note:
    if not words.strip():
        raise Refused("Write something first.")
    return _note(viewer, case, words)


@transaction.atomic
def save_page(*, viewer: Viewer, case: Case) -> None:
    """Have the page of a case saved, where that is allowed and not under way already."""
    _must_be_open(case)
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


def keep_from(viewer: Viewer, case: Case, about: Iterable[Person]) -> None:
    """Whoever a matter is about does not see it. A person taken out of the facts sees it again."""
    hidden = case.matter.hidden_from
    before, after = set(hidden.all()), set(about)
    hidden.set(after)
    for person in sorted(after - before, key=lambda person: person.id):
        _record(viewer, case, "matter.hidden", refs={"person": person.id})
    for person in sorted(before - after, key=lambda person: person.id):
        _record(viewer, case, "matter.shown", refs={"person": person.id})


def _note(viewer: Viewer, case: Case, words: str) -> Note:
    note = Note.objects.create(case=case, text=words.strip(), by=viewer.person, at=clock.now())
    _record(
        viewer,
        case,
        "note.added",
        refs={"note": note.id},
        digests={"text": digest(note.text, note.salt)},
    )
    return note


def _must_be_open(case: Case) -> None:
    if case.state != Case.OPEN:
        raise Refused("This case is closed. Open it again first.")


def _decide(viewer: Viewer, case: Case, decision: Decision) -> None:
    lay_steps(case, decision)
    clauses = sorted({clause for step in decision.steps for clause in step.clauses})
    _record(viewer, case, "case.decided", refs=_policy(decision), clauses=tuple(clauses))


def _alarm(viewer: Viewer, case: Case, facts: Facts) -> None:
    """Danger that a person sees is told on at once, like danger that the desk sees."""
    image = Conduct.INTIMATE_IMAGE_OF_CHILD in facts.conduct
    why = danger_in(facts, child_image=image)
    if why:
        raise_alert(
            school=case.school,
            matter=case.matter,
            why=why,
            mention=case.mention,
            actor=viewer.person.id,
        )


def _policy(decision: Decision) -> dict[str, str]:
    # A plus sign is no part of an id in the ledger.
    return {"policy": decision.policy_id, "version": decision.policy_version.replace("+", "-")}


def _capture_if_asked(viewer: Viewer, case: Case, decision: Decision) -> None:
    """A page is saved once, when the policy asks for it and it has an address.

    Words that may concern a sexual image of a child are never fetched by the desk itself.
    """
    if not may_be_fetched(case):
        return
    asked = any(step.action == Action.CAPTURE_EVIDENCE for step in decision.steps)
    if asked and case.address and not case.matter.capture_set.exists():
        ask_capture(
            school=case.school,
            matter=case.matter,
            address=case.address,
            by=viewer.person,
            reason="A case was opened",
        )


def _record(viewer: Viewer, case: Case, kind: str, **more: Any) -> None:
    refs = {"case": case.id} | more.pop("refs", {})
    record(
        school=case.school,
        actor=viewer.person.id,
        kind=kind,
        matter=case.matter_id,
        refs=refs,
        **more,
    )
