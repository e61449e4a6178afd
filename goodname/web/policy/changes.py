"""Two versions of a policy beside each other: rules added, removed and changed, as sentences."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from goodname.core.decide.policy import Ask, Clause, Policy, Row
from goodname.core.decide.reading import sentence


@dataclass(frozen=True)
class Rule:
    """A rule as it is read: its sentence, why, and who chose its time."""

    sentence: str
    why: str
    choice: str = ""


@dataclass(frozen=True)
class Change:
    """One rule before and after; None on the side where there is none."""

    before: Rule | None
    after: Rule | None

    @property
    def kind(self) -> str:
        if self.before and self.after:
            return "changed"
        return "added" if self.after else "removed"


@dataclass(frozen=True)
class Changed:
    """A clause with something different in it; `text` is its own words, where they differ."""

    id: str
    title: str
    changes: tuple[Change, ...]
    words: tuple[str, str] | None = None


def between(old: Policy, new: Policy) -> list[Changed]:
    """The clauses of the school's own pack that differ, in the order of the newer document."""
    was = {clause.id: clause for clause in old.packs[0].clauses}
    now = {clause.id: clause for clause in new.packs[0].clauses}
    found = []
    for clause_id in [*now, *(gone for gone in was if gone not in now)]:
        before, after = was.get(clause_id), now.get(clause_id)
        changes = tuple(_rules(_read(before, old), _read(after, new)))
        words = _words(before), _words(after)
        if changes or words[0] != words[1]:
            found.append(
                Changed(
                    id=clause_id,
                    title=(after or before).title,  # type: ignore[union-attr]
                    changes=changes,
                    words=words if words[0] != words[1] else None,
                )
            )
    return found


def _words(clause: Clause | None) -> str:
    return f"{clause.title}. {clause.text.strip()}" if clause else ""


def _read(clause: Clause | None, policy: Policy) -> list[tuple[object, Rule]]:
    """Each rule with what makes it the same rule as another one: what it asks for or forbids."""
    rows = clause.rows if clause else ()
    return [(_about(row), rule(row, policy)) for row in rows]


def rule(row: Row, policy: Policy) -> Rule:
    return Rule(sentence(row, policy), row.why, getattr(row, "choice", ""))


def _about(row: Row) -> object:
    return row.action if isinstance(row, Ask) else row.actions


def _rules(was: list[tuple[object, Rule]], now: list[tuple[object, Rule]]) -> list[Change]:
    same = SequenceMatcher(None, [r for _, r in was], [r for _, r in now], autojunk=False)
    found = []
    for kind, first, last, begin, end in same.get_opcodes():
        if kind == "equal":
            continue
        gone, come = was[first:last], now[begin:end]
        for about, after in come:
            pair = next((one for one in gone if one[0] == about), None)
            if pair:
                gone.remove(pair)
            found.append(Change(pair[1] if pair else None, after))
        found += [Change(before, None) for _, before in gone]
    return found


@dataclass(frozen=True)
class Piece:
    """Some words of a sentence, and whether the other sentence says something else there."""

    text: str
    differs: bool


def pieces(text: str, other: str) -> list[Piece]:
    """The sentence cut where it differs from another one; put together it is the sentence again.

    Where hardly anything is the same, nothing is marked: a page of marks says nothing.
    """
    mine, theirs = _words_of(text), _words_of(other)
    same = SequenceMatcher(None, mine, theirs, autojunk=False)
    if not other or same.ratio() < 0.4:
        return [Piece(text, False)]
    return [
        Piece("".join(mine[first:last]), kind != "equal")
        for kind, first, last, _, _ in same.get_opcodes()
        if first < last
    ]


def _words_of(text: str) -> list[str]:
    """Words, spaces and points, each on its own."""
    return re.findall(r"\w+|\s+|[^\w\s]", text)
