"""A document falls into passages as a person would read them out."""

import pytest

from goodname.core.decide.draft.pages import Document, Kind, Line, Page
from goodname.core.decide.draft.passages import LONGEST, passages


def split(*lines: str | Line, laid_out: bool = False) -> list[str]:
    made = tuple(one if isinstance(one, Line) else Line(one) for one in lines)
    return [one.text for one in passages(Document((Page(None, made),), laid_out=laid_out))]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["One thing. Another thing."], ["One thing.", "Another thing."]),
        (["Tell Mrs. Tansy, e.g. by e-mail. Then wait."], ["Tell Mrs. Tansy, e.g. by e-mail.", "Then wait."]),
        (["See www.wexcombe.test. It is good."], ["See www.wexcombe.test.", "It is good."]),
        (["Is it fair? “Yes.” So be it."], ["Is it fair?", "“Yes.”", "So be it."]),
        (["2.1 Pupils are kind online."], ["Pupils are kind online."]),
        (["(a) be kind;"], ["be kind;"]),
        (["\u2022 be kind", "\uf0b7 be fair"], ["be kind", "be fair"]),
        (["Introduction .......... 3", "Words of the text."], ["Words of the text."]),
        (["a\u200bb\u202e c\x07 d."], ["ab c d."]),
        (["", "   "], []),
    ],
)  # fmt: skip
def test_sentences_and_marks(lines: list[str], said: list[str]) -> None:
    assert split(*lines) == said


def test_lines_of_a_page_are_joined_and_parted_words_made_whole() -> None:
    lines = [
        Line("We ask parents to bring what wor-"),
        Line("ries them to the school, and to use the face-", begins=False),
        Line("to-face way first.", begins=False),
        Line("The next paragraph begins here."),
    ]
    assert split(*lines, laid_out=True)[0].startswith("We ask parents to bring what worries them")
    assert split(*lines, laid_out=True)[1] == "The next paragraph begins here."


def test_a_bullet_carries_the_beginning_of_its_sentence() -> None:
    document = Document(
        (
            Page(
                2,
                (
                    Line("3. Friends", kind=Kind.HEADING),
                    Line("This is how it is. Staff must never:"),
                    Line("follow pupils;", kind=Kind.ITEM),
                    Line("befriend pupils. This holds for former pupils too.", kind=Kind.ITEM),
                    Line("A new paragraph."),
                    Line("A list of its own", kind=Kind.ITEM),
                ),
            ),
        )
    )
    said = passages(document)
    assert [(one.text, one.lead) for one in said] == [
        ("Friends", ""),
        ("This is how it is.", ""),
        ("Staff must never:", ""),
        ("follow pupils;", "Staff must never:"),
        ("befriend pupils.", "Staff must never:"),
        ("This holds for former pupils too.", "Staff must never:"),
        ("A new paragraph.", ""),
        ("A list of its own", ""),
    ]
    assert {one.headings for one in said[1:]} == {("Friends",)}
    assert said[2].before == "This is how it is."
    assert {one.page for one in said} == {2}


def test_a_list_whose_bullets_were_lost_is_still_a_list() -> None:
    document = Document((Page(1, (Line("Staff must not:"), Line("be rude;"), Line("be late."))),))
    assert [one.kind for one in passages(document)] == [Kind.TEXT, Kind.ITEM, Kind.ITEM]


def test_a_short_line_without_a_stop_is_a_heading_and_a_demand_is_not() -> None:
    document = Document(
        (
            Page(
                1,
                (Line("Social Media"), Line("Pupils must not:"), Line("be rude."), Line("End")),
            ),
        )
    )
    assert [one.kind for one in passages(document)][:2] == [Kind.HEADING, Kind.TEXT]


def test_an_endless_sentence_is_cut() -> None:
    said = split("word " * 2_000)
    assert all(len(one) <= LONGEST for one in said)
    assert sum(one.count("word") for one in said) == 2_000


def test_running_heads_are_dropped_and_what_is_said_twice_is_kept() -> None:
    pages = tuple(
        Page(
            number,
            (
                Line("Tansy Lane Primary School"),
                Line(f"Text of page {word}, first line of it."),
                Line("Be kind online."),
                Line("Second line of it."),
                Line("Third line of it."),
                Line("Fourth line of it."),
                Line("Be kind online, too."),
                Line(f"Page {number}"),
            ),
        )
        for number, word in enumerate(("one", "two", "three", "four"), start=1)
    )
    said = [one.text for one in passages(Document(pages, laid_out=True))]
    assert "Tansy Lane Primary School" not in said
    assert not [one for one in said if one.startswith("Page")]
    assert said.count("Fourth line of it.") == 4


@pytest.mark.parametrize(
    "piece", [".", ". ", "?”", "#. ", "1", "- ", "a. ", "e.g. ", "; ", "Mr ", "("]
)
def test_no_document_can_keep_the_reader_busy(piece: str) -> None:
    text = piece * (1_000_000 // len(piece)) + "x"
    assert len("".join(split(text, laid_out=True))) <= len(text)
