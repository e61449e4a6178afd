"""Evidence packs: the police get all, a platform the post, a governor no name; each is noted."""

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from hashlib import sha256

import pypdf
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from goodname import clock
from goodname.core.words import Role
from goodname.files.wacz import verify
from goodname.web.accounts.models import Absence, Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import add_note
from goodname.web.cases.models import Case, Note
from goodname.web.evidence.actions import lock_captures
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import heading, words
from tests.world import MONDAY, RANT, World, make_person, make_world, sign_in

pytestmark = pytest.mark.django_db
POLICE, PLATFORM, GOVERNOR = "police", "platform", "governor"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.at(MONDAY):
            world = make_world()
            world.capture.refresh_from_db()
            add_note(
                viewer=Viewer.of(world.head),
                case=world.case,
                words="Mrs Rosalind Thackeray rang. <b>#strike[$x$]</b> 🙁 " + "w" * 300,
            )
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(made: World, db: None) -> Iterator[World]:
    with clock.at(MONDAY):
        yield made


def take(person: Person, case: Case, reader: str, whom: str = "PC 4471") -> HttpResponse:
    there = reverse("evidence_pack", args=[case.id])
    return sign_in(person).post(there, {"reader": reader, "whom": whom})


def opened(answer: HttpResponse) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def paper(pack: dict[str, bytes]) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pack["evidence-pack.pdf"]))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u200b", "").split())


def test_the_police_get_the_story_the_saved_pages_and_the_ledgers_lines(world):
    pack = opened(take(world.head, world.case, POLICE))
    assert sorted(pack) == [
        "evidence-pack.pdf", "ledger.json", "readme.txt", "saved-pages/1.wacz",
    ]  # fmt: skip
    told = paper(pack)
    assert world.case.title in told
    assert RANT.split(".")[0] in told
    assert "Rosalind Thackeray rang" in told
    assert f"by {world.head.name}, for PC 4471." in told
    assert world.capture.manifest_sha256 in told.replace(" ", "")
    assert "In confidence: names people".lower() in told.lower()
    page = verify.check(pack["saved-pages/1.wacz"])
    assert (page.faults, page.sha256) == ([], world.capture.manifest_sha256)


def test_every_file_of_the_pack_is_sealed_on_its_paper(world):
    pack = opened(take(world.head, world.case, POLICE))
    told = paper(pack).replace(" ", "")
    for name, data in pack.items():
        if name != "evidence-pack.pdf":
            assert sha256(data).hexdigest() in told, name


def test_the_ledgers_lines_can_be_checked_with_what_the_readme_says(world, tmp_path):
    pack = opened(take(world.head, world.case, POLICE))
    (tmp_path / "ledger.json").write_bytes(pack["ledger.json"])
    program = re.search(r'python3 -c "(.*?)"\n', pack["readme.txt"].decode(), re.S)
    assert program is not None

    def said() -> list[str]:
        command = [sys.executable, "-c", program[1]]
        return subprocess.check_output(command, cwd=tmp_path, text=True).split()[1::2]

    assert set(said()) == {"True"}
    lines = json.loads(pack["ledger.json"])
    assert {line["matter"] for line in lines} == {world.case.matter_id}
    assert len(said()) == len(lines)
    lines[1]["kind"] = "case.closed"
    (tmp_path / "ledger.json").write_text(json.dumps(lines))
    assert said()[1] == "False"


def test_a_platform_gets_the_post_and_nothing_of_ours(world):
    pack = opened(take(world.head, world.case, PLATFORM, "The forum"))
    assert sorted(pack) == ["evidence-pack.pdf", "readme.txt"]
    told = paper(pack)
    assert world.case.address in told.replace(" ", "")
    assert RANT.split(".")[0] in told
    for ours in ("Thackeray", world.head.name, "policy", world.case.title):
        assert ours not in told, ours


def test_a_governor_reads_what_was_done_and_nobodys_name_or_words(world):
    pack = opened(take(world.head, world.case, GOVERNOR, "The governing body"))
    assert sorted(pack) == ["evidence-pack.pdf", "readme.txt"]
    told = paper(pack)
    assert "The case was opened." in told
    assert "The page was saved as evidence." in told
    assert "What our policy says about it" in told
    everybody = [person.name for person in Person.objects.filter(school=world.school)]
    for secret in (*everybody, "Thackeray", "pathetic", world.case.address, world.case.title):
        assert secret not in told, secret


def test_what_people_wrote_stays_words_on_paper(world):
    told = paper(opened(take(world.head, world.case, POLICE)))
    assert "slightly frowning face" in told or "🙁" in told
    assert "<b>#strike[$x$]</b>" in told
    assert "w" * 300 in told.replace(" ", "")


def test_the_paper_is_tagged_and_says_its_language_and_title(world):
    reader = pypdf.PdfReader(
        io.BytesIO(opened(take(world.head, world.case, POLICE))["evidence-pack.pdf"])
    )
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == f"Evidence pack: {world.case.title}"
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_it_is_written_down_who_took_a_pack_for_whom(world):
    answer = take(world.head, world.case, POLICE, "PC 4471, Wexcombe police")
    line = LedgerEntry.objects.get(kind="case.pack_taken")
    assert (line.actor, line.refs["reader"]) == (world.head.id, POLICE)
    assert line.digests["file"] == sha256(answer.content).hexdigest()
    copied = LedgerEntry.objects.get(kind="capture.copied")
    assert copied.refs["capture"] == world.capture.id
    note = Note.objects.get(case=world.case, text__startswith="An evidence pack was made.")
    assert note.text.endswith("For: PC 4471, Wexcombe police")
    assert answer["Content-Disposition"].endswith(f'evidence-{world.case.id}-police.zip"')


def test_where_it_may_be_a_sexual_image_of_a_child_there_is_no_picture_and_no_copy(world):
    Case.objects.filter(pk=world.case.pk).update(child_image=True)
    pack = opened(take(world.head, world.case, POLICE))
    assert not [name for name in pack if name.endswith(".wacz")]
    assert "Saved page 1" not in paper(pack)
    Case.objects.filter(pk=world.case.pk).update(child_image=False)
    lock_captures(matters=[world.case.matter_id], actor=world.head.id)
    pack = opened(take(world.head, world.case, POLICE))
    assert not [name for name in pack if name.endswith(".wacz")]
    assert "It is shut away, and no copy of it is in this pack." in paper(pack)


@pytest.mark.parametrize("reader", [PLATFORM, GOVERNOR])
def test_who_is_to_read_no_names_is_sent_none_by_us(world, reader):
    Person.objects.create(school=world.school, name="Lily Marchetti", is_pupil=True)
    answer = take(world.head, world.case, reader, "The aunt of Lily Marchetti")
    assert answer.status_code == 422
    assert "“Lily Marchetti” must not be read there. Take the name out." in words(answer)
    assert not LedgerEntry.objects.filter(kind="case.pack_taken").exists()
    assert take(world.head, world.case, POLICE, "The aunt of Lily Marchetti").status_code == 200


def test_without_a_reader_nothing_is_made(world):
    answer = take(world.head, world.case, "", "")
    assert answer.status_code == 422
    assert heading(answer) == "An evidence pack"
    assert "Choose who will read it: it decides what is in the pack." in words(answer)
    assert "Say who gets it." in words(answer)
    assert not LedgerEntry.objects.filter(kind="case.pack_taken").exists()


def test_whoever_may_not_read_the_ledger_hands_over_none_of_it(world):
    chair = make_person(world.school, "Bram Ellison", Role.CHAIR_OF_GOVERNORS)
    case = Case.objects.get(pk=world.case.pk)
    Case.objects.filter(pk=case.pk).update(opened_by=chair)
    pack = opened(take(chair, case, POLICE))
    assert "ledger.json" not in pack
    assert "saved-pages/1.wacz" in pack
    assert "The ledger’s lines" not in paper(pack)


def test_a_deputy_in_cases_alone_takes_no_saved_pages_out(world):
    deputy = make_person(world.school, "Nell Ashdown", Role.CLASS_TEACHER)
    today = MONDAY.date()
    Absence.objects.create(
        school=world.school, person=world.head, deputy=deputy, first=today, last=today,
        added_at=MONDAY,
    )  # fmt: skip
    client = sign_in(deputy)
    there = reverse("case", args=[world.case.id])
    assert client.get(there).status_code == 200
    assert "Evidence pack" not in words(client.get(there))
    assert take(deputy, world.case, POLICE).status_code == 404


def test_no_pack_is_made_for_somebody_whom_the_case_is_about(world):
    world.case.matter.hidden_from.add(world.head)
    assert take(world.head, world.case, POLICE).status_code == 404
