"""What a row of a policy may ask of the facts, and how named conditions unfold into plain tests.

A row tests a set of words (conduct, towards, concerned) only by four questions: `any` of these,
`none` of these, `only` these, something `beyond` these. Nothing counts how many there are, so a
long list of conduct can always be reduced to a short one that gives the same answers. The checker
that proves a policy rests on this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from goodname.core.words import (
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Office,
    Removal,
    Towards,
    Unreadable,
)

AGES = ("below_minimum", "at_or_above_minimum", "unknown")

ONE: dict[str, tuple[str, ...]] = {
    "author": tuple(Author),
    "audience": tuple(Audience),
    "danger": tuple(Danger),
    "exception": tuple(ContactException),
    "removal": tuple(Removal),
    "unresolved": ("true", "false"),
    "age": AGES,
}
MANY: dict[str, tuple[str, ...]] = {
    "conduct": tuple(Conduct),
    "towards": tuple(Towards),
    "concerned": tuple(Office),
}
DOMAIN = ONE | MANY
QUESTIONS = ("any", "none", "only", "beyond")
_OPPOSITE = {"any": "none", "none": "any", "only": "beyond", "beyond": "only"}


@dataclass(frozen=True)
class Check:
    """One question about one field: `how` is "in" for a field with one value, else a QUESTION."""

    field: str
    how: str
    values: frozenset[str]

    def opposite(self) -> Check:
        if self.how == "in":
            return Check(self.field, "in", frozenset(DOMAIN[self.field]) - self.values)
        return Check(self.field, _OPPOSITE[self.how], self.values)


@dataclass(frozen=True)
class When:
    """All of: the named conditions, none of the excepted ones, every test, and one of `either`."""

    where: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    tests: tuple[Check, ...] = ()
    either: tuple[When, ...] = ()


@dataclass(frozen=True)
class Condition:
    """A condition with a name; `reads` and `otherwise` say it, and its opposite, in English."""

    id: str
    reads: str
    otherwise: str
    when: When


Term = frozenset[Check]
KEYS = ("where", "except", "either", *DOMAIN)


def read_when(table: Mapping[str, object], place: str) -> When:
    """The conditions written in one table; `place` names the table in an error."""
    return When(
        where=_ids(table.get("where", []), f"{place}.where"),
        unless=_ids(table.get("except", []), f"{place}.except"),
        tests=tuple(
            test
            for field in DOMAIN
            if field in table
            for test in _tests(field, table[field], place)
        ),
        either=tuple(
            _either(part, f"{place}.either") for part in _rows(table.get("either", []), place)
        ),
    )


def unfold(when: When, named: Mapping[str, Condition]) -> tuple[Term, ...]:
    """The same condition as alternatives of plain tests: one of the terms must hold whole."""
    return _unfold(when, named, {})


def _unfold(
    when: When, named: Mapping[str, Condition], known: dict[str, tuple[Term, ...]]
) -> tuple[Term, ...]:
    """`known` has the names that are unfolded already: one may be used a thousand times."""
    for name in (*when.where, *when.unless):
        if name not in known:
            known[name] = _unfold(named[name].when, named, known)
    parts: list[Iterable[Term]] = [[frozenset(when.tests)]]
    parts += [known[name] for name in dict.fromkeys(when.where)]
    parts += [_negate(known[name]) for name in dict.fromkeys(when.unless)]
    if when.either:
        parts.append([term for part in when.either for term in _unfold(part, named, known)])
    return _joined(parts)


def _negate(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return _joined([[frozenset({test.opposite()}) for test in term] for term in terms])


def _joined(parts: list[Iterable[Term]]) -> tuple[Term, ...]:
    joined = (_simplify(frozenset().union(*choice)) for choice in product(*parts))
    terms = dict.fromkeys(term for term in joined if term is not None)
    return tuple(term for term in terms if not any(other < term for other in terms))


def _simplify(term: Term) -> Term | None:
    """One test a field where several mean one; None when the term can never hold."""
    kept: list[Check] = [test for test in term if test.how in ("any", "beyond")]
    for how in ("in", "none", "only"):
        for field in DOMAIN:
            found = [test.values for test in term if (test.field, test.how) == (field, how)]
            if not found:
                continue
            first, rest = found[0], found[1:]
            values = first.union(*rest) if how == "none" else first.intersection(*rest)
            if how == "in" and not values:
                return None
            kept.append(Check(field, how, values))
    return frozenset(kept)


def _tests(field: str, value: object, place: str) -> list[Check]:
    if field in ONE:
        words = [str(value).lower()] if isinstance(value, bool) else value
        return [Check(field, "in", _values(field, words, place))]
    if not isinstance(value, Mapping) or not value:
        raise Unreadable(f"{place}.{field}: must be a table of {', '.join(QUESTIONS)}")
    unknown = [how for how in value if how not in QUESTIONS]
    if unknown:
        raise Unreadable(
            f"{place}.{field}: has no question {unknown[0]}, only {', '.join(QUESTIONS)}"
        )
    return [Check(field, how, _values(field, words, place)) for how, words in value.items()]


def _values(field: str, words: object, place: str) -> frozenset[str]:
    values = _ids(words, f"{place}.{field}")
    for value in values:
        if value not in DOMAIN[field]:
            allowed = ", ".join(DOMAIN[field])
            raise Unreadable(f"{place}.{field}: does not know {value}, allowed are {allowed}")
    if not values:
        raise Unreadable(f"{place}.{field}: is empty, so nothing could ever match it")
    return frozenset(values)


def _ids(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise Unreadable(f"{place}: must be a list of ids")
    return tuple(value)


def _rows(value: object, place: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise Unreadable(f"{place}.either: must be a list of tables")
    return value


def _either(table: Mapping[str, object], place: str) -> When:
    if not table:
        raise Unreadable(f"{place}: is empty, so it would always hold")
    unknown = [key for key in table if key not in KEYS]
    if unknown:
        raise Unreadable(f"{place}: does not know {unknown[0]}, allowed are {', '.join(KEYS)}")
    return read_when(table, place)
