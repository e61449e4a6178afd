"""The person who is looking: what every query asks before it shows a row."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from goodname.core.words import Role

from .models import Person, School
from .permissions import may


@dataclass
class Viewer:
    person: Person
    school: School
    roles: frozenset[Role] = field(default_factory=frozenset)

    @classmethod
    def of(cls, person: Person) -> "Viewer":
        return cls(person=person, school=person.school, roles=person.role_set)

    def may(self, permission: str) -> bool:
        return may(self.roles, permission)

    @cached_property
    def hidden_matters(self) -> frozenset[str]:
        """The matters that are about this person, and so are not there for them."""
        return frozenset(self.person.hidden_matters.values_list("id", flat=True))


def visible(viewer: Viewer, rows: QuerySet) -> QuerySet:
    """Of rows that carry a school and a matter: this school's, less what is about the viewer."""
    return rows.filter(school=viewer.school).exclude(matter_id__in=viewer.hidden_matters)
