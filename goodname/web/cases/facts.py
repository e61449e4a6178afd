"""The facts of a case in words, for its page and its form."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from goodname import clock
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import HARM, SHARING, Action
from goodname.web.policy.labels import ACTIONS
from goodname.web.policy.questions import AUDIENCES, AUTHORS, CONDUCT, DANGERS, TOWARDS
from goodname.web.ui import wording

from .models import Case, Involvement, Step

REMOVAL = {
    "asked": "asked for",
    "overdue": "asked for, and overdue",
    "refused": "asked for, and refused",
    "removed": "gone",
}


def hurts(case: Case) -> bool:
    """Whether the words of a case are kept out of sight until somebody opens them."""
    return bool(fact_sheet.read(case.facts).conduct & (HARM | SHARING))


def known(case: Case) -> list[dict[str, str]]:
    """Question and answer for each fact that is known."""
    facts = case.facts
    conduct = {value: label for _, choices in CONDUCT for value, label in choices}
    rows = [
        ("Who wrote it", dict(AUTHORS)[facts["author"]]),
        ("What is in it", _said(conduct[c] for c in facts["conduct"])),
        ("About", _said(dict(TOWARDS)[t] for t in facts.get("towards", []))),
        ("Spoken of", _said(p.person.name for p in case.people.filter(part=Involvement.ABOUT))),
        ("Who can see it", dict(AUDIENCES)[facts.get("audience", "unknown")]),
        ("Danger", dict(DANGERS)[facts.get("danger", "none")]),
        ("Deletion", REMOVAL.get(facts.get("removal", "not_asked"), "")),
    ]
    return [{"question": question, "answer": answer} for question, answer in rows if answer]


def _said(words: Iterable[str]) -> str:
    return "; ".join(words)


def lead(case: Case) -> str:
    """The one sentence under the title: what comes next, or how it ended."""
    if case.state == Case.CLOSED:
        when = wording.at(case.closed_at, clock.now()) if case.closed_at else ""
        return f"Closed {when}: {Case.OUTCOMES[case.outcome][:1].lower()}{Case.OUTCOMES[case.outcome][1:]}."
    nothing_left = "Everything that our policy asks is done. It can be closed when you are content."
    return _next(case) or nothing_left


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
        else _next(case) or "Everything that our policy asks is done.",
        "when": f"opened {wording.at(case.opened_at, now)}",
        "url": reverse("case", args=[case.id]),
        "settled": closed,
    }


def _next(case: Case) -> str:
    step = case.steps.filter(state=Step.WAITING).exclude(force="may").first()
    if step is None:
        return ""
    due = f", {wording.by(step.due, clock.now())}" if step.due else ""
    label = ACTIONS[Action(step.action)]
    return f"Next: {label[:1].lower()}{label[1:]}{due}."
