"""Loads the register of ways to report, and refuses a row that is half-understood."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from goodname.core.act.deadlines import Duration
from goodname.core.act.packs import ACTIONS, CARRIES, Ask, Item, Known, Route, Who
from goodname.core.decide.registers import GOOD_FOR
from goodname.core.words import Action, Conduct, Unreadable

_FIELDS = frozenset(Route.__dataclass_fields__) - {"conduct"} | {"harm"}


@cache
def routes() -> tuple[Route, ...]:
    """Every way, in the order of the register. Raises Unreadable for a row that says what is unknown."""
    text = (files("goodname.data") / "facts" / "routes.toml").read_text(encoding="utf-8")
    return read(tomllib.loads(text))


def route(name: str) -> Route | None:
    return next((one for one in routes() if one.id == name), None)


def verified(one: Route, today: date) -> bool:
    """Whether a row is young and sure enough to be relied on, as in the other registers."""
    return one.read is not None and (today - one.read).days <= GOOD_FOR[one.confidence]


def read(table: Mapping[str, Any]) -> tuple[Route, ...]:
    """The ways of one register as its file gives them. Raises Unreadable."""
    found = tuple(_route(row, table) for row in table["route"])
    names = [one.id for one in found]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Unreadable(f"route: {', '.join(twice)} stands there twice")
    return found


def _route(given: Mapping[str, Any], table: Mapping[str, Any]) -> Route:
    row = dict(table["platform_report"] | given) if "platform" in given else dict(given)
    name = str(row.get("id", "?"))
    if unknown := sorted(set(row) - _FIELDS):
        raise Unreadable(f"{name}: {', '.join(unknown)} is no field")
    try:
        harm = table["harm"][row.pop("harm", "content")]
        made = Route(
            **row
            | {
                "action": Action(row["action"]),
                "who": tuple(Who(one) for one in row["who"]),
                "conduct": frozenset(Conduct(one) for one in harm),
                "asks": tuple(_ask(one, table) for one in row.get("asks", ())),
                "mind": tuple(row.get("mind", ())),
                "letter": {Who(who): said for who, said in row.get("letter", {}).items()},
                "say": tuple(row.get("say", ())),
                "attach": frozenset(Item(one) for one in row.get("attach", ())),
                "never": frozenset(Item(one) for one in row.get("never", ())),
            }
        )
        Duration.read(made.chase)
    except (KeyError, TypeError, ValueError) as fault:
        raise Unreadable(f"{name}: {fault}") from fault
    if made.action not in ACTIONS or not made.who or made.confidence not in GOOD_FOR:
        raise Unreadable(f"{name}: its action, who or confidence is not allowed")
    if made.attach & made.never:
        raise Unreadable(f"{name}: the same thing is attached and never attached")
    if too_much := [one.id for one in made.asks if not _may_ask(made, one)]:
        raise Unreadable(f"{name}: it asks for {', '.join(too_much)}, which it must never have")
    return made


def _ask(name: str, table: Mapping[str, Any]) -> Ask:
    row = table["ask"][name]
    known = Known(row["known"]) if "known" in row else None
    return Ask(name, label=row["label"], question=row["question"], known=known)


def _may_ask(made: Route, one: Ask) -> bool:
    if one.known is Known.PEOPLE:
        return made.names
    return one.known is None or CARRIES.get(one.known) not in made.never
