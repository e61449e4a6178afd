"""`goodname decide`: what the policy asks for, given facts as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from goodname.commands.status import DONE, bad, read_bytes

if TYPE_CHECKING:
    from goodname.core.decide.policy import Policy
    from goodname.core.words import Facts

ABOUT = """\
Reads facts as JSON: one object a line, or one object over several lines, or an array. Prints what
the policy asks for, one JSON object a line for each. All facts are checked first: with any fault
nothing is decided, each fault is named on standard error, and the exit status is 2. A policy of
your own is proved before it is used, the first time that it is met.
"""


def run(facts: str, policy: str | None) -> int:
    """`facts` and `policy` are names of files, `-` is standard input; no policy is the shipped one."""
    from goodname.core.decide import decide
    from goodname.core.words import Refused, Unreadable

    if facts == policy == "-":
        return bad("--policy: cannot come from standard input together with the facts")
    try:
        found = read_all(_text(facts))
        chosen = _policy(policy)
    except OSError as error:
        return bad(f"{error.filename or facts}: {error.strerror or error}")
    except Unreadable as error:
        return bad(*error.faults)
    try:
        answers = [decide.as_json(decide.decide(one, chosen)) for one in found]
    except Refused as refused:
        return bad(f"{policy}: {refused.reason}")
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    return DONE


def _text(name: str, most: int = -1) -> str:
    from goodname.core.words import Unreadable

    try:
        return read_bytes(name, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"line {line}: text: is not UTF-8, only UTF-8 is allowed") from None


def _policy(name: str | None) -> Policy:
    """The policy to decide by: a file is proved first, unless it was proved before."""
    from goodname.core.words import Unreadable
    from goodname.data import policies, proofs

    if name is None:
        return policies.load(policies.OWN)
    try:
        text = _text(name, 4 * policies.LARGEST)
        policy = policies.read_text(text)
    except Unreadable as error:
        raise Unreadable(*(f"{name}: {fault}" for fault in error.faults)) from None
    from goodname import clock

    errors = proofs.errors(text, clock.now().date())
    if errors:
        told = [f"{name}: {found.clause}: {found.text}" for found in errors]
        raise Unreadable(*told, f"{name}: cannot be used; `goodname policy check` says more")
    return policy


def read_all(text: str) -> list[Facts]:
    """The facts in `text`. Raises Unreadable with `line N: field: what is wrong, what is allowed`
    for each fault of each line."""
    from goodname.core.words import Unreadable
    from goodname.data.policies import read_facts

    found, faults = [], []
    for line, value in _values(text):
        try:
            if isinstance(value, _NotJson):
                raise Unreadable(f"text: {value}")
            found.append(read_facts(value))
        except Unreadable as error:
            faults += [f"line {line}: {fault}" for fault in error.faults]
    if faults:
        raise Unreadable(*faults)
    return found


class _NotJson(ValueError):
    """What could not be read as JSON: why, and in which line of the whole (0: unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def _values(text: str) -> Iterator[tuple[int, object]]:
    """Each JSON value of `text` and the number of the line where it begins.

    It is taken for JSON lines when its first line is a whole object, or every line begins like
    one; then a fault of one line does not hide those of the next.
    """
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        yield 1, _NotJson("is empty, one JSON object a line is allowed")
        return
    first = _load(lines[0][1])
    if isinstance(first, dict) or all(line.lstrip().startswith("{") for _, line in lines):
        yield from ((n, _load(line)) for n, line in lines)
        return
    whole = _load(text)
    if isinstance(whole, _NotJson):
        yield whole.line or lines[0][0], whole
    elif isinstance(whole, list):
        yield from _items(text)
    else:
        yield lines[0][0], whole


def _load(text: str) -> object:
    """The JSON value, or _NotJson (never raised) with its reason and, where known, its line."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg}, column {error.colno}), a JSON object is allowed"
        return _NotJson(reason, error.lineno)
    except _NotJson as error:
        return error
    except (ValueError, RecursionError):
        return _NotJson("is not JSON that can be read, a plain JSON object is allowed")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuses a field that is given twice: the facts would contradict themselves unseen."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NotJson(f"gives {json.dumps(twice)} more than once, each field is allowed once")
    return made


def _constant(name: str) -> object:
    raise _NotJson(f"has the value {name}, only JSON values are allowed")


def _items(text: str) -> Iterator[tuple[int, object]]:
    """The items of an array that is known to be sound, each with the line where it begins."""
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    at = text.index("[") + 1
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        value, end = decoder.raw_decode(text, at)
        yield text.count("\n", 0, at) + 1, value
        at = end
