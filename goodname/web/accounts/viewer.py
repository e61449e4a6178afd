"""The person who is looking: what every query asks before it shows a row."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from goodname.core.words import Role

from .absences import covered
from .models import Person, School
from .permissions import OFFICES, may

# What a deputy may do in the place of somebody who is away: cases alone. The inbox and saved pages
# stay with those who have them, and the policy, the sources and alarms are changed by no deputy.
STOOD_IN = frozenset({"cases"})


@dataclass
class Viewer:
    person: Person
    school: School
    roles: frozenset[Role] = field(default_factory=frozenset)

    @classmethod
    def of(cls, person: Person) -> "Viewer":
        return cls(person=person, school=person.school, roles=person.role_set)

    def may(self, permission: str) -> bool:
        """By their own roles, and in cases by those of a colleague for whom they stand in today."""
        if may(self.roles, permission):
            return True
        return permission.partition(".")[0] in STOOD_IN and may(self.acting, permission)

    @cached_property
    def absent(self) -> list[Person]:
        """The colleagues who are away today and for whom this person stands in."""
        return covered(self.person)

    @cached_property
    def acting(self) -> frozenset[Role]:
        """The offices of those colleagues. A class or a job that many have is not passed on so."""
        return frozenset(role for person in self.absent for role in person.role_set & OFFICES)

    @property
    def duties(self) -> frozenset[Role]:
        """The roles whose steps this person does today."""
        return self.roles | self.acting

    @cached_property
    def hidden_matters(self) -> frozenset[str]:
        """The matters that are about this person, and so are not there for them."""
        return frozenset(self.person.hidden_matters.values_list("id", flat=True))


def visible(viewer: Viewer, rows: QuerySet) -> QuerySet:
    """Of rows that carry a school and a matter: this school's, less what is about the viewer."""
    return rows.filter(school=viewer.school).exclude(matter_id__in=viewer.hidden_matters)
