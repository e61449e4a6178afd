"""A threat to a school seldom names anybody; and most talk of knives and bombs is no threat."""

import pytest

from goodname.core.sort.baseline import WordListSorter
from goodname.core.story import suggest_facts
from goodname.core.words import Danger
from goodname.data import lexicons

SORTER = WordListSorter(lexicons.load())


def danger(text: str) -> Danger:
    facts = suggest_facts(SORTER.read(text))
    return facts.danger if facts else Danger.NONE


@pytest.mark.parametrize(
    "text",
    [
        "I am going to stab a teacher at Tansy Lane Primary School on Friday.",
        "I'm going to kill a teacher at Tansy Lane Primary School.",
        "I will stab one of the staff.",
        "I am going to shoot every pupil at Tansy Lane Primary School on Friday.",
        "I am going to stab every pupil.",
        "We are going to kill everyone at Tansy Lane Primary School.",
        "Someone is going to get stabbed at Tansy Lane Primary School.",
        "Kids are gonna get hurt at Tansy Lane Primary School tomorrow.",
        "There is a bomb in Tansy Lane Primary School.",
        "I have planted a bomb at Tansy Lane Primary School.",
        "I’m bringing a knife to Tansy Lane Primary School tomorrow.",
        "gonna shoot up Tansy Lane Primary School",
        "I will burn down your school.",
        "I am going to stab the headteacher.",
        "I will come to Tansy Lane Primary School with a knife and kill them.",
        "I will come to your school on Monday with a knife and you will all see.",
        "He is coming to Tansy Lane Primary School tomorrow with his dad's gun.",
        "I'm gonna walk in there and shoot them.",
    ],
)
def test_a_threat_is_told_at_once(text: str):
    assert danger(text) == Danger.POSSIBLY_ILLEGAL


@pytest.mark.parametrize(
    "text",
    [
        "We are going to beat every school in the league this year at Tansy Lane.",
        "I am going to blow up balloons for the fair at Tansy Lane Primary School.",
        "There were bath bombs on the stall at Tansy Lane Primary School.",
        "The teachers at Tansy Lane Primary School will kill her love of reading.",
        "I will take a photo to Tansy Lane Primary School on Monday.",
        "The new phone rules at Tansy Lane Primary School are going to get a lot of questions.",
        "Somebody is going to be late for Tansy Lane Primary School again.",
        "I would like to thank every teacher at Tansy Lane Primary School.",
        "They talked about knife crime at Tansy Lane Primary School today, which was good.",
        "Everyone at Tansy Lane Primary School is going to get a certificate.",
        "I will shoot you an email about Tansy Lane Primary School tonight.",
        "I am coming to the fair at Tansy Lane Primary School with my knife and fork ready.",
        "They will be there with water guns for the fair at Tansy Lane Primary School.",
        "The cook will be at Tansy Lane Primary School and show them how to bake.",
    ],
)
def test_other_talk_alarms_nobody(text: str):
    assert danger(text) == Danger.NONE
