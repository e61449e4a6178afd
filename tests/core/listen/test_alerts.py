"""Alerts by e-mail, straight from the sender and passed on; all of them made up for these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

import pytest

from goodname.core.listen.letters import alerts, mail
from goodname.core.listen.letters.mail import MailKind
from tests.core.listen.letters import letter

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
PAPER = "https://paper.wexcombe.test/2026/choir?page=2&view=all"
FORUM = "https://forum.wexcombe.test/t/4"
HEAD = """\
From: Google Alerts <googlealerts-noreply@google.com>
Subject: Google Alert - "Tansy Lane Primary School"
Message-ID: <a1@google.com>
Date: Mon, 9 Mar 2026 10:15:00 +0000
"""


def wrapped(address: str) -> str:
    inside = quote(address, safe=":/")
    return f"https://www.google.com/url?rct=j&sa=t&url={inside}&ct=ga&cd=CAEYACoT&usg=AOvVaw"


def result(address: str, title: str, source: str, snippet: str) -> str:
    link = escape(wrapped(address))
    name = f'<div><a href="{link}"><span>{source}</span></a></div>' if source else ""
    share = "https://www.google.com/alerts/share?hl=en&ss=fb"
    return (
        f'<tr itemscope itemtype="http://schema.org/Article"><td><a href="{link}"><img src="x"></a>'
        f'<span><a href="{link}" itemprop="url"><span itemprop="name">{title}</span></a></span>'
        f'<div><div itemprop="publisher">{name or ""}</div>'
        f'<div itemprop="description">{snippet}</div></div>'
        f'<table><tr><td><a href="{share}"><img alt="Facebook"></a></td>'
        f'<td><a href="https://www.google.com/alerts/feedback?ffu=x">Flag as irrelevant</a></td></tr>'
        "</table></td></tr>"
    )


HTML = (
    '<html><body><a href="https://www.google.com/alerts?source=alertsmail">Google</a>'
    '<div>"Tansy Lane Primary School"</div><div>Daily update ⋅ 9 March 2026</div><div>NEWS</div><table>'
    + result(PAPER, "<b>Tansy Lane</b> choir &amp; band wins", "Wexcombe Paper",
             "The choir of <b>Tansy Lane Primary School</b> sang &nbsp;...")
    + result(FORUM, "The gate", "", "Shut again at Tansy Lane Primary School, says a parent ...")
    + '</table><a href="https://www.google.com/alerts?s=x">See more results</a>'
    "<div>You have received this email because you have subscribed to Google Alerts.</div>"
    '<a href="https://www.google.com/alerts/remove?s=x">Unsubscribe</a></body></html>'
)  # fmt: skip
TEXT = f"""\
=== News - 2 new results for ["Tansy Lane Primary School"] ===

Tansy Lane choir & band wins
The choir of Tansy Lane Primary School
sang ...
<{wrapped(PAPER)}>

The gate
Shut again at Tansy Lane Primary School, says a parent ...
<{wrapped(FORUM)}>


- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -
Unsubscribe from this Google Alert:
<https://www.google.com/alerts/remove?source=alertsmail&hl=en>
"""
# What a mail program makes of the HTML when somebody forwards it as plain text.
FLATTENED = f"""\
Google <https://www.google.com/alerts?source=alertsmail>
"Tansy Lane Primary School"
Daily update ⋅ 9 March 2026

NEWS


*Tansy Lane* choir & band wins
<{wrapped(PAPER)}>

Wexcombe Paper
The choir of *Tansy Lane Primary School* sang ...
Facebook
<https://www.google.com/alerts/share?hl=en> Twitter
<https://www.google.com/alerts/share?hl=en>
Flag as irrelevant
<https://www.google.com/alerts/feedback?ffu=x>


The gate
<{wrapped(FORUM)}>

Shut again at Tansy Lane Primary School, says a parent ...
Flag as irrelevant
<https://www.google.com/alerts/feedback?ffu=x>

See more results <https://www.google.com/alerts?s=x>
"""


def read(raw: str) -> mail.Read:
    return mail.read(letter(raw), NOW)


def html_mail(html: str = HTML, head: str = HEAD) -> str:
    return head + "Content-Type: text/html; charset=utf-8\n\n" + html


def test_each_find_is_a_post_with_its_true_address() -> None:
    found = read(html_mail())
    assert found.kind == MailKind.ALERT
    choir, gate = found.posts
    assert choir.address == PAPER
    assert choir.title == "Tansy Lane choir & band wins"
    assert choir.text == "The choir of Tansy Lane Primary School sang ..."
    assert choir.author == "Wexcombe Paper"
    assert dict(choir.marks)["link"] == wrapped(PAPER)
    assert dict(choir.marks)["query"] == '"Tansy Lane Primary School"'
    assert (gate.address, gate.title, gate.author) == (FORUM, "The gate", "")
    assert gate.text == "Shut again at Tansy Lane Primary School, says a parent ..."


@pytest.mark.parametrize("text", [TEXT, FLATTENED])
def test_the_plain_forms_tell_the_same(text: str) -> None:
    choir, gate = read(HEAD + "\n" + text).posts
    assert (choir.address, gate.address) == (PAPER, FORUM)
    assert choir.title.replace("*", "") == "Tansy Lane choir & band wins"
    assert choir.text.replace("*", "") == "The choir of Tansy Lane Primary School sang ..."
    assert gate.title == "The gate"
    assert gate.text == "Shut again at Tansy Lane Primary School, says a parent ..."


FORWARDED = (
    "From: Ivy Penrose <ivy@wexcombe.test>\nSubject: Fwd: Google Alert - \"Tansy Lane Primary School\"\n"
    "Message-ID: <f1@wexcombe.test>\nDate: Mon, 9 Mar 2026 11:00:00 +0000\n"
)  # fmt: skip


def test_an_alert_that_somebody_passed_on() -> None:
    quoted = f"<p>FYI</p><blockquote>---------- Forwarded message ---------<br>{HTML}</blockquote>"
    found = read(html_mail(quoted, FORWARDED))
    assert [post.address for post in found.posts] == [PAPER, FORUM]
    assert found.posts[0].key == read(html_mail()).posts[0].key
    plain = read(FORWARDED + "\n---------- Forwarded message ---------\n" + FLATTENED)
    assert [post.address for post in plain.posts] == [PAPER, FORUM]


def test_the_same_alert_twice_gives_the_same_keys() -> None:
    again = html_mail(head=HEAD.replace("a1@", "a2@"))
    assert [post.key for post in read(again).posts] == [
        post.key for post in read(html_mail()).posts
    ]


def test_nobody_hides_a_threat_in_the_shape_of_an_alert() -> None:
    threat = "I will come to your school on Monday with a knife and you will all see."
    for shape in ("{threat}\n\nThe gate\n<{link}>\n\nwords\n", "The gate\n<{link}>\n\n{threat}\n"):
        body = shape.format(threat=threat, link=wrapped(PAPER))
        found = read(FORWARDED.replace("Fwd: ", "") + "\n" + body)
        letters = [post for post in found.posts if dict(post.marks)["kind"] == "letter"]
        assert [threat in post.text for post in letters] == [True]
        assert letters[0].author == "Ivy Penrose"


def test_a_look_alike_brings_public_links_and_is_a_letter_besides() -> None:
    bad = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://u:p@wexcombe.test/",
        "data:x",
        "//",
    ]
    html = HTML + "".join(result(one, "Bad", "", "words") for one in bad)
    *finds, letter = read(html_mail(html, HEAD.replace("google.com>", "goog1e.test>"))).posts
    assert [post.address for post in finds] == [PAPER, FORUM]
    assert all("reply_to" not in dict(post.marks) for post in finds)
    assert (letter.address, dict(letter.marks)["kind"]) == ("", "letter")


def test_a_letter_about_an_alert_is_a_letter() -> None:
    found = read(
        HEAD.replace("From: Google Alerts", "From: Ivy") + "\nDid you see the Google Alert?\n"
    )
    assert found.kind == MailKind.LETTER
    assert found.posts[0].text == "Did you see the Google Alert?"


def test_a_letter_with_one_link_from_a_search_stays_a_letter() -> None:
    raw = (
        HEAD.replace('Google Alert - "Tansy Lane Primary School"', "Look")
        + f"\nSee {wrapped(PAPER)}\n"
    )
    assert read(raw).kind == MailKind.LETTER


def test_there_is_an_end_to_finds() -> None:
    many = "".join(result(f"{FORUM}/{n}", f"Find {n}", "", "words") for n in range(300))
    found = alerts.read("Google Alert - x", many, "")
    assert found is not None
    assert len(found.finds) == alerts.MOST_FINDS


def test_a_letter_that_only_looks_like_an_alert_is_not_lost() -> None:
    found = read(HEAD + f"\n<{wrapped(PAPER)}>\n")
    assert found.kind == MailKind.LETTER
    assert len(found.posts) == 1


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("https://bank\u202e.test/a", []),
        ("https://forum.test/\u202egpj.exe", ["https://forum.test/%E2%80%AEgpj.exe"]),
        ("https://forum.test/a\u200bb", ["https://forum.test/a%E2%80%8Bb"]),
    ],
)
def test_a_link_cannot_turn_its_own_writing_round(hostile: str, shown: list[str]) -> None:
    found = alerts.read("Google Alert - x", result(hostile, "Find", "", "words"), "")
    assert [find.address for find in (found.finds if found else ())] == shown
