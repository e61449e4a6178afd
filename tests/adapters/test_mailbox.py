"""The mailbox against a real dovecot, and against servers that mean harm (scripted, so fakes)."""

from __future__ import annotations

import base64
import re
import socketserver
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from goodname.adapters import mailbox
from goodname.adapters.answer import Limits
from goodname.adapters.mailbox import Mailbox, fetch_part
from goodname.core.listen.letters import mail
from goodname.core.listen.letters.gate import gate_answered, letter_id
from goodname.core.listen.letters.letter import unpacked
from goodname.core.listen.talk import NotHeard, Outcome
from goodname.core.words import Refused
from tests.serving import serving

from .dovecot import PASSWORD, USER, Dovecot, dovecot, token

PICTURE = bytes(range(256)) * 400
PACKED = base64.b64encode(PICTURE)[:60]


@pytest.fixture(scope="module")
def post_office() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


def box(office: Dovecot, **other: str) -> Mailbox:
    return Mailbox(**{"server": office.server, "user": USER, "password": PASSWORD} | other)  # type: ignore[arg-type]


def look(office: Dovecot, memory: dict[str, str] | None = None, **other: str) -> mailbox.Looked:
    return mailbox.look(
        box(office, **other), memory or {}, now=datetime.now(UTC),
        allow_hosts=frozenset({office.place}), tls=office.tls,
    )  # fmt: skip


def letter(
    subject: str, words: str = "The gate is shut at ten past three.", **heads: str
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Marigold Penrose <marigold@wexcombe.test>"
    made["Subject"] = subject
    made["Message-ID"] = f"<{subject.replace(' ', '-')}@wexcombe.test>"
    made["Date"] = datetime.now(UTC)
    for name, value in heads.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made


def with_picture(subject: str) -> bytes:
    made = letter(subject, "This went round the class chat.")
    made.add_attachment(PICTURE, maintype="image", subtype="jpeg", filename="chat – Tuesday.jpg")
    return made.as_bytes()


def folder(office: Dovecot, name: str) -> str:
    with office.as_person() as client:
        assert client.create(name)[0] == "OK"
    return name


def subjects(found: mailbox.Looked) -> list[str]:
    now = datetime.now(UTC)
    return [post.title for one in found.letters for post in mail.read(one, now).posts]


def test_new_letters_are_heard_once_and_nobody_sees_that_we_looked(post_office: Dovecot) -> None:
    here = folder(post_office, "Concerns")
    post_office.deliver(letter("The gate").as_bytes(), letter("The trip").as_bytes(), folder=here)
    before = post_office.flags(here)
    post_office.forget()
    first = look(post_office, folder=here)
    assert subjects(first) == ["The gate", "The trip"]
    second = look(post_office, first.memory, folder=here)
    assert second.letters == ()
    post_office.deliver(letter("The choir").as_bytes(), folder=here)
    assert subjects(look(post_office, second.memory, folder=here)) == ["The choir"]
    assert not any(b"Seen" in flags for flags in [*before, *post_office.flags(here)])
    said = re.sub(rb"(?s)APPEND.*?\n\d+\.\d+ \w+ LOGOUT", b"", post_office.heard()).upper()
    assert b"EXAMINE" in said
    assert b"BODY.PEEK" in said
    ours = [line for line in said.splitlines() if b"BODY[" in line or b"STORE" in line]
    assert ours == []


def test_a_first_look_goes_back_a_fortnight(post_office: Dovecot) -> None:
    here = folder(post_office, "Old")
    long_ago = datetime.now(UTC) - timedelta(days=20)
    post_office.deliver(letter("Last month").as_bytes(), folder=here, at=long_ago)
    post_office.deliver(letter("Today").as_bytes(), folder=here)
    assert subjects(look(post_office, folder=here)) == ["Today"]


def test_an_old_letter_that_is_put_into_a_folder_without_new_ones_is_heard(
    post_office: Dovecot,
) -> None:
    name = folder(post_office, "Moved")
    long_ago = datetime.now(UTC) - timedelta(days=200)
    post_office.deliver(letter("Never asked for").as_bytes(), folder=name, at=long_ago)
    first = look(post_office, folder=name)
    assert first.letters == ()
    post_office.deliver(letter("Moved here today").as_bytes(), folder=name, at=long_ago)
    second = look(post_office, first.memory, folder=name)
    assert subjects(second) == ["Moved here today"]
    assert look(post_office, second.memory, folder=name).letters == ()


def test_a_folder_that_was_made_anew_is_read_again_under_the_same_keys(
    post_office: Dovecot,
) -> None:
    here = folder(post_office, "Again")
    post_office.deliver(*(letter(f"Letter {n}").as_bytes() for n in range(3)), folder=here)
    first = look(post_office, folder=here)
    with post_office.as_person() as client:
        client.delete(here)
    time.sleep(1.1)  # the number is a time in seconds
    folder(post_office, here)
    post_office.deliver(letter("Letter 1").as_bytes(), letter("Another").as_bytes(), folder=here)
    second = look(post_office, first.memory, folder=here)
    assert second.memory["uidvalidity"] != first.memory["uidvalidity"]
    assert subjects(second) == ["Letter 1", "Another"]


def test_the_same_letter_has_the_same_key_wherever_it_lies(post_office: Dovecot) -> None:
    one, other = folder(post_office, "One"), folder(post_office, "Other")
    same = letter("Same").as_bytes()
    post_office.deliver(same, folder=one)
    post_office.deliver(letter("First here").as_bytes(), same, folder=other)
    now = datetime.now(UTC)
    (there,) = mail.read(look(post_office, folder=one).letters[0], now).posts
    (here,) = mail.read(look(post_office, folder=other).letters[1], now).posts
    assert there.key == here.key


def test_many_letters_come_in_turns_and_none_is_skipped(
    post_office: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "MOST_LETTERS", 4)
    here = folder(post_office, "Many")
    post_office.deliver(*(letter(f"No {n}").as_bytes() for n in range(9)), folder=here)
    memory: dict[str, str] = {}
    heard, lefts, notes = [], [], []
    for _ in range(3):
        found = look(post_office, memory, folder=here)
        memory = found.memory
        heard += subjects(found)
        lefts.append(found.left)
        notes.append(found.note)
    assert heard == [f"No {n}" for n in range(9)]
    assert lefts == [5, 1, 0]
    assert notes[:2] == [
        "5 more letters wait there for the next look.", "One more letter waits there for the next look.",
    ]  # fmt: skip
    assert notes[2] == ""


def test_no_byte_of_an_attachment_leaves_the_server_before_the_gate(post_office: Dovecot) -> None:
    here = folder(post_office, "Pictures")
    post_office.deliver(with_picture("A screenshot"), folder=here)
    post_office.forget()
    (found,) = look(post_office, folder=here).letters
    assert PACKED not in post_office.said()
    assert len(post_office.said()) < 5_000 < len(PICTURE)
    (post,) = mail.read(found, datetime.now(UTC)).posts
    assert post.text == "This went round the class chat."
    (attached,) = mail.attached(dict(post.marks))
    assert (attached.name, attached.type) == ("chat – Tuesday.jpg", "image/jpeg")
    assert attached.size > len(PICTURE)
    about = letter_id(found.uidvalidity, found.uid)
    gate = gate_answered(person="p1", letter=about, answer="no", at=datetime.now(UTC))
    asked: dict[str, Any] = {
        "uid": found.uid, "uidvalidity": found.uidvalidity, "part": attached.part,
        "allow_hosts": frozenset({post_office.place}), "tls": post_office.tls,
    }  # fmt: skip
    part, raw = fetch_part(box(post_office, folder=here), gate=gate, **asked)
    assert unpacked(raw, part.encoding) == PICTURE
    assert PACKED in post_office.said()
    assert not any(b"Seen" in flags for flags in post_office.flags(here))
    with pytest.raises(TypeError):
        fetch_part(box(post_office, folder=here), gate="no", **asked)  # type: ignore[arg-type]
    other = gate_answered(person="p1", letter="1/1", answer="no", at=datetime.now(UTC))
    with pytest.raises(ValueError, match="another letter"):
        fetch_part(box(post_office, folder=here), gate=other, **asked)


@pytest.mark.parametrize("answer", ["yes", "", "No", "not sure"])
def test_only_a_plain_no_opens_the_gate(answer: str) -> None:
    with pytest.raises(Refused):
        gate_answered(person="p1", letter="1/2", answer=answer, at=datetime.now(UTC))


def test_a_wrong_password_says_so(post_office: Dovecot) -> None:
    with pytest.raises(NotHeard) as no:
        look(post_office, password="something else")
    assert no.value.outcome == Outcome.NO_TOKEN
    assert no.value.note == "The mailbox does not open: the user or the password is wrong."


def test_a_token_opens_it_and_one_that_ran_out_does_not(post_office: Dovecot) -> None:
    here = folder(post_office, "Token")
    post_office.deliver(letter("By token").as_bytes(), folder=here)
    assert subjects(look(post_office, folder=here, password="", token=token())) == ["By token"]
    with pytest.raises(NotHeard) as no:
        look(post_office, password="", token=token(lasts=-timedelta(hours=1)))
    assert (no.value.outcome, no.value.session) == (Outcome.NO_TOKEN, {})


def test_a_missing_folder_names_those_that_are_there(post_office: Dovecot) -> None:
    folder(post_office, '"Parents &AOk-coutez"')  # as the server writes “Parents écoutez”
    with pytest.raises(NotHeard) as no:
        look(post_office, folder="Postt")
    assert "has no folder “Postt”. There are: " in no.value.note
    assert "INBOX" in no.value.note
    assert "Parents écoutez" in no.value.note
    assert look(post_office, folder="Parents écoutez").letters == ()


def test_a_folder_in_quotes_stays_one_name(post_office: Dovecot) -> None:
    with pytest.raises(NotHeard) as no:
        look(post_office, folder='INBOX" "x\r\nA1 LOGOUT')
    assert "has no folder" in no.value.note


def test_starttls_comes_before_any_password(post_office: Dovecot) -> None:
    plain = f"localhost:{post_office.plain_port}"
    found = mailbox.look(
        box(post_office, server=f"imap://{plain}", folder="INBOX"), {}, now=datetime.now(UTC),
        allow_hosts=frozenset({plain}), tls=post_office.tls,
    )  # fmt: skip
    assert found.memory["uidvalidity"]


def test_a_certificate_of_an_unknown_signer_is_refused(post_office: Dovecot) -> None:
    with pytest.raises(NotHeard) as no:
        mailbox.look(box(post_office), {}, now=datetime.now(UTC),
                     allow_hosts=frozenset({post_office.place}))  # fmt: skip
    assert "could not prove that it is who it says" in no.value.note


def test_a_certificate_for_another_name_is_refused(post_office: Dovecot) -> None:
    place = f"mail.wexcombe.test:{post_office.port}"
    with pytest.raises(NotHeard) as no:
        mailbox.look(box(post_office, server=f"imaps://{place}"), {}, now=datetime.now(UTC),
                     allow_hosts=frozenset({place}), tls=post_office.tls,
                     resolve=lambda host, port: ["127.0.0.1"])  # fmt: skip
    assert "could not prove that it is who it says" in no.value.note


@pytest.mark.parametrize(
    "server",
    ["imaps://localhost", "imaps://127.0.0.1:993", "imaps://[::1]", "imaps://10.0.0.7",
     "imaps://2130706433", "imaps://0x7f.1", "imap://home.test", "imaps://mail.test:25",
     "https://mail.test", "imaps://user:secret@mail.test", "imaps://", "mail.test", "imaps://a:b:c"],
)  # fmt: skip
def test_places_that_are_no_public_mail_server_are_never_asked(server: str) -> None:
    with pytest.raises(NotHeard) as no:
        mailbox.look(Mailbox(server, USER, PASSWORD), {}, now=datetime.now(UTC),
                     resolve=lambda host, port: ["127.0.0.1"])  # fmt: skip
    assert no.value.outcome == Outcome.BLOCKED
    assert "secret" not in no.value.note


def test_a_password_does_not_show_when_a_mailbox_is_printed() -> None:
    assert PASSWORD not in repr(Mailbox("imaps://x", USER, PASSWORD, token="tok3n"))
    assert "tok3n" not in repr(Mailbox("imaps://x", USER, PASSWORD, token="tok3n"))


# What follows plays a mail server by a script: fakes, for what no honest server does.

Script = Callable[[Callable[[], bytes], Callable[[bytes], None]], None]
GREETING = b"* OK [CAPABILITY IMAP4rev1] ready\r\n"


@contextmanager
def fake(script: Script) -> Iterator[str]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            def say(words: bytes) -> None:
                self.wfile.write(words)
                self.wfile.flush()

            with suppress(OSError, IndexError):
                script(lambda: self.rfile.readline(70_000), say)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with serving(Server(("127.0.0.1", 0), Handler)) as server:
        yield f"127.0.0.1:{server.server_address[1]}"


def look_at_fake(place: str, seconds: float = 1.5, **other: str) -> mailbox.Looked:
    return mailbox.look(
        Mailbox(f"imap://{place}", USER, "x", **other), {}, now=datetime.now(UTC),
        allow_hosts=frozenset({place}), tls=ssl.create_default_context(),
        limits=Limits(seconds=seconds, silence=1.0, raw_bytes=2_000_000),
    )  # fmt: skip


def polite(answers: dict[bytes, bytes]) -> Script:
    """A server that answers OK to all, with these words before it for a command."""

    def script(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(GREETING)
        while line := hear():
            tag, command = line.split()[:2]
            more = next((words for name, words in answers.items() if name in line), b"")
            say(more.replace(b"TAG", tag))
            if b"TAG" not in more:
                say(tag + b" OK done\r\n")
            if command == b"LOGOUT":
                return

    return script


BUILT = b'BODYSTRUCTURE ("text" "plain" ("charset" "utf-8") NIL NIL "8bit" 20 1)'


def test_a_server_that_says_nothing() -> None:
    started = time.monotonic()
    with fake(lambda hear, say: time.sleep(5)) as place, pytest.raises(NotHeard):
        look_at_fake(place)
    assert time.monotonic() - started < 4


def test_a_server_that_drips() -> None:
    def drip(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(b"* OK ")
        for _ in range(60):
            say(b"x")
            time.sleep(0.1)

    started = time.monotonic()
    with fake(drip) as place, pytest.raises(NotHeard) as no:
        look_at_fake(place)
    assert time.monotonic() - started < 4
    assert no.value.note == "The mail server took longer than the 1.5 seconds that it may."


@pytest.mark.parametrize(
    "answers",
    [
        {b"SEARCH": b"* SEARCH {999999999999}\r\n"},
        {b"SEARCH": b"* SEARCH " + b"1" * 3_000_000},
        {b"SEARCH": b"* OK still there\r\n" * 400_000},
        {b"SEARCH": b"\x00\xff\xfe nonsense\r\n"},
        {b"EXAMINE": b"* OK [UIDVALIDITY 99999999999999999999999999] x\r\n* BYE\r\n"},
    ],
    ids=["endless literal", "endless line", "endless answers", "nonsense", "hangs up"],
)
def test_a_server_that_means_harm(answers: dict[bytes, bytes]) -> None:
    started = time.monotonic()
    with fake(polite(answers)) as place:
        try:
            found = look_at_fake(place)
        except NotHeard as no:
            assert no.note.endswith(".")  # noqa: PT017  (either a sentence or nothing at all)
        else:
            assert found.letters == ()
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "structure",
    [b"BODYSTRUCTURE " + b"(" * 5_000, b"BODYSTRUCTURE ()", b"BODYSTRUCTURE NIL", b"BODYSTRUCTURE",
     b'BODYSTRUCTURE ("text" "plain"', b"BODYSTRUCTURE (" + b'("a" "b")' * 500 + b' "mixed")'],
)  # fmt: skip
def test_one_letter_that_cannot_be_read_does_not_hide_the_next(structure: bytes) -> None:
    head = b"From: A <a@wexcombe.test>\r\nSubject: Whole\r\n\r\n"
    whole = b"* 2 FETCH (UID 2 " + BUILT + b" BODY[HEADER] {%d}\r\n" % len(head) + head + b")\r\n"
    answers = {
        b"SEARCH": b"* SEARCH 1 2\r\n",
        b"UID FETCH 1,2": b"* 1 FETCH (UID 1 " + structure + b")\r\n" + whole,
        b"UID FETCH 2 ": b'* 2 FETCH (UID 2 BODY[1]<0> "We like the choir.")\r\n',
    }
    with fake(polite(answers)) as place:
        found = look_at_fake(place)
    assert found.refused == ("A letter is built in a way that cannot be read.",)
    (post,) = mail.read(found.letters[0], datetime.now(UTC)).posts
    assert (post.title, post.text) == ("Whole", "We like the choir.")
    assert found.memory["uid"] == "2"


def test_letters_read_before_the_line_broke_are_kept() -> None:
    def two(n: int) -> bytes:
        return b"* %d FETCH (UID %d " % (n, n) + BUILT + b' BODY[HEADER] "")\r\n'

    answers = {
        b"SEARCH": b"* SEARCH 1 2\r\n",
        b"UID FETCH 1,2": two(1) + two(2),
        b"UID FETCH 1 ": b'* 1 FETCH (UID 1 BODY[1]<0> "Words.")\r\n',
        b"UID FETCH 2 ": b"* BYE gone\r\nTAG",
    }
    with fake(polite(answers)) as place:
        found = look_at_fake(place)
    assert [one.uid for one in found.letters] == [1]
    assert (found.memory["uid"], found.left) == ("1", 1)
    assert found.note


def test_a_server_without_a_safe_connection_gets_no_password() -> None:
    heard: list[bytes] = []

    def script(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(GREETING)
        while line := hear():
            heard.append(line)
            say(line.split()[0] + b" OK done\r\n")

    with fake(script) as place:
        judged = mailbox.mailline.place(
            f"imap://{place}", allow=frozenset({place}), resolve=lambda host, port: []
        )
        from dataclasses import replace

        from goodname.adapters.wire import Deadline

        public = replace(judged, allowed=False, machines=("127.0.0.1",))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("goodname.adapters.guard.check", lambda *_: None)
            with pytest.raises(mailbox.mailline.Blocked, match="no safe connection"):
                mailbox.mailline.connect(
                    public, Deadline(Limits(seconds=2)), ssl.create_default_context()
                )
    assert not any(b"LOGIN" in line or b"AUTH" in line for line in heard)


def test_words_slipped_in_before_starttls_are_not_believed() -> None:
    def script(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(b"* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n")
        tag = hear().split()[0]
        say(tag + b" OK begin\r\n* OK [CAPABILITY IMAP4rev1] slipped in\r\n")
        hear()

    with fake(script) as place, pytest.raises(NotHeard) as no:
        look_at_fake(place)
    assert "does not answer as a mail server does" in no.value.note


@pytest.mark.parametrize(
    ("host", "said", "outcome", "words"),
    [
        ("outlook.office365.com", "LOGIN failed.", Outcome.NO_TOKEN, "Microsoft no longer opens"),
        ("imap.gmail.com", "[ALERT] Application-specific password required", Outcome.NO_TOKEN,
         "needs an app password"),
        ("mail.test", "[UNAVAILABLE] Temporary authentication failure", Outcome.REFUSED, "too busy"),
    ],
)  # fmt: skip
def test_why_a_mailbox_does_not_open(host: str, said: str, outcome: Outcome, words: str) -> None:
    no = mailbox.not_let_in(said, f"imaps://{host}", False)
    assert no.outcome == outcome
    assert words in no.note


@pytest.mark.parametrize(
    "answers",
    [
        {b"SEARCH": b"* SEARCH " + b"9" * 5_000 + b"\r\n"},
        {b"EXAMINE": b"* OK [UIDVALIDITY " + b"9" * 5_000 + b"] x\r\n"},
    ],
    ids=["letter", "folder"],
)
def test_a_number_without_end_is_no_number(answers: dict[bytes, bytes]) -> None:
    with fake(polite(answers)) as place:
        found = look_at_fake(place)
    assert (found.letters, found.memory["uid"], found.memory["uidvalidity"]) == ((), "0", "0")


def test_a_literal_of_endless_size_is_the_servers_fault_and_not_the_passwords() -> None:
    with (
        fake(polite({b"SEARCH": b"* SEARCH {" + b"9" * 5_000 + b"}\r\n"})) as place,
        pytest.raises(NotHeard) as no,
    ):
        look_at_fake(place)
    assert no.value.outcome == Outcome.UNREADABLE
    assert "does not answer as a mail server does" in no.value.note


def test_a_letter_number_that_cannot_be_hides_no_later_letter() -> None:
    with fake(polite({b"SEARCH": b"* SEARCH 9999999999\r\n"})) as place:
        found = look_at_fake(place)
    assert (found.memory["uid"], found.left) == ("0", 0)


@pytest.mark.parametrize("user", ["office\r\nA1 DELETE INBOX", "office\0", "of\nfice"])
def test_a_line_break_in_a_name_is_no_second_command(user: str) -> None:
    heard: list[bytes] = []

    def script(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(GREETING)
        while line := hear():
            heard.append(line)
            say(line.split()[0] + b" OK done\r\n")

    with fake(script) as place, pytest.raises(NotHeard) as no:
        mailbox.look(
            Mailbox(f"imap://{place}", user, "x"), {}, now=datetime.now(UTC),
            allow_hosts=frozenset({place}), tls=ssl.create_default_context(),
        )  # fmt: skip
    assert "has signs that cannot be sent" in no.value.note
    assert not any(b"DELETE" in line or b"LOGIN" in line for line in heard)


def test_a_folders_name_cannot_turn_our_sentence_round() -> None:
    def script(hear: Callable[[], bytes], say: Callable[[bytes], None]) -> None:
        say(GREETING)
        while line := hear():
            tag, command = line.split()[:2]
            if command == b"EXAMINE":
                say(tag + b" NO not here\r\n")
                continue
            if command == b"LIST":
                say('* LIST () "/" "Post\u202e\u2028\x07 .evil"\r\n'.encode())
            say(tag + b" OK done\r\n")

    with fake(script) as place, pytest.raises(NotHeard) as no:
        look_at_fake(place, folder="Postt")
    assert no.value.note == "The mailbox has no folder “Postt”. There are: Post .evil."
