"""The rules that hold whatever a school writes, as data that the proof holds every cell against.

A rule speaks of the facts in its `when`, and of the actions that it names. It looks at nothing else,
so it can be proved with the rows for these actions alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from goodname.core.decide.conditions import Check, When
from goodname.core.words import VOICE, Action, Author, Forbidden, Force, Office, Step

A = Action
ALWAYS = When()
ASKING_AWAY = (A.REQUEST_DELETION, A.CHECK_REMOVAL, A.REPORT_TO_PLATFORM, A.CONTACT_POSH)
PUNISHING = (*ASKING_AWAY, A.APPLY_BEHAVIOUR_POLICY, A.APPLY_STAFF_HANDBOOK)
TELLING = (A.NOTIFY_DSL, A.NOTIFY_HEADTEACHER, A.NOTIFY_CHAIR_OF_GOVERNORS, A.CONSULT_LADO)
OWN = {
    A.NOTIFY_DSL: Office.DSL,
    A.NOTIFY_HEADTEACHER: Office.HEADTEACHER,
    A.NOTIFY_CHAIR_OF_GOVERNORS: Office.CHAIR_OF_GOVERNORS,
}


@dataclass(frozen=True)
class Answer:
    """What the rows looked at come to, for somebody concerned or for nobody."""

    steps: tuple[Step, ...]
    forbidden: tuple[Forbidden, ...]
    concerned: frozenset[str]
    first: frozenset[Action]  # those that come before all others

    def asks(self, *actions: Action) -> Step | None:
        """The first step with one of these actions."""
        return next((step for step in self.steps if step.action in actions), None)

    def musts(self, action: Action) -> bool:
        step = self.asks(action)
        return step is not None and step.force == Force.MUST

    def bars(self, *actions: Action) -> bool:
        return {*actions} <= {no.action for no in self.forbidden}

    def before(self, first: Action, then: Action) -> bool:
        """Whether `first` is done before `then`, or `then` is not done at all."""
        order = [step.action for step in self.steps]
        return then not in order or (first in order and order.index(first) < order.index(then))


@dataclass(frozen=True)
class Rule:
    """`says` is the rule in a sentence; `over` are the actions that it looks at.

    A rule about several actions can be proved with each alone unless it looks at them `together`.
    Without any it looks at every step.
    """

    id: str
    says: str
    over: tuple[Action, ...]
    holds: Callable[[Answer], bool]
    when: When = ALWAYS
    together: bool = False
    kind: str = "broken_rule"


def _never(name: str, says: str, over: tuple[Action, ...], when: When) -> Rule:
    """None of these actions is asked for while `when` holds."""
    return Rule(name, says, over, lambda answer: answer.asks(*over) is None, when)


def _one(field: str, *values: str) -> Check:
    return Check(field, "in", frozenset(values))


def _all_but(author: Author) -> Check:
    return Check("author", "in", frozenset(Author) - {author})


def _in_own_case(answer: Answer) -> bool:
    return not any({step.owner, step.to} & answer.concerned for step in answer.steps)


def _told_of_own_case(answer: Answer) -> bool:
    return not any(OWN.get(step.action) in answer.concerned for step in answer.steps)


def _told_by_name(answer: Answer) -> bool:
    return all(OWN.get(step.action, step.to) == step.to for step in answer.steps)


def _cited(answer: Answer) -> bool:
    return all(step.clauses and step.why.strip() for step in answer.steps)


_FAIR = Check("conduct", "only", frozenset(VOICE))
_INTIMATE = Check("conduct", "any", frozenset({"intimate_image_of_child"}))
_TOO_YOUNG = Check("conduct", "any", frozenset({"underage_account"}))
_ONLY_TOO_YOUNG = Check("conduct", "only", frozenset(VOICE) | {"underage_account"})

RULES = (
    Rule("cited", "Each step cites a clause and says why.", (), _cited),
    Rule(
        "own_case",
        "Nobody owns or receives a step about themselves.",
        (),
        _in_own_case,
        kind="self_owned",
    ),
    Rule(
        "own_news",
        "Nobody is told of their own case; a stand-in is.",
        TELLING,
        _told_of_own_case,
        kind="self_owned",
    ),
    Rule("told_by_name", "Who is told is who the action names.", TELLING, _told_by_name),
    _never(
        "voice",
        "Praise, questions, criticism and concerns are never taken down, chased, reported or punished.",
        PUNISHING,
        When(tests=(_FAIR,)),
    ),
    _never(
        "voice_police",
        "Fair words that put nobody in danger are no matter for the police.",
        (A.CONTACT_POLICE,),
        When(tests=(_FAIR, _one("danger", "none"))),
    ),
    Rule(
        "evidence_first",
        "Evidence is kept before anybody is asked to delete.",
        (A.CAPTURE_EVIDENCE, A.REQUEST_DELETION),
        lambda answer: answer.before(A.CAPTURE_EVIDENCE, A.REQUEST_DELETION),
        together=True,
    ),
    Rule(
        "evidence_must",
        "Evidence must be kept where somebody is first asked to delete.",
        (A.CAPTURE_EVIDENCE, A.REQUEST_DELETION),
        lambda answer: (
            answer.asks(A.REQUEST_DELETION) is None
            or answer.asks(A.CAPTURE_EVIDENCE) is None  # which the rule before this one finds
            or answer.musts(A.CAPTURE_EVIDENCE)
        ),
        When(tests=(_one("removal", "not_asked"),)),
        together=True,
    ),
    Rule(
        "intimate_untouched",
        "The school never looks at, copies or asks for the deletion of an intimate image of a child.",
        (A.CAPTURE_EVIDENCE, A.REQUEST_DELETION, A.CHECK_REMOVAL),
        lambda answer: (
            answer.bars(A.CAPTURE_EVIDENCE, A.REQUEST_DELETION)
            and answer.asks(A.CHECK_REMOVAL) is None
        ),
        When(tests=(_INTIMATE,)),
        together=True,
    ),
    _never(
        "intimate_not_uploaded",
        "The school never passes an intimate image of a child on; the child has Report Remove.",
        (A.REPORT_TO_PLATFORM,),
        When(tests=(_INTIMATE,)),
    ),
    Rule(
        "intimate_police",
        "An intimate image of a child goes to the police.",
        (A.CONTACT_POLICE,),
        lambda answer: answer.musts(A.CONTACT_POLICE),
        When(tests=(_INTIMATE,)),
    ),
    Rule(
        "intimate_told",
        "The safeguarding lead, or their stand-in, is told of an intimate image of a child.",
        TELLING,
        lambda answer: any(answer.musts(action) for action in TELLING),
        When(tests=(_INTIMATE,)),
        together=True,
    ),
    Rule(
        "intimate_removed",
        "The child is shown Report Remove.",
        (A.HAND_TO_REPORT_REMOVE,),
        lambda answer: answer.asks(A.HAND_TO_REPORT_REMOVE) is not None,
        When(tests=(_INTIMATE,)),
    ),
    _never(
        "behaviour_policy",
        "The behaviour policy is for pupils.",
        (A.APPLY_BEHAVIOUR_POLICY,),
        When(tests=(_all_but(Author.PUPIL),)),
    ),
    _never(
        "staff_handbook",
        "The staff handbook is for staff.",
        (A.APPLY_STAFF_HANDBOOK,),
        When(tests=(_all_but(Author.STAFF),)),
    ),
    _never(
        "too_young",
        "To hold an account too young is by itself no offence.",
        PUNISHING,
        When(tests=(_TOO_YOUNG, _ONLY_TOO_YOUNG)),
    ),
    _never(
        "too_young_police",
        "An account held too young is no matter for the police or for Prevent.",
        (A.CONTACT_POLICE, A.REFER_PREVENT),
        When(tests=(_TOO_YOUNG, _ONLY_TOO_YOUNG, _one("danger", "none"))),
    ),
    Rule(
        "danger_first",
        "In immediate danger the police are the first step, and a must.",
        (A.CONTACT_POLICE,),
        lambda answer: (
            answer.musts(A.CONTACT_POLICE)
            and answer.steps[0].action == A.CONTACT_POLICE
            and A.CONTACT_POLICE in answer.first
        ),
        When(tests=(_one("danger", "immediate"),)),
    ),
    _never(
        "removed",
        "What is removed is not chased, reported or asked for again.",
        ASKING_AWAY,
        When(tests=(_one("removal", "removed"),)),
    ),
    _never(
        "no_accounts",
        "Nothing is ever posted from an account in the school's name.",
        (A.REPLY_FROM_OFFICIAL_ACCOUNT,),
        ALWAYS,
    ),
)
