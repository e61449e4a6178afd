"""What a fair text does without is shown with its reason, and what is fair is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.fairness import Fault, Found, Reader, check, reading_age, syllables
from goodname.core.act.guard import ProtectedName, Why
from goodname.data import letters

RULES = letters.fairness_rules()
TEACHER = ProtectedName("Mr Daniel Okafor", Why.ACCUSED_STAFF)


def faults(text: str, **more: object) -> list[tuple[Fault, str]]:
    return [(one.fault, one.words) for one in check(text, RULES, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ("We will take legal action.", Fault.LEGAL, "legal action"),
        ("Take it down or we will act.", Fault.THREAT, "Take it down or"),
        ("We will not hear it until you delete the post.", Fault.CONDITION, "until you delete"),
        ("It was your fault.", Fault.BLAME, "your fault"),
        ("Nobody else has complained.", Fault.DEFENCE, "Nobody else has complained"),
        ("We hereby ask you.", Fault.OFFICIAL, "hereby"),
        ("It will never happen again.", Fault.PROMISE, "never happen again"),
        ("The talk is completely confidential.", Fault.PROMISE, "completely confidential"),
        ("The boy was excluded.", Fault.INFERABLE, "was excluded"),
    ],
)
def test_words_that_are_not_fair_are_shown(text: str, fault: Fault, words: str) -> None:
    assert (fault, words) in faults(text)


def test_each_finding_has_a_reason_in_a_whole_sentence() -> None:
    found = check("It is baseless. I promise. Legal action. Mr Okafor", RULES, protected=[TEACHER])
    assert len(found) == 4
    assert all(one.why[0].isupper() and one.why.endswith(".") for one in found)


def test_a_name_stops_whoever_reads_it() -> None:
    for reader in Reader:
        found = check("Mr Okafor is sorry.", RULES, protected=[TEACHER], reader=reader)
        assert [(one.words, one.stops) for one in found] == [("Mr Okafor", True)]


def test_nobody_is_told_to_delete_before_they_are_heard() -> None:
    found = check("We cannot meet unless you remove it.", RULES)
    assert [one.stops for one in found if one.fault is Fault.CONDITION] == [True]


def test_the_world_is_not_told_whose_child_is_here_and_a_family_may_be() -> None:
    text = "Thank you. We know that your daughter was upset."
    assert faults(text, reader=Reader.KNOWN) == []
    for reader in (Reader.UNKNOWN, Reader.PUBLIC):
        found = check(text, RULES, reader=reader)
        assert [(one.fault, one.words, one.stops) for one in found] == [
            (Fault.FAMILY, "your daughter", True)
        ]


def test_a_job_that_one_person_has_tells_who_is_meant() -> None:
    text = "We have spoken to the Year 4 teacher about it."
    found = check(text, RULES, clues=["Year 4 teacher", "teacher"], reader=Reader.PUBLIC)
    assert [(one.fault, one.words, one.stops) for one in found] == [
        (Fault.INFERABLE, "Year 4 teacher", True)
    ]
    assert not check(text, RULES, clues=["Year 4 teacher"], reader=Reader.KNOWN)[0].stops


def test_an_invitation_is_missed_only_where_one_is_due() -> None:
    cold = "Thank you for your words. We will think about them."
    assert [one.fault for one in check(cold, RULES, talk=True)] == [Fault.NO_TALK]
    assert check(cold, RULES) == ()
    warm = cold + " Could we meet?"
    assert check(warm, RULES, talk=True) == ()


def test_a_long_sentence_is_shown_and_a_hard_text_too() -> None:
    long = "We " + "and they " * 16 + "go."
    assert (Fault.HARD, long) in faults(long)
    hard = "Institutional accountability necessitates comprehensive organisational communication."
    assert [one.fault for one in check(hard, RULES)] == [Fault.HARD]
    assert "or older" in check(hard, RULES)[0].why


def test_an_address_is_not_read_as_words() -> None:
    plain = "We saw it. It is here: "
    assert reading_age(plain + "https://unpronounceable.example/accountability") == reading_age(
        plain
    )


def test_a_fault_inside_a_longer_one_is_told_once() -> None:
    assert len(check("It will never happen again.", RULES)) == 1


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("school", 1), ("table", 2), ("little", 2), ("wanted", 2), ("happened", 2),
        ("policy", 3), ("idea", 3), ("area", 3), ("being", 2), ("science", 2), ("usual", 3),
        ("beautiful", 3), ("deletion", 3), ("don’t", 1), ("hmm", 1),
    ],
)  # fmt: skip
def test_beats_of_words(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("kind", letters.templates())
def test_our_own_letters_pass_their_own_check(kind: str) -> None:
    assert check(letters.template(kind).body, RULES, talk=True) == ()


@given(st.text(max_size=200), st.sampled_from(Reader), st.booleans())
def test_any_text_is_read_and_every_finding_lies_in_it(
    text: str, reader: Reader, talk: bool
) -> None:
    for one in check(text, RULES, protected=[TEACHER], reader=reader, talk=talk):
        assert isinstance(one, Found)
        assert text[one.start : one.end] == one.words
        assert one.why


@given(st.lists(st.text(alphabet="abc .\n", max_size=40), max_size=4))
def test_the_reading_age_is_never_below_nothing(lines: list[str]) -> None:
    assert reading_age("".join(lines)) >= 0


def test_what_may_be_a_strangers_name_is_shown_and_stops_nothing():
    text = "It has upset Lily Marchetti, and Oscar. Let us talk in private."
    names = [ProtectedName("Oscar Bell", Why.PUPIL)]
    found = check(text, RULES, protected=names, known=["Tansy Lane"])
    assert [(one.fault, one.words, one.stops) for one in found] == [
        (Fault.STRANGER, "Lily Marchetti", False),
        (Fault.NAME, "Oscar", True),  # known to be one, so it is not guessed as well
    ]
    assert check("It has hurt Lily Hall, and we help her.", RULES) == ()  # nobody asked for guesses
