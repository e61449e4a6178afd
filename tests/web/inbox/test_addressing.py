"""An answer that speaks of whoever wrote our letter does not reach them; an everyday one does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.web.inbox.head.addressing import speaks_of_its_reader

OURS = "Dear parent,\n\nYou wrote about our school. Your post hurt somebody.\n"
ACCUSES = [
    "you shouted at my son.",
    "You should not have touched her.",
    "You should of been there when he was hit, and not hit him.",
    "I know what you did.",
    "Your behaviour at the gate was frightening.",
    "Keep your hands off my son.",
    "He says you keep him behind after school alone.",
    "You asked my son to undress.",
    "You're a bully.",
    "You’ve been texting my daughter.",
    "I see you hit my son.",
    "I will call you what you are.",
    "u slapped him",
    "My daughter is afraid of you.",
    "Thank you for hurting my child, was it you?",
    "I saw you with her in the car.",
    "It was you.",
    "You yourself said that he deserved it.",
    "Theo told me about your messages at night.",
    "Could you stop shouting at my son?",
]
EVERYDAY = [
    "I have taken it down. I am sorry that it hurt somebody.",
    "Thank you for your letter. I have deleted the post.",
    "Thank you very much. Could you please ring me on Monday?",
    "Could you tell me when the meeting is?",
    "I hope you are well. I would like to talk to you on Friday.",
    "No. It is a free country and I stand by every word.",
    "You cannot make me delete it.",
    "You can’t tell me what to write.",
    "You asked me to delete it and I did.",
    "I will let you know. I look forward to hearing from you.",
    "I read your letter and your policy, and I will not delete it.",
    "As you asked, the post is gone.",
    "Mr Bell shouted at my son.",
    "My daughter is bullied in Year 5 and nobody helps her.",
    "It is gone.\n\n> You wrote about our\n> school. Your post hurt somebody.",
    "It is gone.\nOn Friday 12 February 2027 at 9:00, Tansy Lane wrote:\n>> Your post hurt somebody.",
]


@pytest.mark.parametrize("text", ACCUSES)
def test_what_may_be_about_its_reader_is_noticed(text):
    assert speaks_of_its_reader(text)


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_answer_is_left_alone(text):
    assert not speaks_of_its_reader(text, OURS)


def test_a_quotation_that_we_never_wrote_is_no_quotation():
    assert speaks_of_its_reader("It is gone.\n> you shouted at my son", OURS)


@given(st.sampled_from(ACCUSES), st.lists(st.sampled_from(EVERYDAY), max_size=4), st.integers(0, 4))
def test_no_everyday_words_around_it_hide_it(accusation, others, at):
    lines = [*others[:at], accusation, *others[at:]]
    assert speaks_of_its_reader("\n".join(lines))
