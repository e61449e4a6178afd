"""Which texts mean this school, and not its street, its namesakes or nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.sort.names import SchoolNames, match, variants

TANSY = SchoolNames(
    name="Tansy Lane Primary School",
    town="Wexcombe",
    street="Tansy Lane",
    postcode="WX4 7TL",
    domain="tansylane.wexcombe.sch.uk",
    not_us=("Tansy Lane Garage",),
    neighbours=("Meadow Road Primary School",),
)
MARYS = SchoolNames(
    name="St Mary's C of E Primary School", town="Wexcombe", street="Church Row", postcode="WX1 2AB"
)


@pytest.mark.parametrize(
    "text",
    [
        "Tansy Lane Primary School had its fair today",
        "tansy lane primary is fab",
        "TANSY LANE PRIMARY SCHOOL",
        "My two go to Tansy Lane Primary in Wexcombe",
        "Tansy Lane School's gates were locked again",
        "the Tansy-Lane primary",
        "Ｔａｎｓｙ Ｌａｎｅ Primary",
        "TansyLane Primary",
        "Tansy Lane Sch closed today",
        "#TansyLanePrimary sports day",
        "thanks @tansylaneprimary",
        "thanks @tansy_lane_primary",
        "#TansyLane pupils sang at the home",
        "Tansy Lane’s headteacher never replies",
        "Year 3 at Tansy Lane are doing Romans",
        "Anyone else's kids at Tansy Lane? Ofsted are in next week",
        "Crash on Tansy Lane near the school gates",
        "TLPS teachers are great",
        "Is TLPS the best one in Wexcombe?",
        "Tansy Lane Primary, Year 3 trip was fab",
        "Tansy Lane Primary, thank you",
        "Tansy Lane Primary, Mrs Doyle is lovely",
        "Tansy Lane Primary in September",
        "At Tansy Lane Primary, Sam was pushed over at lunch",
        "At Tansy Lane Primary, Sam, who is seven, was pushed over",
        "Tansy Lane Primary - Brilliant!",
        "Tansy Lane Primary School, Church Street, Wexcombe",
        "Bake sale at Tansy Lane, all parents welcome, homework club too",
        "write to office@tansylane.wexcombe.sch.uk",
        "the school at WX47TL",
        "Not Tansy Lane Primary in Harrowmoss, I mean Tansy Lane Primary in Wexcombe",
    ],
)
def test_these_mean_the_school(text: str) -> None:
    assert match(TANSY, text).confidence >= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A burst pipe on Tansy Lane",
        "Tansy Lane is closed at the bottom end",
        "Lovely walk down Tansy Lane with the kids",
        "14 Tansy Lane is for sale, three bedrooms, near a primary school in Wexcombe",
        "We drove down Tansy Lane. School was closed",
        "Tansy Lane Primary, Harrowmoss",
        "Tansy Lane Primary, Harrowmoss, was rated good by Ofsted",
        "Tansy Lane Primary in Harrowmoss is rubbish",
        "Tansy Lane Primary School (Harrowmoss) is rubbish",
        "Harrowmoss's Tansy Lane Primary is rubbish",
        "Tansy Lane Secondary School in Wexcombe",
        "Tansy Lane Nursery",
        "TLPS",
        "thin TLPS layers",
        "tlps teachers",
        "Tansy Lane Garage fixed my car near Tansy Lane Primary School",
        "Meadow Road Primary School in Wexcombe has great teachers",
        "Pansy Lane Primary School",
        "Tansy Lanes and other weeds",
        "schools in Wexcombe have good teachers and pupils",
    ],
)
def test_these_do_not(text: str) -> None:
    assert match(TANSY, text).confidence < 0.5


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Saint Marys school, Wexcombe", True),
        ("St. Mary’s CofE Primary Wexcombe", True),
        ("st mary primary wexcombe", True),
        ("St Mary's pupils in Wexcombe sang", True),
        ("St Mary's Primary School", False),  # hundreds of schools have this name
        ("St Mary's church in Wexcombe", False),
        ("St Mary's Catholic Primary, Wexcombe", False),
        ("St Mary's Junior School Wexcombe", False),
    ],
)
def test_a_name_that_many_schools_share_needs_the_town(text: str, meant: bool) -> None:
    assert (match(MARYS, text).confidence >= 0.5) is meant


def test_one_ordinary_word_needs_its_capital() -> None:
    grange = SchoolNames("Grange School", town="Wexcombe")
    assert match(grange, "Grange teachers and pupils sang in Wexcombe").confidence >= 0.5
    assert match(grange, "the old grange, where pupils and teachers went").confidence < 0.5


def test_the_name_in_the_title_is_enough_and_has_no_span() -> None:
    found = match(TANSY, "My son loves it", title="Tansy Lane Primary School")
    assert found.confidence >= 0.5
    assert found.spans == ()


def test_local_news_may_say_less() -> None:
    assert match(TANSY, "Tansy Lane came second in the quiz").confidence < 0.5
    assert match(TANSY, "Tansy Lane came second in the quiz", source_area=True).confidence >= 0.5
    assert match(TANSY, "A skip on fire on Tansy Lane", source_area=True).confidence < 0.5


def test_its_own_pages_are_about_it() -> None:
    address = "https://www.tansylane.wexcombe.sch.uk/news"
    assert match(TANSY, "Sports day", address=address).because == ("domain",)
    assert match(TANSY, "Sports day", address="https://nottansylane.example/").confidence == 0.0


def test_the_reasons_and_their_places_are_told() -> None:
    text = "So proud of Tansy Lane Primary in Wexcombe, WX4 7TL"
    found = match(TANSY, text)
    assert found.because == ("name", "postcode", "town", "phase")
    assert [(text[s.start : s.end], s.label) for s in found.spans] == [
        ("Tansy Lane Primary", "name"),
        ("Wexcombe", "town"),
        ("WX4 7TL", "postcode"),
    ]


def test_more_evidence_never_makes_it_less_sure() -> None:
    bare = match(TANSY, "Tansy Lane Primary").confidence
    town = match(TANSY, "Tansy Lane Primary, Wexcombe").confidence
    both = match(TANSY, "Tansy Lane Primary, Wexcombe", source_area=True).confidence
    assert bare < town < both < 1.0


def test_the_town_of_a_known_namesake_is_heard_in_small_letters_too() -> None:
    warned = SchoolNames("Tansy Lane Primary School", town="Wexcombe", elsewhere=("Harrowmoss",))
    assert match(warned, "tansy lane primary harrowmoss is rubbish").confidence < 0.5


def test_variants_are_what_one_would_search_for() -> None:
    found = variants(TANSY)
    assert {"Tansy Lane Primary School", "Tansy Lane Primary", "#TansyLane", "TLPS"} <= set(found)
    assert {"Saint Mary's Primary", "St. Mary's School", "St Marys Primary"} <= set(variants(MARYS))
    assert len(found) == len(set(found))


@given(st.text(), st.text(max_size=40), st.booleans())
def test_any_text_is_matched(text: str, title: str, area: bool) -> None:
    found = match(TANSY, text, title, f"https://{title}", area)
    assert 0.0 <= found.confidence < 1.0
    assert all(0 <= s.start < s.end <= len(text) for s in found.spans)


@given(st.text(min_size=1, max_size=30))
def test_any_school_has_variants_and_finds_itself(name: str) -> None:
    school = SchoolNames(name)
    assert variants(school)[:1] == (name.split(",")[0].strip(),)
    match(school, name)


@pytest.mark.parametrize(
    "piece", ["Tansy Lane ", "Tansy Lane Primary, ", "Ｔａｎｓｙ Lane Primary in Z"]
)
def test_a_very_long_text_is_read_to_its_end(piece: str) -> None:
    text = piece * 8_000  # a square law would keep this test busy for minutes
    found = match(TANSY, text)
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@pytest.mark.parametrize("name", ["!!!", "", "The Primary School"])
def test_a_name_without_a_word_of_its_own_means_nobody(name):
    assert match(SchoolNames(name=name), "Our school in the town is lovely").confidence == 0


LEEDS = SchoolNames(name="Tansy Lane Primary School", town="Wexcombe", not_us=("Otterby",))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Tansy Lane Primary School, Otterby won the cup", False),
        ("In Otterby the pupils of Tansy Lane Primary sang", False),
        ("Otterby news. Tansy Lane Primary sang", False),  # a few words away
        (
            "Tansy Lane Primary sang near St. Anne's church which is in the old town of Otterby",
            False,
        ),
        ("Tansy Lane Primary in Wexcombe is great. We moved here last year from far Otterby", True),
        (
            "I shall burn down Tansy Lane Primary. My cousin who lives a long way off in Otterby",
            True,
        ),
        ("Otterby has a market on all days of this week.\nTansy Lane Primary is great", True),
        ("Otterby has a market today. It was lovely there. Tansy Lane Primary is great", True),
        (
            "Tansy Lane Primary, Otterby, has shut. That is sad for all the families there."
            " Ours, Tansy Lane Primary in Wexcombe, is open",
            True,
        ),
    ],
)
def test_a_namesakes_words_silence_only_a_naming_near_them(text: str, meant: bool) -> None:
    assert (match(LEEDS, text).confidence >= 0.5) is meant


def test_a_silenced_naming_says_why() -> None:
    assert "namesake" in match(LEEDS, "Tansy Lane Primary School, Otterby won").because
