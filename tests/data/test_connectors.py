"""The connector register is whole and dated, and its fields are those that the talks are asked with."""

from datetime import date

import pytest

from goodname.core.decide.registers import GOOD_FOR
from goodname.core.listen.kinds import NEEDS_KEY, Kind
from goodname.data import connectors

DAY = date(2026, 11, 23)
FIELDS = {
    Kind.BLUESKY: {"handle", "app_password", "server"},
    Kind.MASTODON: {"server", "token"},
    Kind.BRAVE: {"key"},
    Kind.YOUTUBE: {"key"},
    Kind.REVIEWS: {"key"},
    Kind.REDDIT: {"client_id", "client_secret"},
    Kind.SEARXNG: {"server"},
    Kind.MAILBOX: {"server", "user", "password", "tenant", "client_id", "client_secret"},
}
SECRETS = {"app_password", "token", "key", "client_secret", "password"}


def test_every_kind_of_place_has_its_row_and_no_other():
    assert set(connectors.load()) == set(Kind)


@pytest.mark.parametrize("kind", Kind)
def test_what_is_typed_in_is_what_its_module_is_asked_with(kind: Kind):
    needs = connectors.load()[kind].needs
    assert {need.name for need in needs} == FIELDS.get(kind, set())
    assert {need.name for need in needs if need.secret} == SECRETS & FIELDS.get(kind, set())
    if kind in NEEDS_KEY:
        assert any(need.secret for need in needs)


@pytest.mark.parametrize("kind", Kind)
def test_a_row_says_what_it_hears_what_not_what_it_costs_and_where_a_key_is_from(kind: Kind):
    row = connectors.load()[kind]
    for said in (row.hears, row.cannot_hear, row.costs, row.limit, row.terms):
        assert said.endswith(".")
        assert "!" not in said
    assert bool(row.key) == bool(row.needs)


def test_every_row_is_dated_and_sourced():
    rows = [*connectors.load().values(), *connectors.unheard()]
    for row in rows:
        assert row.source
        assert row.confidence in GOOD_FOR
        assert row.read <= DAY
        assert row.verified(DAY) == (row.confidence != "low")
        assert not row.verified(date(2028, 1, 1))


def test_the_places_where_most_trouble_is_are_named_as_unheard_with_what_to_do_instead():
    named = {row.id: row for row in connectors.unheard()}
    assert {"facebook", "instagram", "whatsapp", "nextdoor", "snapchat", "x"} <= set(named)
    for row in named.values():
        assert row.why.endswith(".")
        assert row.instead.endswith(".")
