"""Every letter that the school ships: calm, fair, easy to read, and whole."""

import re

import pytest

from goodname.core.act.fairness import check, reading_age
from goodname.core.act.letters import draft, kind_for
from goodname.core.words import Action, Author, Unreadable
from goodname.data.letters import fairness_rules, template, templates

VALUES = {
    "to_name": "Mrs Hale",
    "school": "Tansy Lane Primary School",
    "where": "on the Wexcombe forum",
    "post_address": "http://forum.wexcombe.example/school-run/41",
    "post_date": "Sunday 1 March 2026",
    "asked_date": "Monday 2 March 2026",
    "deadline": "15:30 on Tuesday 3 March 2026",
    "answer": "The summer fair is on Saturday 4 July, from noon.",
    "contact": "office@tansylane.example",
    "sender": "Amina Shah",
    "sender_job": "Headteacher",
}
KINDS = sorted(templates())
DELETION = [kind for kind in KINDS if kind.startswith("deletion_")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_comes_out_whole_and_signed(kind):
    letter = draft(template(kind), VALUES)
    assert not re.search(r"[{}]", letter.subject + letter.body)
    assert "\n" not in letter.subject
    assert "Amina Shah\nHeadteacher, Tansy Lane Primary School" in letter.body
    assert "policy" in letter.body


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_threatens_and_blames_nobody(kind):
    letter = draft(template(kind), VALUES)
    assert check(letter.subject + "\n" + letter.body, fairness_rules(), talk=True) == ()
    assert "!" not in letter.body


@pytest.mark.parametrize("kind", DELETION)
def test_a_deletion_request_names_the_post_and_offers_to_talk(kind):
    letter = draft(template(kind), VALUES)
    assert VALUES["post_address"] in letter.body
    assert VALUES["post_date"] in letter.body
    assert "in private" in letter.body
    assert VALUES["contact"] in letter.body


@pytest.mark.parametrize("kind", DELETION)
def test_what_stands_in_a_chat_has_no_address_and_the_letter_no_hole(kind):
    there = VALUES | {"where": "on WhatsApp", "post_address": ""}
    letter = draft(template(kind), there)
    assert "on WhatsApp" in letter.body
    assert ":\n\n" not in letter.body
    assert ".\n\n" in letter.body.partition("WhatsApp")[2].partition("\n\n")[0] + "\n\n"
    assert check(letter.subject + "\n" + letter.body, fairness_rules(), talk=True) == ()


def test_only_the_school_community_is_given_a_deadline():
    with_deadline = {kind for kind in KINDS if "deadline" in template(kind).needs}
    readers = {"parent", "pupil", "colleague"}
    first, again = (
        {f"deletion_{one}" for one in readers},
        {f"deletion_again_{one}" for one in readers},
    )
    assert with_deadline == first | again


@pytest.mark.parametrize("kind", [kind for kind in DELETION if "again" in kind])
def test_whoever_is_asked_once_more_is_told_when_they_were_asked_first(kind):
    assert VALUES["asked_date"] in draft(template(kind), VALUES).body


def test_a_complaint_never_depends_on_the_post():
    parent = draft(template("deletion_parent"), VALUES).body
    assert "whether the post stays up or not" in parent
    assert "governors" in draft(template("deletion_colleague"), VALUES).body


@pytest.mark.parametrize("kind", ["criticism_talk", "concern_talk", "praise_thanks"])
def test_fair_words_are_never_asked_to_go(kind):
    body = draft(template(kind), VALUES).body.lower()
    assert "delete" not in body
    assert "take it down" not in body
    assert not re.search(
        r"(?<!not asking you to change or )(?<!not have to change or )remove", body
    )


@pytest.mark.parametrize("kind", KINDS)
def test_an_eleven_year_old_could_read_it(kind):
    body = re.sub(r"\{post_address\}|\{contact\}|\{answer\}", "it", template(kind).body)
    assert reading_age(re.sub(r"\{[a-z_]+\}", "Ann", body)) < 11


def test_every_step_that_has_a_letter_has_one_for_every_author():
    steps = (
        Action.REQUEST_DELETION,
        Action.ACKNOWLEDGE,
        Action.REPLY,
        Action.INVITE_PRIVATE_CONTACT,
    )
    used = {
        kind_for(step, author, concern=concern, again=again)
        for step in steps
        for author in Author
        for concern in (False, True)
        for again in (False, True)
    }
    assert used - {""} == set(KINDS)
    nobody = {
        author for author in Author if not kind_for(Action.REQUEST_DELETION, author, again=True)
    }
    assert nobody == {Author.THIRD_PARTY, Author.UNKNOWN}  # then the platform is asked


def test_an_unknown_letter_is_refused_and_the_known_ones_are_named():
    with pytest.raises(Unreadable, match="deletion_parent"):
        template("../tone")


@pytest.mark.parametrize(
    "text",
    [
        "We will take legal action.",
        "Delete it or we will go further.",
        "We will hear your complaint, but not until you delete the post.",
        "You should know better.",
        "These claims are baseless.",
        "We reserve the right to write again.",
    ],
)
def test_the_shipped_phrases_catch_what_does_not_belong(text):
    found = check(text, fairness_rules())
    assert found
    assert all(one.why.endswith(".") for one in found)
