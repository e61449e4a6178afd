"""What a change of the policy changes: two decisions beside each other, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodname.core.decide.check.compare import differences
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN
from goodname.core.decide.policy import Policy
from goodname.core.decide.reading import asked, time
from goodname.core.words import Action, Decision, Refused, Step, Unreadable
from goodname.web.ui.wording import sentence

from .telling import in_words

SHOWN = 12  # kinds of made-up cases on a page; the rest are counted


WORDS = {
    "new": "Now asked",
    "gone": "No longer asked",
    "changed": "Asked differently",
    "barred": "Now forbidden",
    "allowed": "No longer forbidden",
    "broken": "Cannot be decided",
    "mended": "Can be decided again",
}


@dataclass(frozen=True)
class Line:
    """One thing that is decided differently; `before` or `after` is "" where there was nothing."""

    kind: str  # of WORDS
    before: str
    after: str

    @property
    def word(self) -> str:
        return WORDS[self.kind]


@dataclass(frozen=True)
class Effect:
    """One case, made up or past, with what becomes different. `address` is "" for a made-up one."""

    title: str
    address: str
    lines: tuple[Line, ...]


def made_up(old: Policy, new: Policy) -> list[Effect]:
    """One made-up case for each kind of change in what is asked, the plainest first.

    Raises Unreadable where the rows are too many to say what would change.
    """
    try:
        different = differences(old, new)
    except Refused as refused:
        raise Unreadable(refused.reason) from None
    found = []
    for difference in different:
        changed = tuple(lines(difference.before, difference.after))
        if changed:  # where only the reasons differ, nobody does anything else
            found.append(Effect(in_words(difference.example), "", changed))
    return found


def lines(before: Decision | None, after: Decision | None) -> Iterator[Line]:
    """What the second decision asks and forbids that the first did not, and the reverse.

    None stands for a policy that contradicts itself there.
    """
    if before is None or after is None:
        if after is None and before is not None:
            yield Line("broken", "", "Two rules contradict each other here, so nothing is decided.")
        elif before is None and after is not None:
            yield Line("mended", "Two rules contradicted each other here.", "Now it is decided.")
        return
    was = {step.action: step for step in before.steps}
    now = {step.action: step for step in after.steps}
    for action, step in now.items():
        if action not in was:
            yield Line("new", "", said(step))
        elif said(was[action]) != said(step):
            yield Line("changed", said(was[action]), said(step))
    for action, step in was.items():
        if action not in now:
            yield Line("gone", said(step), "")
    barred = {no.action for no in before.forbidden}, {no.action for no in after.forbidden}
    for action in Action:
        if action in barred[0] ^ barred[1]:
            nobody = sentence(f"nobody may {_doing(action)}.")
            yield (
                Line("barred", "", nobody) if action in barred[1] else Line("allowed", nobody, "")
            )


def said(step: Step) -> str:
    """A step as a sentence: who, how firmly, what, for whom and by when."""
    duty = asked(step.action, step.force, step.owner, step.to)
    return sentence(f"{duty}{time(step.within, step.within_unit)}.")


def _doing(action: Action) -> str:
    return FORBIDDEN.get(action, ACTIONS[action]).format(to="anybody")
