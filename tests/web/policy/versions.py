"""A version of a school's policy that is in use, for tests that do not care how it came to be so."""

from goodname import clock
from goodname.data import policies
from goodname.web.accounts.models import School
from goodname.web.policy.models import PolicyVersion, digest


def in_use(school: School, text: str) -> PolicyVersion:
    return PolicyVersion.objects.create(
        school=school,
        number=2,
        text=text,
        digest=digest(text),
        version=policies.read_text(text).version,
        base_digest=digest(policies.text(policies.OWN)),
        state=PolicyVersion.APPROVED,
        made_at=clock.now(),
        changed_at=clock.now(),
        decided_at=clock.now(),
    )
