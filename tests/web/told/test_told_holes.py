"""What the first telling and many alarms must not do."""

import pytest
from django.urls import reverse

from goodname.core.words import Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.danger.queries import rings_already
from goodname.web.inbox.models import Alert
from goodname.web.told.actions import Words, people_source, tell_child_image, tell_words
from tests.web.reading import words
from tests.world import THANKS, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db


def test_the_first_thing_ever_told_shows_no_new_place_to_whom_it_is_about():
    school = make_school()
    people_source(school)  # as setting up does
    make_source(school)
    teacher = make_person(school, "Rosa Lindley", Role.CLASS_TEACHER)
    subject = make_person(school, "Daniel Okafor", Role.DSL)
    before = words(sign_in(subject).get(reverse("sources")))
    ledger = words(sign_in(subject).get(reverse("ledger"))).count("added a source")
    told = Words(text=THANKS, about=[subject])
    tell_words(viewer=Viewer.of(teacher), key="k", kind="words", words=told)
    assert words(sign_in(subject).get(reverse("sources"))) == before
    assert words(sign_in(subject).get(reverse("ledger"))).count("added a source") == ledger


def test_many_alarms_are_all_kept_and_ring_once_until_answered():
    school = make_school()
    teacher = make_person(school, "Rosa Lindley", Role.CLASS_TEACHER)
    lead = make_person(school, "Daniel Okafor", Role.DSL)
    for number in range(20):
        tell_child_image(viewer=Viewer.of(teacher), key=f"k{number}", words=Words(text="x"))
    assert Alert.objects.count() == 20
    first, second, *_ = Alert.objects.order_by("pk")
    assert not rings_already(first, lead)
    Alert.objects.filter(pk=first.pk).update(told=[lead.id])
    assert rings_already(second, lead)
    Alert.objects.filter(pk=first.pk).update(seen_by=lead, seen_at=first.raised_at)
    assert not rings_already(second, lead)
