"""The facts of a case in words, for its page and its form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F
from django.urls import reverse

from goodname import clock
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import HARM, SHARING, Action
from goodname.web.policy.labels import ACTIONS
from goodname.web.policy.questions import (
    AUDIENCES,
    AUTHORS,
    CONDUCT,
    DANGERS,
    EXCEPTIONS,
    OFFICES,
    TOWARDS,
    platforms,
)
from goodname.web.ui import wording

from .models import Case, Involvement, Referral, Step

REMOVAL = {
    "asked": "asked for",
    "overdue": "asked for, and overdue",
    "refused": "asked for, and refused",
    "removed": "gone",
}
EXCEPTION = dict(EXCEPTIONS) | {"none": ""}


def hurts(case: Case) -> bool:
    """Whether the words of a case are kept out of sight until somebody opens them."""
    return bool(fact_sheet.read(case.facts).conduct & (HARM | SHARING))


def answers(facts: Mapping[str, Any]) -> dict[str, str]:
    """Each question about the facts with its answer in words, "" where nothing is known."""
    conduct = {value: label for _, choices in CONDUCT for value, label in choices}
    return {
        "Who wrote it": dict(AUTHORS)[facts["author"]],
        "What is in it": _said(conduct[c] for c in facts["conduct"]),
        "About": _said(dict(TOWARDS)[t] for t in facts.get("towards", [])),
        "Office-holders meant": _said(dict(OFFICES)[o] for o in facts.get("concerned", [])),
        "Who can see it": dict(AUDIENCES)[facts.get("audience", "unknown")],
        "Platform": dict(platforms()).get(facts.get("platform") or "", ""),
        "Danger": dict(DANGERS)[facts.get("danger", "none")],
        "Exception": EXCEPTION[facts.get("exception", "none")],
        "Talked already": "Yes, and it was not settled" if facts.get("unresolved") else "",
        "Age of the author": str(facts.get("author_age") or ""),
        "Deletion": REMOVAL.get(facts.get("removal", "not_asked"), ""),
    }


def known(case: Case) -> list[dict[str, str]]:
    """Question and answer for each fact that is known."""
    people = case.people.filter(part=Involvement.ABOUT).select_related("person")
    rows = answers(case.facts) | {"Spoken of": _said(one.called for one in people)}
    return [{"question": question, "answer": answer} for question, answer in rows.items() if answer]


def _said(words: Iterable[str]) -> str:
    return "; ".join(words)


def lead(case: Case) -> str:
    """The one sentence under the title: what comes next, or how it ended."""
    if case.state == Case.CLOSED:
        when = wording.at(case.closed_at, clock.now()) if case.closed_at else ""
        return f"Closed {when}: {Case.OUTCOMES[case.outcome][:1].lower()}{Case.OUTCOMES[case.outcome][1:]}."
    if case.state == Case.MERGED:
        return "This case is part of another one."
    nothing_left = "Everything that our policy asks is done. It can be closed when you are content."
    return _next(case) or _awaited(case) or nothing_left


def card(case: Case) -> dict[str, Any]:
    """One case, as ui/_item.html takes it."""
    closed = case.state == Case.CLOSED
    now = clock.now()
    return {
        "state": "done" if closed else "waiting",
        "state_word": "Closed" if closed else "Open",
        "title": case.title,
        "why": Case.OUTCOMES.get(case.outcome, "")
        if closed
        else _next(case) or _awaited(case) or "Everything that our policy asks is done.",
        "when": f"opened {wording.at(case.opened_at, now)}",
        "url": reverse("case", args=[case.id]),
        "settled": closed,
    }


def _next(case: Case) -> str:
    waiting = case.steps.filter(state=Step.WAITING).exclude(force="may")
    step = waiting.order_by(F("due").asc(nulls_last=True), "position").first()
    if step is None:
        return ""
    due = f", {wording.by(step.due, clock.now())}" if step.due else ""
    label = ACTIONS[Action(step.action)]
    return f"Next: {label[:1].lower()}{label[1:]}{due}."


def _awaited(case: Case) -> str:
    """What somebody else has yet to answer, where nothing is left to do here."""
    given = case.referrals.filter(state=Referral.GIVEN, chase_at__isnull=False)
    report = given.order_by("chase_at").first()
    if report is None or report.chase_at is None:
        return ""
    return f"A report waits for its answer: ask {wording.by(report.chase_at, clock.now())}."
