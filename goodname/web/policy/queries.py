"""Which policy a school decides by, and which of its versions a viewer may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from goodname.core.decide.policy import Policy
from goodname.core.words import Unreadable
from goodname.data import policies
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from .models import PolicyVersion, digest

SHIPPED = "shipped"  # in an address: the pack that came with the product


@dataclass(frozen=True)
class InForce:
    """The text that a school decides by; `version` is None for the pack that came with the product."""

    text: str
    digest: str
    version: PolicyVersion | None


def current(school: School) -> Policy:
    """What this school decides by: its approved version, else the packs that came with the product.

    Where a newer law pack leaves an approved version that cannot be read, the packs that came with
    the product decide until somebody has mended it: the desk must not fall silent.
    """
    row = _approved(school).values("pk", "digest").first()
    if row is None:
        return shipped()
    try:
        return _read(row["digest"], row["pk"])
    except Unreadable:
        return shipped()


def shipped() -> Policy:
    return policies.load(policies.OWN)


def is_broken(school: School) -> bool:
    """Whether the school has a version of its own that cannot be read any more."""
    found = _approved(school).first()
    return found is not None and current(school) is shipped()


def in_force(school: School) -> InForce:
    found = _approved(school).first()
    text = found.text if found else policies.text(policies.OWN)
    return InForce(text=text, digest=digest(text), version=found)


def open_draft(school: School) -> PolicyVersion | None:
    """The one draft that is being written, or waits for the Headteacher."""
    return PolicyVersion.objects.filter(school=school, state__in=PolicyVersion.OPEN).first()


def base_of(found: PolicyVersion) -> Policy:
    """The policy that a version changes; where that cannot be read any more, what decides instead."""
    try:
        return policies.read_text(found.base.text) if found.base else shipped()
    except Unreadable:
        return shipped()


def versions(viewer: Viewer) -> QuerySet[PolicyVersion]:
    """What was or is in use, for everyone; drafts and refusals only for those who may write one."""
    rows = PolicyVersion.objects.filter(school=viewer.school).select_related(
        "made_by", "sent_by", "decided_by", "base"
    )
    if not viewer.may("policy.change"):
        rows = rows.filter(state__in=PolicyVersion.USED)
    return rows


def version(viewer: Viewer, version_id: str) -> PolicyVersion | None:
    return versions(viewer).filter(id=version_id).first()


def version_of(school: School, cited: str) -> PolicyVersion | None:
    """The version that a decision cites, None for the pack that came with the product.

    What stands before the plus sign is the number. What stands behind it changes with the law
    beneath as well, so a decision of the same version may cite another ending.
    """
    rows = PolicyVersion.objects.filter(school=school, state__in=PolicyVersion.USED)
    number = cited.partition("+")[0]
    exact = rows.filter(version=cited).first()
    return exact or (rows.filter(number=int(number)).first() if number.isdecimal() else None)


def cited(school: School, policy: Mapping[str, Any]) -> dict[str, str]:
    """The policy that made a decision, in words and with its address: "version 3 of 14 November"."""
    found = version_of(school, policy["version"])
    if found is None:
        said = f"version {policy['version'].partition('+')[0]}, as it came with Goodname"
        return {"said": said, "url": reverse("policy_version", args=[SHIPPED])}
    return {"said": name(found), "url": reverse("policy_version", args=[found.id])}


def name(found: PolicyVersion) -> str:
    """ "version 3 of 14 November 2026": of the day on which it came into use, or was begun."""
    when = (found.decided_at or found.made_at).astimezone(wording.LONDON)
    return f"version {found.number} of {when.day} {when:%B} {when.year}"


def shipped_name() -> str:
    return f"version {shipped().packs[0].version}, as it came with Goodname"


def titles(school: School) -> dict[str, str]:
    """The title of each clause by its id, as this school's policy has it.

    Kept on the school, which a page reads once and asks for the titles of many lines.
    """
    found: dict[str, str] | None = getattr(school, "clause_titles", None)
    if found is None:
        found = {clause.id: clause.title for clause in current(school).clauses}
        school.clause_titles = found
    return found


def waiting_for(viewer: Viewer) -> PolicyVersion | None:
    """The version that waits for this viewer's yes or no."""
    if not viewer.may("policy.approve"):
        return None
    return versions(viewer).filter(state=PolicyVersion.WAITING).first()


def _approved(school: School) -> QuerySet[PolicyVersion]:
    return PolicyVersion.objects.filter(school=school, state=PolicyVersion.APPROVED)


@lru_cache(maxsize=256)
def _read(known_by: str, version_id: str) -> Policy:
    """Read once for each text: its digest never changes while the version is in use."""
    text = PolicyVersion.objects.values_list("text", flat=True).get(pk=version_id)
    return policies.read_text(text)
