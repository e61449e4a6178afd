"""Papers: whatever people write stands on them as words, and the same paper is the same bytes."""

import io
from datetime import UTC, datetime

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from goodname.files.pdf.slices import MARGIN, MOST, slices
from goodname.files.pdf.typeset import kind, shown, typeset

AT = datetime(2026, 3, 9, 12, tzinfo=UTC)
EMPTY = {
    "title": "A paper", "short": "A paper", "school": "Tansy Lane", "marking": "In confidence",
    "made": "", "lead": [], "post": None, "known": [], "clauses": [], "days": [], "pages": [],
    "ledger": [], "files": [], "about_ledger": "", "about_files": "",
}  # fmt: skip


def paper(words: str) -> bytes:
    return typeset("evidence_pack", EMPTY | {"lead": [words]}, at=AT, pictures={})


def text(pdf: bytes) -> str:
    found = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return found.replace("\u200b", "")


@pytest.mark.parametrize(
    "said",
    ["#panic()", "= No heading", "$x$ *no* _mark-up_", "\\ @x <y> [z]", "café – “naïve” £5 Łódź"],
)
def test_words_are_never_mark_up(said: str) -> None:
    assert said in text(paper(said))


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_any_words_can_stand_on_paper(said: str) -> None:
    assert paper(said).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("sad 🙁", "sad [slightly frowning face]"),
        ("👩\u200d👧", "[woman][girl]"),
        ("❤\ufe0f", "[heavy black heart]"),
        ("plain £5 – “yes” é", "plain £5 – “yes” é"),
    ],
)
def test_a_sign_without_a_font_stands_by_its_name(said: str, stands: str) -> None:
    assert shown(said, {"signs"}) == stands


def test_letters_without_a_font_stand_by_name_and_those_of_other_scripts_stay() -> None:
    assert kind("ب") == "ARABIC"
    assert shown("ب я", {"ARABIC"}) == "[arabic letter beh] я"


def test_the_same_paper_is_the_same_bytes() -> None:
    assert paper("Once") == paper("Once")
    assert paper("Once") != paper("Twice")


def png(height: int, blank: int = 0) -> bytes:
    """Green with a white edge at its left, 100 pixels wide, and so many rows of white below."""
    whole = Image.new("RGB", (100, height + blank), "white")
    whole.paste("green", (1, 0, 100, height))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def sizes(drawn: bytes) -> list[tuple[int, int]]:
    return [Image.open(io.BytesIO(one)).size for one in slices(drawn)[0]]


def test_a_tall_picture_is_cut_into_sheets_and_the_rest_is_said() -> None:
    assert sizes(png(140)) == [(100, 130), (100, 10)]
    assert slices(png(140))[1]
    tall, whole = slices(png(130 * (MOST + 2)))
    assert (len(tall), whole) == (MOST, False)
    assert slices(b"no picture") == ([], True)


def test_an_empty_foot_takes_no_paper() -> None:
    assert sizes(png(60, blank=900)) == [(100, 60 + MARGIN)]
    assert sizes(png(60, blank=10)) == [(100, 70)]
    flat = io.BytesIO()
    Image.new("RGB", (100, 90), "green").save(flat, "PNG")
    assert sizes(flat.getvalue()) == [(100, 90)]
