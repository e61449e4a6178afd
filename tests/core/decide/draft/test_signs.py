"""The recogniser's vocabulary is whole: a slip in the file is refused, and the shipped one fits."""

from typing import Any

import pytest

from goodname.core.decide.draft import signs
from goodname.core.words import Action, Role, Unreadable
from goodname.data.recognising import load, template


def vocabulary(**more: Any) -> dict[str, Any]:
    return {
        "threshold": 0.5,
        "carried": ["pupils"],
        "groups": {"pupils": ["pupil*"], "people": ["<pupils>", "staff"]},
        "phrases": {"tell": ["let .. know"]},
        "given_names": ["Wren"],
        "things": ["school"],
        "clause": [{"id": "a.b", "sign": [{"weight": 0.5, "all": [["<people>"]]}]}],
    } | more


def sign(**more: Any) -> dict[str, Any]:
    return {"clause": [{"id": "a.b", "sign": [{"weight": 0.5, "all": [["x"]]} | more]}]}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"threshold": 1.0}, "threshold"),
        ({"threshold": None}, "threshold"),
        ({"groups": {"people": ["<pupils>"]}}, "no group pupils above it"),
        ({"groups": {"people": []}}, "no phrases"),
        (sign(weight=2.0), "between 0 and 1"),
        (sign(all=[]), "list of parts"),
        (sign(all=[["<nobody>"]]), "no group nobody"),
        (sign(every=[["x"]]), "does not know every"),
        ({"difference": [{"id": "d", "clauses": [], "says": "It differs.", "then": 1}]}, "then"),
    ],
)
def test_a_slip_in_the_file_is_refused(more: dict[str, Any], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        signs.read(vocabulary(**more))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("please let the head know", True),
        ("let know", True),
        ("let one two three four five six know", True),
        ("let one two three four five six seven know", False),
        ("outlet the head know", False),
    ],
)
def test_dots_stand_for_up_to_six_words(text: str, found: bool) -> None:
    assert bool(signs.read(vocabulary()).phrases["tell"].search(text)) is found


def test_what_is_carried_holds_for_the_next_sentence_and_nothing_else_does() -> None:
    (clause,) = signs.read(vocabulary(**sign(all=[["<pupils>", "staff"]]))).clauses
    before = clause.signs[0].parts[0].before
    assert before is not None
    assert before.search("pupils")
    assert not before.search("staff")


def test_the_shipped_vocabulary_speaks_of_clauses_roles_and_actions_that_there_are() -> None:
    rows = {clause["id"]: clause.get("row", []) for clause in template()["clause"]}
    shipped = load()
    for clause in shipped.clauses:
        asked = {row.get("ask") for row in rows[clause.clause] if "within" in row}
        assert set(clause.timed) <= asked, clause.clause
    for one in shipped.differences:
        assert set(one.clauses) <= set(rows), one.id
        if one.besides:
            assert {one.besides["of"], one.besides["ask"]} <= set(Action)
            assert {one.besides["owner"], one.besides["to"]} <= set(Role)
    assert {one.means for one in shipped.roles} - {""} <= set(Role)
    bound = {one.says for one in shipped.bound}
    assert all(set(one.binds_only) <= bound for one in shipped.differences)
