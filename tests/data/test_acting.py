"""The files about support and lessons name only what is there."""

from goodname.core.act.deadlines import Duration
from goodname.core.act.fairness import reading_age
from goodname.core.act.themes import BY_ID
from goodname.data import policies, registers
from goodname.data.lessons import teaching
from goodname.data.support import again, offers


def test_every_theme_but_other_says_what_agreements_should_say_with_a_clause_that_exists() -> None:
    assert set(teaching()) == set(BY_ID) - {"other"}
    known = {clause.id for clause in policies.load(policies.OWN).clauses}
    for one in teaching().values():
        assert one.clauses
        assert set(one.clauses) <= known
        assert one.idea
    assert reading_age(" ".join(one.agreement for one in teaching().values())) < 12


def test_a_helpline_that_is_offered_is_in_the_register_and_has_a_number() -> None:
    phones = {line.id: line.phone for line in registers.helplines()}
    offered = [one.helpline for one in offers().values() if one.helpline]
    assert {"childline", "nspcc_helpline", "posh"} == set(offered)
    assert all(phones[one] for one in offered)


def test_every_time_to_ask_again_is_a_number_of_school_days() -> None:
    assert all(Duration.read(within).days for within in again())
