"""Says a row of a policy in plain English, as a governor would read it on the policy page."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from goodname.core.decide.conditions import Check, When
from goodname.core.decide.phrases import ACTIONS, FORBIDDEN, ROLES, SUBJECTS, VALUES
from goodname.core.decide.policy import First, Forbid, Policy, Row, StandIn
from goodname.core.words import Action, Facts, Force, Role


def sentence(row: Row | First, policy: Policy) -> str:
    """The whole row as one sentence, for instance "Where …: the Headteacher must …"."""
    said = conditions(row.when, policy)
    return _sentence(
        f"where {', and '.join(said)}: {duty(row)}" if said else f"always: {duty(row)}"
    )


def duty(row: Row | First) -> str:
    """What the row asks for or forbids, without its conditions."""
    if isinstance(row, First):
        return f"before anything else, {FORBIDDEN.get(row.action, ACTIONS[row.action])}".format(
            to="whom it is for"
        )
    if isinstance(row, Forbid):
        actions = [FORBIDDEN.get(action, ACTIONS[action]) for action in row.actions]
        return "nobody may " + listed(actions, "or").format(to="anybody")
    return asked(row.action, row.force, row.owner, row.to) + time(row.within, row.within_unit)


def asked(action: Action, force: Force, owner: Role, to: Role | None) -> str:
    """ "the Headteacher must ask the author to delete it"; also for a step of a decision."""
    if owner == to:
        return f"{ROLES[owner]} {force} know and take it on"
    return f"{ROLES[owner]} {force} {ACTIONS[action]}".format(
        to=ROLES[to] if to else "whom it is for"
    )


def time(within: str | None, unit: str) -> str:
    """ ", within two school days", or "" where there is no time."""
    if within is None:
        return ""
    number, letter = int(within.strip("PTWDHM")), within[-1]
    word = {"W": "week", "D": "day", "H": "hour", "M": "minute"}[letter]
    word = f"school {word}" if unit == "school_days" else word
    return f", within {_NUMBERS.get(number, number)} {word}{'' if number == 1 else 's'}"


def example(facts: Facts) -> str:
    """Facts in a sentence, what is as usual left out: "A parent wrote it, and there is an insult."."""
    said = [_values("author", "in", [facts.author]), _values("conduct", "any", facts.conduct)]
    if facts.towards:
        said.append(_values("towards", "any", facts.towards))
    if facts.concerned:
        said.append(_values("concerned", "any", facts.concerned))
    usual = Facts(facts.author, facts.conduct)
    for field in ("audience", "danger", "exception", "removal"):
        if getattr(facts, field) != getattr(usual, field):
            said.append(VALUES[field][getattr(facts, field)])
    if facts.unresolved:
        said.append(VALUES["unresolved"]["true"])
    if facts.author_age is not None:
        said.append(f"the author is {facts.author_age} years old")
    if facts.platform is not None:
        said.append(f"it is on {facts.platform.replace('_', ' ')}")
    return _sentence(listed(said, "and"))


def _values(field: str, how: str, values: Collection[str]) -> str:
    phrases = [phrase for value, phrase in VALUES[field].items() if value in values]
    return SUBJECTS[field, how].format(listed(phrases, "and"))


def stand_in(row: StandIn) -> str:
    """Who steps in for one office, said once for doing and once for being told."""
    office = ROLES[Role(row.office)]
    does = ", then ".join(ROLES[role] for role in row.does)
    told = ", then ".join(ROLES[role] for role in row.told)
    return _sentence(
        f"where {office} is concerned: in their place acts {does}; in their place is told {told}; "
        "each time the first who is not concerned too"
    )


def conditions(when: When, policy: Policy) -> list[str]:
    """Each condition of a row as a half-sentence that can follow "where"."""
    named = policy.conditions
    said = [named[name].reads for name in when.where]
    said += [named[name].otherwise for name in when.unless]
    said += [_test(test) for field in VALUES for test in when.tests if test.field == field]
    if when.either:
        parts = (listed(conditions(part, policy), "and") for part in when.either)
        said.append("either " + ", or ".join(parts))
    return said


def _test(test: Check) -> str:
    values = [phrase for value, phrase in VALUES[test.field].items() if value in test.values]
    joint = "nor" if test.how == "none" else "or"
    said = SUBJECTS.get((test.field, test.how), "{}").format(listed(values, joint))
    return said.replace("neither", "not") if test.how == "none" and len(values) == 1 else said


def listed(parts: Iterable[str], joint: str) -> str:
    """ "a, b or c"."""
    *most, last = parts
    return f"{', '.join(most)} {joint} {last}" if most else last


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


_NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 10: "ten"}
