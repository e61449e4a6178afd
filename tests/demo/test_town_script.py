"""The script and the school as data: complete, consistent, and faults found before opening."""

from __future__ import annotations

import itertools
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import holidays
import pytest

from goodname.core.words import Role
from goodname.demo import places, script

SCHOOL = Path(script.__file__).with_name("tansy_lane.toml")


@pytest.fixture
def table() -> dict[str, Any]:
    return tomllib.loads(script.WEXCOMBE.read_text(encoding="utf-8"))


@pytest.fixture
def school() -> dict[str, Any]:
    return tomllib.loads(SCHOOL.read_text(encoding="utf-8"))


def test_the_town_talks_before_and_during_the_visit():
    posts = script.load().posts
    after = sorted(post.after for post in posts)
    assert sum(when < 0 for when in after) >= 12
    live = [when for when in after if when >= 0]
    assert live[0] <= 20
    assert live[-1] <= 360
    pairs = itertools.pairwise(live)
    assert all(later - earlier <= 30 for earlier, later in pairs), "no dull half minute"


def test_the_abusive_post_waits_for_its_author():
    post = script.load().post("picking-up-time")
    assert post is not None
    assert post.after == -2400
    assert "Mr Okafor" in post.text
    assert post.edit.after is None
    assert post.delete.after is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"site": "market"}, "no site is called 'market'"),
        ({"author": "nobody"}, "no author is called 'nobody'"),
        ({"id": "Not An Id"}, "small letters"),
        ({"id": "club-full"}, "used twice"),
        ({"thread": "cellar"}, "no such thread"),
        ({"title": "A title"}, "take their title from the thread"),
        ({"stars": 6}, "stars are 1 to 5"),
        ({"edit": {"after": -9000, "text": "x"}}, "minds change after"),
        ({"edit": {"after": 9}}, "either `text` or `append`"),
        ({"delete": {"after": 0}}, "minds change after"),
    ],
)
def test_a_fault_in_the_script_names_the_post(table, change, why):
    row = next(row for row in table["posts"] if row["id"] == "picking-up-time")
    row.update(change)
    with pytest.raises(script.BadScript, match=f"{row['id']}: .*{why}"):
        script.read(table)


def test_the_school_has_the_people_that_the_demo_needs(school):
    roles = {role for person in school["people"] for role in person["roles"]}
    assert roles <= {role.value for role in Role}
    may_enter = {role for p in school["people"] if p["sign_in"] for role in p["roles"]}
    assert {
        "headteacher",
        "dsl",
        "online_safety_lead",
        "office",
        "class_teacher",
        "chair_of_governors",
    } <= may_enter
    emails = [person["email"] for person in school["people"]]
    assert len(emails) == len(set(emails))
    assert all(email.endswith("@tansylane.example") for email in emails)
    assert school["other_people"][0]["email"].endswith("@marshend.example")


def test_the_staff_whom_posts_name_are_on_the_roster(school):
    called = {person["called"] for person in school["people"]}
    words = " ".join(post.text for post in script.load().posts)
    assert all(name in words for name in ("Mr Okafor", "Ms Adeyemi", "Mrs Hollis"))
    assert {"Mr Okafor", "Ms Adeyemi", "Mrs Hollis"} <= called


def test_each_school_year_has_190_days_for_pupils_and_5_inset_days(school):
    bank_holidays = holidays.country_holidays("GB", subdiv="ENG", years=range(2025, 2028))
    for year in school["years"]:
        shut = {day for row in year["closures"] for day in days(row)}
        open_days = [day for term in year["terms"] for day in days(term)]
        taught = [d for d in open_days if d.weekday() < 5 and d not in shut | set(bank_holidays)]
        inset = [row["first"] for row in year["closures"] if row["name"] == "INSET day"]
        assert (len(taught), len(inset)) == (190, 5), year["name"]
        assert shut <= set(open_days), "a closure outside term closes nothing"
        assert all(d.weekday() < 5 and d not in bank_holidays for d in inset)


def days(row: dict[str, Any]) -> list[Any]:
    span = (row["last"] - row["first"]).days
    assert span >= 0
    return [row["first"] + timedelta(days=n) for n in range(span + 1)]


def test_the_sources_are_places_of_the_town(school):
    there = {
        "feed": {site.path + file for site in script.load().sites.values() for file in site.feeds},
        "page": {places.NOTICES},
        "searxng": {"/"},
    }
    assert all(source["path"] in there[source["kind"]] for source in school["sources"])
    watched = {source["id"] for source in school["sources"] if source["watched"]}
    assert watched == {"gazette", "reviews", "valley", "council", "search"}


def test_the_same_story_stands_in_two_papers():
    posts = {post.id: post for post in script.load().posts}
    ours, theirs = posts["sponsored-silence"], posts["silence-in-the-valley"]
    assert ours.text == theirs.text
    assert (ours.site.id, theirs.site.id) == ("gazette", "valley")
