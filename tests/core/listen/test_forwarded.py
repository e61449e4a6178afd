"""Letters that somebody passed on, in the forms in which mail programs write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from goodname.core.listen.letters import forwarded, mail
from goodname.core.listen.letters.forwarded import when
from goodname.core.listen.letters.mail import MailKind
from tests.core.listen.letters import letter

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WRITTEN = datetime(2026, 3, 3, 15, 10, tzinfo=UTC)
HEAD = """\
From: Ivy Penrose <ivy@wexcombe.test>
Subject: Fwd: That gate
Message-ID: <9@wexcombe.test>
Date: Mon, 9 Mar 2026 10:15:00 +0000
"""
GMAIL = """\
---------- Forwarded message ---------
From: Basil Root <basil@wexcombe.test>
Date: Tue, 3 Mar 2026 at 15:10
Subject: That gate
To: Ivy Penrose <ivy@wexcombe.test>


They shut it on us again.

A disgrace.
"""
THUNDERBIRD = """\
-------- Forwarded Message --------
Subject: \tThat gate
Date: \tTue, 3 Mar 2026 15:10:00 +0000
From: \tBasil Root <basil@wexcombe.test>
To: \tIvy Penrose <ivy@wexcombe.test>, A Very Long Name Indeed
 <other@wexcombe.test>



They shut it on us again.

A disgrace.
"""
APPLE = """\
Begin forwarded message:

> From: Basil Root <basil@wexcombe.test>
> Subject: That gate
> Date: 3 March 2026 at 15:10:00 GMT
> To: Ivy Penrose <ivy@wexcombe.test>
>
> They shut it on us again.
>
> A disgrace.
"""
OUTLOOK = """\
________________________________
From: Basil Root <basil@wexcombe.test>
Sent: Tuesday, March 3, 2026 3:10 PM
To: Ivy Penrose <ivy@wexcombe.test>
Subject: That gate

They shut it on us again.

A disgrace.
"""
OLD_OUTLOOK = """\
-----Original Message-----
From: Basil Root [mailto:basil@wexcombe.test]
Sent: 03 March 2026 15:10
To: Ivy Penrose
Subject: That gate

They shut it on us again.

A disgrace.
"""
BARE = OUTLOOK.partition("\n")[2]


@pytest.mark.parametrize("form", [GMAIL, THUNDERBIRD, APPLE, OUTLOOK, OLD_OUTLOOK, BARE])
def test_the_letter_inside_is_the_post(form: str) -> None:
    found = mail.read(letter(HEAD + "\nFor your files.\n\n" + form), NOW)
    assert found.kind == MailKind.FORWARD
    (post,) = found.posts
    assert (post.title, post.author, post.posted) == ("That gate", "Basil Root", WRITTEN)
    assert post.text == "They shut it on us again.\nA disgrace."
    marks = dict(post.marks)
    assert marks["forwarded_by"] == "Ivy Penrose"
    assert marks["forwarder_wrote"] == "For your files."
    assert marks["reply_to"] == "ivy@wexcombe.test"
    assert "basil@wexcombe.test" not in str(post)


def test_in_html_it_is_found_too() -> None:
    html = (
        "<div>See below.</div><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message "
        "---------<br>From: <b>Basil Root</b> <span>&lt;<a href='mailto:b@w.test'>b@w.test</a>&gt;</span>"
        "<br>Date: Tue, 3 Mar 2026 at 15:10<br>Subject: That gate<br>To: &lt;ivy@w.test&gt;<br></div>"
        "<br><br><div>They shut it on us again.</div></div>"
    )
    (post,) = mail.read(letter(HEAD + "Content-Type: text/html\n\n" + html), NOW).posts
    assert (post.author, post.text) == ("Basil Root", "They shut it on us again.")


def test_what_the_forwarder_wrote_is_a_letter_of_its_own() -> None:
    said = "I am at my wits' end and nobody at the school ever answers me."
    inner, own = mail.read(letter(HEAD + "\n" + said + "\n\n" + GMAIL), NOW).posts
    assert inner.author == "Basil Root"
    assert (own.author, own.text) == ("Ivy Penrose", said)
    assert dict(own.marks)["kind"] == "letter"
    assert dict(own.marks)["beside"] == inner.key


def test_passed_on_twice_the_first_writer_counts() -> None:
    first = OUTLOOK.replace("Basil Root", "Fern Hill")
    deeper = GMAIL.replace("They shut it on us again.", first)
    deeper = deeper.replace("Subject: That", "Subject: FW: That", 1)
    found = forwarded.inside("See.\n\n" + deeper, "Fwd: Fwd: That gate")
    assert found is not None
    assert found.author == "Fern Hill"


def test_a_letter_that_was_attached_whole() -> None:
    raw = HEAD + (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nFor you.\n'
        "--b\nContent-Type: message/rfc822\n\n"
        "From: Basil Root <basil@wexcombe.test>\nSubject: That gate\nMessage-ID: <3@wexcombe.test>\n"
        'Date: Tue, 3 Mar 2026 15:10:00 +0000\nContent-Type: multipart/mixed; boundary="c"\n\n--c\n\n'
        "They shut it on us again.\n--c\nContent-Type: image/png; name=gate.png\n\nAAAA\n--c--\n--b--\n"
    )
    (post,) = mail.read(letter(raw), NOW).posts
    assert (post.title, post.author, post.posted) == ("That gate", "Basil Root", WRITTEN)
    assert post.text == "They shut it on us again."
    assert dict(post.marks)["forwarder_wrote"] == "For you."
    assert [one.part for one in mail.attached(dict(post.marks))] == ["2.2"]


def test_a_reply_is_no_forward() -> None:
    raw = HEAD.replace("Fwd: ", "Re: ") + "In-Reply-To: <1@a>\n\nThank you for that.\n\n" + OUTLOOK
    found = mail.read(letter(raw), NOW)
    assert found.kind == MailKind.LETTER
    assert found.posts[0].text == "Thank you for that."


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 3 Mar 2026 at 15:10", "2026-03-03T15:10"),
        ("3 March 2026 at 15:10:30 GMT", "2026-03-03T15:10"),
        ("Tuesday, March 3, 2026 3:10 PM", "2026-03-03T15:10"),
        ("12 June 2026 at 09:00:00 BST", "2026-06-12T08:00"),
        ("12 June 2026 09:00", "2026-06-12T08:00"),
        ("12 June 2026 09:00 GMT", "2026-06-12T09:00"),
        ("03/04/2026 12:30 AM", "2026-04-02T23:30"),
        ("Tue, 3 Mar 2026 15:10:00 -0500", "2026-03-03T20:10"),
        ("2026-03-03 15:10", "2026-03-03T15:10"),
    ],
)
def test_dates_as_people_read_them(written: str, meant: str) -> None:
    found = when(written)
    assert found is not None
    assert found.strftime("%Y-%m-%dT%H:%M") == meant


@pytest.mark.parametrize(
    "written", ["", "yesterday", "31/02/2026", "3 Foo 2026", "1 Mar 2026 99:99"]
)
def test_dates_that_cannot_be(written: str) -> None:
    assert when(written) is None
