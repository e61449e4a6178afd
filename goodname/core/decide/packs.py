"""Reads the tables of policy packs into a Policy, and refuses any table that is not closed.

The tables are those of a literate TOML file, already parsed. Everything is checked here that can be
checked without facts: ids, words, durations, and that each clause is fulfilled by rows or a page.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from goodname.core.decide import closed, tables
from goodname.core.decide.conditions import KEYS, Condition, read_when
from goodname.core.decide.policy import (
    UNITS,
    Ask,
    Claim,
    Clause,
    Contact,
    First,
    Forbid,
    Gap,
    Pack,
    Policy,
    Reference,
    Row,
    StandIn,
    Telling,
    minutes,
)
from goodname.core.decide.tables import Table
from goodname.core.words import Action, Force, Office, Role, Unreadable

KINDS = ("duty", "aim", "fact")
_PACK = ("id", "title", "version", "edition", "date", "review", "about", "adds_to")
_FILE = ("pack", "condition", "clause", "telling", "order", "contact")
_CLAUSE = (
    *("id", "kind", "title", "text", "place", "page", "row", "stand_in", "first"),
    *("statements", "gap", "claim", "reference"),
)
_ASK = ("ask", "force", "owner", "to", "within", "within_unit", "why", "locked", "choice")
_FORBID = ("forbid", "why", "locked")


def read(*packs: Table, platforms: Mapping[str, int | None] | None = None) -> Policy:
    """One policy of one or more packs, the school's own pack first.

    Raises Unreadable, naming the table, where a pack is not closed: an unknown key or word, a
    name that nothing defines or two things define, a pack that another one needs and that is not
    there. Whether it decides well is for the check. The version ends in a digest of everything
    that a decision depends on.
    """
    tellings = {telling.action: telling for pack in packs for telling in _tellings(pack)}
    read_packs = tuple(_pack(pack, tellings) for pack in packs)
    written = json.dumps([packs, dict(platforms or {})], sort_keys=True, default=str)
    digest = hashlib.sha256(written.encode()).hexdigest()
    policy = Policy(
        id=read_packs[0].id,
        version=f"{read_packs[0].version}+{digest[:12]}",
        packs=read_packs,
        platforms=MappingProxyType(dict(platforms or {})),
    )
    closed.check(policy)
    return policy


def _pack(table: Table, tellings: Mapping[Action, Telling]) -> Pack:
    head = tables.table(table.get("pack"), "pack")
    tables.only(table, _FILE, "file")
    tables.only(head, _PACK, "pack")
    name = tables.text(head, "id", "pack")
    return Pack(
        id=name,
        title=tables.text(head, "title", name),
        version=tables.text(head, "version", name),
        edition=tables.text(head, "edition", name),
        date=tables.day(head, "date", name),
        review=tables.day(head, "review", name) if "review" in head else None,
        about=tables.text(head, "about", name),
        adds_to=tuple(tables.words(head.get("adds_to", []), f"{name}.adds_to")),
        clauses=tuple(_clause(row, name, tellings) for row in tables.rows(table, "clause", name)),
        conditions=tuple(_condition(row, name) for row in tables.rows(table, "condition", name)),
        tellings=tuple(_tellings(table)),
        order=tuple(
            tables.word(Action, word, "order")
            for word in tables.words(table.get("order", []), name)
        ),
        contacts=tuple(_contact(row, name) for row in tables.rows(table, "contact", name)),
    )


def _condition(table: Table, pack: str) -> Condition:
    place = f"condition {tables.text(table, 'id', pack)}"
    tables.only(table, ("id", "reads", "otherwise", *KEYS), place)
    return Condition(
        id=tables.text(table, "id", place),
        reads=tables.text(table, "reads", place),
        otherwise=tables.text(table, "otherwise", place),
        when=read_when(table, place),
    )


def _clause(table: Table, pack: str, tellings: Mapping[Action, Telling]) -> Clause:
    name = tables.text(table, "id", f"clause of {pack}")
    tables.only(table, _CLAUSE, name)
    if tables.text(table, "kind", name) not in KINDS:
        raise Unreadable(f"{name}.kind: must be one of {', '.join(KINDS)}")
    rows = tuple(
        _row(row, name, f"{name} row {number}", tellings)
        for number, row in enumerate(tables.rows(table, "row", name), start=1)
    )
    return Clause(
        id=name,
        pack=pack,
        kind=tables.text(table, "kind", name),
        title=tables.text(table, "title", name),
        text=tables.text(table, "text", name),
        place=tables.text(table, "place", name),
        page=str(table.get("page", "")),
        rows=rows,
        stand_ins=tuple(_stand_in(row, name) for row in tables.rows(table, "stand_in", name)),
        first=tuple(_first(row, name) for row in tables.rows(table, "first", name)),
        statements=tuple(tables.words(table.get("statements", []), f"{name}.statements")),
        gaps=tuple(_gap(row, name) for row in tables.rows(table, "gap", name)),
        claims=tuple(_claim(row, name) for row in tables.rows(table, "claim", name)),
        references=tuple(_reference(row, name) for row in tables.rows(table, "reference", name)),
    )


def _gap(table: Table, clause: str) -> Gap:
    place = f"{clause} gap"
    tables.only(table, ("silent", "choice"), place)
    return Gap(tables.text(table, "silent", place), tables.text(table, "choice", place))


def _claim(table: Table, clause: str) -> Claim:
    place = f"{clause} claim"
    tables.only(table, ("about", "value"), place)
    return Claim(tables.text(table, "about", place), tables.text(table, "value", place))


def _reference(table: Table, clause: str) -> Reference:
    place = f"{clause} reference"
    tables.only(table, ("to", "written", "leads_to"), place)
    return Reference(
        to=tables.text(table, "to", place),
        written=tables.text(table, "written", place),
        leads_to=tables.text(table, "leads_to", place) if table.get("leads_to") else "",
    )


def _contact(table: Table, pack: str) -> Contact:
    place = f"contact of {pack}"
    tables.only(table, ("role", "use", "helpline"), place)
    return Contact(
        role=tables.text(table, "role", place),
        use=tables.text(table, "use", place),
        helpline=tables.text(table, "helpline", place) if table.get("helpline") else "",
    )


def _row(table: Table, clause: str, place: str, tellings: Mapping[Action, Telling]) -> Row:
    if "forbid" in table:
        tables.only(table, (*KEYS, *_FORBID), place)
        return Forbid(
            clause=clause,
            when=read_when(table, place),
            actions=tuple(
                tables.word(Action, word, f"{place}.forbid")
                for word in tables.words(table["forbid"], f"{place}.forbid")
            ),
            why=tables.text(table, "why", place),
            locked=tables.flag(table, "locked", place),
        )
    tables.only(table, (*KEYS, *_ASK), place)
    action = tables.word(Action, table.get("ask"), f"{place}.ask")
    telling = tellings.get(action)
    if telling and ("owner" in table or "to" in table):
        raise Unreadable(f"{place}: who tells whom of {action} is said once, in its telling table")
    owner = telling.owner if telling else tables.word(Role, table.get("owner"), f"{place}.owner")
    to = telling.to if telling else tables.maybe(Role, table.get("to"), f"{place}.to")
    within, unit = _time(table, place)
    return Ask(
        clause=clause,
        when=read_when(table, place),
        action=action,
        force=tables.word(Force, table.get("force"), f"{place}.force"),
        owner=owner,
        to=to,
        within=within,
        within_unit=unit,
        why=tables.text(table, "why", place),
        locked=tables.flag(table, "locked", place),
        choice=str(table.get("choice", "")),
    )


def _time(table: Table, place: str) -> tuple[str | None, str]:
    unit = table.get("within_unit", "school_days")
    if unit not in UNITS:
        raise Unreadable(f"{place}.within_unit: must be one of {', '.join(UNITS)}")
    if "within" not in table:
        return None, str(unit)
    within = tables.text(table, "within", place)
    if "W" in within and unit == "school_days":
        raise Unreadable(f"{place}.within: school days are counted in days, weeks need calendar")
    if minutes(within) % (24 * 60) and unit == "school_days":
        raise Unreadable(f"{place}.within: school days are counted whole, hours need calendar")
    if not table.get("choice"):
        raise Unreadable(f"{place}.choice: must say who chose this time and why")
    return within, str(unit)


def _stand_in(table: Table, clause: str) -> StandIn:
    place = f"{clause} stand_in"
    tables.only(table, ("for", "does", "told", "why", "locked"), place)
    found = StandIn(
        clause=clause,
        office=tables.word(Office, table.get("for"), f"{place}.for"),
        does=tuple(
            tables.word(Role, word, place) for word in tables.words(table.get("does"), place)
        ),
        told=tuple(
            tables.word(Role, word, place) for word in tables.words(table.get("told"), place)
        ),
        why=tables.text(table, "why", place),
    )
    offices = {Role(office) for office in Office}
    for stand_ins in (found.does, found.told):
        if not stand_ins or stand_ins[-1] in offices or Role(found.office) in stand_ins:
            raise Unreadable(f"{place} for {found.office}: must end outside the four offices")
    return found


def _first(table: Table, clause: str) -> First:
    tables.only(table, (*KEYS, "action", "locked"), f"{clause} first")
    action = tables.word(Action, table.get("action"), f"{clause} first.action")
    return First(clause=clause, action=action, when=read_when(table, f"{clause} first"))


def _tellings(table: Table) -> Iterable[Telling]:
    for row in tables.rows(table, "telling", "file"):
        tables.only(row, ("action", "to", "owner"), "telling")
        yield Telling(
            action=tables.word(Action, row.get("action"), "telling.action"),
            to=tables.word(Role, row.get("to"), "telling.to"),
            owner=tables.word(Role, row.get("owner"), "telling.owner"),
        )
