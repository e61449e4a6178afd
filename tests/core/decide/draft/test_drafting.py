"""The draft of a made-up policy: a pack that can be read, pointers that hold, and an honest report."""

import datetime
import re
import tomllib
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodname.core.decide.decide import decide
from goodname.core.decide.draft import drafting, report
from goodname.core.decide.draft.drafting import Draft, draft
from goodname.core.decide.draft.pages import Document, Line, Page
from goodname.core.words import Action, Author, Conduct, Facts, Towards
from goodname.data.policies import read_text
from goodname.data.recognising import load, template

TODAY = datetime.date(2026, 11, 23)
PARENT_IS_RUDE = Facts(Author.PARENT, frozenset({Conduct.RUDE}))
PUPIL_ASKS = Facts(Author.PUPIL, frozenset({Conduct.FRIEND_REQUEST}), frozenset({Towards.STAFF}))


def made(*pages: Sequence[str], name: str = "our policy.txt") -> Draft:
    document = Document(
        tuple(
            Page(number, tuple(Line(text) for text in page))
            for number, page in enumerate(pages, start=1)
        )
    )
    return draft(document, name, template(), load(), TODAY)


def pack(found: Draft) -> dict[str, Any]:
    return tomllib.loads(found.toml)


def clauses(found: Draft) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in pack(found).get("clause", [])}


def told(found: Draft) -> str:
    return "\n".join(report.lines(found))


POLICY = (
    [
        "Tansy Lane Primary School: Social Media",
        "Next review: September 2027",
        "Staff must not accept friend requests from pupils.",
    ],
    [
        "Whoever has posted something offensive will be asked to remove it within 48 hours.",
        "The school fair is on Friday, and everybody is welcome.",
        "Parents who have any questions should contact Mrs Quillfeather at office@tansylane.test.",
    ],
)


def test_the_draft_is_a_pack_with_the_law_beneath_it() -> None:
    policy = read_text(made(*POLICY).toml)
    assert policy.id == "our-policy"
    assert [one.id for one in policy.packs] == ["our-policy", "england"]
    own = policy.packs[0]
    assert own.title == "Tansy Lane Primary School: Social Media"
    assert own.review == datetime.date(2027, 9, 1)
    assert [one.id for one in own.clauses] == [
        "boundaries.friends",
        "incidents.deletion",
        "questions.parents",
    ]


def test_only_what_the_policy_says_is_in_it() -> None:
    policy = read_text(made(*POLICY).toml)
    asked = {step.action for step in decide(PARENT_IS_RUDE, policy).steps}
    assert {Action.RECORD, Action.CAPTURE_EVIDENCE, Action.REQUEST_DELETION} <= asked
    assert Action.NOTIFY_DSL not in {step.action for step in decide(PUPIL_ASKS, policy).steps}
    said = told(made(*POLICY))
    assert "Your policy says nothing of boundaries.notify" in said
    assert "Your policy says nothing of boundaries.friends" not in said


def test_each_clause_points_to_its_passage_with_its_confidence() -> None:
    place = clauses(made(*POLICY))["incidents.deletion"]["place"]
    assert re.fullmatch(
        r"page 2, passage 4: “Whoever has posted something offensive will be asked …”, confidence 0\.\d\d",
        place,
    )


def test_a_time_in_figures_becomes_the_rows_own_and_says_so() -> None:
    rows = clauses(made(*POLICY))["incidents.deletion"]["row"]
    (check,) = [row for row in rows if row.get("ask") == "check_removal"]
    assert (check["within"], check["within_unit"]) == ("PT48H", "calendar")
    assert check["choice"] == "Your policy says “within 48 hours” (page 2, passage 4)."
    (request,) = [row for row in rows if row.get("ask") == "request_deletion"]
    assert request["within"] == "P1D"
    assert request["choice"].startswith("Not read in your policy.")


def test_names_and_addresses_stay_behind() -> None:
    found = made(*POLICY, name="Mrs Quillfeather's policy.docx")
    for text in (found.toml, told(found)):
        assert "Quillfeather" not in text
        assert "office@" not in text
    assert "People are named in passage 6" in told(found)
    assert "an e-mail address: passage 6" in told(found)


def test_what_could_not_be_placed_is_listed() -> None:
    said = told(made(*POLICY)).split("Could not be placed")[1]
    assert "page 2, passage 5: “The school fair is on Friday, and everybody is welcome.”" in said
    assert "friend requests" not in said


def test_a_child_whose_parents_are_told_adds_a_row_and_the_dsl_is_told_still() -> None:
    found = made(
        [
            "If a pupil sends a friend request to a member of staff, staff will inform the child's parents."
        ]
    )
    policy = read_text(found.toml)
    steps = {step.action: step for step in decide(PUPIL_ASKS, policy).steps}
    assert Action.NOTIFY_DSL in steps  # a reading never takes a step away
    assert steps[Action.WORK_WITH_PARENTS].to == "parents"
    assert "Added beside notify_dsl: page 1, passage 1." in found.toml
    assert "your policy tells the parents; the template tells the DSL" in told(found)


def test_that_a_school_has_accounts_is_told_and_left_to_a_person() -> None:
    without = made(["Tansy Lane does not have social media accounts."])
    forbids = [row for row in clauses(without)["footprint.no_accounts"]["row"] if "forbid" in row]
    assert forbids[0]["forbid"] == ["reply_from_official_account"]
    own = made(["Only the office may post on the school's Facebook page."])
    assert [
        row for row in clauses(own)["footprint.no_accounts"]["row"] if "forbid" in row
    ] == forbids
    assert "Your school has accounts of its own" in told(own)


def test_challenging_the_school_never_becomes_a_rule() -> None:
    found = made(
        [
            "Challenging school policies on social media is misconduct and leads to sanctions.",
            "Whoever criticises the school's decisions online is in breach of this policy.",
        ]
    )
    assert "this cannot become a rule" in told(found)
    criticism = Facts(Author.PARENT, frozenset({Conduct.CRITICISM}), frozenset({Towards.SCHOOL}))
    harsh = {Action.REQUEST_DELETION, Action.APPLY_BEHAVIOUR_POLICY, Action.REPORT_TO_PLATFORM}
    assert not harsh & {step.action for step in decide(criticism, read_text(found.toml)).steps}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Staff do not befriend former pupils on Facebook.", "former pupils"),
        ("The executive headteacher decides.", "more than one head"),
        ("The co-chairs of governors are told.", "more than one chair"),
        ("This policy applies to all staff and governors.", "binds adults of the school only"),
        ("Parents who do not want photographs of their child online may opt out of consent.",
         "as given until somebody objects"),
        ("The parent will be invited to meet the headteacher and asked to remove the post.",
         "talks with the person first"),
        ("Staff should not respond to negative comments online.", "nobody answers in public"),
        ("The school will consider legal action against parents for defamatory posts; libel is a crime.",
         "legal action"),
    ],
)  # fmt: skip
def test_a_difference_is_said_with_its_passage(text: str, says: str) -> None:
    said = told(made([text])).split("Differs from the template")[1].split("Not found")[0]
    assert says in said
    assert "page 1, passage 1" in said


@pytest.mark.parametrize(
    "text",
    [
        "Staff must not accept friend requests from pupils; a request is reported to the DSL.",
        "Parents with a concern should speak to the class teacher first.",
        "Tansy Lane does not have an official Facebook page.",
        "This policy applies to staff, pupils and parents.",
    ],
)
def test_what_says_the_same_as_the_template_is_no_difference(text: str) -> None:
    assert "Differs from the template" not in told(made([text]))


def test_who_is_told_of_a_contact_and_which_accounts_there_are() -> None:
    said = told(
        made(
            ["A friend request from a pupil must be reported to the DSL and the head of school."],
            ["Tansy Lane does not have social media accounts."],
        )
    ).split("Taken out")[1]
    named = said.split("who is told of a contact")[1]
    assert "designated safeguarding lead: passage 1" in named
    assert "head of school: passage 1" in named
    assert "the school has none: passage 2" in said


@pytest.mark.parametrize(
    ("name", "pack_id"),
    [
        ("/home/tansy/Social Media (2026).PDF", "social-media-2026"),
        ("C:\\papers\\policy.docx", "policy"),
        ("england.txt", "england-draft"),
        ("highfield.html", "highfield-draft"),
        ("-", "our-policy"),
        ("§§.txt", "our-policy"),
        ("p" * 300 + ".txt", "p" * 48),
    ],
)
def test_the_pack_is_called_as_its_file(name: str, pack_id: str) -> None:
    assert pack(made(["Words."], name=name))["pack"]["id"] == pack_id


def test_a_document_that_speaks_of_nothing_leaves_everything_to_the_law() -> None:
    found = made(["The school fair is on Friday."])
    assert clauses(found) == {}
    policy = read_text(found.toml)
    assert [step.action for step in decide(PARENT_IS_RUDE, policy).steps] == [Action.RECORD]
    assert told(found).count("Your policy says nothing of") == 43


PIECES = st.sampled_from(
    [sentence for page in POLICY for sentence in page]
    + [
        "A friend request from a pupil is told to the parents within 24 hours.",
        'Say "no" \\ to # [[clause]] = """ and \'\'\'',
        "Mr Quill said: ring 01632 960 123",
        "next review 99/99/2027",
        "\u2022 staff must not follow pupils",
    ]
)
TEXTS = st.lists(st.lists(st.one_of(PIECES, st.text(max_size=80)), max_size=6), max_size=3)


@settings(deadline=None)  # the first look at a word is slower than the next
@given(TEXTS, st.text(max_size=40))
def test_any_text_becomes_a_pack_whose_pointers_hold(pages: list[list[str]], name: str) -> None:
    found = made(*pages, name=name)
    policy = read_text(found.toml)
    said = {one.number: load().people.mask(one.text) for one in found.passages}
    document = letters("".join(text for page in pages for text in page))
    for clause in policy.packs[0].clauses:
        pointer = re.fullmatch(
            r"(?:page (\d+), )?passage (\d+): “(.*?)(?: …)?”, confidence (0\.\d\d)", clause.place
        )
        assert pointer, clause.place
        assert " ".join(said[int(pointer[2])].split()).startswith(pointer[3])
        assert float(pointer[4]) >= found.threshold
    for one in found.passages:
        assert letters(one.text) in document
    assert told(found)
    numbers = {one.number for one in found.open} | {
        one.passage.number for one in found.readings if one.confidence >= found.threshold
    }
    assert numbers == {one.number for one in found.passages if one.kind != "heading"}


def letters(text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def test_the_ids_of_shipped_packs_are_not_taken() -> None:
    assert drafting.pack_id("retention.pdf") == "retention-draft"
