"""Contact between an adult of the school and a child is read by a person first, however polite."""

import pytest

from goodname.core.sort.baseline import WordListSorter
from goodname.core.sort.contact import may_tell_of_contact
from goodname.data import lexicons

TELLS = [
    "My daughter Ivy had a friend request on Snapchat from Mr Okafor, her teacher. Can you help?",
    "A teaching assistant has added my son on Instagram. Is that allowed?",
    "Miss Carr follows my daughter on TikTok and likes everything she posts.",
    "Our son gets messages from his coach late at night.",
    "Mrs Hollis has been sending my son Theo messages at night and calls him special.",
    "The caretaker messaged my daughter on WhatsApp. He is very kind, I am sure he means well.",
    "My Year 6 girl is chatting with one of your TAs on Discord.",
    "Sir friended my boy on Facebook, thank you for being so nice to him.",
    "Please ask Mr Bell to stop texting my daughter.",
    "She is nine. Her teacher sent her private messages.",
    "He is 10 and a governor plays Roblox and talks to him online, is that ok? Mr Hale is his name.",
    "my daughter accepted a follow request from miss on insta",
    "A volunteer has been snapping my son.",
    "Is it right that a member of staff DMs my daughter?",
]
DOES_NOT = [
    "Thank you Mr Okafor, my daughter loves her class.",
    "My son got a message from the office that the trip is off. Thank you, staff.",
    "When does Year 3 go swimming? My daughter forgot to ask her teacher.",
    "The teachers never answer e-mails and my son waits for his test.",
    "My daughter says Mrs Hollis followed the rules and was fair.",
    "Mr Bell added more reading books to the library, my son is happy.",
    "My son and his friends made a friendship bench with their teacher.",
    "Please follow the school on Facebook.",
    "I sent the office a message on ParentMail about my daughter and her teacher was lovely.",
    "A parent sent me a friend request on Facebook.",
    "Teachers do not get enough thanks. My kids love you all.",
    "My daughter had her teacher’s message in her book: well done.",
]


@pytest.mark.parametrize("text", TELLS)
def test_it_is_noticed(text):
    assert may_tell_of_contact(text)


@pytest.mark.parametrize("text", DOES_NOT)
def test_everyday_words_are_left_alone(text):
    assert not may_tell_of_contact(text)


@pytest.mark.parametrize("text", TELLS)
def test_nothing_is_guessed_of_it(text):
    assert WordListSorter(lexicons.load()).read(text).abstained
