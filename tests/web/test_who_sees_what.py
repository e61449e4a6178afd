"""Every address, as owner, colleague, outsider, other school, and the person whom the case is about."""

import io
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from goodname import clock
from goodname.web.accounts.models import Matter
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.models import Case
from goodname.web.inbox.models import (
    Alert,
    Connection,
    Filing,
    Mention,
    PersonalLook,
    Probe,
    SavedView,
    Story,
)  # fmt: skip
from goodname.web.policy.actions.drafting import start_draft
from goodname.web.policy.models import PolicyVersion
from goodname.web.told import gate, receiving
from goodname.web.told.actions import Words, send
from goodname.web.told.models import Telling
from goodname.worker.reading_pictures import read_picture
from tests.world import RANT, World, make_world, sign_in

pytestmark = pytest.mark.django_db


def furnished() -> World:
    """The small world, with something behind every address: a version of the policy waits too."""
    world = make_world()
    start_draft(viewer=Viewer.of(world.head))
    PolicyVersion.objects.update(state=PolicyVersion.WAITING, sent_at=clock.now())
    Story.objects.create(school=world.school, begun_at=clock.now(), latest_at=clock.now())
    Mention.objects.filter(pk=world.mention.pk).update(story=Story.objects.get())
    before = [{"id": world.mention.id, "was": {}, "became": {}}]
    Filing.objects.create(school=world.school, at=clock.now(), act="file", before=before)
    SavedView.objects.create(person=world.head, name="Mine", query="", added_at=clock.now())
    for at in (None, clock.now()):
        more = {"added_at": clock.now(), "tested_at": at, "title": "Brave Search"}
        key = Connection.objects.create(school=world.school, kind="brave", **more)
        if at is None:
            asked = {"asked_by": world.head, "asked_at": clock.now(), "kind": "brave"}
            Probe.objects.create(school=world.school, connection=key, **asked)
    Alert.objects.create(
        school=world.school,
        matter=world.case.matter,
        mention=world.mention,
        why="immediate",
        raised_at=clock.now(),
    )
    PersonalLook.objects.create(
        school=world.school,
        matter=world.case.matter,
        whose="0" * 64,
        by=world.head,
        reason="The post names a pupil.",
        asked_at=clock.now(),
        state=PersonalLook.WAITING,
    )
    give_a_picture(world)
    return world


def story(world: World) -> str:
    """A story that only the mention of the case tells."""
    return Story.objects.get(school=world.school).id


def filing(world: World) -> str:
    """An act on the mention of the case alone."""
    return Filing.objects.get(school=world.school).id


def view(world: World) -> str:
    """A view that the headteacher keeps."""
    return SavedView.objects.get(person=world.head).id


def give_a_picture(world: World) -> None:
    """The headteacher tells the desk of a screenshot about the safeguarding lead."""
    viewer, out = Viewer.of(world.head), io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    answer = gate.answer_no(viewer=viewer, session_key="a session")
    telling = receiving.take_file(
        viewer=viewer, gate=answer, body=out.getvalue(), kind="png", name="chat.png", statement={}
    )
    read_picture(telling.id)
    telling.refresh_from_db()
    words = Words(text="The gate was open again.", about=[world.subject])
    send(viewer=viewer, telling=telling, words=words)


def version(world: World) -> str:
    """The version of the policy that waits for our headteacher."""
    return PolicyVersion.objects.get(school=world.school).id


def kept_key(world: World) -> Connection:
    """A key that the school listens with."""
    return Connection.objects.get(school=world.school, tested_at__isnull=False)


def on_trial(world: World) -> Probe:
    """A key that waits for its test."""
    return Probe.objects.get(school=world.school, connection__tested_at__isnull=True, kind="brave")


# What each address takes, from the small world; and how it is asked.
PLACES = {
    "today": ("get", lambda w: []),
    "tell": ("get", lambda w: []),
    "tell_words": ("get", lambda w: []),
    "tell_address": ("get", lambda w: []),
    "tell_picture": ("get", lambda w: []),
    "tell_stop": ("get", lambda w: []),
    "send_picture": ("get", lambda w: ["a" * 16]),
    "tell_share": ("post", lambda w: []),
    "tell_worker": ("get", lambda w: []),
    "tell_manifest": ("get", lambda w: []),
    "telling": ("get", lambda w: [Telling.objects.get(school=w.school).id]),
    "drop_telling": ("post", lambda w: [Telling.objects.get(school=w.school).id]),
    "told_picture": ("get", lambda w: [Telling.objects.get(school=w.school).id, 1]),
    "told_original": ("get", lambda w: [Telling.objects.get(school=w.school).id]),
    "told": ("get", lambda w: [Telling.objects.get(school=w.school).id]),
    "cases": ("get", lambda w: []),
    "open_case": ("get", lambda w: [w.mention.id]),
    "case": ("get", lambda w: [w.case.id]),
    "change_facts": ("get", lambda w: [w.case.id]),
    "add_note": ("post", lambda w: [w.case.id]),
    "look_again": ("post", lambda w: [w.case.id]),
    "save_page": ("post", lambda w: [w.case.id]),
    "close_case": ("post", lambda w: [w.case.id]),
    "reopen_case": ("post", lambda w: [w.case.id]),
    "draft_letter": ("post", lambda w: [w.case.id]),
    "step": ("post", lambda w: [w.case.id, w.case.steps.first().id]),
    "letter": ("get", lambda w: [w.letter.id]),
    "send_letter": ("post", lambda w: [w.letter.id]),
    "inbox": ("get", lambda w: []),
    "mention": ("get", lambda w: [w.mention.id]),
    "file_mention": ("post", lambda w: [w.mention.id]),
    "restore_mention": ("post", lambda w: [w.mention.id]),
    "handle_many": ("post", lambda w: []),
    "undo_filing": ("post", lambda w: [filing(w)]),
    "keep_out": ("get", lambda w: []),
    "let_in": ("post", lambda w: []),
    "story": ("get", lambda w: [story(w)]),
    "saved_views": ("get", lambda w: []),
    "save_view": ("post", lambda w: []),
    "rename_view": ("post", lambda w: [view(w)]),
    "delete_view": ("post", lambda w: [view(w)]),
    "snooze": ("post", lambda w: [w.mention.id]),
    "assign": ("post", lambda w: [w.mention.id]),
    "not_us": ("get", lambda w: [w.mention.id]),
    "sources": ("get", lambda w: []),
    "try_address": ("post", lambda w: []),
    "preview": ("get", lambda w: [w.probe.id]),
    "source": ("get", lambda w: [w.source.id]),
    "coverage": ("get", lambda w: []),
    "new_search": ("get", lambda w: []),
    "suggestions": ("get", lambda w: []),
    "tried_places": ("get", lambda w: []),
    "try_instead": ("post", lambda w: [w.probe.id]),
    "connections": ("get", lambda w: []),
    "add_connection": ("get", lambda w: ["brave"]),
    "test_connection": ("get", lambda w: [on_trial(w).id]),
    "connection": ("get", lambda w: [kept_key(w).id]),
    "replace_key": ("get", lambda w: [kept_key(w).id]),
    "remove_connection": ("post", lambda w: [kept_key(w).id]),
    "ask_source": ("post", lambda w: [w.source.id]),
    "moved_source": ("post", lambda w: [w.source.id]),
    "change_source": ("post", lambda w: [w.source.id]),
    "danger": ("get", lambda w: []),
    "choose_deputies": ("post", lambda w: []),
    "try_alarm": ("post", lambda w: []),
    "answer_alert": ("post", lambda w: [Alert.objects.get(school=w.school).id]),
    "personal_looks": ("get", lambda w: []),
    "personal_look": ("get", lambda w: [PersonalLook.objects.get(school=w.school).id]),
    "answer_look": ("post", lambda w: [PersonalLook.objects.get(school=w.school).id]),
    "capture": ("get", lambda w: [w.capture.id]),
    "capture_part": ("get", lambda w: [w.capture.id, "body.bin"]),
    "policy": ("get", lambda w: []),
    "what_if": ("get", lambda w: []),
    "policy_check": ("get", lambda w: []),
    "policy_versions": ("get", lambda w: []),
    "compare_versions": ("get", lambda w: []),
    "policy_version": ("get", lambda w: [version(w)]),
    "policy_file": ("get", lambda w: [version(w)]),
    "approve_version": ("post", lambda w: [version(w)]),
    "refuse_version": ("post", lambda w: [version(w)]),
    "take_back": ("post", lambda w: [version(w)]),
    "begin_again": ("post", lambda w: [version(w)]),
    "policy_draft": ("get", lambda w: []),
    "send_draft": ("post", lambda w: []),
    "discard_draft": ("post", lambda w: []),
    "add_row": ("get", lambda w: ["concerns.direct"]),
    "edit_row": ("get", lambda w: ["concerns.direct", 1]),
    "remove_row": ("post", lambda w: ["concerns.direct", 1]),
    "ledger": ("get", lambda w: []),
    "gallery": ("get", lambda w: []),
    "account_login": ("get", lambda w: []),
    "account_logout": ("get", lambda w: []),
    "mfa_authenticate": ("get", lambda w: []),
    "mfa_index": ("get", lambda w: []),
    "account_reauthenticate": ("get", lambda w: []),
    "mfa_reauthenticate": ("get", lambda w: []),
    "account_change_password": ("get", lambda w: []),
    "mfa_activate_totp": ("get", lambda w: []),
    "mfa_deactivate_totp": ("get", lambda w: []),
    "mfa_view_recovery_codes": ("get", lambda w: []),
    "mfa_generate_recovery_codes": ("get", lambda w: []),
    "mfa_download_recovery_codes": ("get", lambda w: []),
}
# What belongs to the case about the safeguarding lead: for that person it does not exist.
OF_THE_CASE = {
    "open_case", "case", "change_facts", "add_note", "look_again", "save_page", "close_case", "reopen_case",
    "draft_letter", "step", "letter", "send_letter", "mention", "file_mention", "restore_mention",
    "snooze", "assign", "not_us", "story", "undo_filing", "answer_alert", "personal_look",
    "capture", "capture_part",
    "telling", "drop_telling", "told_picture", "told_original", "told",
}  # fmt: skip
# What belongs to our school, which another school's headteacher must not reach.
OF_THE_SCHOOL = OF_THE_CASE | {
    "preview", "source", "change_source", "try_instead", "test_connection", "connection",
    "replace_key", "remove_connection", "ask_source", "moved_source", "policy_version",
    "policy_file", "approve_version", "refuse_version", "take_back", "begin_again", "rename_view",
    "delete_view", "answer_look",
}  # fmt: skip
# What a headteacher alone decides.
FOR_THE_HEADTEACHER = {"approve_version", "refuse_version", "answer_look"}
# A class teacher has today, the policy and their own account, and whatever is public.
FOR_TEACHERS = {
    "tell", "tell_words", "tell_address", "tell_picture", "tell_stop", "send_picture",
    "today", "policy", "what_if", "policy_check", "policy_versions", "compare_versions",
}  # fmt: skip


SECOND_STEP_ONLY = {"mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern


ROUTES = {route.name: route for route in routes(get_resolver().url_patterns)}
PERMISSIONS = {name: getattr(route.callback, "permission", None) for name, route in ROUTES.items()}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    """The small world, made once; each test's own changes are rolled back to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield furnished()
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> World:
    return made


def ask(client: Client, name: str, world: World) -> int:
    method, arguments = PLACES[name]
    return getattr(client, method)(reverse(name, args=arguments(world))).status_code


def test_every_address_is_walked_and_names_its_permission():
    assert set(ROUTES) == set(PLACES)
    assert [name for name, permission in PERMISSIONS.items() if not permission] == []


@pytest.mark.parametrize("name", PLACES)
def test_the_headteacher_who_opened_the_case_gets_in(name: str, world: World):
    status = ask(sign_in(world.head), name, world)
    # There is nothing to switch off and no code to show before a second step was switched on.
    assert status == 404 if name in SECOND_STEP_ONLY else status in (200, 302, 422)


@pytest.mark.parametrize("name", PLACES)
def test_a_stranger_is_asked_to_sign_in(name: str, world: World):
    client = Client()
    method, arguments = PLACES[name]
    answer = getattr(client, method)(reverse(name, args=arguments(world)))
    if PERMISSIONS[name] == "public":
        assert answer.status_code in (200, 302)
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", PLACES)
def test_a_class_teacher_has_only_their_own_rooms(name: str, world: World):
    status = ask(sign_in(world.colleague), name, world)
    if PERMISSIONS[name] in ("public", "account.own") or name in FOR_TEACHERS:
        assert status in (200, 302) or name in SECOND_STEP_ONLY
    else:
        assert status == 404


@pytest.mark.parametrize("name", PLACES)
def test_another_school_reaches_nothing_of_ours(name: str, world: World):
    status = ask(sign_in(world.other_head), name, world)
    assert status == 404 if name in OF_THE_SCHOOL | SECOND_STEP_ONLY else status in (200, 302, 422)


@pytest.mark.parametrize("name", PLACES)
def test_for_the_person_whom_it_is_about_the_case_does_not_exist(name: str, world: World):
    status = ask(sign_in(world.subject), name, world)
    refused = (
        OF_THE_CASE
        | SECOND_STEP_ONLY
        | FOR_THE_HEADTEACHER
        | {
            "try_address",
            "preview",
            "change_source",
            "new_search",
            "suggestions",
            "tried_places",
            "try_instead",
            "connections",
            "add_connection",
            "test_connection",
            "connection",
            "replace_key",
            "remove_connection",
            "ask_source",
            "moved_source",
            "keep_out",
            "let_in",
            "rename_view",
            "delete_view",
        }
    )
    if name in refused:
        assert status == 404
    else:
        assert status in (200, 302, 422)


@pytest.mark.parametrize(
    "words", ["", "?q=pathetic", "?box=all", "?box=cases", "?box=all&tone=harm"]
)
def test_no_list_search_or_count_tells_the_person_whom_it_is_about(words: str, world: World):
    client = sign_in(world.subject)
    secrets = [RANT[:40], "pathetic", world.case.title, world.case.id, world.mention.id, "gatepost"]
    for name in ("today", "inbox", "cases", "sources", "ledger"):
        page = client.get(reverse(name) + words).content.decode()
        typed = page.replace('value="pathetic"', "").replace("q=pathetic", "")
        typed = typed.replace("“pathetic”", "")  # what one looked for oneself is no news
        assert [secret for secret in secrets if secret in typed] == []
    page = client.get(reverse("source", args=[world.source.id])).content.decode()
    assert [secret for secret in secrets if secret in page] == []


def test_counts_are_the_same_as_if_nothing_had_happened(world: World):
    client = sign_in(world.subject)
    with_case = client.get(reverse("inbox") + "?box=all").content.decode()
    assert "All (1)" in with_case
    assert "In a case (0)" in with_case
    assert "All (3)" in sign_in(world.head).get(reverse("inbox") + "?box=all").content.decode()


def test_a_change_of_heart_in_the_facts_lets_nobody_else_see_it(world: World):
    matter = Matter.objects.get(id=world.case.matter_id)
    assert list(matter.hidden_from.all()) == [world.subject]
    assert Case.objects.get().matter_id == Mention.objects.get(id=world.mention.id).matter_id


def test_no_step_of_the_case_is_owned_by_the_person_whom_it_is_about(world: World):
    assert "dsl" not in set(world.case.steps.values_list("owner", "to").all()[0])
    for owner, to in world.case.steps.values_list("owner", "to"):
        assert "dsl" not in (owner, to)


def test_a_saved_page_leaves_only_as_a_file_that_cannot_run(world: World):
    address = reverse("capture_part", args=[world.capture.id, "body.bin"])
    answer = sign_in(world.head).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("part", ["../../goodname.sqlite3", "..", "secret-key", "manifest"])
def test_a_part_that_the_manifest_does_not_name_is_not_served(part: str, world: World):
    address = f"/evidence/{world.capture.id}/{part}"
    assert sign_in(world.head).get(address).status_code == 404
