"""A change to one rule of a policy leaves every other line of its text exactly as it was."""

import datetime
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.decide import writing
from goodname.core.decide.layout import blocks
from goodname.core.words import Refused, Unreadable
from goodname.data import policies

TEXT = policies.text("highfield")
CLAUSES = [clause["id"] for clause in tomllib.loads(TEXT)["clause"]]
PLACES = [
    (clause, number)
    for clause in CLAUSES
    for number in range(1, len(writing.rows(TEXT, clause)) + 1)
]
SMALL = '''# A policy that somebody wrote by hand.
[pack]
id = "small"   # ours
version = "1.0"
date = 2026-01-01

[[clause]]
id = "a.one"
text = """
[[clause.row]]
This is text, # and so is this.
"""

# Why the first rule stands here.
[[clause.row]]
where = ["harm"] # the law says what harm is
ask = 'record' # always
# Between two lines.
force = "must"   # and no less
why = "Because."

# ── The second part ──

[[clause.gap]]
silent = "much"

[[clause.row]]
ask = "reply"
why = """Two
lines."""

[[clause]]
id = "b.two"'''


def is_cut_out_of(short: str, long: str) -> bool:
    """Whether the one text is the other without a single stretch."""
    pairs = zip(short, long, strict=False)
    begin = next((at for at, (one, other) in enumerate(pairs) if one != other), len(short))
    return long.endswith(short[begin:])


@pytest.mark.parametrize("text", [TEXT, policies.text("england"), SMALL, "", "a = 1"])
def test_the_blocks_of_a_text_are_the_text(text: str) -> None:
    assert "".join(block.text for block in blocks(text)) == text


def test_one_value_changes_in_its_own_line_and_keeps_its_remark() -> None:
    row = writing.rows(SMALL, "a.one")[0] | {"force": "should"}
    changed = writing.set_row(SMALL, "a.one", 1, row)
    assert changed == SMALL.replace('"must"   # and', '"should"   # and')


def test_what_a_rule_no_longer_says_is_gone_and_what_is_new_has_its_place() -> None:
    row = dict(writing.rows(SMALL, "a.one")[0])
    del row["where"]
    row |= {"within": "P1D", "choice": "Ours.", "conduct": {"any": ["rude"], "none": ["threat"]}}
    changed = writing.set_row(SMALL, "a.one", 1, row)
    assert (
        """
# Why the first rule stands here.
[[clause.row]]
conduct.any = ["rude"]
conduct.none = ["threat"]
ask = 'record' # always
# Between two lines.
force = "must"   # and no less
within = "P1D"
choice = "Ours."
why = "Because."

# ── The second part ──
"""
        in changed
    )
    assert writing.rows(changed, "a.one")[0] == row


def test_the_second_rule_is_found_behind_another_table() -> None:
    row = writing.rows(SMALL, "a.one")[1] | {"force": "may"}
    changed = writing.set_row(SMALL, "a.one", 2, row)
    assert 'silent = "much"\n\n[[clause.row]]\nask = "reply"\nforce = "may"\n' in changed


def test_a_rule_is_added_below_the_others_and_above_what_speaks_of_the_next_part() -> None:
    row = {"why": "So.", "ask": "record", "force": "must", "owner": "office"}
    changed = writing.add_row(TEXT, "conduct.private_too", row)
    added = '\n[[clause.row]]\nask = "record"\nforce = "must"\nowner = "office"\nwhy = "So."\n'
    assert changed.count(added) == 1
    assert changed.replace(added, "") == TEXT
    assert changed.index(added) < changed.index("# ── Concerns")


def test_a_clause_at_the_end_of_a_file_without_a_last_line_end_takes_a_rule() -> None:
    changed = writing.add_row(SMALL, "b.two", {"ask": "record", "why": "So."})
    assert changed.startswith(SMALL)
    assert writing.rows(changed, "b.two") == [{"ask": "record", "why": "So."}]


def test_a_rule_that_goes_takes_its_own_remark_along_and_no_other() -> None:
    changed = writing.remove_row(SMALL, "a.one", 1)
    assert "Why the first rule stands here" not in changed
    assert "# ── The second part ──" in changed
    assert "This is text, # and so is this." in changed
    assert [row["ask"] for row in writing.rows(changed, "a.one")] == ["reply"]


@pytest.mark.parametrize(("clause", "number"), PLACES)
def test_any_rule_of_the_shipped_policy_can_go_and_nothing_else_goes(
    clause: str, number: int
) -> None:
    changed = writing.remove_row(TEXT, clause, number)
    assert is_cut_out_of(changed, TEXT)
    left = writing.rows(TEXT, clause)
    row = left.pop(number - 1)
    assert writing.rows(changed, clause) == left
    assert len(TEXT) - len(changed) < 2 * len(str(row))


@pytest.mark.parametrize(("clause", "number"), PLACES)
def test_a_rule_that_stays_as_it_is_leaves_the_text_as_it_is(clause: str, number: int) -> None:
    row = writing.rows(TEXT, clause)[number - 1]
    assert writing.set_row(TEXT, clause, number, dict(row)) == TEXT


@settings(max_examples=60, deadline=None)
@given(place=st.sampled_from(PLACES), why=st.text(max_size=80), choice=st.text(max_size=80))
def test_whatever_words_a_person_types_are_read_back_and_are_only_words(
    place: tuple[str, int], why: str, choice: str
) -> None:
    row = writing.rows(TEXT, place[0])[place[1] - 1] | {"why": why, "choice": choice}
    try:
        changed = writing.set_row(TEXT, *place, row)
    except Unreadable:
        assert any(0xD800 <= ord(letter) < 0xE000 for letter in why + choice)
        return
    before, after = tomllib.loads(TEXT), tomllib.loads(changed)
    assert writing.rows(changed, place[0])[place[1] - 1] == row
    next(c for c in before["clause"] if c["id"] == place[0])["row"][place[1] - 1] = row
    assert before == after


def test_words_cannot_break_out_of_their_line() -> None:
    trick = 'x"\n[[clause.row]]\nforbid = ["record"]\nwhy = "'
    row = writing.rows(TEXT, "concerns.direct")[0] | {"why": trick}
    changed = writing.set_row(TEXT, "concerns.direct", 1, row)
    assert writing.rows(changed, "concerns.direct") == [row]


def test_the_law_and_a_locked_rule_are_refused_in_plain_words() -> None:
    with pytest.raises(Refused, match="law and the guidance"):
        writing.set_row(TEXT, "england.prevent", 1, {})
    locked = SMALL.replace('where = ["harm"]', 'locked = true\nwhere = ["harm"]')
    for change in (
        lambda: writing.set_row(locked, "a.one", 1, {"why": "No."}),
        lambda: writing.remove_row(locked, "a.one", 1),
    ):
        with pytest.raises(Refused, match="locked"):
            change()


@pytest.mark.parametrize("number", [0, -1, 3, 10**6])
def test_a_rule_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(Refused, match="no such rule"):
        writing.remove_row(SMALL, "a.one", number)


def test_a_clause_that_is_not_there_is_refused() -> None:
    with pytest.raises(Refused, match="no such clause"):
        writing.add_row(SMALL, "c.three", {"why": "So."})


@pytest.mark.parametrize(
    "text",
    [
        '[pack]\nid = "x"\n[[clause]]\nid = "a.one"\nrow = [{ ask = "record" }]\n',
        'clause = [{ id = "a.one", row = [{ ask = "record" }] }]\n',
        '[[clause]]\nid = "a.one"\n[[clause.row]]\nask = "record"\n[clause.row.conduct]\nany = ["rude"]\n',
    ],
)
def test_rules_that_are_written_another_way_are_left_alone(text: str) -> None:
    with pytest.raises(Refused, match="only in the file itself"):
        writing.set_row(text, "a.one", 1, {"ask": "reply"})


def test_a_version_is_stamped_with_its_number_and_day() -> None:
    changed = writing.stamp(SMALL, "2", datetime.date(2026, 11, 23))
    assert changed == SMALL.replace('version = "1.0"', 'version = "2"').replace(
        "2026-01-01", "2026-11-23"
    )
