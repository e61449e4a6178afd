"""What a policy fixes is taken out of it: roles, contacts, ages, channels, times; never a name."""

import datetime

import pytest

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import Passage
from goodname.core.decide.draft.taken import counted, stated_date, taken
from goodname.data.recognising import load

SIGNS = load()
DAY = datetime.date


def passage(text: str) -> Passage:
    return Passage(1, None, text, Kind.TEXT)


def says(kind: str, text: str) -> list[str]:
    return [one.says for one in taken([passage(text)], SIGNS) if one.kind == kind]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Tell the headteacher.", ["headteacher"]),
        ("The executive headteacher decides.", ["executive headteacher", "headteacher"]),
        ("Each head of school and the co-chair are told.", ["head of school", "co-chair of governors"]),
        ("Trustees and directors agree.", ["trustees", "directors"]),
        ("The class teacher, then the DSL or a DDSL.",
         ["designated safeguarding lead", "deputy designated safeguarding lead", "class teacher"]),
        ("The computing lead keeps the list.", ["computing lead"]),
        ("Keep your head.", []),
    ],
)  # fmt: skip
def test_roles(text: str, roles: list[str]) -> None:
    assert says("role", text) == roles


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("You have to be at least 13 to use Instagram.", ["13 for instagram"]),
        ("WhatsApp is 16+ and Facebook is 13.", ["13 for facebook", "16 for whatsapp"]),
        ("Children under 13 may not have an account.", ["13"]),
        ("In the last 5 years there were 12 cases.", []),
        ("There are 14 classes.", []),
    ],
)
def test_ages_with_their_platform(text: str, ages: list[str]) -> None:
    assert sorted(says("age", text)) == ages


@pytest.mark.parametrize(
    ("text", "within", "unit"),
    [
        ("It has to be removed within 24 hours.", "PT24H", "calendar"),
        ("We answer within five school days.", "P5D", "school_days"),
        ("We answer within 10 working days.", "P10D", "school_days"),
        ("We answer within 3 days.", "P3D", "calendar"),
        ("We answer within two weeks.", "P2W", "school_days"),
    ],
)
def test_a_time_in_figures(text: str, within: str, unit: str) -> None:
    found = counted(passage(text))
    assert found is not None
    assert (found.within, found.unit) == (within, unit)
    assert found.words in text


@pytest.mark.parametrize(
    "text",
    [
        "We answer promptly.",
        "Within 2 days, or within 5 days.",
        "Pupils of 11 days old.",
        "within 0 hours",
    ],
)
def test_no_time_where_none_is_sure(text: str) -> None:
    assert counted(passage(text)) is None


def test_words_for_times_and_channels_and_whom_it_binds() -> None:
    assert says("time", "It is removed promptly and reviewed annually.") == [
        "“promptly”",
        "“annually”",
    ]
    assert says("channel", "Use e-mail, ClassDojo or the texting service.") == [
        "e-mail",
        "app for parents",
        "texting service",
    ]
    assert says("binds", "This policy applies to all staff and governors.") == [
        "staff",
        "governors",
    ]
    assert says("binds", "Staff and governors are kind.") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Next review: September 2027", DAY(2027, 9, 1)),
        ("Date of next review 3rd Sept 2027", DAY(2027, 9, 3)),
        ("Review date: 01/09/27", DAY(2027, 9, 1)),
        ("Review date: 31/02/2027", None),
        ("Reviewed annually", None),
        ("The fair is on 3 May 2027.", None),
    ],
)
def test_the_day_of_the_next_review(text: str, day: datetime.date | None) -> None:
    assert stated_date([passage(text)], SIGNS, "reviewed") == day


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ask Mrs A. Quillfeather or Mr Tansy-Brown.", "Ask [name] or [name]."),
        ("Our lead is Miss O'Dell in the office.", "Our lead is [name] in the office."),
        ("Headteacher: Wren Quillfeather", "Headteacher: [name]"),
        ("Speak to Sarah Quillfeather first.", "Speak to [name] first."),
        ("Write to s.quill@tansylane.test or ring 01632 960 123.", "Write to [e-mail] or ring [phone]."),
        ("The Online Safety Lead and Tansy Lane School", "The Online Safety Lead and Tansy Lane School"),
        ("Headteacher: Senior Leadership Team", "Headteacher: Senior Leadership Team"),
        ("Within 24 hours and by 2026, pages 10-12.", "Within 24 hours and by 2026, pages 10-12."),
    ],
)  # fmt: skip
def test_people_and_their_addresses_are_masked(text: str, masked: str) -> None:
    assert SIGNS.people.mask(text) == masked


def test_a_named_person_is_told_of_without_the_name() -> None:
    found = taken([passage("Parents can ask Mrs Quillfeather at office@tansylane.test.")], SIGNS)
    assert {one.kind for one in found} >= {"person", "contact"}
    assert not [one for one in found if "Quillfeather" in one.says or "@" in one.says]
