"""What nobody kept does not stay: words of strangers that a preview showed are gone a day later."""

from datetime import timedelta

import pytest

from goodname import clock
from goodname.core.words import Role
from goodname.web.inbox.models import Probe
from goodname.worker.tidying import tidy
from tests.world import MONDAY, make_person, make_school

pytestmark = pytest.mark.django_db


def test_a_preview_stays_a_day_and_no_longer():
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    for hours in (1, 25):
        Probe.objects.create(
            school=school,
            asked_by=head,
            asked_at=MONDAY - timedelta(hours=hours),
            address=f"http://town.example/{hours}",
            found=[{"text": "about somebody else"}],
        )
    with clock.at(MONDAY):
        tidy()
    assert [probe.address for probe in Probe.objects.all()] == ["http://town.example/1"]
