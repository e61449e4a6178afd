"""What the policy asks for the facts of a case, worked out again whenever they or its people change."""

from collections.abc import Iterable
from dataclasses import replace

from goodname.core.decide import decide
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action, Conduct, Decision, Facts, Office, Towards
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence.actions import ask_capture, lock_captures
from goodname.web.inbox.danger.actions import danger_in, raise_alert
from goodname.web.inbox.models import Mention
from goodname.web.inbox.reading import decided
from goodname.web.told.queries import brought

from .complaints.hearing import pass_on
from .keeping import subjects, together
from .models import Case
from .naming import title
from .queries import may_be_fetched
from .recording import keep
from .steps.laying import lay_steps, mark_done
from .versions import keep_version


def weigh(facts: Facts, about: Iterable[Person], school: School) -> tuple[Facts, Decision]:
    """The facts with every office of the people it is about, and what the policy then asks."""
    offices = {office for person in about for office in person.role_set & set(map(str, Office))}
    concerned = facts.concerned | {Office(office) for office in offices}
    towards = facts.towards
    if concerned and not towards & {Towards.STAFF, Towards.GOVERNOR, Towards.SCHOOL}:
        towards = towards | {Towards.STAFF}
    whole = replace(facts, concerned=frozenset(concerned), towards=towards)
    return whole, decided(whole, school)


def decide_case(viewer: Viewer, case: Case, facts: Facts) -> Decision:
    """Let the facts of a case be these, its people what they are, and its steps what follows."""
    facts, decision = weigh(replace(facts, concerned=frozenset()), subjects(case), case.school)
    case.facts = fact_sheet.as_json(facts)
    case.decision = decide.as_json(decision)
    case.title = title(facts, spoken=case.opened_from == Case.CONVERSATION)
    case.save(update_fields=["facts", "decision", "title"])
    keep_version(case, viewer.person)
    _shut_away(viewer, case)
    lay_steps(case, decision)
    pass_on(viewer, case)
    clauses = sorted({clause for step in decision.steps for clause in step.clauses})
    keep(case, viewer.person, "case.decided", refs=_policy(decision), clauses=tuple(clauses))
    _alarm(viewer, case, facts)
    return decision


def _shut_away(viewer: Viewer, case: Case) -> None:
    """What a person knows of a picture holds for all that came with it, whatever a machine read.

    A letter's file, a live link, a copy that waits and one that was saved are offered to nobody from
    now on. It is not undone by other facts: who was wrong about it was wrong on the safe side.
    """
    cases = together(case)
    if all(may_be_fetched(one) for one in cases):
        return
    matters = {one.matter_id for one in cases}
    Mention.objects.filter(matter__in=matters).update(child_image=True, hurts=True)
    lock_captures(matters=matters, actor=viewer.person.id)
    if may_be_fetched(case):  # a case that was joined to it says so
        case.child_image = True
        case.save(update_fields=["child_image"])


def decide_again(viewer: Viewer, case: Case) -> Decision:
    """The same facts, where the people of a case changed."""
    return decide_case(viewer, case, fact_sheet.read(case.facts))


def _alarm(viewer: Viewer, case: Case, facts: Facts) -> None:
    """Danger that a person sees is told on at once, like danger that the desk sees."""
    image = case.child_image or Conduct.INTIMATE_IMAGE_OF_CHILD in facts.conduct
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


def capture_if_asked(viewer: Viewer, case: Case, decision: Decision) -> None:
    """The evidence is kept once, when the policy asks for it: a page is saved where there is one.

    A picture that one of us brought, or that came with a letter, is evidence already: it was kept
    as it was given, with its seal. Words that may concern a sexual image of a child are never
    fetched by the desk itself, and a picture beside them is nobody's evidence here.
    """
    if not may_be_fetched(case):
        return
    asked = any(step.action == Action.CAPTURE_EVIDENCE for step in decision.steps)
    if asked and brought(case.matter_id):
        mark_done(case, Action.CAPTURE_EVIDENCE, by=None)
    if asked and case.address and not case.matter.capture_set.exists():
        ask_capture(
            school=case.school,
            matter=case.matter,
            address=case.address,
            by=viewer.person,
            reason="A case was opened",
        )
