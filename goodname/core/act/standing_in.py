"""Who stands in where somebody may not, or did not, do their part: one rule for the whole house."""

from __future__ import annotations

from collections.abc import Collection

from goodname.core.words import Office, Role

# Reading 9 of the law pack: the headteacher stands in for all, and the chair for the headteacher.
_NEXT = {
    Role.HEADTEACHER: Role.CHAIR_OF_GOVERNORS,
    Role.CHAIR_OF_GOVERNORS: Role.HEADTEACHER,
}


def stand_in(role: Role, concerned: Collection[Office] = ()) -> Role | None:
    """Who takes the part of a role, where `concerned` are those whom the matter is about.

    None where both the headteacher and the chair of governors are: then it is for the LADO, outside
    the school.
    """
    subjects = {Role(office.value) for office in concerned}
    tried = {role}
    found = _NEXT.get(role, Role.HEADTEACHER)
    while found in subjects or found in tried:
        tried.add(found)
        found = _NEXT.get(found, Role.HEADTEACHER)
        if found in tried:
            return None
    return found
