"""What people write down: conversations that begin a case, calls and talks, and files."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goodname.web.accounts.models import Matter
from goodname.web.cases.models import Case, CaseFile, Note
from goodname.web.ledger.models import LedgerEntry
from tests.web.cases.desk import ABUSE, opened, page
from tests.web.reading import heading, open_words, source, words
from tests.world import MONDAY, sign_in

pytestmark = pytest.mark.django_db
SAID = {
    "key": "conversation2222",
    "kind": "gate",
    "who": "A parent of Year 4",
    "happened_at": "2026-11-20T15:20",
    "text": "Mr Okafor is a stupid liar, and everybody in Year 4 knows it.",
    "came": "self",
    "joins": "new",
}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c626001000000050001a5f645400000000049454e44ae426082"
)


def write(person, **more):
    return sign_in(person).post(reverse("write_down"), SAID | more, follow=True)


def test_a_conversation_is_told_then_its_facts_and_only_then_is_a_case_there(desk):
    first = write(desk.head)
    assert heading(first) == "What do we know?"
    told = words(first)
    assert "Filled in: The sorter read words in it as insulting" in told
    assert "Filled in: It was said to one of us." in told
    assert "stupid" not in open_words(first).split('name="text"')[0]
    assert not Case.objects.exists()
    assert not Matter.objects.exclude(mention=desk.rant).exists()
    answer = write(desk.head, facts="1", **ABUSE | {"audience": "direct"})
    assert "The case is open." in words(answer)
    case = Case.objects.get()
    assert (case.opened_from, case.mention, case.words) == ("conversation", None, SAID["text"])
    assert case.title == "A parent’s abusive words about a member of staff"
    note = case.notes.get()
    assert (note.kind, note.who, note.came) == ("gate", "A parent of Year 4", "self")
    told = words(answer)
    assert "A talk at the gate with a parent of Year 4, Friday at 15:20: the words may hurt" in told
    assert "stupid" not in open_words(answer)


def test_whom_it_is_about_never_sees_anything_of_it(desk):
    assert "You said so when you wrote down" in words(write(desk.head, about=[desk.dsl.id]))
    write(desk.head, facts="1", about=[desk.dsl.id], **ABUSE)
    case = Case.objects.get()
    assert page(desk.dsl, case).status_code == 404
    assert case.title not in words(sign_in(desk.dsl).get(reverse("cases")))
    rows = LedgerEntry.objects.filter(matter=case.matter_id).order_by("seq")
    assert [row.kind for row in rows][:2] == ["case.opened", "matter.hidden"]


def test_somebody_who_writes_down_what_is_about_themselves_is_led_away(desk):
    answer = write(desk.head, facts="1", about=[desk.head.id], **ABUSE)
    assert answer.redirect_chain[-1][0] == reverse("today")
    assert page(desk.head, Case.objects.get()).status_code == 404


def test_the_same_conversation_sent_twice_opens_one_case(desk):
    write(desk.head, facts="1", **ABUSE)
    again = write(desk.head, facts="1", **ABUSE)
    assert "written down already" in words(again)
    assert Case.objects.count() == 1


def test_a_conversation_joins_an_open_case_and_hides_it_from_whom_it_is_about(desk):
    case = opened(desk)
    answer = write(desk.head, joins=case.id, about=[desk.lead.id])
    assert "The conversation is kept in this case." in words(answer)
    assert case.notes.get().text == SAID["text"]
    assert page(desk.lead, case).status_code == 404
    assert Case.objects.count() == 1


def test_it_joins_no_case_that_the_writer_may_not_see(desk):
    case = opened(desk, desk.dsl)
    answer = write(desk.dsl, joins=case.id)
    assert answer.status_code == 422
    assert case.title not in source(answer)
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"happened_at": "2026-11-24T09:00"}, "That is still to come."),
        ({"happened_at": ""}, "Say when it was"),
        ({"text": " "}, "Write down what was said."),
        ({"who": ""}, "Say who it was"),
        ({"key": "<script>"}, "Open this page again"),
    ],
)
def test_what_is_missing_or_cannot_be_is_said(desk, more, said):
    answer = write(desk.head, **more)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not Case.objects.exists()


def test_words_about_an_image_of_a_child_open_a_case_that_takes_no_file(desk):
    write(desk.dsl, facts="1", text="A pupil was sent nude pictures of a girl in Year 6.", **ABUSE)
    case = Case.objects.get()
    assert case.child_image
    answer = sign_in(desk.dsl).get(reverse("case_file_gate", args=[case.id]), follow=True)
    assert "No file is taken in a case that may be about a sexual image" in words(answer)
    assert LedgerEntry.objects.filter(kind="alert.raised", matter=case.matter_id).exists()


def test_a_call_is_written_down_with_whom_and_when_and_never_before_it_happened(desk):
    case, client = opened(desk), sign_in(desk.head)
    call = {"words": "She is sorry.", "kind": "call", "who": "Mrs Hale"}
    address = reverse("add_note", args=[case.id])
    late = client.post(address, call | {"happened_at": "2026-11-23T09:30"})
    assert late.status_code == 422
    assert "That is still to come." in words(late)
    answer = client.post(address, call | {"happened_at": "2026-11-22T18:00"}, follow=True)
    assert "A phone call with Mrs Hale, yesterday at 18:00: She is sorry." in words(answer)
    assert case.notes.get().happened_at == MONDAY - timedelta(hours=15)


def test_nothing_is_written_in_a_closed_case(desk):
    case = opened(desk)
    Case.objects.update(state=Case.CLOSED, outcome="settled")
    address = reverse("add_note", args=[case.id])
    answer = sign_in(desk.head).post(address, {"words": "More."}, follow=True)
    assert "This case is closed. Open it again first." in words(answer)
    assert not Note.objects.exists()


def give(client, case, body=PNG, **more):
    opened = client.post(reverse("case_file_gate", args=[case.id]), {"answer": "no"})
    sent = {"title": "A chat", "origin": "given", "file": SimpleUploadedFile("chat.png", body)}
    return opened["Location"], client.post(opened["Location"], sent | more, follow=True)


def test_a_file_comes_behind_the_question_and_goes_out_as_the_same_bytes(desk):
    case, client = opened(desk), sign_in(desk.head)
    assert 'type="file"' not in source(client.get(reverse("case_file_gate", args=[case.id])))
    place, answer = give(client, case)
    assert "The file is kept." in words(answer)
    row = CaseFile.objects.get()
    assert row.manifest["gate"]["answer"] == "no"
    back = client.get(reverse("case_file", args=[case.id, row.id]))
    assert b"".join(back.streaming_content) == PNG
    assert back["Content-Disposition"].startswith("attachment")
    assert "sandbox" in back["Content-Security-Policy"]
    assert LedgerEntry.objects.filter(kind="file.copied").count() == 1
    again = client.post(place, {"title": "Another"}, follow=True)  # the answer was for one file
    assert "An answer counts for one file" in words(again)
    for person, status in ((desk.office, 404), (desk.teacher, 404), (desk.lead, 200)):
        answer = sign_in(person).get(reverse("case_file", args=[case.id, row.id]))
        assert answer.status_code == status


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_whoever_does_not_say_no_is_told_what_to_do_and_sends_nothing(desk, answer):
    case = opened(desk)
    sent = sign_in(desk.head).post(reverse("case_file_gate", args=[case.id]), {"answer": answer})
    assert sent["Location"] == reverse("tell_stop")


def test_what_is_no_picture_is_not_kept(desk):
    case = opened(desk)
    answer = give(sign_in(desk.head), case, b"MZ\x90 a program")[1]
    assert answer.status_code == 422
    assert not CaseFile.objects.exists()


def test_an_answer_of_somebody_else_opens_nothing(desk):
    case = opened(desk)
    answer = sign_in(desk.head).post(reverse("case_file_gate", args=[case.id]), {"answer": "no"})
    other = sign_in(desk.dsl).get(answer["Location"])
    assert other["Location"] == reverse("case_file_gate", args=[case.id])
