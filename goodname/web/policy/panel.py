"""A decision in words: what is asked and what is not allowed, as ui/_policy_panel.html takes it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from goodname.core.words import Action, Decision, Role
from goodname.web.accounts.models import School
from goodname.web.ui import wording
from goodname.web.ui.clauses import named

from .labels import ACTIONS, ROLES


def asked(
    decision: Decision | Mapping[str, Any], *, known: bool = False, school: School | None = None
) -> list[dict[str, Any]]:
    """The panel for a decision that nobody has taken up yet: no buttons, no dates.

    `known` leaves out that it be written down, where the desk has written it down already. Clauses have
    the titles of the policy of `school`.
    """
    steps = (
        [asdict(s) for s in decision.steps] if isinstance(decision, Decision) else decision["steps"]
    )
    return [
        {
            "action_label": ACTIONS[Action(step["action"])],
            "force": str(step["force"]),
            "owner_label": f"the {ROLES[Role(step['owner'])]}",
            "due_label": _within(step["within"], step["within_unit"]),
            "clauses": named(step["clauses"], school),
            "why": step["why"],
            "state": "waiting",
        }
        for step in steps
        if not (known and step["action"] == Action.RECORD)
    ]


def _within(within: str | None, unit: str) -> str:
    if not within:
        return ""
    if within == "P0D":
        return "today"
    number = "".join(letter for letter in within if letter.isdigit())
    what = "hour" if within.endswith("H") else "school day" if unit == "school_days" else "day"
    return f"within {wording.count(int(number), what)}"


def forbidden(
    decision: Decision | Mapping[str, Any], *, school: School | None = None
) -> list[dict[str, Any]]:
    """What is not allowed, and why. What is not allowed for one and the same reason is one line."""
    bans = (
        [asdict(b) for b in decision.forbidden]
        if isinstance(decision, Decision)
        else decision["forbidden"]
    )
    lines: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    for ban in bans:
        label, reason = ACTIONS[Action(ban["action"])], (ban["why"], tuple(ban["clauses"]))
        if reason in lines:
            lines[reason]["action_label"] += f"; {label[:1].lower()}{label[1:]}"
        else:
            clauses = named(ban["clauses"], school)
            lines[reason] = {"action_label": label, "clauses": clauses, "why": ban["why"]}
    return list(lines.values())
