"""`goodname policy check` and `goodname policy read`: prove a policy, or draft one from a document."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from goodname import clock
from goodname.commands.status import DONE, FOUND, bad, read_bytes
from goodname.core.decide import facts as fact_sheet
from goodname.core.decide.check.check import Report
from goodname.core.decide.check.findings import ERROR, Finding
from goodname.core.decide.policy import Policy
from goodname.core.decide.reading import example
from goodname.core.words import Facts, Unreadable
from goodname.data import policies, proofs

HEADS = {
    "hole": "Nothing is said of what to do",
    "clash": "Rows that contradict each other",
    "dead_row": "Rows that do nothing",
    "self_owned": "Steps that somebody would take about themselves",
    "broken_rule": "Rules that hold whatever a school writes, and are broken",
    "unproved": "Too much to work through",
    "loosened": "The law, loosened",
    "uncited": "Clauses that nothing fulfils",
    "gap": "Where the source is silent, and what we read",
    "dangling": "Pointers that lead nowhere",
    "stale": "What is no longer so",
    "unverified": "What nobody could confirm",
    "no_review": "No day is named to look again",
}


def check(file: str | None, *, as_json: bool) -> int:
    """Proves the policy in a file, `-` for standard input, None for the one that is shipped."""
    try:
        policy = policies.load(policies.OWN) if file is None else policies.read_text(_text(file))
    except OSError as error:
        return bad(f"{file}: {error.strerror or error}")
    except Unreadable as error:
        return bad(*(f"{file}: {fault}" for fault in error.faults))
    report = proofs.check(policy, clock.now().date())
    if as_json:
        print(json.dumps([found.as_json() for found in report.findings], ensure_ascii=False))
    else:
        _tell(policy, report)
    return FOUND if report.errors else DONE


def read(file: str) -> int:
    """Prints a draft policy file made from a school's own document, and tells what it left open."""
    from goodname.files.documents import limits
    from goodname.files.documents.drafting import draft

    try:
        name = "" if file == "-" else Path(file).name
        written, told = draft(read_bytes(file, limits.MOST_BYTES), name, clock.now().date())
    except OSError as error:
        return bad(f"{file}: {error.strerror or error}")
    except Unreadable as error:
        return bad(*(f"{file}: {fault}" for fault in error.faults))
    sys.stdout.write(written)
    for line in told:
        print(line, file=sys.stderr)
    return DONE


def _text(file: str) -> str:
    try:
        return read_bytes(file, 4 * policies.LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"line {line}: is not UTF-8, only UTF-8 is allowed") from None


def _tell(policy: Policy, report: Report) -> None:
    packs = " with ".join(f"{pack.title} ({pack.id} {pack.version})" for pack in policy.packs)
    wrong, rest = len(report.errors), len(report.findings) - len(report.errors)
    print(f"{packs}\n")
    if wrong:
        print(f"It cannot be used: {_many(wrong, 'thing')} must be put right.")
    else:
        print("It holds: no hole, no clash, no dead row, no broken rule.")
    print(f"{_many(rest, 'thing')} a person should look at." if rest else "Nothing else was found.")
    print()
    for line in report.counted:
        print(line)
    for kind, head in HEADS.items():
        found = [one for one in report.findings if one.kind == kind]
        if found:
            print(f"\n{'ERROR' if found[0].severity == ERROR else 'Finding'}: {head} ({kind})")
        for one in found:
            _tell_one(one)


def _tell_one(found: Finding) -> None:
    print(f"  {found.clause}: {found.text}")
    if found.example is not None:
        said = fact_sheet.as_json(found.example)
        usual = fact_sheet.as_json(Facts(found.example.author, frozenset()))
        short = {name: said[name] for name in said if name == "author" or said[name] != usual[name]}
        print(f"    For instance: {example(found.example)}")
        print(f"    {json.dumps(short, ensure_ascii=False)}")


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
