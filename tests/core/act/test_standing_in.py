"""Nobody is asked about themselves: who stands in, for every role and everybody it may be about."""

from itertools import combinations

import pytest

from goodname.core.act.standing_in import stand_in
from goodname.core.words import Office, Role

HEAD, CHAIR = Role.HEADTEACHER, Role.CHAIR_OF_GOVERNORS


@pytest.mark.parametrize(
    ("role", "concerned", "expected"),
    [
        (Role.DSL, (), HEAD),
        (Role.ONLINE_SAFETY_LEAD, (), HEAD),
        (Role.OFFICE, (), HEAD),
        (Role.CLASS_TEACHER, (), HEAD),
        (HEAD, (), CHAIR),
        (CHAIR, (), HEAD),
        (Role.DSL, (Office.HEADTEACHER,), CHAIR),
        (Role.OFFICE, (Office.HEADTEACHER,), CHAIR),
        (HEAD, (Office.HEADTEACHER,), CHAIR),
        (CHAIR, (Office.CHAIR_OF_GOVERNORS,), HEAD),
        (HEAD, (Office.CHAIR_OF_GOVERNORS,), None),
        (CHAIR, (Office.HEADTEACHER,), None),
        (Role.DSL, (Office.HEADTEACHER, Office.CHAIR_OF_GOVERNORS), None),
    ],
)
def test_who_stands_in(role: Role, concerned: tuple[Office, ...], expected: Role | None) -> None:
    assert stand_in(role, concerned) is expected


def test_it_is_never_the_one_it_is_about_nor_the_same_again() -> None:
    for role in Role:
        for count in range(len(Office) + 1):
            for concerned in combinations(Office, count):
                found = stand_in(role, concerned)
                assert found is None or found.value not in {office.value for office in concerned}
                assert found is not role
