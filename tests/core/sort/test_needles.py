"""The quick look never misses what reading every word would find."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.sort.names import match, read_for
from goodname.core.sort.naming import SchoolNames
from goodname.core.sort.needles import may_hold
from goodname.core.words import Match

TANSY = SchoolNames(
    "Tansy Lane Primary School",
    town="Wexcombe",
    street="Tansy Lane",
    postcode="WX4 7TL",
    domain="tansylane.example",
    nicknames=("Tansy", "the Lane"),
    not_us=("Tansy Lane Nursery",),
)
MARYS = SchoolNames("St Mary's C of E Primary School", town="Otterby", nicknames=("St M's",))
GRANGE = SchoolNames("The Grange School", town="Grange", postcode="GR1 1AA")
SCHOOLS = (TANSY, MARYS, GRANGE)
WAYS = (
    "Tansy Lane tansy_lane #TansyLane @tansylaneprimary Tánsy TANSY Lane's tansy-lane TLPS tlps "
    "T\u200bansy St Saint st. Mary's Marys Mary’s mary MARY`S SMCEPS StMarys #stmarysprimary "
    "Grange grange Primary School school C of E Wexcombe Otterby WX4 7TL wx47tl GR1 1AA the Lane "
    "www.tansylane.example tansylane.example Tansys M's Nursery pupils . , | / _ ' ’ ﬁ ß"
)
PIECES = st.sampled_from(WAYS.split(" "))
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=8).flatmap(
    lambda pieces: st.sampled_from([" ", "", "\n", "-"]).map(lambda gap: gap.join(pieces))
)
ADDRESSES = st.sampled_from(
    ["", "https://www.tansylane.example/news", "https://town.example/tansy-lane"]
)


@given(st.sampled_from(SCHOOLS), TEXTS, TEXTS, ADDRESSES, st.booleans())
def test_the_quick_look_changes_no_answer(names, text, title, address, local):
    assert match(names, text, title, address, local) == read_for(names, text, title, address, local)


@pytest.mark.parametrize(
    "text",
    [
        "TANSY LANE primary",
        "tánsy-lane",
        "#TansyLanePrimary was great",
        "at wx47tl",
        "see TANSYLANE.example",
        "TLPS rocks",
    ],
)
def test_however_it_is_written_it_is_read(text):
    assert may_hold(TANSY, text)


@pytest.mark.parametrize("text", ["The market is on Saturday.", "", "St John's Lane", "a tan sy"])
def test_what_cannot_mean_us_is_not_read(text):
    assert not may_hold(TANSY, text)
    assert match(TANSY, text) == Match(0.0)
