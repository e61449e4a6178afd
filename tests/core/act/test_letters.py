"""A letter has no hole in it, forges no header and takes nothing that it does not know."""

from datetime import UTC, date, datetime

import pytest

from goodname.core.act.letters import (
    PLACEHOLDERS,
    day_in_words,
    draft,
    kind_for,
    moment_in_words,
    read,
)
from goodname.core.words import Action, Author, Unreadable

TABLE = {
    "kind": "hello",
    "title": "Say hello",
    "clauses": ["footprint.respond"],
    "subject": "Hello {to_name}",
    "body": "\nDear {to_name},\n\n{school} says hello.\n",
}
VALUES = {"to_name": "Mrs Hale", "school": "Tansy Lane Primary School"}


def test_values_stand_where_their_names_stood():
    letter = draft(read(TABLE), {**VALUES, "sender": "not needed here"})
    assert letter.subject == "Hello Mrs Hale"
    assert letter.body == "Dear Mrs Hale,\n\nTansy Lane Primary School says hello.\n"
    assert (letter.kind, letter.clauses) == ("hello", ("footprint.respond",))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"to_name": ""}, "to_name: is missing"),
        ({"to_name": "  "}, "to_name: is missing"),
        ({"to_name": "Mrs Hale\nBcc: everyone@tansylane.example"}, "to_name: has a line break"),
        ({"to_name": "Mrs\u202eHale"}, "to_name: has a line break or another character"),
        ({"to_name": "x" * 2001}, "to_name: is longer than 2000"),
        ({"nickname": "Mo"}, "nickname: is unknown"),
    ],
)
def test_a_value_that_will_not_do_is_refused(change, fault):
    with pytest.raises(Unreadable, match=fault):
        draft(read(TABLE), VALUES | change)


def test_every_missing_value_is_told_at_once():
    with pytest.raises(Unreadable) as refused:
        draft(read(TABLE), {})
    assert len(refused.value.faults) == 2


def test_a_value_with_braces_is_not_filled_in_turn():
    letter = draft(read(TABLE), VALUES | {"to_name": "{school}"})
    assert letter.subject == "Hello {school}"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"body": "Dear {post_text}"}, "post_text"),
        ({"body": "Dear {to_name"}, "brace"),
        ({"body": "Dear { to_name }"}, "brace"),
        ({"clauses": []}, "clause"),
        ({"footer": "x"}, "footer: is unknown"),
        ({"body": "See {post_address} for it."}, "needs a line of its own"),
    ],
)
def test_a_template_that_will_not_do_is_refused(change, fault):
    with pytest.raises(Unreadable, match=fault):
        read(TABLE | change)


def test_no_placeholder_can_hold_the_words_of_a_post():
    assert not {"post_text", "words", "quote", "text"} & set(PLACEHOLDERS)


@pytest.mark.parametrize(
    ("action", "author", "kind"),
    [
        (Action.REQUEST_DELETION, Author.PARENT, "deletion_parent"),
        (Action.REQUEST_DELETION, Author.PUPIL, "deletion_pupil"),
        (Action.REQUEST_DELETION, Author.STAFF, "deletion_colleague"),
        (Action.REQUEST_DELETION, Author.GOVERNOR, "deletion_colleague"),
        (Action.REQUEST_DELETION, Author.UNKNOWN, "deletion_stranger"),
        (Action.REQUEST_DELETION, Author.THIRD_PARTY, "deletion_stranger"),
        (Action.ACKNOWLEDGE, Author.PARENT, "praise_thanks"),
        (Action.REPLY, Author.UNKNOWN, "question_reply"),
        (Action.INVITE_PRIVATE_CONTACT, Author.PARENT, "criticism_talk"),
        (Action.CONTACT_POLICE, Author.PARENT, ""),
    ],
)
def test_the_letter_fits_the_step_and_the_author(action, author, kind):
    assert kind_for(action, author) == kind


def test_a_concern_is_answered_as_a_concern():
    invite = Action.INVITE_PRIVATE_CONTACT
    assert kind_for(invite, Author.PARENT, concern=True) == "concern_talk"


def test_days_and_moments_are_told_as_in_london():
    assert day_in_words(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert day_in_words(datetime(2026, 6, 1, 23, 30, tzinfo=UTC)) == "Tuesday 2 June 2026"
    moment = datetime(2026, 6, 1, 8, 5, tzinfo=UTC)
    assert moment_in_words(moment) == "9:05 on Monday 1 June 2026"
