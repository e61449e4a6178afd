"""One post all the way: what is suggested, what is decided, and what nothing is owed on."""

from __future__ import annotations

import pytest

from goodname.core.sort.baseline import WordListSorter
from goodname.core.sort.names import SchoolNames
from goodname.core.story import Heard, hear, suggest_facts
from goodname.core.words import (
    Action,
    Author,
    Conduct,
    Danger,
    Harm,
    Match,
    Post,
    Reading,
    Tone,
    Towards,
)
from goodname.data.lexicons import load as load_lexicon
from goodname.data.policies import load as load_policy

NAMES = SchoolNames("Tansy Lane Primary School", town="Wexcombe", street="Tansy Lane")
SORTER = WordListSorter(load_lexicon())
POLICY = load_policy("england", "highfield")


def post(text: str, title: str = "") -> Post:
    return Post(key="1", address="https://forum.example/1", title=title, text=text)


def heard(text: str, title: str = "") -> Heard:
    return hear(post(text, title), NAMES, SORTER, POLICY)


def reading(tone: Tone = Tone.NEUTRAL, **harms: float) -> Reading:
    scores = {harm: harms.get(harm.value, 0.0) for harm in Harm}
    return Reading(
        tone=tone,
        tone_scores={t: float(t is tone) for t in Tone},
        sentiment_scores={"negative": 0.0, "neutral": 1.0, "positive": 0.0},
        harms=scores,
        flagged=tuple(h for h in Harm if scores[h] >= 0.5),
    )


def actions(found: Heard) -> set[Action]:
    assert found.decision is not None
    return {step.action for step in found.decision.steps}


def test_praise_of_the_school_is_acknowledged() -> None:
    found = heard("Tansy Lane Primary is a wonderful school, thank you to the lovely teachers")
    assert found.facts is not None
    assert found.facts.conduct == {Conduct.PRAISE}
    assert found.facts.towards == {Towards.SCHOOL}
    assert Action.ACKNOWLEDGE in actions(found)


def test_fair_criticism_is_answered_and_never_chased() -> None:
    found = heard("Terrible communication from Tansy Lane Primary, they never answer")
    assert found.facts is not None
    assert found.facts.conduct == {Conduct.CRITICISM}
    assert Action.INVITE_PRIVATE_CONTACT in actions(found)
    assert not actions(found) & {Action.REQUEST_DELETION, Action.REPORT_TO_PLATFORM}


def test_an_insult_to_a_named_teacher_is_harm_towards_staff() -> None:
    found = heard("Mr Doyle at Tansy Lane Primary is an utter idiot")
    assert found.facts is not None
    assert Conduct.INSULTING in found.facts.conduct
    assert Towards.STAFF in found.facts.towards
    assert found.facts.author is Author.UNKNOWN
    assert Action.CAPTURE_EVIDENCE in actions(found)


@pytest.mark.parametrize(
    "text",
    [
        "Tansy Lane Primary opens at nine on Tuesday",
        "Somewhere Else Primary is awful and the head is an idiot",
        "",
    ],
)
def test_nothing_is_owed_on_these(text: str) -> None:
    found = heard(text)
    assert found.facts is None
    assert found.decision is None


def test_words_in_the_title_count_and_spans_stay_in_the_text() -> None:
    text = "and he is a liar as well"
    found = heard(text, title="Mr Doyle of Tansy Lane Primary is an idiot")
    assert Harm.INSULTING in found.reading.flagged
    assert [text[s.start : s.end] for s in found.reading.spans if s.label == "insulting"] == [
        "liar"
    ]


def test_a_thread_title_is_not_held_against_the_one_who_answers() -> None:
    found = heard("I find them very kind", title="Re: Tansy Lane Primary is run by idiots")
    assert Harm.INSULTING not in found.reading.flagged
    assert found.match.confidence >= 0.5


def test_words_about_a_sexual_image_of_a_child_are_marked() -> None:
    assert heard("somebody has a naked photo", title="a pupil of Tansy Lane Primary").child_image
    assert not heard("Lovely photos of pupils at Tansy Lane Primary").child_image


@pytest.mark.parametrize(
    ("score", "danger"), [(0.6, Danger.NONE), (0.9, Danger.POSSIBLY_ILLEGAL), (0.3, None)]
)
def test_only_a_sure_threat_is_possibly_illegal(score: float, danger: Danger | None) -> None:
    facts = suggest_facts(reading(threat=score))
    assert (facts.danger if facts else None) is danger


def test_naming_somebody_is_no_conduct() -> None:
    assert suggest_facts(reading(child_identified=0.9, person_identified=0.9)) is None


def test_praise_of_a_named_teacher_is_not_aimed_at_staff_as_a_wrong() -> None:
    facts = suggest_facts(reading(Tone.PRAISE, person_identified=0.9))
    assert facts is not None
    assert facts.towards == {Towards.SCHOOL}


@pytest.mark.parametrize("tone", list(Tone))
@pytest.mark.parametrize("harm", list(Harm))
def test_every_tone_beside_every_harm_can_be_decided(tone: Tone, harm: Harm) -> None:
    class Fixed:
        def read(self, text: str) -> Reading:
            return reading(tone, **{harm.value: 0.95})

    found = hear(post("Tansy Lane Primary"), NAMES, Fixed(), POLICY)
    assert (found.facts is None) == (found.decision is None)
    if found.facts is not None:
        assert actions(found) >= {Action.RECORD}


def test_a_text_that_is_not_about_the_school_suggests_nothing() -> None:
    assert suggest_facts(reading(Tone.CRITICISM, insulting=0.9), Match(0.49)) is None
    assert suggest_facts(reading(Tone.CRITICISM, insulting=0.9), Match(0.5)) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Thank you Tansy Lane Primary for always listening. Somebody has sent a nude picture of my "
        "daughter round the class chat and I do not know what to do.",
        "Does anybody at Tansy Lane Primary know who sends a naked photo of a pupil around?",
    ],
)
def test_a_picture_of_a_child_is_never_answered_as_praise_or_a_question(text: str) -> None:
    found = heard(text)
    assert found.child_image
    assert found.facts is not None
    assert Conduct.INTIMATE_IMAGE_OF_CHILD in found.facts.conduct
    assert not found.facts.conduct & {Conduct.PRAISE, Conduct.QUESTION, Conduct.CRITICISM}
    assert {Action.CONTACT_POLICE, Action.NOTIFY_DSL} <= actions(found)
    assert found.decision is not None
    forbidden = {ban.action for ban in found.decision.forbidden}
    assert Action.CONTACT_POLICE not in forbidden
    assert Action.CAPTURE_EVIDENCE in forbidden
