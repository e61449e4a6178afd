"""The rules that hold whatever a school writes, as plain questions about one decision."""

from collections.abc import Iterator

from goodname.core.words import (
    Action,
    Author,
    Conduct,
    ContactException,
    Danger,
    Decision,
    Facts,
    Force,
    Office,
    Removal,
)

A = Action
VOICE = {Conduct.PRAISE, Conduct.QUESTION, Conduct.CRITICISM, Conduct.CONCERN}
PUNISHING = {
    A.REQUEST_DELETION,
    A.CHECK_REMOVAL,
    A.REPORT_TO_PLATFORM,
    A.CONTACT_POSH,
    A.APPLY_BEHAVIOUR_POLICY,
    A.APPLY_STAFF_HANDBOOK,
}
CHASING = {A.REQUEST_DELETION, A.CHECK_REMOVAL, A.REPORT_TO_PLATFORM, A.CONTACT_POSH}
OWN_NOTIFY = {
    Office.HEADTEACHER: A.NOTIFY_HEADTEACHER,
    Office.DSL: A.NOTIFY_DSL,
    Office.CHAIR_OF_GOVERNORS: A.NOTIFY_CHAIR_OF_GOVERNORS,
}
ADULTS = {Author.STAFF, Author.GOVERNOR, Author.VOLUNTEER, Author.CONTRACTOR}


# Rules of the shipped packs alone: where the source is silent, another school may read otherwise.
READINGS = {
    "everything is recorded",
    "the LADO comes before the adult",
    "deletion comes after the police",
    "in danger nothing is deleted before the police agree",
    "an approved exception allows the contact",
}


class Seen:
    """What the rules need of one decision; equal answers are one object, so it is looked at once."""

    def __init__(self, decision: Decision) -> None:
        self.decision = decision
        self.actions = [step.action for step in decision.steps]
        self.asked = frozenset(self.actions)
        self.forbidden = frozenset(no.action for no in decision.forbidden)
        self.people = frozenset(who for step in decision.steps for who in (step.owner, step.to))
        self.broken = [rule for rule, holds in self.rules().items() if not holds]

    def before(self, action: Action) -> set[Action]:
        """All that is done before this action, or everything where it is not asked for."""
        place = self.actions.index(action) if action in self.asked else len(self.actions)
        return set(self.actions[:place])

    def rules(self) -> dict[str, bool]:
        """Each rule that holds whatever the facts, and whether it does."""
        steps = self.decision.steps
        before_lado = self.before(A.CONSULT_LADO) if A.CONSULT_LADO in self.asked else set()
        return {
            "there is a step": bool(steps),
            "each step cites a clause": all(step.clauses for step in steps),
            "each step says why": all(step.why.endswith(".") for step in steps),
            "no action stands twice": len(self.actions) == len(self.asked),
            "none is asked and forbidden": not self.asked & self.forbidden,
            "everything is recorded": A.RECORD in self.asked,
            "no official account replies": A.REPLY_FROM_OFFICIAL_ACCOUNT not in self.asked,
            "evidence comes before deletion": A.REQUEST_DELETION not in self.asked
            or A.CAPTURE_EVIDENCE in self.before(A.REQUEST_DELETION),
            "the LADO comes before the adult": not before_lado
            & {A.REQUEST_DELETION, A.APPLY_STAFF_HANDBOOK, A.DECLINE_CONTACT},
        }


_SEEN: dict[int, Seen] = {}


def look(decision: Decision) -> Seen:
    seen = _SEEN.get(id(decision))
    if seen is None or seen.decision is not decision:
        seen = _SEEN[id(decision)] = Seen(decision)
    return seen


def broken(facts: Facts, decision: Decision) -> Iterator[str]:
    """Every rule that the decision breaks for these facts."""
    seen = look(decision)
    asked = seen.asked
    yield from seen.broken
    if facts.conduct <= VOICE:
        if asked & PUNISHING:
            yield "voice is not punished"
        if facts.danger == Danger.NONE and A.CONTACT_POLICE in asked:
            yield "voice is no matter for the police"
    if facts.concerned:
        if facts.concerned & seen.people:
            yield "nobody acts in their own case"
        if any(OWN_NOTIFY.get(office) in asked for office in facts.concerned):
            yield "nobody is told of their own case"
    untouched = {A.CAPTURE_EVIDENCE, A.REQUEST_DELETION} <= seen.forbidden
    if Conduct.INTIMATE_IMAGE_OF_CHILD in facts.conduct and not untouched:
        yield "an intimate image is neither captured nor asked to be deleted"
    if facts.author != Author.PUPIL and A.APPLY_BEHAVIOUR_POLICY in asked:
        yield "the behaviour policy is for pupils"
    if facts.author != Author.STAFF and A.APPLY_STAFF_HANDBOOK in asked:
        yield "the staff handbook is for staff"
    if facts.conduct == {Conduct.UNDERAGE_ACCOUNT} and asked & (PUNISHING - {A.CONTACT_POSH}):
        yield "an account held too young is no offence"
    if facts.danger == Danger.IMMEDIATE:
        first = decision.steps[0]
        if (first.action, first.force) != (A.CONTACT_POLICE, Force.MUST):
            yield "immediate danger begins with the police"
        if A.REQUEST_DELETION in asked:
            yield "in danger nothing is deleted before the police agree"
    police_first = A.CONTACT_POLICE in seen.before(A.REQUEST_DELETION)
    if facts.danger == Danger.POSSIBLY_ILLEGAL and A.REQUEST_DELETION in asked and not police_first:
        yield "deletion comes after the police"
    if facts.removal == Removal.REMOVED and asked & CHASING:
        yield "what is removed is left be"
    if facts.exception == ContactException.APPROVED and A.DECLINE_CONTACT in asked:
        yield "an approved exception allows the contact"
