"""A school's document of every kind becomes the same passages; what means harm is one clear line."""

import datetime
import io
import zipfile

import pypdf
import pytest

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import passages
from goodname.core.words import Unreadable
from goodname.data.policies import read_text
from goodname.files.documents import limits
from goodname.files.documents.drafting import draft
from goodname.files.documents.read import read
from tests.files import papers

TEXT = b"""Social Media Policy

1. Staff

Staff keep their accounts private and do not talk about the school or about any of its pupils
on them.

Staff must not:
- accept friend requests from pupils;
- post pictures of pupils.
"""
SAID = [
    (Kind.HEADING, "Social Media Policy"),
    (Kind.HEADING, "Staff"),
    (
        Kind.TEXT,
        "Staff keep their accounts private and do not talk about the school or about any of its "
        "pupils on them.",
    ),
    (Kind.TEXT, "Staff must not:"),
    (Kind.ITEM, "accept friend requests from pupils;"),
    (Kind.ITEM, "post pictures of pupils."),
]
HTML = b"""<!doctype html><html><head><title>Policies</title></head><body>
<ul><li><a href="/">Home</a></li><li><a href="/p">Our policies</a></li></ul>
<h1>Social Media Policy</h1><h2>1. Staff</h2>
<p>Staff keep their accounts private and do not talk
about the school or about any of its pupils on them.<p>Staff must not:
<ul><li>accept friend requests from pupils;<li>post pictures of pupils.</ul>"""


def word() -> bytes:
    return papers.word(
        ("Title", "Social Media Policy"),
        ("Heading 1", "1. Staff"),
        ("Normal", SAID[2][1]),
        ("Normal", SAID[3][1]),
        ("List Bullet", SAID[4][1]),
        ("List Bullet", SAID[5][1]),
    )


def pdf() -> bytes:
    first, second = SAID[2][1][:60], SAID[2][1][60:]
    return papers.pdf(
        [
            (60, 780, 20, "Social Media Policy"),
            (60, 740, 14, "1. Staff"),
            (60, 710, 11, first),
            (60, 697, 11, second),
            (60, 670, 11, "Staff must not:"),
            (75, 650, 11, "\u2022 accept friend requests from pupils;"),
            (75, 637, 11, "\u2022 post pictures of pupils."),
        ]
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT, "policy.txt"),
        (TEXT.decode().encode("utf-16"), "policy.txt"),
        (TEXT.replace(b"\n", b"\r\n"), "policy"),
        (HTML, "policy.html"),
        (HTML, "saved page"),
        (word(), "policy.docx"),
        (pdf(), "policy.pdf"),
        (pdf(), "policy"),
    ],
    ids=["text", "utf-16", "windows", "html", "html unnamed", "word", "pdf", "pdf unnamed"],
)
def test_every_format_says_the_same(data: bytes, name: str) -> None:
    said = passages(read(data, name))
    assert [(one.kind, one.text) for one in said] == SAID
    assert [one.number for one in said] == [1, 2, 3, 4, 5, 6]
    assert said[-1].lead == "Staff must not:"
    assert said[-1].headings == ("Staff",)


def test_pages_of_a_pdf_are_counted_and_its_running_heads_dropped() -> None:
    pages = [
        [
            (60, 800, 9, "Tansy Lane Primary School"),
            (60, 700, 11, f"This is what page {word} says about social media."),
            (60, 40, 9, f"Page {number} of 3"),
        ]
        for number, word in enumerate(("one", "two", "three"), start=1)
    ]
    said = passages(read(papers.pdf(*pages), "policy.pdf"))
    assert [(one.page, one.text) for one in said] == [
        (1, "This is what page one says about social media."),
        (2, "This is what page two says about social media."),
        (3, "This is what page three says about social media."),
    ]


def test_a_sentence_that_goes_on_over_the_page_stays_whole() -> None:
    pages = [
        [(60, 60, 11, "Parents are asked to bring what worries them to the")],
        [(60, 780, 11, "school office first. It is always open.")],
    ]
    said = passages(read(papers.pdf(*pages), "policy.pdf"))
    assert [(one.page, one.text) for one in said] == [
        (1, "Parents are asked to bring what worries them to the school office first."),
        (1, "It is always open."),
    ]


def test_a_table_of_a_word_file_is_read_row_by_row() -> None:
    made = papers.word(
        ("Normal", "Who does what:"),
        [["Role", "What"], ["Headteacher", "decides"]],
        ("Normal", "End."),
    )
    said = [one.text for one in passages(read(made, "policy.docx"))]
    assert said == ["Who does what:", "Role: What", "Headteacher: decides", "End."]


def test_what_a_word_file_hides_is_not_read() -> None:
    made = papers.word_xml(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a </w:t></w:r><w:r><w:t>control.</w:t></w:r></w:p>"
        "</w:sdtContent></w:sdt>"
        "<w:p><w:del><w:r><w:delText>Deleted.</w:delText></w:r></w:del>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Kept.</w:t></w:r></w:p>"
    )
    assert [one.text for one in passages(read(made, "p.docx"))] == ["In a control.", "Kept."]


def refused(data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(data, name)
    (line,) = refusal.value.faults
    assert "\n" not in line
    assert len(line) < 160
    return line


def scanned() -> bytes:
    return papers.pdf(streams=[b"q 595 0 0 842 0 0 cm /Im1 Do Q"])


def locked(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt(password, owner_password="kept", algorithm="RC4-128")
    body = io.BytesIO()
    writer.write(body)
    return body.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "policy.txt", "empty"),
        (b" \n\f\n ", "policy.txt", "empty"),
        (b"<html><body><img src=a></body></html>", "policy.html", "no words"),
        (b"\x00\x01\x02\x03" * 50, "policy.txt", "no text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "policy.pdf", "picture"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "policy.doc", "old Word file"),
        (b"{\\rtf1 words}", "policy.rtf", "RTF"),
        (b"a,b,c", "policy.xlsx", "not known"),
        (b"PK\x03\x04 nothing", "policy.docx", "damaged"),
        (papers.archive(mimetype=b"x"), "policy.odt", "no Word document"),
        (papers.archive(word__document_xml=b"<w:document"), "policy.docx", "damaged"),
        (papers.word_xml(""), "policy.docx", "no words"),
        (b"%PDF-1.7 and then nothing", "policy.pdf", "damaged"),
        (scanned(), "policy.pdf", "only pictures of pages"),
        (locked("secret"), "policy.pdf", "password"),
        (b"x" * (limits.MOST_BYTES + 1), "policy.txt", "too big"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, name: str, says: str) -> None:
    assert says in refused(data, name)


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    assert passages(read(locked(""), "policy.pdf"))[0].text == "Social Media Policy"


def laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    return papers.word_xml(
        "<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", f"<!DOCTYPE w:document [{entities}]>"
    )


def bomb() -> bytes:
    """Far more spaces than any policy has, in a small file."""
    body = io.BytesIO()
    with (
        zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made,
        made.open(papers.WORD_PART, "w", force_zip64=True) as part,
    ):
        for _ in range(200):
            part.write(b" " * 1_048_576)
    return body.getvalue()


def outside() -> bytes:
    return papers.word_xml(
        "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>",
        '<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    )


def deep_word() -> bytes:
    return papers.word_xml("<w:p>" * 100_000 + "</w:p>" * 100_000)


def many_pages() -> bytes:
    return papers.pdf(*[[(60, 700, 11, "Words.")]] * 10_000)


def busy_page() -> bytes:
    return papers.pdf(streams=[b"BT /F1 9 Tf " + b"(a) Tj " * 1_000_000 + b"ET"])


def unpacking_page() -> bytes:
    return papers.pdf(streams=[b" " * 200_000_000])


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (laughs, "policy.docx"),
        (bomb, "policy.docx"),
        (outside, "policy.docx"),
        (deep_word, "policy.docx"),
        (many_pages, "policy.pdf"),
        (busy_page, "policy.pdf"),
        (unpacking_page, "policy.pdf"),
        (lambda: b"word " * 900_000, "policy.txt"),
        (lambda: b"<p>word " * 300_000, "policy.html"),
    ],
)  # fmt: skip
def test_what_means_harm_is_refused_and_keeps_nobody_busy(make, name: str) -> None:  # type: ignore[no-untyped-def]
    refused(make(), name)


def test_a_page_of_tags_inside_tags_is_read_like_any_other() -> None:
    data = b"<div>" * 200_000 + b"Staff keep their accounts private."
    assert passages(read(data, "policy.html"))[0].text == "Staff keep their accounts private."


def test_a_word_file_becomes_a_draft_and_a_report() -> None:
    written, told = draft(word(), "Our policy.docx", datetime.date(2026, 11, 23))
    policy = read_text(written)
    assert policy.id == "our-policy"
    assert policy.packs[0].title == "Social Media Policy"
    assert "boundaries.friends" in [clause.id for clause in policy.packs[0].clauses]
    assert told[0] == "Read 4 passages of “Our policy.docx”."
    assert all("\n" not in line for line in told)
