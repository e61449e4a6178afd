"""What was known when: each version of a case's facts, with what was then decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from goodname import clock
from goodname.core.words import Action
from goodname.web.accounts.models import Person
from goodname.web.policy.labels import ACTIONS
from goodname.web.ui import wording

from .facts import answers
from .models import Case, FactsVersion

DESK = "Goodname"


def keep_version(case: Case, by: Person | None) -> FactsVersion | None:
    """Keep what is known now; None where nothing is new. `by` None is the desk itself."""
    last = case.versions.last()
    if last and (last.facts, last.decision) == (case.facts, case.decision):
        return None
    return FactsVersion.objects.create(
        case=case, facts=case.facts, decision=case.decision, by=by, at=clock.now()
    )


@dataclass(frozen=True)
class Known:
    """One version in words: `changes` are sentences, `asked` the actions that it asked for."""

    at: Any
    who: str
    changes: list[str]
    asked: list[str]
    steps: list[Mapping[str, Any]]
    first: bool


def history(case: Case) -> list[Known]:
    """The oldest first: who said it, when, and what was different from before."""
    found: list[Known] = []
    before: FactsVersion | None = None
    for version in case.versions.select_related("by"):
        found.append(
            Known(
                at=version.at,
                who=version.by.name if version.by else DESK,
                changes=_changes(before, version),
                asked=[ACTIONS[Action(one["action"])] for one in version.decision["steps"]],
                steps=version.decision["steps"],
                first=before is None,
            )
        )
        before = version
    return found


def _changes(before: FactsVersion | None, version: FactsVersion) -> list[str]:
    now = answers(version.facts)
    if before is None:
        return [f"{question}: {_small(answer)}." for question, answer in now.items() if answer]
    was = answers(before.facts)
    told = []
    for question in now:
        if now[question] != was[question]:
            told.append(
                f"{question}: {_small(now[question]) or 'nothing'} "
                f"(before: {_small(was[question]) or 'nothing'})."
            )
    new, old = _actions(version), _actions(before)
    if [one for one in new if one not in old]:
        told.append(f"Asked for from then on: {_said(one for one in new if one not in old)}.")
    if [one for one in old if one not in new]:
        told.append(f"No longer asked for: {_said(one for one in old if one not in new)}.")
    return told or ["The policy was asked again. The facts stayed as they were."]


def _actions(version: FactsVersion) -> list[str]:
    return [str(step["action"]) for step in version.decision["steps"]]


def _said(actions: Iterable[str]) -> str:
    return wording.listed(_small(ACTIONS[Action(one)]) for one in actions)


def _small(words: str) -> str:
    return "; ".join(one[:1].lower() + one[1:] for one in words.split("; "))
