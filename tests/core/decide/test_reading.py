"""A governor reads the rows of the policy as sentences."""

from goodname.core.decide import reading
from goodname.core.decide.policy import Ask
from goodname.core.words import Office
from goodname.data.policies import load

POLICY = load("highfield", "england")


def sentences(clause: str) -> list[str]:
    return [reading.sentence(row, POLICY) for row in POLICY.clause(clause).rows]


def test_a_duty_is_said_with_its_conditions_and_its_time() -> None:
    assert (
        "Where it does harm or names an accused teacher, and a member of the school community wrote it, "
        "and there is no danger or it may be illegal, and nobody has asked for it to be deleted yet: "
        "the Headteacher must ask the author to delete it, within one school day."
    ) in sentences("incidents.deletion")


def test_what_is_forbidden_is_said_so() -> None:
    assert sentences("footprint.no_accounts")[0] == (
        "Always: nobody may answer from an account in the school's name."
    )


def test_a_stand_in_is_said_so() -> None:
    found = reading.stand_in(POLICY.stand_ins[Office.CHAIR_OF_GOVERNORS])
    assert found.startswith("Where the chair of governors is concerned: in their place acts the")


def test_every_row_reads_as_one_sentence_of_plain_words() -> None:
    for row in (*POLICY.rows, *POLICY.first):
        said = reading.sentence(row, POLICY)
        assert said.endswith(".")
        assert "_" not in said
        assert "{" not in said
        assert len(said) < 420
        if isinstance(row, Ask) and row.within:
            assert ", within " in said
