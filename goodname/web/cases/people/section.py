"""The people of a case on its page: their parts, and who stands in for whoever is meant."""

from dataclasses import replace
from typing import Any

from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Facts, Role
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.reading import decided
from goodname.web.policy.labels import ROLES
from goodname.web.told.queries import may_know_teller
from goodname.web.ui import wording

from .. import queries
from ..keeping import together
from ..models import Case, Involvement
from ..sections import Section
from .forms import PartForm


def section(viewer: Viewer, case: Case) -> Section | None:
    rows = people(viewer, case)
    many = wording.sentence(wording.count(len(rows), "person has", "people have")) + " a part in it"
    return Section(
        "people",
        "Who has a part in it",
        "cases/_people.html",
        {
            "case": case,
            "people": rows,
            "stands_in": stands_in(fact_sheet.read(case.facts), case.school),
            "may_change": viewer.may("cases.lead") and case.state == Case.OPEN,
            "form": PartForm(roster=queries.roster(viewer)),
        },
        folded=many if rows else "Nobody is written down yet",
    )


def people(viewer: Viewer, case: Case) -> list[dict[str, Any]]:
    """A line for each part, of the cases that were joined to it too.

    Whoever tells must be safe: who told us is for those who lead the school.
    """
    rows = Involvement.objects.filter(case__in=together(case)).select_related("person")
    return [
        {
            "key": row.key,
            "name": row.called,
            "part": Involvement.PARTS[row.part],
            "hidden": row.person is not None and row.part in Involvement.SUBJECTS,
            "removable": row.case_id == case.id,
        }
        for row in rows
        if row.part != Involvement.REPORTER or may_know_teller(viewer)
    ]


def stands_in(facts: Facts, school: School) -> list[str]:
    """Who does the steps of an office-holder who is meant, as the policy has it; a sentence each."""
    if not facts.concerned:
        return []
    apart = decided(replace(facts, concerned=frozenset()), school)
    usual = {step.action: step.owner for step in apart.steps}
    now = {step.action: step.owner for step in decided(facts, school).steps}
    told = []
    for office in sorted(facts.concerned):
        theirs = {now[a] for a, owner in usual.items() if owner == office.value and a in now}
        who = ROLES[Role(office.value)]
        if theirs:
            instead = wording.listed(sorted(f"the {ROLES[Role(one)]}" for one in theirs))
            told.append(f"This concerns the {who}. {wording.sentence(instead)} stands in for them.")
        else:
            told.append(f"This concerns the {who}, who has no step here and sees none of it.")
    return told
