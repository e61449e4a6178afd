"""Policies that were written to slip through the check, or to wear it out, and what becomes of them."""

from pathlib import Path
from typing import Any

import pytest

from goodname.core.decide.check.loosened import loosened
from goodname.core.decide.check.proof import prove
from goodname.core.decide.policy import surely_by
from goodname.core.words import Unreadable
from goodname.data.policies import LAW, load, read_text, text

HEAD = """\
[pack]
id = "mine"
title = "Mine"
version = "1"
edition = "first"
date = 2026-09-01
review = 2027-09-01
about = "Ours."
adds_to = ["england"]
"""
CLAUSE = """
[[clause]]
id = "{id}"
kind = "duty"
title = "A rule"
text = "A rule."
place = "page 1"
"""


def pack(*rows: str, ids: str = "mine.a", more: str = "") -> str:
    """A school's pack with one clause that has these rows."""
    return HEAD + more + CLAUSE.format(id=ids) + "".join(f"[[clause.row]]\n{row}\n" for row in rows)


def found(policy: str) -> set[str]:
    read = read_text(policy)
    findings = [*prove(read).findings, *loosened(read, load(LAW))]
    return {f"{one.kind}: {one.text}" for one in findings}


POLICE = 'ask = "contact_police"\nforce = "must"\nowner = "dsl"\nto = "police"\nwhy = "So."\n'
SLIPS = {
    "a time that ends the law's hour": (
        f'danger = ["immediate"]\n{POLICE}within = "P0D"\nchoice = "Ours."',
        "is loosened",
    ),
    "deletion asked for again, and no evidence": (
        'conduct.any = ["rude"]\nconduct.none = ["intimate_image_of_child"]\nauthor = ["parent"]\n'
        'removal = ["asked", "overdue"]\ndanger = ["none"]\nask = "request_deletion"\n'
        'force = "must"\nowner = "headteacher"\nto = "author"\nwhy = "So."',
        "Evidence is kept before",
    ),
    "a child too young is taken to the police": (
        f'conduct.any = ["underage_account"]\n{POLICE}',
        "no matter for the police",
    ),
    "an intimate image is passed on": (
        'conduct.any = ["intimate_image_of_child"]\nask = "report_to_platform"\nforce = "must"\n'
        'owner = "office"\nto = "platform"\nwhy = "So."',
        "never passes an intimate image",
    ),
}


@pytest.mark.parametrize(("row", "told"), SLIPS.values(), ids=SLIPS)
def test_what_slips_past_a_narrow_rule_is_refused(row: str, told: str) -> None:
    assert any(told in one for one in found(pack(row)))


ROW = 'ask = "ask_adviser"\nforce = "may"\nowner = "dsl"\nto = "adviser"\nwhy = "So."'
CHAIN = "".join(
    f'[[condition]]\nid = "c{n}"\nreads = "r"\notherwise = "o"\nwhere = ["c{n - 1}"]\n'
    for n in range(1, 80)
)
FIRST = '[[condition]]\nid = "c0"\nreads = "r"\notherwise = "o"\nauthor = ["pupil"]\n'
UNREADABLE = {
    "who is concerned is hidden": (pack('concerned.any = ["dsl"]\n' + ROW), "who is concerned"),
    "who is concerned, behind a name": (
        pack('where = ["c"]\n' + ROW, more='[[condition]]\nid = "c"\nreads = "r"\n'
             'otherwise = "o"\nconcerned.none = ["headteacher"]\n'),
        "who is concerned",
    ),
    "an id that poses as the law": (pack(ROW, ids="england.mine"), "belongs to england"),
    "an id that leads elsewhere": (pack(ROW, ids="../../x"), "is no id"),
    "a pack that poses as the law": (pack(ROW).replace('id = "mine"', 'id = "england "'), "england"),
    "digits that are none": (pack(f'{ROW}\nwithin = "P１D"\nchoice = "x"'), "is no duration"),
    "weeks of school days": (pack(f'{ROW}\nwithin = "P1W"\nchoice = "x"'), "counted in days"),
    "an empty alternative": (pack(f"either = [{{}}]\n{ROW}"), "is empty"),
    "a sign that rings": (pack(ROW).replace("Mine", "M\\u0007ine"), "cannot be shown"),
    "words backwards": (pack(ROW).replace("Mine", "M\\u202eine"), "cannot be shown"),
    "names inside names": (pack('where = ["c79"]\n' + ROW, more=FIRST + CHAIN), "inside each other"),
}  # fmt: skip


@pytest.mark.parametrize(("policy", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_made_to_deceive_is_not_read(policy: str, told: str) -> None:
    with pytest.raises(Unreadable) as fault:
        read_text(policy)
    assert told in str(fault.value)


def test_names_that_double_at_each_level_cost_nothing() -> None:
    doubled = "".join(
        f'[[condition]]\nid = "c{n}"\nreads = "r"\notherwise = "o"\nwhere = ["c{n - 1}", "c{n - 1}"]\n'
        for n in range(1, 45)
    )
    assert found(pack('where = ["c44"]\n' + ROW, more=FIRST + doubled)) == set()


def test_a_long_list_of_alternatives_is_worked_through() -> None:
    words = (
        "rude",
        "hate",
        "threat",
        "sexual",
        "violent",
        "bullying",
        "abusive",
        "illegal",
        "follow",
    )
    pairs = ", ".join(f'{{ conduct = {{ any = ["{word}"] }} }}' for word in words * 2)
    assert found(pack(f"either = [{pairs}]\n{ROW}")) == set()


@pytest.mark.parametrize(
    ("what", "told"),
    [
        (('"consult_lado",\n', ""), "order of doing"),
        (("Anybody may praise", "Nobody may praise"), "does not read as it was shipped"),
        (('reads = "it is only praise', 'reads = "it is abuse and praise'), "A name that the law"),
        (('owner = "headteacher"\n', 'owner = "office"\n'), ""),
    ],
)
def test_the_law_under_its_own_name_is_the_law(what: tuple[str, str], told: str) -> None:
    law = text(LAW)
    assert what[0] in law
    if what[0].startswith('"consult'):
        changed = law.replace(what[0], "", 1).replace(
            '"record",\n', '"record",\n  "consult_lado",\n', 1
        )
    else:
        changed = law.replace(*what)
    assert any(one.startswith(("loosened", "clash")) and told in one for one in found(changed))


TIMES: list[tuple[Any, Any, bool]] = [
    (("PT1H", "calendar"), ("PT1H", "calendar"), True),
    (("P0D", "school_days"), ("PT1H", "calendar"), False),  # on a Friday evening in July
    (("P2D", "school_days"), ("PT72H", "calendar"), False),
    (("PT15H", "calendar"), ("P1D", "school_days"), True),
    (("PT24H", "calendar"), ("P1D", "school_days"), False),  # counted from an evening
    (("P1D", "school_days"), ("P2D", "school_days"), True),
    ((None, "school_days"), ("P2D", "school_days"), False),
    (("P2D", "school_days"), (None, "school_days"), True),
]


@pytest.mark.parametrize(("one", "other", "sure"), TIMES)
def test_one_time_is_surely_within_another_or_nobody_says_so(
    one: Any, other: Any, sure: bool
) -> None:
    assert surely_by(one, other) is sure


def test_a_forged_proof_in_a_folder_that_a_policy_came_in_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from goodname.data import proofs

    monkeypatch.delenv("GOODNAME_HOME", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    assert str(proofs._folder()).startswith(str(tmp_path / "cache"))
