"""A saved copy: what is shown of it, what is said when it failed, and who has looked at it."""

from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256

import pytest
from django.db import transaction
from django.urls import reverse

from goodname import clock
from goodname.core.prove.seals import SYSTEM
from goodname.files import evidence
from goodname.files.wacz import verify
from goodname.web.evidence.actions import ask_capture, fail_capture
from goodname.web.evidence.models import Capture
from goodname.web.evidence.queries import place
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, open_words, source, words
from tests.world import DOT, MONDAY, RANT, World, make_world, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            world = make_world()
            world.capture.refresh_from_db()
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> Iterator[World]:
    with clock.at(MONDAY):
        yield made


def failed(world: World, problem: str) -> Capture:
    with transaction.atomic():
        capture = ask_capture(
            school=world.school,
            matter=world.case.matter,
            address="http://town.example/gone",
            by=world.head,
            reason="A case was opened",
        )
    fail_capture(capture=capture, problem=problem)
    return capture


def test_a_saved_copy_shows_its_parts_and_seals_and_that_they_are_whole(world):
    answer = sign_in(world.head).get(reverse("capture", args=[world.capture.id]))
    told = words(answer)
    assert heading(answer) == "A saved copy of the page"
    assert "Every part is as it was saved." in told
    for part in world.capture.manifest["resources"]:
        assert part["hash"].removeprefix("sha256:") in told
    assert world.capture.manifest_sha256 in told
    assert RANT in told
    assert "pathetic" not in open_words(answer)


def test_what_it_looked_like_is_shown_to_whoever_asks_and_each_look_is_in_the_ledger(world):
    client, there = sign_in(world.head), reverse("capture_picture", args=[world.capture.id])
    page = client.get(reverse("capture", args=[world.capture.id]))
    assert there in source(page)
    before = LedgerEntry.objects.filter(kind="capture.viewed").count()
    answer = client.get(there)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer.content == b64decode(DOT)
    assert "sandbox" in answer["Content-Security-Policy"]
    looks = LedgerEntry.objects.filter(kind="capture.viewed")
    assert looks.count() == before + 1
    assert {"capture": world.capture.id, "part": "page:picture.png"} in [one.refs for one in looks]
    Capture.objects.filter(pk=world.capture.pk).update(locked_at=MONDAY)
    assert client.get(there).status_code == 404


def test_a_copy_without_a_picture_says_why(world):
    plain = {**world.capture.manifest}
    plain["resources"] = [part for part in plain["resources"] if part["path"] != "page/picture.png"]
    Capture.objects.filter(pk=world.capture.pk).update(
        manifest=plain, no_picture="No browser is installed here."
    )
    client = sign_in(world.head)
    page = client.get(reverse("capture", args=[world.capture.id]))
    assert "There is no picture of it: No browser is installed here." in words(page)
    there = reverse("capture_picture", args=[world.capture.id])
    assert there not in source(page)
    assert client.get(there).status_code == 404


def test_the_whole_saved_page_is_handed_over_as_one_file_that_verifies(world):
    client = sign_in(world.head)
    answer = client.get(reverse("capture_file", args=[world.capture.id]))
    found = verify.check(b"".join(answer.streaming_content))
    assert (found.faults, found.sha256) == ([], world.capture.manifest_sha256)
    assert answer["Content-Disposition"] == f'attachment; filename="{world.capture.id}.wacz"'
    copied = LedgerEntry.objects.get(kind="capture.copied")
    assert (copied.actor, copied.refs) == (world.head.id, {"capture": world.capture.id})
    told = words(client.get(reverse("capture", args=[world.capture.id])))
    assert "No outside authority was asked to sign the time." in told


def test_a_copy_from_before_there_were_single_files_is_still_whole(world, settings, tmp_path):
    settings.CAPTURES = tmp_path
    parts = {"body.bin": RANT.encode(), "text.txt": RANT.encode()}
    listed = {
        "format": evidence.FORMAT,
        "parts": {
            name: {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
            for name, data in parts.items()
        },
    }
    kept = evidence.keep(tmp_path, parts, listed)
    Capture.objects.filter(pk=world.capture.pk).update(manifest=listed, manifest_sha256=kept.digest)
    client = sign_in(world.head)
    told = words(client.get(reverse("capture", args=[world.capture.id])))
    assert "The page as it came over the wire" in told
    assert "Every part is as it was saved." in told
    assert "Take the saved page" not in told
    taken = client.get(reverse("capture_part", args=[world.capture.id, "body.bin"]))
    assert b"".join(taken.streaming_content) == RANT.encode()
    assert client.get(reverse("capture_file", args=[world.capture.id])).status_code == 404
    (kept.folder / "body.bin").write_bytes(b"kinder")
    told = words(client.get(reverse("capture", args=[world.capture.id])))
    assert "body.bin: was changed" in told


def test_nobody_gets_out_of_a_copy_by_a_name_that_it_does_not_list(world):
    client = sign_in(world.head)
    for name in (
        "../secret-key",
        "page/../../secret-key",
        "verify",
        "page/none.txt",
        "/etc/passwd",
    ):
        address = f"/evidence/{world.capture.id}/{name}"
        assert client.get(address).status_code == 404, name
    assert not LedgerEntry.objects.filter(kind="capture.copied").exists()


def test_each_look_and_each_copy_stands_in_the_ledger(world):
    client = sign_in(world.head)
    client.get(reverse("capture", args=[world.capture.id]))
    client.get(reverse("capture_part", args=[world.capture.id, "page/text.txt"]))
    viewed, copied = LedgerEntry.objects.filter(kind__startswith="capture.").order_by("seq")[1:]
    assert (viewed.kind, viewed.actor) == ("capture.viewed", world.head.id)
    assert viewed.refs == {"capture": world.capture.id}
    assert copied.kind == "capture.copied"
    assert copied.refs == {"capture": world.capture.id, "part": "page:text.txt"}
    assert viewed.matter == copied.matter == world.case.matter_id
    ledger = words(client.get(reverse("ledger")))
    assert "Priya Hollis took a saved copy out of the desk." in ledger
    assert "looked at a saved copy" not in words(client.get(reverse("case", args=[world.case.id])))


def test_whoever_is_turned_away_leaves_no_look_behind(world):
    for person in (world.subject, world.colleague, world.other_head):
        client = sign_in(person)
        client.get(reverse("capture", args=[world.capture.id]))
        client.get(reverse("capture_part", args=[world.capture.id, "page/text.txt"]))
    assert not LedgerEntry.objects.filter(kind__in=["capture.viewed", "capture.copied"]).exists()


def test_a_part_that_was_changed_on_disk_is_told(world):
    file = place(world.capture)
    kept = file.read_bytes()
    try:
        file.write_bytes(kept.replace(b"School run", b"School fun", 1))
        told = words(sign_in(world.head).get(reverse("capture", args=[world.capture.id])))
        assert "Something was changed since it was saved." in told
        assert "The part pages/pages.jsonl was changed" in told
        assert "Every part is as it was saved." not in told
    finally:
        file.write_bytes(kept)


def test_a_copy_that_failed_says_why_in_words(world):
    capture = failed(world, "The site could not be reached.")
    answer = sign_in(world.head).get(reverse("capture", args=[capture.id]))
    assert heading(answer) == "The page could not be saved"
    assert "The site could not be reached." in words(answer)
    assert "Every part is as it was saved." not in words(answer)
    case = words(sign_in(world.head).get(reverse("case", args=[world.case.id])))
    assert "copy that failed" in case
    assert "The page could not be saved" in case
    assert LedgerEntry.objects.get(kind="capture.failed").actor == SYSTEM


def test_a_copy_on_its_way_says_so(world):
    capture = failed(world, "x")
    Capture.objects.filter(pk=capture.pk).update(state=Capture.WAITING)
    answer = sign_in(world.head).get(reverse("capture", args=[capture.id]))
    assert heading(answer) == "The page is being saved"
    part = reverse("capture_part", args=[capture.id, "datapackage.json"])
    assert sign_in(world.head).get(part).status_code == 404


def test_what_a_page_wrote_into_itself_is_shown_as_letters(world):
    Capture.objects.filter(pk=world.capture.pk).update(
        title="<script>title()</script>",
        text="<script>text()</script>",
        final_address="http://town.example/?<script>there()</script>",
    )
    page = source(sign_in(world.head).get(reverse("capture", args=[world.capture.id])))
    for payload in ("title", "text", "there"):
        assert f"<script>{payload}" not in page
        assert f"&lt;script&gt;{payload}" in page


def test_the_office_sees_no_saved_copy(world):
    office = world.school.people.get(name="Denise Pruett")
    assert sign_in(office).get(reverse("capture", args=[world.capture.id])).status_code == 404
