"""What the word-list sorter says of a text, what it leaves alone, and where it admits to doubt."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.sort.baseline import WordListSorter
from goodname.core.words import Harm, Reading, Tone
from goodname.data.lexicons import load

SORTER = WordListSorter(load())


def read(text: str) -> Reading:
    return SORTER.read(text)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("What a lovely assembly this morning, thank you to everyone.", Tone.PRAISE),
        ("The staff are wonderful and my son is so happy there.", Tone.PRAISE),
        ("You can't fault the teachers, they are superb.", Tone.PRAISE),
        ("The food is not bad at all, it is really good.", Tone.PRAISE),
        ("Terrible communication, they never answer the phone.", Tone.CRITICISM),
        ("The school is not good and not safe.", Tone.CRITICISM),
        ("It was good once but it is awful now.", Tone.CRITICISM),
        ("Why is this place so horrible and badly run?", Tone.CRITICISM),
        ("Does anyone know what time the fair begins?", Tone.QUESTION),
        ("can anyone tell me where to park", Tone.QUESTION),
        ("Is there a lovely beginner club for the little ones?", Tone.QUESTION),
        ("The hall is open from nine until three on Tuesday.", Tone.NEUTRAL),
    ],
)
def test_the_tone_of_plain_words(text: str, tone: Tone) -> None:
    assert read(text).tone is tone


def test_elongated_words_and_pictures_are_felt() -> None:
    assert read("It was goooooood this year").tone is Tone.PRAISE
    assert read("The play 😍😍").sentiment_scores["positive"] > 0.5


@pytest.mark.parametrize(
    ("text", "harm"),
    [
        ("Mr Doyle is an utter idiot", Harm.INSULTING),
        ("she's just a useless liar", Harm.INSULTING),
        ("What a stupid head teacher", Harm.INSULTING),
        ("you are a M0R0N!!!", Harm.INSULTING),
        ("you absolute iiiidiottttt", Harm.INSULTING),
        ("I'm going to punch him if he does it again", Harm.THREAT),
        ("somebody should slap that woman", Harm.THREAT),
        ("I know where you live", Harm.THREAT),
        ("Watch your back", Harm.THREAT),
        ("just kill yourself", Harm.BULLYING),
        ("Shut up, how dare you", Harm.AGGRESSIVE),
        ("those migrants are vermin", Harm.HATE),
        ("go back to your own country", Harm.HATE),
    ],
)
def test_harm_is_flagged_with_its_place(text: str, harm: Harm) -> None:
    found = read(text)
    assert harm in found.flagged
    assert any(span.label == harm for span in found.spans)


@pytest.mark.parametrize(
    "text",
    [
        "My daughter is scared and upset and he is worried",
        "The new timetable is a stupid idea",
        "He is not an idiot",
        "This is the worst school and the head does nothing about it",
        "The parking is a nightmare and someone will get hurt",
        "I will hit the shops after the school run",
        "My son will kill me if I forget his kit, or I'll kill my husband",
        "Sex education is on the agenda of the governors",
        "Black, Asian, gay, Muslim, Jewish and disabled families are welcome",
        "Peter plays the trombone and Abbie is a crow in the play",
        "They won the match and beat them six nil",
    ],
)
def test_civil_words_are_not_flagged(text: str) -> None:
    assert [h for h in read(text).flagged if "identified" not in h] == []


def test_what_words_cannot_tell_is_zero_and_not_a_guess() -> None:
    found = read("They stole the money, join the fight, and the school is a disgrace").harms
    assert set(found) == set(Harm)
    assert found[Harm.EXTREMISM] == found[Harm.ILLEGAL] == found[Harm.DISREPUTE] == 0.0


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("My daughter Ella loves it", "My daughter Ella"),
        ("Ella in Year 3 won", "Ella in Year 3"),
        ("Ella Brown, 9, won", "Ella Brown, 9"),
        ("a boy called Omar", "boy called Omar"),
    ],
)
def test_a_child_who_could_be_known(text: str, who: str) -> None:
    found = read(text)
    assert Harm.CHILD_IDENTIFIED in found.flagged
    assert who in [text[s.start : s.end] for s in found.spans]


@pytest.mark.parametrize(
    "text", ["Mrs Okoro", "mr okoro", "our head teacher Jane Okoro", "Dr. Okoro"]
)
def test_an_adult_who_could_be_known(text: str) -> None:
    assert Harm.PERSON_IDENTIFIED in read(f"I met {text} today").flagged


@pytest.mark.parametrize(
    "text", ["My son is six", "My daughter Loves it", "Miss you all", "Year 3 in Reception"]
)
def test_nobody_is_known_from_these(text: str) -> None:
    assert not {Harm.CHILD_IDENTIFIED, Harm.PERSON_IDENTIFIED} & set(read(text).flagged)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ok",
        "Oh great, the trip is off again. Thanks a bunch.",
        "I love the teachers but I hate the building",
        "Это очень плохая школа",
        "We asked them about it in June and they said that they would look into it.",
    ],
)
def test_it_abstains_where_it_cannot_tell(text: str) -> None:
    assert read(text).abstained


@pytest.mark.parametrize(
    "text",
    [
        "The teachers are wonderful, we love this excellent school",
        "A terrible, horrible experience and the worst staff",
        "Does anyone know when the fair begins?",
    ],
)
def test_it_answers_where_the_words_are_plain(text: str) -> None:
    assert not read(text).abstained


def test_spans_count_the_characters_of_the_text_as_given() -> None:
    text = "ﬁne — ＭＲ Ｄoyle e\u0301 said: you ｉｄｉｏｔ, thanks"
    assert "ｉｄｉｏｔ" in [text[s.start : s.end] for s in read(text).spans]


@settings(deadline=None)
@given(st.text())
def test_any_string_is_read(text: str) -> None:
    found = read(text)
    assert all(0.0 <= score <= 1.0 for score in found.harms.values())
    assert sum(found.tone_scores.values()) == pytest.approx(1.0, abs=0.01)
    assert sum(found.sentiment_scores.values()) == pytest.approx(1.0, abs=0.01)
    assert all(0 <= s.start < s.end <= len(text) for s in found.spans)
    assert read(text) == found


@pytest.mark.parametrize(
    "piece",
    [
        "you are a such ",
        "A" * 10,
        "f*",
        "a b c ",
        "my son Tom ",
        "é",
        "kill ",
        "!?.",
        "@$!*-'",
        "\u0301",
    ],
)
def test_a_very_long_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (64_000 // len(piece))  # a square law would keep this test busy for minutes
    assert all(0 <= span.start < span.end <= len(text) for span in read(text).spans)
