"""A picture that somebody sent is copied for showing and read, and what cannot be read is said."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from goodname.adapters import ocr
from goodname.core.words import Role, Unreadable
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.told import gate, holding, receiving
from goodname.web.told.models import Telling
from goodname.worker import reading_pictures
from tests.world import make_person, make_school

pytestmark = pytest.mark.django_db
SAID = (
    ("The gate was left open again", False), ("Tell the office", True),
    ("I rang twice on Monday", False), ("They will look into it today", True),
)  # fmt: skip


@pytest.fixture
def teacher(settings: object, tmp_path: Path) -> Person:
    settings.CAPTURES = tmp_path / "captures"  # type: ignore[attr-defined]
    return make_person(make_school(), "Rosa Lindley", Role.CLASS_TEACHER)


def chat() -> Image.Image:
    """A chat of four bubbles as a phone shows it."""
    image = Image.new("RGB", (780, 560), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.load_default(32)
    for number, (text, right) in enumerate(SAID):
        wide, y = draw.textlength(text, font), 20 + number * 130
        x = 780 - 24 - wide - 40 if right else 24
        ground = (0, 122, 255) if right else (233, 233, 235)
        draw.rounded_rectangle((x, y, x + wide + 40, y + 76), 32, fill=ground)
        draw.text((x + 20, y + 16), text, "white" if right else "black", font)
    return image


def saved(kind: str, *images: Image.Image) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": images[1:]} if len(images) > 1 else {}
    images[0].save(out, kind, **more)
    return out.getvalue()


def send(teacher: Person, body: bytes, kind: str) -> Telling:
    viewer = Viewer.of(teacher)
    answer = gate.answer_no(viewer=viewer, session_key="a session")
    return receiving.take_file(
        viewer=viewer, gate=answer, body=body, kind=kind, name="chat", statement={}
    )


def read(telling: Telling) -> Telling:
    reading_pictures.read_picture(telling.id)
    return Telling.objects.get(pk=telling.pk)


def test_a_chat_is_read_with_its_sides(teacher: Person) -> None:
    telling = read(send(teacher, saved("PNG", chat()), "png"))
    assert telling.state == Telling.READY
    assert telling.looks_like == "chat"
    assert telling.read_by.startswith("tesseract")
    for text, _ in SAID:
        assert text in telling.text_read
    assert telling.note == ""
    assert Image.open(holding.copy(telling, 1)).format == "WEBP"


def test_every_page_of_a_pdf_is_copied_and_read(teacher: Person) -> None:
    telling = read(send(teacher, saved("PDF", chat(), chat(), chat()), "pdf"))
    assert (telling.pages, telling.pages_read) == (3, 3)
    assert telling.text_read.count("Tell the office") == 3
    assert [holding.copy(telling, number).exists() for number in (1, 2, 3, 4)] == [True] * 3 + [
        False
    ]


def test_without_the_program_the_person_is_asked_for_the_words(
    teacher: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    telling = read(send(teacher, saved("PNG", chat()), "png"))
    assert telling.state == Telling.READY
    assert telling.text_read == ""
    assert "type the words" in telling.note
    assert holding.copy(telling, 1).exists()


def test_a_page_that_cannot_be_read_does_not_cost_the_others(
    teacher: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = ocr.read, []

    def stumbling(page: object, *, seconds: float) -> object:
        asked.append(seconds)
        if len(asked) == 1:
            raise Unreadable("it took too long")
        return real(page, seconds=seconds)  # type: ignore[arg-type]

    monkeypatch.setattr(ocr, "read", stumbling)
    telling = read(send(teacher, saved("PDF", chat(), chat()), "pdf"))
    assert "Tell the office" in telling.text_read
    assert telling.note == "One page could not be read. Please type what is missing."


def test_when_the_time_is_up_the_rest_is_left_to_the_person(
    teacher: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_pictures, "SECONDS", 0.0)
    telling = read(send(teacher, saved("PNG", chat()), "png"))
    assert telling.state == Telling.READY
    assert telling.text_read == ""
    assert "Please type" in telling.note


def test_a_blank_picture_says_nothing(teacher: Person) -> None:
    telling = read(send(teacher, saved("PNG", Image.new("RGB", (400, 400), "white")), "png"))
    assert (telling.text_read, telling.looks_like) == ("", "")
    assert "No words could be read" in telling.note


def test_a_damaged_file_is_refused_and_let_go_of(
    teacher: Person, django_capture_on_commit_callbacks: object
) -> None:
    body = saved("PNG", chat())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        sent = send(teacher, body[:200], "png")
        original = holding.original(sent)
        telling = read(sent)
    assert telling.state == Telling.REFUSED
    assert "damaged" in telling.problem
    assert original is not None
    assert not original.exists()


def test_what_was_read_is_not_read_again(teacher: Person) -> None:
    telling = read(send(teacher, saved("PNG", chat()), "png"))
    Telling.objects.filter(pk=telling.pk).update(text_read="as a person left it")
    assert read(telling).text_read == "as a person left it"
    reading_pictures.read_picture("nobody")  # thrown away in the meantime: nothing to do
