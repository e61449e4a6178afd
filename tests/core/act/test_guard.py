"""Names that must not leave are found however they are written, and everyday words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.guard import Phrase, ProtectedName, Why, find, tone

TEACHER = ProtectedName("Mr Daniel Okafor", Why.ACCUSED_STAFF)
PUPIL = ProtectedName("Zoë Smith-Jones", Why.PUPIL)
WITNESS = ProtectedName("Aoife O'Brien", Why.THIRD_PARTY)
EVERYDAY = ProtectedName("Will Day", Why.PUPIL)
NEIGHBOUR = ProtectedName("Mrs Hope", Why.THIRD_PARTY)
FAMILY = ProtectedName("Maria van der Berg", Why.THIRD_PARTY)


@pytest.mark.parametrize(
    ("person", "text", "expected"),
    [
        (TEACHER, "Please ask Mr Okafor about it.", ["Mr Okafor"]),
        (TEACHER, "Please ask Mr. D. Okafor about it.", ["Mr. D. Okafor"]),
        (TEACHER, "Daniel Okafor, Okafor and D.Okafor", ["Daniel Okafor", "Okafor", "D.Okafor"]),
        (TEACHER, "okafor OKAFOR oKaFoR", ["okafor", "OKAFOR", "oKaFoR"]),
        (TEACHER, "Mr Okafor's class, Okafor’s class", ["Mr Okafor", "Okafor"]),
        (TEACHER, "Okáfor and Oka\u0301for", ["Okáfor", "Oka\u0301for"]),
        (TEACHER, "O\u200bka\u00adfo\u2060r", ["O\u200bka\u00adfo\u2060r"]),
        (TEACHER, "Ｏｋａｆｏｒ and 𝐎𝐤𝐚𝐟𝐨𝐫", ["Ｏｋａｆｏｒ", "𝐎𝐤𝐚𝐟𝐨𝐫"]),
        (TEACHER, "write to dokafor@tansylane.example", ["dokafor"]),
        (TEACHER, "@DanielOkafor and #MrOkafor", ["DanielOkafor", "MrOkafor"]),
        (TEACHER, "daniel_okafor", ["daniel_okafor"]),
        (TEACHER, "Mr\nOkafor", ["Mr\nOkafor"]),
        (TEACHER, "Okafor2", ["Okafor"]),
        (TEACHER, "Daniel said so, and so did the okafors of Okaforham", []),
        (PUPIL, "zoe was there, Zoë's mother too", ["zoe", "Zoë"]),
        (PUPIL, "Zoe\u0308 Smith\u2011Jones", ["Zoe\u0308 Smith\u2011Jones"]),
        (
            PUPIL,
            "Smith Jones, SmithJones, SMITH-JONES",
            ["Smith Jones", "SmithJones", "SMITH-JONES"],
        ),
        (PUPIL, "Mrs Smith and Z. Jones", ["Mrs Smith", "Z. Jones"]),
        (PUPIL, "Smith is a common name", []),
        (WITNESS, "O’Brien’s and OBrien and o'brien", ["O’Brien", "OBrien", "o'brien"]),
        (WITNESS, "Aoife agreed", []),
        (EVERYDAY, "It will be a long day, and we will see you another day.", []),
        (EVERYDAY, "Will is in Willow class", ["Will"]),
        (EVERYDAY, "we saw will day and miss day", ["will day", "miss day"]),
        (NEIGHBOUR, "We hope that you are well. We told mrs hope.", ["mrs hope"]),
        (FAMILY, "Mrs van der Berg, and M. Berg", ["Mrs van der Berg", "M. Berg"]),
        (ProtectedName("Dave", Why.THIRD_PARTY), "dave wrote it", ["dave"]),
        (ProtectedName("Søren Łuk", Why.PUPIL), "soren luk", ["soren luk"]),
        (ProtectedName("李伟", Why.PUPIL), "今天 李 伟 来了", ["李 伟"]),
        (ProtectedName("", Why.PUPIL), "nobody is called nothing", []),
        (ProtectedName("Mr", Why.PUPIL), "Mr who", ["Mr"]),
    ],
)
def test_what_is_found(person, text, expected):
    assert [text[one.start : one.end] for one in find(text, [person])] == expected


def test_findings_say_who_and_why_in_the_order_of_the_text():
    found = find("Zoë told Mr Okafor", [TEACHER, PUPIL])
    assert [(one.name, one.why) for one in found] == [
        ("Zoë Smith-Jones", Why.PUPIL),
        ("Mr Daniel Okafor", Why.ACCUSED_STAFF),
    ]


@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from(Why))
def test_no_text_and_no_name_breaks_it(text, name, why):
    for one in find(text, [ProtectedName(name, why)]):
        assert 0 <= one.start < one.end <= len(text)


@given(
    st.text(max_size=30),
    st.text(max_size=30),
    st.sampled_from(["Okafor", "OKAFOR", "Mr Okafor", "O\u00adkafor"]),
)
def test_a_name_between_other_words_is_always_found(before, after, written):
    assert find(f"{before} {written} {after}", [TEACHER])


PHRASES = (Phrase("legal action", "a threat"), Phrase("delete it or", "a threat"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We may take LEGAL  action.", ["LEGAL  action"]),
        ("Delete it, or else", ["Delete it, or"]),
        ("Please delete it. Legalaction, illegal actions", []),
        ("le\u200bgal action", ["le\u200bgal action"]),
    ],
)
def test_words_that_do_not_sound_fair(text, expected):
    assert [text[one.start : one.end] for one in tone(text, PHRASES)] == expected


@given(st.text(max_size=60), st.text(max_size=10))
def test_no_text_and_no_phrase_breaks_the_tone_check(text, words):
    for one in tone(text, [Phrase(words, "because")]):
        assert 0 <= one.start < one.end <= len(text)
