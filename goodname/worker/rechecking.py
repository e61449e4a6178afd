"""Looks again at the posts of open cases, and hands over what was seen."""

from dataclasses import replace

from django.db.models import Q

from goodname import clock
from goodname.adapters.fetch import Answer, NoAnswer
from goodname.core.act.recheck import THERE, Look, Observation, Seen, State, observe
from goodname.core.listen.pages import page, passage
from goodname.core.words import Request, Unreadable
from goodname.web.cases.models import Case
from goodname.web.cases.queries import may_be_fetched
from goodname.web.cases.removal.edits import standing
from goodname.web.cases.removal.looking import keep_check
from goodname.web.cases.tasks import recheck_case as recheck_case_task
from goodname.web.evidence import queries as evidence

from .going import go

ASK = (("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"),)


def recheck_case(case_id: str) -> None:
    """Look once at where a case's post stands, and keep what was seen."""
    case = Case.objects.select_related("school").filter(id=case_id, state=Case.OPEN).first()
    if case is None or not case.address or not may_be_fetched(case):
        Case.objects.filter(id=case_id).update(look_asked_at=None)  # nobody need wait for it
        return
    looks = [
        Observation(State(check.state), check.sentence, check.at)
        for check in case.checks.order_by("at")
    ]
    keep_check(case=case, observation=_observed(case, looks))


def recheck_due() -> None:
    """Queue every open case whose next look has come."""
    due = Case.objects.filter(Q(next_check__lte=clock.now()), state=Case.OPEN).exclude(address="")
    for case in due.order_by("next_check"):
        # Taken off the list at once; the look itself puts it back with its next time.
        Case.objects.filter(pk=case.pk).update(next_check=None)
        recheck_case_task.enqueue(case.id)


def _observed(case: Case, looks: list[Observation]) -> Observation:
    """One look, for the words as they stand: the first ones, or what their author made of them."""
    now, stands = clock.now(), standing(case)
    try:
        answer: Answer | None = go(Request(case.address, ASK))
    except NoAnswer:
        answer = None
    if stands.words != case.words and answer is not None:
        first = _seen(answer, case.words)
        if first.likeness >= 1 and _seen(answer, stands.words).likeness < 1:
            return observe(_last_seen(case, looks), first, looks)  # they were put back
    was = replace(_last_seen(case, looks), words=stands.words, accepted=stands.accepted)
    return observe(was, _seen(answer, stands.words) if answer else Look(at=now, status=0), looks)


def _last_seen(case: Case, looks: list[Observation]) -> Seen:
    """The words of the case, and when they were last seen on their own page."""
    there = [look.at for look in looks if look.state in THERE]
    saved = evidence.copies(case.matter_id).first()
    if saved is not None and saved.taken_at is not None:
        copy = page.Page(title=saved.title, text=saved.text)
        found = passage.find(copy, case.words)
        if found is not None and found.likeness >= 1:
            there.append(saved.taken_at)
    at = max(there) if there else case.opened_at
    return Seen(words=case.words, address=case.address, at=at, on_page=bool(there))


def _seen(answer: Answer, words: str) -> Look:
    try:
        read = page.read(answer.body, answer.headers, answer.address)
    except Unreadable:  # a picture or a file, in which no words can be looked for
        return Look(at=answer.at, status=answer.status, address=answer.address)
    found = passage.find(read, words)
    return Look(
        at=answer.at,
        status=answer.status,
        address=answer.address,
        words=found.words if found else "",
        likeness=found.likeness if found else 0.0,
        in_place=bool(found and found.in_place),
        page_words=len(read.text.split()),
        signs=frozenset(sign.value for sign in read.signs),
    )
