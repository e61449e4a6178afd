"""What a made-up policy says is put to the right clause, or left open; never to a wrong one."""

import pytest

from goodname.core.decide.draft.pages import Kind
from goodname.core.decide.draft.passages import LONGEST, Passage
from goodname.core.decide.draft.recognise import read
from goodname.data.recognising import load, template

SIGNS = load()


def placed(
    text: str, *, heading: str = "", lead: str = "", before: str = "", kind: Kind = Kind.TEXT
) -> list[str]:
    headings = (heading,) if heading else ()
    passage = Passage(1, None, text, kind, headings, lead, before)
    return [one.clause for one in read(passage, SIGNS) if one.confidence >= SIGNS.threshold]


SENTENCES = [
    ("We look after our online reputation: if we do not, others will.", "footprint.manage"),
    ("The office searches for what is being said about the school online.", "footprint.monitor"),
    ("Negative comments about the school are answered calmly by the headteacher.", "footprint.respond"),
    ("Tansy Lane does not have social media accounts.", "footprint.no_accounts"),
    ("Only the office may post on the school's Facebook page.", "footprint.no_accounts"),
    ("Inspectors from Ofsted may look at what is said online before a visit.", "footprint.inspection"),
    ("Parents are expected to be respectful when they post about others.", "conduct.respect"),
    ("Behave online as you would face to face; we all should.", "conduct.respect"),
    ("Parents must not post offensive or defamatory comments about staff.", "conduct.not_to_post"),
    ("These rules also apply to private groups such as class WhatsApp groups.", "conduct.private_too"),
    ("Parents with a concern should speak to the class teacher first.", "concerns.direct"),
    ("Parents who are still unhappy should follow the school's complaints procedure.", "concerns.procedure"),
    ("Social media is not the place for parents to air complaints about the school.", "concerns.not_online"),
    ("Most social media platforms have a minimum age of 13.", "ages.minimum"),
    ("If we become aware of an under-age account, we will contact the parents.", "ages.work_with_parents"),
    ("Parents should not allow accounts below the age limit for social media.", "ages.no_encouragement"),
    ("Children are taught about staying safe online in computing lessons.", "teaching.lessons"),
    ("Please talk to your child about the apps that they use.", "families.talk"),
    ("The school website has links to online safety resources for parents.", "families.support"),
    ("Staff communicate with parents by school e-mail only.", "channel.email"),
    ("Staff must not accept friend requests from pupils.", "boundaries.friends"),
    ("Staff do not follow pupils on social media.", "boundaries.following"),
    ("Staff who are related to a pupil discuss contact with the headteacher.", "boundaries.exceptions"),
    ("A friend request from a pupil must be reported to the DSL.", "boundaries.notify"),
    ("Staff must not bring the school or the profession into disrepute.", "staff.disrepute"),
    ("Staff should set their privacy settings to the highest level.", "staff.privacy"),
    ("Staff must never discuss pupils, parents or colleagues on social media.", "staff.discussing"),
    ("Staff make clear that their views are their own and not the school's.", "staff.opinions"),
    ("The Teaching Regulation Agency has barred teachers for it.", "staff.prohibition"),
    ("See also our policy on digital images.", "images.policy"),
    ("Photographs of pupils are not posted without the consent of parents.", "images.permission"),
    ("All staff and pupils sign an acceptable use agreement.", "agreements.signed"),
    ("The acceptable use policy also applies to social media.", "agreements.apply"),
    ("Personal data is handled as the data protection policy says.", "data.protection"),
    ("A breach of this policy may lead to disciplinary action.", "incidents.breach"),
    ("Whoever has posted something offensive will be asked to remove it.", "incidents.deletion"),
    ("The school will report the post to the social media provider.", "incidents.third_party"),
    ("The Professionals Online Safety Helpline can help.", "incidents.posh"),
    ("Threats will be reported to the police.", "incidents.police"),
    ("The school has a duty to protect pupils from radicalisation.", "prevent.duty"),
    ("Concerns about radicalisation are referred to the DSL.", "prevent.referral"),
    ("Staff must not promote extremist views or access such material.", "prevent.staff"),
    ("We ask parents to help us to keep extremism away from children.", "prevent.parents"),
    ("Parents who have any questions should contact the school office.", "questions.parents"),
    ("Staff who are unsure should seek advice from the headteacher.", "questions.staff"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "clause"), SENTENCES)
def test_a_plain_sentence_is_put_to_its_clause(text: str, clause: str) -> None:
    assert clause in placed(text)


def test_every_clause_of_the_template_can_be_recognised() -> None:
    clauses = [row["id"] for row in template()["clause"]]
    assert sorted({clause for _, clause in SENTENCES}) == sorted(clauses)
    assert [one.clause for one in SIGNS.clauses] == clauses


@pytest.mark.parametrize(
    "text",
    [
        "This policy was agreed by the governors in September.",
        "The school fair is on Friday, and everybody is welcome.",
        "Pupils wear a blue jumper and black shoes.",
        "Mobile phones are handed in at the school office in the morning.",
        "The network is filtered and each computer is scanned for viruses.",
        "Passwords are changed every term.",
        "Social media means any website or app on which people share things.",
        "The headteacher is responsible for the day-to-day running of the school.",
        "Pupils move quietly in the corridors and do not run.",
        "Following a review, the governors will publish the dates of the next terms.",
        "Offensive posts about staff x x X Breach of this policy: sanctions x x x Police x",
        "X marks the place where a signature is needed.",
        "",
    ],
)
def test_what_is_no_matter_of_the_template_is_left_open(text: str) -> None:
    assert placed(text) == []


def test_negation_turns_a_sentence_away_from_the_rule_that_it_denies() -> None:
    assert "boundaries.friends" not in placed("Pupils are taught how to be a good friend online.")
    assert "footprint.monitor" not in placed("The school monitors internet use on all devices.")
    assert "incidents.deletion" not in placed("Data must be deleted from the device.")


def test_who_is_meant_may_stand_in_the_heading_or_before() -> None:
    text = "They never discuss anybody who has to do with the school on Facebook."
    assert placed(text) == []
    assert "staff.discussing" in placed(text, heading="Staff")
    assert "staff.discussing" in placed(text, before="Staff are professional.")


def test_a_bullet_is_read_with_the_beginning_of_its_sentence() -> None:
    text = "accept friend requests from pupils;"
    assert "boundaries.friends" not in placed(text, kind=Kind.ITEM)
    assert "boundaries.friends" in placed(text, lead="Staff must not:", kind=Kind.ITEM)


def test_a_heading_places_nothing_by_itself() -> None:
    assert placed("Staff must not accept friend requests from pupils", kind=Kind.HEADING) == []


def test_a_reading_shows_the_words_that_decided() -> None:
    text = "Staff must not accept friend requests from pupils."
    (reading, *_) = read(Passage(7, 2, text, Kind.TEXT), SIGNS)
    assert reading.passage.number == 7
    assert 0.5 <= reading.confidence < 1
    assert reading.clause == "boundaries.friends"
    assert {"pupils", "not"} <= set(reading.because)
    assert all(word in text.lower() for word in reading.because)


@pytest.mark.parametrize("piece", [".", "report ", "friend request from pupil ", "a.", "_", "- "])
def test_no_passage_can_keep_the_reader_busy(piece: str) -> None:
    assert isinstance(placed((piece * LONGEST)[:LONGEST]), list)
