"""Every address, as owner, colleague, outsider, other school, and the person whom the case is about."""

import io
import json
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from PIL import Image

from goodname import clock
from goodname.web.accounts.models import Absence, Matter
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.joining.actions import link_cases
from goodname.web.cases.models import Case, Complaint, ComplaintStage, Lesson, Letter, Step
from goodname.web.cases.people.actions import add_part
from goodname.web.cases.referrals.actions import prepare
from goodname.web.cases.told.files import add_file
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
from goodname.web.told import enclosing, gate, receiving
from goodname.web.told.actions import Words, send
from goodname.web.told.models import Telling
from goodname.worker.fetching_enclosures import fetch_enclosure
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
    fill_the_case(world)
    complain(world)
    enclose(world)
    approve(world)
    Absence.objects.create(
        school=world.school,
        person=world.head,
        deputy=world.subject,
        first=clock.now().date(),
        last=clock.now().date(),
        added_at=clock.now(),
    )
    return world


def enclose(world: World) -> None:
    """A file of the letter that the mention is of; it waits in the mailbox."""
    lying = [{"part": "2", "name": "chat.png", "type": "image/png", "size": 900}]
    post = world.mention.post
    post.marks = post.marks | {"attachments": json.dumps(lying), "message_id": "<chat@town>"}
    post.save()
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(file, "PNG")
    wanted = enclosing.enclosed(world.mention)[0]
    row = enclosing.ask_for_enclosure(
        viewer=Viewer.of(world.head), mention=world.mention, wanted=wanted
    )
    enclosing.keep_enclosure(row, file.getvalue(), "png")
    fetch_enclosure(row.id)


def approve(world: World) -> None:
    """A letter of the case that somebody said yes to."""
    Letter.objects.create(
        case=world.case, kind="praise_thanks", action="acknowledge", subject="Thank you",
        body="Thank you.", state=Letter.APPROVED, drafted_at=clock.now(),
    )  # fmt: skip


def approved(world: World) -> str:
    return Letter.objects.get(case=world.case, kind="praise_thanks").id


def a_step(world: World) -> str:
    return world.case.steps.first().id


def complain(world: World) -> None:
    """A complaint at its first stage, and a lesson that is planned."""
    now = clock.now()
    complaint = Complaint.objects.create(case=world.case, began_at=now)
    ComplaintStage.objects.create(
        complaint=complaint, number=1, owner="headteacher", began_at=now, acknowledge_by=now, answer_by=now
    )  # fmt: skip
    Lesson.objects.create(school=world.school, theme="ages", title="How old must I be?", at=now)


def complained(world: World) -> str:
    """The complaint in the case about the safeguarding lead."""
    return Complaint.objects.get(case=world.case).id


def fill_the_case(world: World) -> None:
    """A witness, a file and a link: one of each thing that a case can hold."""
    viewer = Viewer.of(world.head)
    add_part(viewer=viewer, case=world.case, part="witness", name="Mrs Hale")
    other = Case.objects.get(pk=world.case.pk)
    other.pk, other.mention, other.title = "caseofthatsort22", None, "A parent’s question"
    other.matter = Matter.objects.create(school=world.school)
    other.save(force_insert=True)
    link_cases(viewer=viewer, case=world.case, other=other, why="The same author.")
    step, _ = Step.objects.get_or_create(
        case=world.case,
        action="contact_posh",
        defaults={"force": "may", "owner": "headteacher", "position": 90},
    )
    prepare(viewer=viewer, case=world.case, step=step, chosen="posh:school")
    add_file(
        viewer=viewer,
        case=world.case,
        gate=gate.answer_no(viewer=viewer, session_key="a session"),
        title="A letter",
        body=b"%PDF-1.4",
        kind="pdf",
        name="letter.pdf",
        statement={},
    )


def reporting_step(world: World) -> Step:
    """The step that asks somebody to report the post."""
    return world.case.steps.get(action="contact_posh")


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
    "note_refusal": ("post", lambda w: [w.case.id]),
    "ask_again": ("post", lambda w: [w.case.id]),
    "judge_edit": ("post", lambda w: [w.case.id]),
    "close_case": ("post", lambda w: [w.case.id]),
    "reopen_case": ("post", lambda w: [w.case.id]),
    "case_story": ("get", lambda w: [w.case.id]),
    "print_story": ("post", lambda w: [w.case.id]),
    "write_down": ("get", lambda w: []),
    "case_file_gate": ("get", lambda w: [w.case.id]),
    "add_case_file": ("get", lambda w: [w.case.id, "a" * 16]),
    "case_file": ("get", lambda w: [w.case.id, w.case.files.get().id]),
    "add_part": ("post", lambda w: [w.case.id]),
    "remove_part": ("post", lambda w: [w.case.id, w.case.people.get(part="witness").key]),
    "link_case": ("post", lambda w: [w.case.id]),
    "unlink_case": ("post", lambda w: [w.case.id, w.case.links.get().id]),
    "merge_case": ("get", lambda w: [w.case.id]),
    "part_case": ("post", lambda w: [w.case.id]),
    "prepare_report": ("get", lambda w: [w.case.id, reporting_step(w).id]),
    "child_picture": ("get", lambda w: [w.case.id]),
    "keep_answers": ("post", lambda w: [w.case.referrals.get().id]),
    "export_case": ("get", lambda w: [w.case.id]),
    "evidence_pack": ("get", lambda w: [w.case.id]),
    "referral": ("get", lambda w: [w.case.referrals.get().id]),
    "copy_referral": ("post", lambda w: [w.case.referrals.get().id]),
    "print_referral": ("post", lambda w: [w.case.referrals.get().id]),
    "give_referral": ("post", lambda w: [w.case.referrals.get().id]),
    "chase_referral": ("post", lambda w: [w.case.referrals.get().id]),
    "answer_referral": ("post", lambda w: [w.case.referrals.get().id]),
    "draft_letter": ("post", lambda w: [w.case.id]),
    "step": ("post", lambda w: [w.case.id, w.case.steps.first().id]),
    "letter": ("get", lambda w: [w.letter.id]),
    "send_letter": ("post", lambda w: [w.letter.id]),
    "ask_approval": ("post", lambda w: [w.letter.id]),
    "approve_letter": ("post", lambda w: [w.letter.id]),
    "send_back": ("post", lambda w: [w.letter.id]),
    "print_letter": ("post", lambda w: [w.letter.id]),
    "letter_paper": ("get", lambda w: [approved(w)]),
    "my_step": ("get", lambda w: [a_step(w)]),
    "do_step": ("post", lambda w: [a_step(w)]),
    "hand_back": ("post", lambda w: [a_step(w)]),
    "assign_step": ("post", lambda w: [a_step(w)]),
    "absences": ("get", lambda w: []),
    "end_absence": ("post", lambda w: [Absence.objects.get(school=w.school).id]),
    "quiet_hours": ("post", lambda w: []),
    "choose_digest": ("post", lambda w: []),
    "seal_keeper": ("get", lambda w: []),
    "enclosure": ("get", lambda w: [w.mention.id, 1]),
    "enclosure_page": ("get", lambda w: [w.mention.id, 1, 1]),
    "enclosure_original": ("get", lambda w: [w.mention.id, 1]),
    "inbox": ("get", lambda w: []),
    "mention": ("get", lambda w: [w.mention.id]),
    "about_head": ("post", lambda w: [w.mention.id]),
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
    "capture_part": ("get", lambda w: [w.capture.id, "page/text.txt"]),
    "capture_file": ("get", lambda w: [w.capture.id]),
    "capture_picture": ("get", lambda w: [w.capture.id]),
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
    "begin_complaint": ("get", lambda w: [w.case.id]),
    "offer_procedure": ("post", lambda w: [w.case.id]),
    "complaint": ("get", lambda w: [w.case.id, complained(w)]),
    "acknowledge_complaint": ("post", lambda w: [w.case.id, complained(w)]),
    "answer_complaint": ("post", lambda w: [w.case.id, complained(w)]),
    "next_stage": ("post", lambda w: [w.case.id, complained(w)]),
    "end_complaint": ("post", lambda w: [w.case.id, complained(w)]),
    "check_in": ("get", lambda w: [w.case.id]),
    "answers": ("get", lambda w: []),
    "like_cases": ("get", lambda w: []),
    "lessons": ("get", lambda w: []),
    "add_lesson": ("get", lambda w: []),
    "edit_lesson": ("get", lambda w: [Lesson.objects.get(school=w.school).id]),
    "lesson_taught": ("post", lambda w: [Lesson.objects.get(school=w.school).id]),
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
    "prepare_report", "export_case", "evidence_pack", "referral", "copy_referral", "print_referral",
    "give_referral", "chase_referral", "answer_referral", "child_picture", "keep_answers",
    "begin_complaint", "offer_procedure", "complaint", "acknowledge_complaint", "answer_complaint",
    "next_stage", "end_complaint", "check_in",
    "case_story", "print_story", "case_file_gate", "add_case_file", "case_file", "add_part",
    "remove_part", "link_case", "unlink_case", "merge_case", "part_case",
    "open_case", "case", "change_facts", "add_note", "look_again", "save_page", "close_case", "reopen_case",
    "note_refusal", "ask_again", "judge_edit",
    "draft_letter", "step", "letter", "send_letter", "ask_approval", "approve_letter", "send_back",
    "print_letter", "letter_paper", "my_step", "do_step", "hand_back", "assign_step", "enclosure",
    "enclosure_page", "enclosure_original",
    "mention", "about_head", "file_mention", "restore_mention",
    "snooze", "assign", "not_us", "story", "undo_filing", "answer_alert", "personal_look",
    "capture", "capture_part", "capture_file", "capture_picture",
    "telling", "drop_telling", "told_picture", "told_original", "told",
}  # fmt: skip
# What belongs to our school, which another school's headteacher must not reach.
OF_THE_SCHOOL = OF_THE_CASE | {
    "edit_lesson", "lesson_taught",
    "preview", "source", "change_source", "try_instead", "test_connection", "connection",
    "replace_key", "remove_connection", "ask_source", "moved_source", "policy_version",
    "policy_file", "approve_version", "refuse_version", "take_back", "begin_again", "rename_view",
    "delete_view", "answer_look", "end_absence",
}  # fmt: skip
# What a headteacher alone decides.
FOR_THE_HEADTEACHER = {
    "quiet_hours",
    "seal_keeper",
    "end_absence",
    "approve_version",
    "refuse_version",
    "answer_look",
}
# A class teacher has today, the policy and their own account, and whatever is public.
FOR_TEACHERS = {
    "lessons", "add_lesson", "edit_lesson", "lesson_taught",
    "tell", "tell_words", "tell_address", "tell_picture", "tell_stop", "send_picture",
    "absences", "choose_digest",
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
    case = Case.objects.get(id=world.case.id)
    assert case.matter_id == Mention.objects.get(id=world.mention.id).matter_id


def test_no_step_of_the_case_is_owned_by_the_person_whom_it_is_about(world: World):
    assert "dsl" not in set(world.case.steps.values_list("owner", "to").all()[0])
    for owner, to in world.case.steps.values_list("owner", "to"):
        assert "dsl" not in (owner, to)


def test_a_saved_page_leaves_only_as_a_file_that_cannot_run(world: World):
    address = reverse("capture_part", args=[world.capture.id, "page/text.txt"])
    answer = sign_in(world.head).get(address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("part", ["../../goodname.sqlite3", "..", "secret-key", "manifest"])
def test_a_part_that_the_manifest_does_not_name_is_not_served(part: str, world: World):
    address = f"/evidence/{world.capture.id}/{part}"
    assert sign_in(world.head).get(address).status_code == 404
