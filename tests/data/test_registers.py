"""The registers are whole, dated and sourced, and everything that a policy names in them is there."""

import re
import tomllib
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from goodname.core.decide.policy import Policy
from goodname.core.decide.registers import GOOD_FOR
from goodname.core.words import Role
from goodname.data import registers
from goodname.data.policies import load

DAY = date(2026, 11, 23)
FACTS = files("goodname.data") / "facts"
REGISTERS = ("helplines", "law", "dated", "statements", "platforms")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load("highfield", "england")


def test_what_a_claim_or_a_contact_names_is_in_a_register(policy: Policy) -> None:
    claimed = {claim.about for clause in policy.clauses for claim in clause.claims}
    assert len(claimed) >= 18
    assert claimed <= set(registers.known())
    asked = {contact.helpline for pack in policy.packs for contact in pack.contacts} - {""}
    assert {"posh", "nspcc_helpline", "lgfl_digisafe", "police_999"} <= asked
    assert asked <= {body.id for body in registers.helplines()}


def test_a_contact_is_a_role_and_a_sentence(policy: Policy) -> None:
    for contact in (contact for pack in policy.packs for contact in pack.contacts):
        assert Role(contact.role)
        assert contact.use.endswith(".")


def test_no_helpline_that_is_offered_is_gone_or_unverified(policy: Policy) -> None:
    for contact in (contact for pack in policy.packs for contact in pack.contacts):
        if contact.helpline:
            known = registers.known()[f"helpline.{contact.helpline}"]
            assert known.value == "open"
            assert known.verified(DAY)


def test_every_statement_has_a_clause_and_every_clause_has_statements(policy: Policy) -> None:
    listed = {(row.id, clause) for row in registers.statements() for clause in row.clauses}
    carried = {
        (statement, clause.id)
        for clause in policy.packs[0].clauses
        for statement in clause.statements
    }
    assert listed == carried
    assert [row.id for row in registers.statements()] == [f"S{n:02}" for n in range(1, 62)]
    assert {clause for _, clause in listed} == {clause.id for clause in policy.packs[0].clauses}
    assert len({clause for _, clause in listed}) == 43


def test_every_fact_has_a_source_and_a_known_confidence() -> None:
    for known in registers.known().values():
        assert known.source
        assert known.confidence in GOOD_FOR
        assert known.says.endswith((".", ")")), known.id
        if known.read:
            assert known.read <= DAY
        if known.id.startswith(("law.", "helpline.")):
            assert known.value


def test_ids_stand_once() -> None:
    for name in REGISTERS:
        table = tomllib.loads((FACTS / f"{name}.toml").read_text(encoding="utf-8"))
        (rows,) = (value for value in table.values() if isinstance(value, list))
        assert [one for one, times in Counter(row["id"] for row in rows).items() if times > 1] == []


def test_the_age_of_a_platform_is_that_of_its_newest_answer() -> None:
    known = registers.known()
    whatsapp = known["platform.whatsapp.minimum_age"]
    assert (whatsapp.value, whatsapp.read, whatsapp.confidence) == ("13", date(2026, 7, 3), "high")
    assert "a parent runs" in whatsapp.says
    assert known["platform.roblox.minimum_age"].value == registers.NO_AGE
    assert known["platform.tumblr.minimum_age"].value == "16"
    assert known["platform.whatsapp.name"].value == "WhatsApp"


def test_thirteen_is_the_age_that_most_platforms_give() -> None:
    ages = Counter(
        known.value
        for known in registers.known().values()
        if known.id.endswith(".minimum_age") and known.value != registers.NO_AGE
    )
    usual, times = ages.most_common(1)[0]
    assert usual == registers.known()["fact.usual_minimum_age"].value
    assert times > ages.total() / 2


def test_what_is_not_sure_says_so() -> None:
    known = registers.known()
    assert not known["helpline.dfe_counter_extremism"].verified(DAY)
    assert not known["platform.mastodon.minimum_age"].verified(DAY)
    assert not known["fact.prohibition_orders"].value
    assert known["helpline.posh.phone"].value == "0344 381 4772"
    assert "2026 edition" in known["law.keeping_children_safe"].says


def test_helplines_can_be_shown_to_a_person() -> None:
    for body in registers.helplines():
        assert body.kind in ("help", "report", "authority")
        assert body.who.endswith(".")
        assert body.use.endswith(".")
        if body.phone:
            assert re.fullmatch(r"[\d ]{3,}", body.phone)
        if body.email:
            assert body.email.count("@") == 1
        if body.url:
            assert body.url.startswith("https://")


def test_only_bodies_outside_the_school_are_named() -> None:
    """No person, no school's address and no school's mailbox stands in packs or registers."""
    folders = (FACTS, files("goodname.data") / "policies")
    text = "".join(
        file.read_text(encoding="utf-8")
        for folder in folders
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    )
    assert not re.search(r"\b(?:Mrs?|Ms|Miss|Dr)\.? [A-Z]", text)
    assert not re.search(r"office@|/documents/", text)
    mailboxes = set(re.findall(r"[\w.]+@[\w.]+\.[a-z]+", text))
    assert mailboxes == {
        "helpline@saferinternet.org.uk",
        "help@nspcc.org.uk",
        "abuse@telegram.org",
        "support@bsky.app",
    }
