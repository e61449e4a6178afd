"""Files that people send: kept as they are, shown without their notes, and never run."""

import io
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image

from goodname.files.evidence import verify
from goodname.web.inbox.models import Mention
from goodname.web.ledger.models import LedgerEntry
from goodname.web.told import holding, receiving
from goodname.web.told.models import Telling
from tests.web.told.desks import make_desk, png, said, send_file, through_the_gate, upload
from tests.world import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return make_desk()


def photo() -> bytes:
    """A photo whose file says with what and where it was taken."""
    exif = Image.Exif()
    exif[0x0110] = "Pocket 9"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(out, "JPEG", exif=exif)
    return out.getvalue()


def bomb() -> bytes:
    """A small file that unpacks to thirty thousand by thirty thousand dots."""
    size = (30_000).to_bytes(4, "big") * 2

    def chunk(name: bytes, data: bytes) -> bytes:
        seal = zlib.crc32(name + data).to_bytes(4, "big")
        return len(data).to_bytes(4, "big") + name + data + seal

    dots = zlib.compress(bytes(1_000_000))
    head = chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", dots) + chunk(b"IEND", b"")


def test_the_bytes_are_kept_as_they_came_and_the_copy_has_no_notes(desk):
    client, body = sign_in(desk.teacher), photo()
    telling = send_file(client, body, "IMG_1.jpg")
    assert telling.state == Telling.READY
    assert telling.facts["had_position"]
    original = holding.original(telling)
    assert original.read_bytes() == body
    assert telling.manifest["parts"]["original.jpeg"]["sha256"] == sha256(body).hexdigest()
    assert verify(original.parent) == ()
    assert original.stat().st_mode & 0o077 == 0
    assert original.parent.stat().st_mode & 0o077 == 0
    shown = client.get(reverse("told_picture", args=[telling.id, 1]))
    copy = b"".join(shown.streaming_content)
    assert Image.open(io.BytesIO(copy)).format == "WEBP"
    assert b"Pocket 9" not in copy
    assert not Image.open(io.BytesIO(copy)).getexif()
    taken = client.get(reverse("told_original", args=[telling.id]))
    assert b"".join(taken.streaming_content) == body


def test_files_go_out_as_downloads_that_no_browser_runs(desk):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    taken = client.get(reverse("told_original", args=[telling.id]))
    assert taken["Content-Disposition"].startswith("attachment")
    assert taken["Content-Type"] == "application/octet-stream"
    shown = client.get(reverse("told_picture", args=[telling.id, 1]))
    assert shown["Content-Type"] == "image/webp"
    for answer in (taken, shown):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        (b"<html><script>alert(1)</script></html>", "chat.png", "web page"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "chat.svg", "SVG"),
        (b"PK\x03\x04rest", "chat.docx", "Word file"),
        (b"", "empty.png", "empty"),
        (b"plain words", "chat.jpg", "no picture"),
    ],
)
def test_what_is_no_picture_is_refused_in_plain_words(desk, body, name, words):
    client = sign_in(desk.teacher)
    way = through_the_gate(client)
    answer = client.post(way, {"file": upload(body, name), "origin": "self"})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Telling.objects.count() == 0
    # The answer is still good: the right file can be chosen now.
    right = client.post(way, {"file": upload(png()), "origin": "self"})
    assert right.status_code == 302
    assert Telling.objects.count() == 1


def test_thirty_megabytes_are_too_much(desk):
    client = sign_in(desk.teacher)
    way = through_the_gate(client)
    body = png() + bytes(30_000_000)
    answer = client.post(way, {"file": upload(body), "origin": "self"}, follow=True)
    assert "too big" in answer.content.decode()
    assert Telling.objects.count() == 0


def test_a_bomb_is_let_go_of_and_its_sender_is_told(desk):
    client = sign_in(desk.teacher)
    telling = send_file(client, bomb())
    assert telling.state == Telling.REFUSED
    answer = client.get(reverse("telling", args=[telling.id])).content.decode()
    assert "too many dots" in answer
    assert client.get(reverse("told_original", args=[telling.id])).status_code == 404


def test_the_file_of_a_refused_telling_is_gone_from_the_disk(
    desk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        telling = send_file(sign_in(desk.teacher), bomb())
    assert not any(
        telling.id in path.read_text() for path in Path(settings.CAPTURES).rglob("manifest.json")
    )


@pytest.mark.parametrize(
    "name",
    ["../../../etc/cron.d/x.png", "..\\..\\x.png", "a\nb\x00.png", "x" * 400 + ".png", "CON"],
)
def test_a_files_own_name_never_becomes_a_path(desk, name):
    telling = send_file(sign_in(desk.teacher), png(), name)
    assert holding.original(telling).name == "original.png"
    assert "/" not in telling.manifest["name_as_given"]
    assert ".." not in telling.manifest["name_as_given"].split(".png")[0]
    root = Path(settings.CAPTURES).resolve()
    assert root in holding.original(telling).resolve().parents


def test_a_draft_is_there_for_its_teller_alone(desk):
    telling = send_file(sign_in(desk.teacher), png())
    for person in (desk.head, desk.dsl, desk.office, desk.colleague, desk.other_head):
        client = sign_in(person)
        for name, more in (
            ("telling", []),
            ("told_picture", [1]),
            ("told_original", []),
            ("drop_telling", []),
        ):
            method = client.post if name == "drop_telling" else client.get
            assert method(reverse(name, args=[telling.id, *more])).status_code == 404, name
        assert client.get(reverse("told", args=[telling.id])).status_code == 404


def sent_about(desk, person):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    words = said("They said that Mr Okafor shouts at the children of Tansy Lane.", [person])
    client.post(reverse("telling", args=[telling.id]), words)
    telling.refresh_from_db()
    assert telling.state == Telling.SENT
    return telling


def test_a_sent_picture_is_for_its_teller_and_for_those_who_may_see_evidence(desk):
    telling = sent_about(desk, desk.dsl)
    picture, original = (
        reverse("told_picture", args=[telling.id, 1]),
        reverse("told_original", args=[telling.id]),
    )
    for person, status in (
        (desk.teacher, 200), (desk.head, 200), (desk.office, 404), (desk.colleague, 404),
        (desk.dsl, 404), (desk.other_head, 404),
    ):  # fmt: skip
        client = sign_in(person)
        assert client.get(picture).status_code == status, person
        assert client.get(original).status_code == status, person
    # The office reads the inbox, and so the words; not the picture, and not who it was.
    page = sign_in(desk.office).get(reverse("told", args=[telling.id])).content.decode()
    assert "for those who may see evidence" in page
    assert "Rosa Lindley" not in page
    assert (
        "Rosa Lindley"
        in sign_in(desk.head).get(reverse("told", args=[telling.id])).content.decode()
    )
    assert sign_in(desk.dsl).get(reverse("told", args=[telling.id])).status_code == 404


def test_each_look_and_each_copy_is_a_line_in_the_ledger(desk):
    telling = sent_about(desk, desk.dsl)
    client = sign_in(desk.head)
    client.get(reverse("told", args=[telling.id]))
    client.get(reverse("told_original", args=[telling.id]))
    rows = LedgerEntry.objects.filter(matter=telling.matter_id, actor=desk.head.id)
    assert [row.kind for row in rows.order_by("seq")] == ["told.viewed", "told.copied"]
    sent = LedgerEntry.objects.get(kind="told.sent")
    assert sent.digests["manifest"] == telling.manifest_sha256


def test_a_picture_is_shut_away_once_its_words_may_be_about_an_image_of_a_child(desk):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    words = said("He sent a naked photo of a Year 6 girl to the whole chat")
    client.post(reverse("telling", args=[telling.id]), words)
    assert Mention.objects.get().child_image
    for person in (desk.teacher, desk.head, desk.dsl):
        mine = sign_in(person)
        assert mine.get(reverse("told_picture", args=[telling.id, 1])).status_code == 404
        assert mine.get(reverse("told_original", args=[telling.id])).status_code == 404
    page = sign_in(desk.head).get(reverse("told", args=[telling.id])).content.decode()
    assert "shut away" in page
    assert "<img" not in page


def test_a_draft_that_is_thrown_away_is_gone_with_its_file(
    desk, django_capture_on_commit_callbacks
):
    client = sign_in(desk.teacher)
    telling = send_file(client, png())
    original, copy = holding.original(telling), holding.copy(telling, 1)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("drop_telling", args=[telling.id]))
    assert not original.exists()
    assert not copy.exists()
    assert Telling.objects.count() == 0


def test_what_was_sent_cannot_be_thrown_away(desk):
    telling = sent_about(desk, desk.dsl)
    answer = sign_in(desk.teacher).post(reverse("drop_telling", args=[telling.id]), follow=True)
    assert "sent already" in answer.content.decode()
    assert holding.original(telling).exists()


def test_nobody_can_fill_the_disk_with_drafts(desk, monkeypatch):
    monkeypatch.setattr(receiving, "MOST_DRAFTS", 2)
    client = sign_in(desk.teacher)
    for colour in ("red", "green"):
        send_file(client, png(colour))
    fields = {"file": upload(png("blue")), "origin": "self"}
    answer = client.post(through_the_gate(client), fields, follow=True)
    assert "Too many pictures wait for you" in answer.content.decode()
    assert Telling.objects.count() == 2
