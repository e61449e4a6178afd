"""Letters as people and machines write them, read into posts."""

from __future__ import annotations

import base64
import dataclasses
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.letters import mail
from goodname.core.listen.letters.headers import decoded, head, person
from goodname.core.listen.letters.mail import MailKind
from goodname.core.listen.letters.structure import fetched, lists, part_of, walk
from goodname.core.words import Post, Unreadable
from tests.core.listen.letters import ARRIVED, letter

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
HEAD = """\
From: Marigold Penrose <marigold@wexcombe.test>
Subject: The gate
Message-ID: <1@wexcombe.test>
Date: Mon, 9 Mar 2026 10:15:00 +0000
"""


def read(raw: str | bytes) -> mail.Read:
    return mail.read(letter(raw), NOW, frozenset({"office@tansylane.test"}))


def only(raw: str | bytes) -> Post:
    (post,) = read(raw).posts
    return post


def marks(raw: str | bytes) -> dict[str, str]:
    return dict(only(raw).marks)


def test_a_plain_letter() -> None:
    post = only(HEAD + "\nThe gate was shut again.\n\nWe waited.\n")
    assert (post.title, post.author) == ("The gate", "Marigold Penrose")
    assert post.text == "The gate was shut again.\nWe waited."
    assert post.posted == datetime(2026, 3, 9, 10, 15, tzinfo=UTC)
    assert post.address == ""
    assert dict(post.marks)["reply_to"] == "marigold@wexcombe.test"
    assert dict(post.marks)["kind"] == "letter"


def test_an_address_is_kept_only_where_it_may_be_answered() -> None:
    listed = HEAD + "List-Id: <news.wexcombe.test>\n\nSpring offers.\n"
    assert read(listed).kind == MailKind.LIST
    assert "marigold@wexcombe.test" not in str(only(listed))


def test_an_address_that_poses_as_a_name_is_no_name() -> None:
    posing = HEAD.replace("Marigold Penrose", '"head@tansylane.test"')
    assert only(posing + "\nPay this.\n").author == ""


@pytest.mark.parametrize(
    ("written", "name", "address"),
    [
        ("Ivy <ivy@a.test>", "Ivy", "ivy@a.test"),
        ('"Penrose, Ivy" <Ivy@A.test>', "Penrose, Ivy", "ivy@a.test"),
        ("ivy@a.test (Ivy Penrose)", "Ivy Penrose", "ivy@a.test"),
        ("ivy@a.test", "", "ivy@a.test"),
        ("Ivy [mailto:ivy@a.test]", "Ivy", "ivy@a.test"),
        ("Ivy", "Ivy", ""),
        ("(" * 900, "(" * 200, ""),
        ("", "", ""),
    ],
)
def test_names_and_addresses(written: str, name: str, address: str) -> None:
    assert person(written) == (name, address)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("=?utf-8?q?Caf=C3=A9_at_the?= =?utf-8?q?_gate?=", "Café at the gate"),
        ("=?UTF-8?B?8J+Y?= =?UTF-8?B?gCBoZWxsbw==?=", "😀 hello"),  # cut inside a sign
        ("=?iso-8859-1?q?caf=E9?= news", "café news"),
        ("=?unknown-8bit?q?x=FF?=", "xÿ"),
        ("=?utf-8?b?!!!?=", ""),
        ("100% =? sure", "100% =? sure"),
        ("utf-8''chat%20%E2%80%93%201.jpg", "chat – 1.jpg"),
    ],
)
def test_odd_alphabets_in_heads(written: str, said: str) -> None:
    assert decoded(written) == said


def test_a_head_in_bare_utf_8_or_latin_1() -> None:
    assert head("Subject: Café\n".encode())["subject"] == ["Café"]
    assert head("Subject: Café\n".encode("latin-1"))["subject"] == ["Café"]


@pytest.mark.parametrize("charset", ["us-ascii", "iso-8859-1", "utf-8", "nonsense", ""])
def test_a_charset_that_is_declared_wrongly(charset: str) -> None:
    declared = f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    raw = (HEAD + declared).encode() + "“Fair” café – £5".encode()
    assert only(raw).text == "“Fair” café – £5"


def test_words_in_latin_1_and_in_base64_that_is_cut() -> None:
    typed = "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: {}\n\n"
    assert (
        only((HEAD + typed.format("quoted-printable") + "caf=E9 =\nnews").encode()).text
        == "café news"
    )
    cut = base64.b64encode(b"The choir sang very well today.").decode()[:-7]
    assert only(HEAD + typed.format("base64") + cut).text.startswith("The choir sang very well")


def test_html_alone_becomes_plain_words() -> None:
    html = "<style>p{}</style><p>The <b>gate</b></p><script>x()</script><img src='data:AAAA'>"
    post = only(HEAD + "Content-Type: text/html\n\n" + html)
    assert post.text == "The gate"


def test_of_two_forms_the_plain_one_is_read_unless_it_is_empty() -> None:
    both = HEAD + (
        'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{}\n'
        "--b\nContent-Type: text/html\n\n<p>In HTML</p>\n--b--\n"
    )
    assert only(both.format("In plain")).text == "In plain"
    assert only(both.format(" ")).text == "In HTML"


def test_attachments_are_named_and_never_words() -> None:
    raw = HEAD + (
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nSee this.\n'
        "--b\nContent-Type: image/png\nContent-Disposition: inline; filename=chat.png\n\nAAAA\n"
        "--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename=list.txt\n\nNames\n"
        "--b--\n"
    )
    post = only(raw)
    assert post.text == "See this."
    assert [(one.part, one.name, one.type) for one in mail.attached(dict(post.marks))] == [
        ("2", "chat.png", "image/png"), ("3", "list.txt", "text/plain"),
    ]  # fmt: skip


def test_a_picture_written_into_the_text_is_no_words() -> None:
    raw = HEAD + "\nLook:\nbegin 644 photo.jpg\nM1234567890\nM1234567890\n`\nend\nBye now\n"
    assert only(raw).text == "Look:\n[a file in the text: photo.jpg]\nBye now"


REPLY = HEAD + "In-Reply-To: <0@tansylane.test>\n\n"


@pytest.mark.parametrize(
    "history",
    [
        "On Mon, 9 Mar 2026 at 09:00, Office <office@tansylane.test> wrote:\n> Dear parent\n> The gate\n",
        "On Mon, 9 Mar 2026 at 09:00, Office\n<office@tansylane.test> wrote:\n\n> Dear parent\n",
        "On 9 Mar 2026, at 09:00, Office wrote:\n\nDear parent\nThe gate\n",
        "-----Original Message-----\nFrom: Office\nSent: 09 March 2026 09:00\n\nDear parent\n",
        "____________\nFrom: Office\nSent: 09 March 2026\nTo: M\nSubject: x\n\nDear parent\n",
        "From: Office <o@t.test>\nSent: 09 March 2026 09:00\nSubject: x\n\nDear parent\n",
    ],
)  # fmt: skip
def test_earlier_letters_are_folded_off_a_reply(history: str) -> None:
    post = only(REPLY + "Thank you, that is fair.\n\nMarigold\n\nSent from my iPhone\n\n" + history)
    assert post.text == "Thank you, that is fair.\nMarigold"
    assert dict(post.marks)["folded"].endswith(" lines")


def test_words_between_quoted_lines_are_new() -> None:
    asked = "On 9 Mar 2026, Office wrote:\n> When?\nAt ten past three.\n> Where?\nBy the gate.\n"
    assert only(REPLY + asked).text == "At ten past three.\nBy the gate."


def test_a_letter_that_answers_nothing_keeps_what_it_quotes() -> None:
    shown = "She wrote this about the school:\n> I will come and break the windows\n"
    assert "break the windows" in only(HEAD + "\n" + shown).text


def test_a_reply_of_a_word_keeps_what_it_answers() -> None:
    assert "windows" in only(REPLY + "This.\n\n> I will break the windows\n").text


def test_a_signature_is_folded_off_but_no_long_text_behind_two_dashes() -> None:
    assert (
        only(HEAD + "\nThe gate is shut.\n-- \nM Penrose\n01234 567890\n").text
        == "The gate is shut."
    )
    long = "\n".join(f"Line {n}" for n in range(30))
    assert "Line 29" in only(HEAD + "\nThe gate is shut.\n-- \n" + long).text


def test_a_quotation_in_html_is_folded_off_too() -> None:
    quoted = "<div>On Monday, Office wrote:</div><blockquote>Dear<br>parent</blockquote>"
    html = "<p>Thank you, it is fair.</p>" + quoted
    raw = HEAD + "In-Reply-To: <0@a>\nContent-Type: text/html\n\n" + html
    assert only(raw).text == "Thank you, it is fair."


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ("Auto-Submitted: auto-replied\n", MailKind.AUTO_REPLY),
        ("Precedence: auto_reply\n", MailKind.AUTO_REPLY),
        ("Auto-Submitted: auto-generated\n", MailKind.LETTER),  # so come forms on web sites
        ("Precedence: bulk\n", MailKind.LIST),
        ("List-Unsubscribe: <mailto:x@y>\n", MailKind.LIST),
        ("", MailKind.LETTER),
    ],
)  # fmt: skip
def test_machines_and_lists_are_told_from_people(heads: str, kind: MailKind) -> None:
    found = read(HEAD + heads + "\nWords that say something.\n")
    assert found.kind == kind
    assert bool(found.posts) == (kind not in mail.MACHINES)


def test_a_returned_letter_is_told_from_people() -> None:
    raw = HEAD + (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\n\n'
        "It could not be delivered.\n--b\nContent-Type: message/rfc822\n\nSubject: Ours\n\nWords\n--b--\n"
    )
    assert read(raw) == mail.Read(MailKind.BOUNCE, ())


def test_our_own_letters_do_not_make_a_loop() -> None:
    own = HEAD.replace("marigold@wexcombe.test", "Office@TansyLane.test")
    assert read(own + "Auto-Submitted: auto-generated\n\nThank you for your letter.\n").posts == ()
    kept = read(own + "\nI will come and break the windows.\n")  # a sender is easily forged
    assert kept.kind == MailKind.OWN
    assert "reply_to" not in dict(kept.posts[0].marks)


def test_an_invitation_says_what_it_invites_to() -> None:
    raw = HEAD + (
        "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n"
        "SUMMARY:Meeting about\n  the gate\nLOCATION:Tansy Lane\nDESCRIPTION:Bring\\, please\nEND:VEVENT\n"
    )
    assert read(raw).kind == MailKind.INVITATION
    assert only(raw).text == "Meeting about the gate\nTansy Lane\nBring, please"


def test_checks_by_our_own_server_are_noted_and_change_nothing() -> None:
    checked = HEAD + (
        "Authentication-Results: mx.tansylane.test; spf=fail smtp.mailfrom=x; dkim=none;\n dmarc=fail\n"
        "Authentication-Results: forged; spf=pass\n\nWords that say something.\n"
    )
    assert marks(checked)["authentication"] == "spf=fail dkim=none dmarc=fail"
    assert read(checked).kind == MailKind.LETTER


@pytest.mark.parametrize("said", ["Mon, 9 Mar 2036 10:00:00 +0000", "1 Jan 1970", "nonsense", ""])
def test_a_date_that_cannot_be_is_the_time_of_arrival(said: str) -> None:
    raw = HEAD.replace("Mon, 9 Mar 2026 10:15:00 +0000", said) + "\nThe gate is shut.\n"
    assert only(raw).posted == ARRIVED


def test_whoever_sends_a_known_id_again_does_not_overwrite_the_first() -> None:
    first = only(HEAD + "\nThe gate is shut.\n")
    forged = only(HEAD.replace("marigold", "other") + "\nAll is well.\n")
    assert first.key != forged.key
    assert first.key == only(HEAD + "X-Other: way\n\nThe gate is shut.\n").key


def test_a_letter_without_an_id_has_a_key_of_its_words() -> None:
    without = HEAD.replace("Message-ID: <1@wexcombe.test>\n", "")
    keys = {
        only(without + f"\n{words}\n").key for words in ("The gate is shut", "The gate is open")
    }
    assert len(keys) == 2


def test_a_letter_of_nothing_is_still_seen() -> None:
    assert only("Subject: Only this\n\n").text == "Only this"


STRUCTURE = (
    b'1 (UID 5 BODYSTRUCTURE ((("text" "plain" ("charset" "utf-8") NIL NIL "8bit" 10 1 NIL NIL NIL)'
    b'("text" "html" ("charset" "utf-8") NIL NIL "base64" 20 1) "alternative" ("boundary" "x"))'
    b'("image" "jpeg" ("name" {9}\r\nit)"s.jpg) NIL NIL "base64" 300 NIL ("attachment" ("filename*"'
    b' "utf-8\'\'caf%C3%A9.jpg")))("message" "rfc822" NIL NIL NIL "7bit" 99 (NIL "s" NIL NIL NIL NIL'
    b' NIL NIL NIL NIL) ("text" "plain" NIL NIL NIL "7bit" 5 1) 7) "mixed"))'
)


def test_how_a_letter_is_built() -> None:
    (items,) = fetched([STRUCTURE])
    found = [(part.number, part.type, part.name) for part in walk(part_of(items["BODYSTRUCTURE"]))]
    assert found == [
        ("", "multipart/mixed", ""), ("1", "multipart/alternative", ""), ("1.1", "text/plain", ""),
        ("1.2", "text/html", ""), ("2", "image/jpeg", "café.jpg"), ("3", "message/rfc822", ""),
        ("3.1", "text/plain", ""),
    ]  # fmt: skip


@given(st.binary(max_size=300) | st.integers(0, len(STRUCTURE)).map(lambda n: STRUCTURE[:n]))
def test_no_bytes_of_a_server_do_more_than_be_unreadable(data: bytes) -> None:
    try:
        for items in fetched([data]):
            part_of(items.get("BODYSTRUCTURE"))
    except Unreadable:
        pass


@given(st.binary(max_size=400))
def test_no_letter_breaks_the_reader(raw: bytes) -> None:
    for post in read(HEAD.encode() + raw).posts:
        assert post.key
        assert post.text


@pytest.mark.parametrize(
    "raw",
    [
        "Subject: " + "=?utf-8?q?a?= " * 20_000 + "\n\nx",
        "From: " + "(<" * 50_000 + "\n\nx",
        HEAD + "\n" + "On a wrote\n" * 20_000,
        HEAD + "\n" + "> " * 100_000,
        HEAD + "\n" + "From: x\n" * 30_000,
        HEAD.replace("The gate", "Fwd: x") + "\n" + "From: a@b\n\n" * 20_000,
        HEAD + "\nbegin 644 x\n" + "\n" * 100_000,
        HEAD + "Content-Type: text/html\n\n" + "<blockquote>" * 20_000,
        HEAD + "\n" + "https://www.google.com/url?url=https://a.test google.com/alerts\n\n" * 3_000,
    ],
)  # fmt: skip
def test_hostile_letters_are_read_in_little_time(raw: str) -> None:
    built = letter(raw)
    started = time.perf_counter()
    mail.read(built, NOW)
    assert time.perf_counter() - started < 3


def test_lists_that_are_too_deep() -> None:
    with pytest.raises(Unreadable):
        lists(b"(" * 100_000)


def test_a_letter_that_was_cut_says_so() -> None:
    whole = letter(HEAD + "\nThe gate is shut.\n")
    body = dataclasses.replace(whole.body, size=900_000)
    (post,) = mail.read(dataclasses.replace(whole, body=body), NOW).posts
    assert dict(post.marks)["cut"] == "yes"
    assert "cut" not in marks(HEAD + "\nThe gate is shut.\n")


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0b", "\x1e"])
def test_a_subject_cannot_forge_another_line_of_the_head(sign: str) -> None:
    raw = f"From: A <a@wexcombe.test>\r\nSubject: Hello{sign}Auto-Submitted: auto-replied\r\n\r\n"
    assert set(head(raw.encode())) == {"from", "subject"}


def test_the_kind_of_an_attachment_is_a_short_line_of_what_can_be_seen() -> None:
    kind = 'x"y\u202e\x00'.encode() + b"z" * 100_000
    structure = b'("image" {%d}\r\n' % len(kind) + kind + b' NIL NIL NIL "base64" 3)'
    (found,) = lists(structure)
    part = part_of(found)
    assert part.type.startswith('image/x"yzz')
    assert len(part.type) <= 100
