"""The authors' desk: deleting, editing and publishing show at once wherever a post is read."""

from __future__ import annotations

import json
import time

import feedparser

ABUSE = "picking-up-time"
PAGE = f"/forum/post/{ABUSE}"
PLACES = ("/forum/thread/school-run", "/forum/feed.xml")


def test_a_deleted_post_is_gone_from_page_thread_and_feed(town):
    assert all(ABUSE in town.get(place).body for place in PLACES)
    reply = town.post("/authors/delete", post=ABUSE)
    assert reply.status == 303
    gone = town.get(PAGE)
    assert gone.status == 404
    assert "This post does not exist" in gone.body
    assert "Wexcombe Talk" in gone.body, "it is the forum's own page"
    assert not any(ABUSE in town.get(place).body for place in PLACES)
    told = town.get(reply.headers["location"]).body
    assert 'role="status">Deleted.' in told
    assert "lanternjaw" in told


def test_an_edited_post_shows_new_words_and_a_new_time(town):
    before = feedparser.parse(town.get("/forum/feed.xml").body).entries
    assert not any("updated" in post for post in before)
    assert town.post("/authors/edit", post=ABUSE).status == 303
    for path in (PAGE, *PLACES):
        body = town.get(path).body
        assert "I was angry when I wrote" in body
        assert "pathetic" not in body
    post = next(
        p for p in feedparser.parse(town.get("/forum/feed.xml").body).entries if ABUSE in p.id
    )
    assert post.updated_parsed > post.published_parsed
    assert "Edited <time" in town.get(PAGE).body


def test_an_edit_shows_in_atom_and_keeps_the_id(town):
    town.post("/authors/edit", post="nine-nights")
    feed = feedparser.parse(town.get("/gazette/atom.xml").body)
    post = next(p for p in feed.entries if p.id.endswith("/nine-nights"))
    assert post.updated_parsed > post.published_parsed
    assert "gas main" in post.content[0].value
    assert "Edit: " in post.content[0].value
    assert feed.feed.updated == post.updated


def test_publish_brings_the_next_post_forward(town):
    assert town.get("/forum/post/is-it-inset").status == 404
    reply = town.post("/authors/publish")
    assert reply.headers["location"].endswith("post=is-it-inset")
    assert town.get("/forum/post/is-it-inset").status == 200
    assert "is-it-inset" in town.get("/forum/feed.xml").body
    assert town.post("/authors/publish", post="wrong-inhaler").status == 303
    assert town.get("/forum/post/wrong-inhaler").status == 200


def test_publish_by_two_visitors_brings_each_post_once(town):
    for _ in range(2):
        assert town.post("/authors/publish", post="is-it-inset").status == 303
    assert town.get("/forum/feed.xml").body.count("<guid") == len(
        feedparser.parse(town.get("/forum/feed.xml").body).entries
    )
    assert town.get("/forum/post/useless-in-willow").status == 404


def test_publish_to_the_end(town):
    while (reply := town.post("/authors/publish")).status == 303:
        pass
    assert reply.status == 404
    assert "Everybody has said what they had to say." in town.get("/authors/").body


def test_what_cannot_be_done_says_so(town):
    town.post("/authors/delete", post=ABUSE)
    town.post("/authors/edit", post="club-full")
    for verb, post in [("delete", ABUSE), ("edit", ABUSE), ("edit", "club-full"), ("delete", "x")]:
        reply = town.post(f"/authors/{verb}", post=post)
        assert reply.status == 404
        assert "There is no such post" in reply.body


def test_each_button_says_aloud_which_post_it_is_for(town):
    html = town.get("/authors/").body
    assert 'aria-label="Delete this post: School run, by lanternjaw">Delete this post<' in html
    assert 'aria-label="Edit this post: School run, by lanternjaw">Edit this post<' in html
    assert "Wexcombe is made up" in html


def test_a_form_on_another_site_cannot_play_the_authors(town):
    assert town.post("/authors/delete", origin="http://evil.example", post=ABUSE).status == 403
    assert town.get(PAGE).status == 200
    assert town.post("/authors/delete", origin=town.address, post=ABUSE).status == 303


def test_minds_change_by_themselves_as_the_script_says(open_town, fast):
    town = open_town(*fast)
    until = time.monotonic() + 8
    while json.loads(town.get("/clock").body)["seconds"] < 340 and time.monotonic() < until:
        time.sleep(0.05)
    assert "the office rang me back" in town.get("/forum/post/gate-shut-again").body
    assert "My dog could do her job" not in town.get("/forum/feed.xml").body
    assert town.get("/reviews/review/disgrace-of-a-place").status == 404
    assert "disgrace" not in town.get("/reviews/rss.xml").body
    assert town.get(PAGE).status == 200, "the abusive post waits for the authors' desk"
