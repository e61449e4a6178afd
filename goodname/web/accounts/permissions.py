"""Who may do what, by role: one table, and nothing else decides it."""

from goodname.core.words import Role

LEADERS = frozenset({Role.HEADTEACHER, Role.DSL, Role.ONLINE_SAFETY_LEAD})
DESK = LEADERS | {Role.OFFICE}
# Roles that one person, or the few of one room, hold.
OFFICES = LEADERS | {Role.OFFICE, Role.CHAIR_OF_GOVERNORS, Role.DPO}
EVERYONE = frozenset(Role)
OWN = frozenset({"account.own"})  # for whoever is signed in, with a role or without

PERMISSIONS: dict[str, frozenset[Role]] = {
    "today.see": EVERYONE,
    "policy.read": EVERYONE,
    "policy.change": LEADERS,  # writes a draft; it changes nothing until it is approved
    "policy.approve": frozenset({Role.HEADTEACHER}),
    "told.tell": EVERYONE,
    "inbox.read": DESK,
    "inbox.act": DESK,
    # One mention: the chair of governors reads those that may be about the headteacher, and no list.
    "inbox.one": DESK | {Role.CHAIR_OF_GOVERNORS},
    # A look at one person's own page is asked for by the desk, and answered by these.
    "looks.see": DESK | {Role.CHAIR_OF_GOVERNORS},
    "looks.answer": frozenset({Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS}),
    "alerts.read": LEADERS,
    "alerts.change": frozenset({Role.HEADTEACHER, Role.DSL}),
    "sources.read": DESK,
    "sources.change": frozenset({Role.HEADTEACHER, Role.ONLINE_SAFETY_LEAD}),
    # Which cases a person may see is narrowed further by cases.queries: need-to-know.
    "cases.read": DESK | {Role.CHAIR_OF_GOVERNORS, Role.DPO},
    # The chair finds only what was passed on as being about the headteacher.
    "cases.open": LEADERS | {Role.CHAIR_OF_GOVERNORS},
    "cases.act": DESK | {Role.CHAIR_OF_GOVERNORS, Role.DPO},
    "cases.lead": LEADERS | {Role.CHAIR_OF_GOVERNORS},
    # A step that was given to one person opens to them, and nothing else of its case.
    "steps.do": EVERYONE,
    "absences.own": EVERYONE,
    "quiet.change": frozenset({Role.HEADTEACHER}),
    "evidence.read": LEADERS | {Role.CHAIR_OF_GOVERNORS},
    # The lesson log tells of no case: figures in steps of five, and lessons.
    "lessons.read": LEADERS | {Role.CLASS_TEACHER},
    "lessons.change": LEADERS | {Role.CLASS_TEACHER},
    # Figures and closed cases, each as far as the viewer may see what they are made of.
    "answers.read": LEADERS,
    "ledger.read": LEADERS,
    "seal.keep": frozenset({Role.HEADTEACHER}),
}


def may(roles: frozenset[Role], permission: str) -> bool:
    """Whether anyone with these roles may; an unknown permission is a mistake and is loud."""
    return permission in OWN or bool(roles & PERMISSIONS[permission])
