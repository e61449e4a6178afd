"""A name of somebody of no list is shown to a person; the words of every letter are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.act.letters import draft
from goodname.core.act.strangers import strangers
from goodname.data.letters import template, templates
from tests.data.test_letter_files import VALUES

SCHOOL = ["Tansy Lane Primary School", "Wexcombe", "Priya Hollis, Headteacher", "WhatsApp"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The post has upset Lily.", ["Lily"]),
        ("The post has upset Lily Marchetti, who is nine.", ["Lily Marchetti"]),
        ("Lily Marchetti was upset.", ["Lily Marchetti"]),
        ("Upset, she went home.", []),  # one word at the beginning tells nothing
        ("We spoke to Zoë Smith-Jones and to Ö.", ["Zoë Smith-Jones"]),
        ("Please speak to Mrs Hollis at Tansy Lane.", []),
        ("Dear Mrs Hale,\nThank you, Mrs Hale.", []),
        ("It stood on WhatsApp on Friday 12 February.", []),
        ("Write to Office@tansylane.example or https://Lily.example/Lily.", []),
        ("He said: “Oscar did it.”", []),  # it begins a sentence
        ("He said that Oscar did it, and Teddy Bright did not.", ["Oscar", "Teddy Bright"]),
        ("LILY was there, and so was OSCAR.", ["OSCAR"]),
        ("", []),
    ],
)
def test_what_may_be_a_name_is_shown(text, shown):
    assert [text[start:end] for start, end in strangers(text, SCHOOL)] == shown


@pytest.mark.parametrize("kind", sorted(templates()))
def test_no_letter_of_ours_is_suspected(kind):
    letter = draft(template(kind), VALUES)
    known = [*SCHOOL, VALUES["sender"], VALUES["sender_job"], VALUES["where"]]
    text = f"{letter.subject}\n{letter.body}"
    assert [text[start:end] for start, end in strangers(text, known)] == []


@given(st.text(), st.lists(st.text(), max_size=3))
def test_every_place_lies_in_the_text_and_none_in_another(text, known):
    places = strangers(text, known)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("text", "places"),
    [("Ab. " * 25_000, 0), ("“" * 100_000, 0), ("x" * 100_000, 0), ("Ab " * 30_000, 1)],
)
def test_a_long_text_is_read_to_its_end(text, places):
    """In one pass: a search of the whole text for each word would take minutes."""
    assert len(strangers(text, SCHOOL)) == places
