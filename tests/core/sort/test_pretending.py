"""A page in the school's name sounds kind: nobody is to be thanked for it before a person has read it."""

import pytest

from goodname.core.sort.baseline import WordListSorter
from goodname.core.sort.pretending import may_pretend
from goodname.data import lexicons

PRETENDS = [
    "Welcome to the official page of Tansy Lane Primary School! Send us your child's name and win.",
    "This is the new official Tansy Lane parents group, join now",
    "Somebody has made a fake Instagram account of Tansy Lane Primary.",
    "There is an account pretending to be the school. Lovely photos but it is not them.",
    "Is this page posing as our school?",
    "A false profile of Mrs Hollis is going round, well done whoever made it.",
]
DOES_NOT = [
    "Thank you Tansy Lane, the fair was lovely.",
    "The school page says that term ends on Friday.",
    "My real name is on the list.",
    "Please look at the official website for the dates.",
    "Children pretend to be pirates at the fair, it was wonderful.",
]


@pytest.mark.parametrize("text", PRETENDS)
def test_it_is_noticed_and_nothing_is_guessed(text):
    assert may_pretend(text)
    assert WordListSorter(lexicons.load()).read(text).abstained


@pytest.mark.parametrize("text", DOES_NOT)
def test_everyday_words_are_left_alone(text):
    assert not may_pretend(text)
