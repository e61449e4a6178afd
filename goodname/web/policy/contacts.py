"""Whom to ask: the people of the school by their office, and bodies outside it with what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from goodname.core.decide.policy import Pack
from goodname.core.words import Role
from goodname.data import registers
from goodname.data.registers import Helpline
from goodname.web.ui.wording import sentence

from .labels import ROLES


def contacts(pack: Pack, office: str) -> Iterator[dict[str, Any]]:
    """Each contact once, in the order of the pack, with all that it is for.

    Who is inside the school is written to at the address of the office.
    """
    used: dict[str, list[str]] = {}
    for contact in pack.contacts:
        used.setdefault(contact.helpline or contact.role, []).append(contact.use)
    inside = {contact.role for contact in pack.contacts if not contact.helpline}
    for key, uses in used.items():
        if key in inside:
            name = sentence(f"the {ROLES[Role(key)]}" if key in set(Role) else key)
            yield {"name": name, "uses": uses, "email": office}
        elif key in _bodies():
            yield {"uses": uses} | _told(_bodies()[key])
        else:
            yield {
                "name": sentence(key.replace("_", " ")),
                "uses": uses,
                "doubt": "not in our list",
            }


def _told(body: Helpline) -> dict[str, Any]:
    doubt = "" if body.state == "open" else body.state
    if not doubt and (body.confidence == "low" or body.read is None):
        doubt = "nobody could confirm this"
    return {
        "name": body.name,
        "phone": body.phone,
        "dial": "".join(body.phone.split()),
        "email": body.email,
        "url": body.url,
        "hours": body.hours,
        "first": body.first,
        "not_for": body.not_for,
        "doubt": doubt,
    }


@cache
def _bodies() -> dict[str, Helpline]:
    return {body.id: body for body in registers.helplines()}
