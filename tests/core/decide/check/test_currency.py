"""A governor reads what a policy leaves open, points to in vain, or says of the world that is not so."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.decide.check.currency import findings
from goodname.core.decide.check.findings import FINDING, KINDS, Finding
from goodname.core.decide.policy import Claim, Clause, Contact, Gap, Pack, Policy, Reference
from goodname.core.decide.registers import Known
from goodname.data.policies import load
from goodname.data.registers import known

DAY = date(2026, 11, 23)
REGISTERS = known()
PACK = Pack(
    id="ours",
    title="Ours",
    version="1",
    edition="first",
    date=date(2026, 9, 1),
    review=date(2027, 9, 1),
    about="Ours.",
    adds_to=(),
    clauses=(),
    conditions=(),
    tellings=(),
    order=(),
)
CLAUSE = Clause("ours.one", "ours", "aim", "One", "One.", "page 1", "families", ())
HELP = Known("helpline.tansy", "open", "The Tansy line is there.", "tansy.example", DAY, "high")


def found(
    *clauses: Clause,
    today: date = DAY,
    registers: dict[str, Known] | None = None,
    pages: list[str] | None = None,
    **pack: object,
) -> list[Finding]:
    whole = replace(PACK, clauses=clauses, **pack)  # type: ignore[arg-type]
    policy = Policy("ours", "1", (whole,), MappingProxyType({}))
    rows = REGISTERS if registers is None else registers
    return list(findings(policy, rows, today, pages))


def said(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in found(replace(CLAUSE, text=text))]


def claim(stated: str, about: str = "fact.one", **row: object) -> list[str]:
    fact = Known("fact.one", "13", "It is thirteen.", "wexcombe.example", DAY, "high")
    fact = replace(fact, **row)  # type: ignore[arg-type]
    clause = replace(CLAUSE, claims=(Claim(about, stated),))
    return [one.kind for one in found(clause, registers={"fact.one": fact})]


# ── The shipped packs ────────────────────────────────────────────────────────────────────────────


def shipped(today: date = DAY) -> list[Finding]:
    return list(findings(load("highfield", "england"), REGISTERS, today))


@pytest.mark.parametrize(
    ("kind", "clause", "words"),
    [
        # What the source says of the world that is no longer so, or that nothing confirms.
        (
            "stale",
            "ages.minimum",
            "About the age for WhatsApp: the source says “16”; the register says “13”",
        ),
        (
            "stale",
            "ages.minimum",
            "About Online Safety Act 2023: the source says “coming”; the register says “in force”",
        ),
        ("stale", "staff.prohibition", "“Teacher Regulation Agency”"),
        ("stale", "questions.parents", "last heard of in 2017"),
        ("unverified", "staff.prohibition", "263 in five years"),
        ("unverified", "footprint.inspection", "Mumsnet"),
        ("unverified", "incidents.posh", "up to half"),
        ("unverified", "footprint.monitor", "searching for the school"),
        ("unverified", "footprint.manage", "bad coverage"),
        # What it points to.
        ("dangling", "concerns.procedure", "the complaints procedure"),
        ("dangling", "families.support", "links to support for families"),
        ("dangling", "images.policy", "see page"),
        ("dangling", "incidents.breach", "a folder on the server"),
        ("dangling", "prevent.referral", "the flow chart"),
        ("dangling", "questions.parents", "without saying in what role"),
        ("dangling", "questions.staff", "without saying in what role"),
        # What was left in it from the template.
        ("dangling", "boundaries.exceptions", "a Principal"),
        ("dangling", "staff.opinions", "a trust"),
        # What it leaves open.
        ("gap", "footprint.respond", "who approves an answer"),
        ("gap", "footprint.no_accounts", "pretends to be the school"),
        ("gap", "boundaries.notify", "governors, volunteers and contractors"),
        ("gap", "boundaries.notify", "the DSL or the Headteacher is the other side"),
        ("gap", "incidents.breach", "accuses a member of staff, or the Headteacher"),
        ("gap", "incidents.deletion", "how long anything may take"),
        ("gap", "incidents.deletion", "the author does not delete"),
        ("gap", "incidents.deletion", "an intimate image of a child"),
        ("gap", "england.conflict_of_interest", "both concerned"),
        # The guidance's edition is dated, and the date has grown old.
        ("unverified", "england.records", "no longer sure"),
    ],
)
def test_the_check_says_what_is_wrong_with_the_source(kind: str, clause: str, words: str) -> None:
    fits = [one for one in shipped() if (one.kind, one.clause) == (kind, clause)]
    assert [one for one in fits if words in one.text]


def test_nothing_is_said_twice_and_our_own_corrections_are_not_reported() -> None:
    all_found = shipped()
    assert len({(one.kind, one.clause, one.text) for one in all_found}) == len(all_found)
    assert not [one.text for one in all_found if one.text.startswith("The text says")]
    counted = Counter(one.kind for one in all_found)
    assert (counted["stale"], counted["unverified"], counted["dangling"]) == (4, 6, 9)
    assert counted["gap"] >= 35
    assert set(counted) == {"gap", "stale", "unverified", "dangling"}


def test_a_gap_is_said_in_the_text_of_the_clause_or_in_its_table_but_never_only_in_the_text() -> (
    None
):
    for clause in load("highfield").packs[0].clauses:
        if "source is silent" in clause.text or "we read" in clause.text.lower():
            assert clause.gaps, clause.id


def test_findings_are_plain_sentences_that_name_no_person() -> None:
    ids = {clause.id for clause in load("highfield").clauses} | {"highfield", "england"}
    for one in shipped():
        assert one.severity == FINDING
        assert one.clause in ids
        assert one.text[0].isupper()
        assert one.text.endswith((".", ")"))
        assert "@" not in one.text.replace("helpline@saferinternet.org.uk", "").replace("@57", "")
        assert len(one.text) < 420, one.text


def test_a_review_day_that_passes_is_found_on_the_day_after() -> None:
    review = load("england").packs[0].review
    assert review
    late = [one for one in shipped(review + timedelta(days=1)) if one.clause == "england"]
    assert [one.kind for one in late] == ["stale"]
    assert "31 December 2026" in late[0].text
    assert not [one for one in shipped(review) if one.clause == "england"]


def test_a_fact_that_was_sure_is_no_longer_so_half_a_year_later() -> None:
    now = {(one.clause, one.kind) for one in shipped()}
    later = {(one.clause, one.kind) for one in shipped(DAY + timedelta(days=200))}
    assert ("england.prevent", "unverified") in later - now
    assert ("ages.minimum", "stale") in later  # what was wrong does not become right with age


# ── Any pack ─────────────────────────────────────────────────────────────────────────────────────


def test_a_pack_with_nothing_wrong_has_no_findings() -> None:
    good = replace(
        CLAUSE,
        text="Pupils are kind. Many platforms have a minimum age.",
        references=(Reference("the handbook", "the handbook", "staff"),),
        claims=(Claim("platform.whatsapp.minimum_age", "13"),),
    )
    assert found(good, contacts=(Contact("office", "Ask here.", ""),)) == []


def test_a_gap_is_read_as_a_sentence() -> None:
    (one,) = found(replace(CLAUSE, gaps=(Gap("evidence.", "it is kept first."),)))
    assert (one.kind, one.clause) == ("gap", "ours.one")
    assert one.text == "The source is silent about evidence; the pack reads: it is kept first."


def test_a_document_without_a_day_of_review_and_one_that_is_old() -> None:
    assert [one.kind for one in found(review=None)] == ["no_review"]
    assert [one.kind for one in found(review=DAY - timedelta(days=1))] == ["stale"]
    assert [one.kind for one in found(review=DAY)] == []
    (old,) = found(date=date(2023, 9, 1))
    assert (old.kind, old.clause) == ("stale", "ours")
    assert "1 September 2023" in old.text


def test_a_clause_that_nothing_fulfils() -> None:
    (one,) = found(replace(CLAUSE, page=""))
    assert one.kind == "uncited"
    assert [one.kind for one in found(CLAUSE, pages=["concerns"])] == ["uncited"]
    assert found(CLAUSE, pages=["families"]) == []


def test_a_contact_that_no_register_has_or_that_is_gone() -> None:
    def contact(helpline: str) -> list[str]:
        asked = (Contact("adviser", "Ask.", helpline),)
        registers = {
            HELP.id: HELP,
            "helpline.gone": replace(HELP, id="helpline.gone", value="closed"),
            "helpline.doubtful": replace(HELP, id="helpline.doubtful", confidence="low"),
        }
        return [one.kind for one in found(contacts=asked, registers=registers)]

    assert contact("tansy") == []
    assert contact("nobody") == ["dangling"]
    assert contact("gone") == ["stale"]
    assert contact("doubtful") == ["unverified"]


def test_how_a_claim_is_held_against_the_registers() -> None:
    assert claim("13") == claim(" 13+ ") == []
    assert claim("16") == ["stale"]
    assert claim("16", about="fact.other") == ["unverified"]
    assert claim("16", value="") == ["unverified"]
    assert claim("13", confidence="low") == claim("16", confidence="low") == ["unverified"]
    assert claim("13", read=None) == ["unverified"]
    assert claim("13", read=DAY - timedelta(days=180)) == []
    assert claim("13", read=DAY - timedelta(days=181)) == ["unverified"]
    assert claim("13", read=DAY - timedelta(days=91), confidence="medium") == ["unverified"]


def test_a_contradiction_names_both_sides_the_source_and_its_date() -> None:
    (one,) = found(replace(CLAUSE, claims=(Claim("platform.whatsapp.minimum_age", "16"),)))
    assert one.text == (
        "About the age for WhatsApp: the source says “16”; the register says “13”. An account on "
        "WhatsApp is open from 13, and a younger child may have one that a parent runs. "
        "(OpenTermsArchive/pga-versions@577430a WhatsApp/Terms of Service.md, read 3 July 2026)"
    )


# ── A school's own words ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("WhatsApp is 16+.", "WhatsApp"),
        (
            "Many platforms have a minimum age of 13 (note that WhatsApp is 16+), and so on.",
            "WhatsApp",
        ),
        ("Our rule gives 16 for WhatsApp.", "WhatsApp"),
        ("Children must be 13 to use Roblox.", "Roblox"),
        ("The minimum age for Instagram is 16.", "Instagram"),
        ("WhatsApp's minimum age is sixteen.", "WhatsApp"),
        ("WhatsApp requires users to be 16.", "WhatsApp"),
        ("Whatsapp users must be aged 16 or over.", "WhatsApp"),
        ("Only children aged 16 and over may use Whats App.", "WhatsApp"),
        ("Tik Tok (16), Snapchat (13) and Signal (13).", "TikTok"),
        ("Only over-16s may use WhatsApp.", "WhatsApp"),
        ("You have to be at least 16 years old to have a WhatsApp account.", "WhatsApp"),
        ("Under 16s must not use WhatsApp.", "WhatsApp"),
        ("No child under 16 may have a WhatsApp account.", "WhatsApp"),
        ("WhatsApp is not for under 16s.", "WhatsApp"),
        ("Instagram and Tumblr are 16+.", "Instagram"),
        ("The minimum age is 13 for Facebook and 16 for WhatsApp.", "WhatsApp"),
        ("The age limit for WhatsApp: 16", "WhatsApp"),
        ("An age limit of 16 for using Signal.", "Signal"),
        ("Twitter has a minimum age of 18.", "X (Twitter)"),
        ("YouTube is for those aged 18 or over.", "YouTube"),
    ],
)
def test_a_wrong_age_is_caught_however_it_is_written(text: str, platform: str) -> None:
    ((kind, words),) = said(text)
    assert kind == "stale"
    assert ": the text says “1" in words
    assert platform in words


@pytest.mark.parametrize(
    "text",
    [
        "WhatsApp is 13+.",
        "Most platforms, for instance Instagram, have a minimum age of 13.",
        "A WhatsApp group of 16 parents was closed.",
        "Year 5 pupils aged 10 used Roblox.",
        "Children aged 10 and 11 told us about TikTok.",
        "Children under 16 have been bullied on WhatsApp.",
        "Pupils under 11 must not bring phones to school or use WhatsApp in lessons.",
        "We have run our page on Facebook for 10 years.",
        "Facebook is 20 years old.",
        "Instagram has over 16 pupils among its fans.",
        "Room 16 for Minecraft club.",
        "WhatsApp is no longer 16+.",
        "WhatsApp was 16+ until 2024.",
        "The signal is 16 bars strong, and threads of 16 messages were found.",
        "On 13 May Instagram was down; at 16.30 pupils saw TikTok.",
        "We raised £16 for WhatsApp training.",
        "Facebook is dealt with on page 16.",
        "WhatsApp, used by 16 families, is not our channel.",
        "X is 16.",
    ],
)
def test_a_number_that_is_no_age_for_an_account_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_an_age_that_the_register_does_not_know_well_is_only_doubted() -> None:
    ((kind, words),) = said("Mastodon is 13+.")
    assert kind == "unverified"
    assert "undated" in words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Online Harms regulation is likely to ask for stricter checks.", "stale"),
        ("The Online Safety Bill will soon become law.", "stale"),
        ("There were 263 Prohibition Orders in five years.", "unverified"),
        ("Prohibition orders for misuse of social media reached 1,204.", "unverified"),
        ("The Teacher Regulation Agency bars teachers.", "stale"),
        ("Parents can ring 0808 800 5002 for advice.", "stale"),
        ("Parents can ring 08088005002 for advice.", "stale"),
        (
            "The Ofsted check includes monitoring what is said online (Mumsnet is a favourite).",
            "unverified",
        ),
        ("We follow Keeping Children Safe in Education (September 2022).", "stale"),
        ("We follow KCSIE 2016.", "stale"),
        ("We follow KCSIE 2026.", "unverified"),
        ("The images policy applies (see page).", "dangling"),
        ("For help, click here.", "dangling"),
        ("For help see link.", "dangling"),
        ("Write to [insert name of the DSL].", "dangling"),
    ],
)
def test_a_phrase_that_policies_copy_from_each_other_is_caught(text: str, kind: str) -> None:
    assert [found_kind for found_kind, _ in said(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "We protect children from online harms.",
        "The Online Harms white paper led to the Online Safety Act 2023.",
        "A prohibition order bars a teacher from teaching.",
        "The Teaching Regulation Agency bars teachers.",
        "Parents can ring the NSPCC on 0808 800 5000.",
        "Parents compare schools on Mumsnet and read Ofsted reports.",
        "We follow Keeping Children Safe in Education 2025.",
        "The images policy applies (see page 12).",
        "Please see the link at the foot of this page: www.tansylane.example.",
    ],
)
def test_a_phrase_that_is_right_is_left_alone(text: str) -> None:
    assert said(text) == []


def test_a_table_about_the_same_fact_speaks_for_the_text() -> None:
    text = "The source gives 16 for WhatsApp, which is wrong (see page)."
    table = replace(
        CLAUSE,
        text=text,
        claims=(Claim("platform.whatsapp.minimum_age", "16"),),
        references=(Reference("the images policy", "see page", ""),),
    )
    assert [(one.kind, one.text[:18]) for one in found(table)] == [
        ("dangling", "The source points "),
        ("stale", "About the age for "),
    ]


def test_the_same_words_twice_are_one_finding() -> None:
    assert len(said("WhatsApp is 16+. Remember: WhatsApp is 16+.")) == 1


PLATFORMS = sorted(
    about.split(".")[1]
    for about in REGISTERS
    if about.endswith(".minimum_age") and ".x." not in about
)


@given(
    st.sampled_from(PLATFORMS),
    st.integers(7, 21),
    st.sampled_from(["{0} is {1}+.", "{1}+ for {0}."]),
)
def test_an_age_is_reported_exactly_where_the_register_says_another(
    platform: str, age: int, how: str
) -> None:
    name = REGISTERS[f"platform.{platform}.name"].value.split(" / ")[0].split(" (")[0]
    right = REGISTERS[f"platform.{platform}.minimum_age"].value
    assert bool(said(how.format(name, age))) == (str(age) != right)


@given(st.text("WhatsApp is 16+for,(and)⟨⟩0808 \n.;[insert]", max_size=80))
def test_whatever_a_school_writes_only_findings_come_of_it(text: str) -> None:
    assert {KINDS[kind] for kind, _ in said(text)} <= {FINDING}


@pytest.mark.parametrize(
    "text",
    [
        "WhatsApp, " * 4000 + "!",
        "WhatsApp" + " ,and or" * 4000,
        "WhatsApp is for the " * 2000,
        "Ofsted check " * 2000,
        "see [insert " * 3000,
        "prohibition orders " * 2000,
        "KCSIE in " * 4000,
    ],
)
def test_words_made_to_wear_the_reader_out_are_read_to_their_end(text: str) -> None:
    # A pattern that tries every way would need hours here.
    assert said(text) == []


def test_a_mark_of_our_own_in_a_text_means_nothing() -> None:
    assert said("⟨whatsapp⟩ is 16+. ⟨tansy⟩ is 16+.") == said("whatsapp is 16+.")
