"""Time-stamps by a real authority: asked for, checked at once, kept in the pack, checked again later."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.adapters import timestamp
from goodname.adapters.answer import Blocked, FetchFailed
from goodname.files.wacz import verify
from goodname.files.wacz.pack import draft
from goodname.files.wacz.verify import Stamp, Unsound, read_stamp
from tests.adapters.tsa import Authority, authority
from tests.files.wacz.visits import VISIT

NOW = datetime(2026, 7, 3, 15, tzinfo=UTC)
DRAFT = draft(VISIT)


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with authority(tmp_path_factory.mktemp("tsa")) as signer:
        yield signer


@pytest.fixture(autouse=True)
def honest(tsa: Authority) -> Iterator[None]:
    yield
    tsa.instead = None


def ask(tsa: Authority, data: bytes = DRAFT.list) -> Stamp:
    allowed = frozenset({urlsplit(tsa.address).netloc})
    digest = sha256(data).hexdigest()
    return timestamp.ask(tsa.address, data, digest, now=NOW, allow_hosts=allowed)


def test_an_authority_signs_what_was_asked_and_when(tsa):
    stamp = ask(tsa)
    assert stamp.sha256 == DRAFT.digest
    assert stamp.authority == tsa.address
    signed = datetime.fromisoformat(stamp.at)
    assert abs(signed - datetime.now(UTC)) < timedelta(minutes=2)


def test_in_a_pack_it_is_checked_by_its_root_and_by_nobody_elses(tsa, tmp_path):
    data = DRAFT.sealed([ask(tsa)])
    found = verify.check(data)
    assert found.faults == []
    said = verify.report(found, str(tsa.root))
    assert said.startswith("WHOLE.")
    assert "Its signature is good, by the certificates that you gave." in said
    unknown = verify.report(verify.check(data))
    assert unknown.startswith("WHOLE.")
    assert "Its signature is whole. This machine does not know who signed" in unknown
    with authority(tmp_path) as other:
        doubted = verify.report(verify.check(data), str(other.root))
    assert doubted.startswith("CHANGED.")
    assert "not good by the certificates that you gave" in doubted


def test_without_openssl_it_says_that_the_signature_was_not_checked(tsa, monkeypatch):
    found = verify.check(DRAFT.sealed([ask(tsa)]))
    monkeypatch.setattr("shutil.which", lambda name: None)
    said = verify.report(found, str(tsa.root))
    assert said.startswith("WHOLE.")
    assert "Its signature was not checked: OpenSSL is not installed here." in said


def test_one_that_was_signed_for_another_page_is_found(tsa):
    elsewhere = ask(tsa, b"another list")
    (fault,) = verify.check(DRAFT.sealed([elsewhere])).faults
    assert fault == f"The time-stamp of {tsa.address} is for another list of parts."


def test_one_whose_signature_was_tampered_with_is_found_by_openssl(tsa):
    stamp = ask(tsa)
    reply = bytearray(stamp.reply)
    reply[-5] ^= 1  # within the signature, which stands at the end
    found = verify.check(DRAFT.sealed([replace(stamp, reply=bytes(reply))]))
    assert found.faults == []
    assert verify.report(found).startswith("CHANGED.")
    assert "Its signature is broken." in verify.report(found)


def test_several_are_asked_and_one_that_fails_does_not_keep_the_others_away(tsa):
    place = urlsplit(tsa.address).netloc
    stamps, refused = timestamp.ask_all(
        [tsa.address, "http://127.0.0.1:9/tsa", tsa.address],
        DRAFT.list, DRAFT.digest, now=NOW, allow_hosts=frozenset({place}),
    )  # fmt: skip
    assert [stamp.authority for stamp in stamps] == [tsa.address] * 2
    (one,) = refused
    assert one.authority == "http://127.0.0.1:9/tsa"
    assert one.reason
    assert len(verify.check(DRAFT.sealed(stamps)).stamps) == 2


def test_an_old_reply_to_another_question_is_not_taken(tsa):
    tsa.instead = ask(tsa).reply  # for the same data, with another nonce
    with pytest.raises(FetchFailed, match="something else than it was asked"):
        ask(tsa)


@pytest.mark.parametrize(
    "reply", [b"", b"<html>", b"\x30\x03\x02\x01\x00", bytes.fromhex("30053003020102")]
)
def test_what_is_no_time_stamp_is_not_taken(tsa, reply):
    tsa.instead = reply
    with pytest.raises(FetchFailed):
        ask(tsa)


def test_an_authority_in_our_own_network_is_not_asked(tsa):
    before = tsa.asked
    with pytest.raises(Blocked):
        timestamp.ask(tsa.address, DRAFT.list, DRAFT.digest, now=NOW)
    assert tsa.asked == before


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_a_stamp_or_refused(data):
    with suppress(Unsound):
        read_stamp(data)


def test_any_damage_to_a_reply_is_read_or_refused(tsa):
    reply = ask(tsa).reply
    for at in range(0, len(reply), 7):
        for damaged in (reply[:at], reply[:at] + bytes([reply[at] ^ 0x41]) + reply[at + 1 :]):
            with suppress(Unsound):
                read_stamp(damaged)


def test_addresses_are_read_from_one_line():
    assert timestamp.addresses(" http://a.example/tsr, ,http://b.example ") == [
        "http://a.example/tsr", "http://b.example",
    ]  # fmt: skip
    assert timestamp.addresses("") == []


def test_a_command_line_capture_is_stamped_and_held_against_its_root(
    tsa: Authority, tmp_path: Path, monkeypatch, capsys
):
    from goodname import cli
    from tests.adapters.peers import answer, peer

    with peer(lambda site, path, out: out.write(answer(b"<p>The gate"))) as site:
        allowed = f"{site.place},{urlsplit(tsa.address).netloc}"
        monkeypatch.setenv("GOODNAME_ALLOW_HOSTS", allowed)
        monkeypatch.setenv("GOODNAME_TIMESTAMPS", f"{tsa.address},http://127.0.0.1:9/none")
        file = str(tmp_path / "gate.wacz")
        assert cli.main(["capture", f"http://{site.place}/", "--out", file]) == 0
    said = capsys.readouterr()
    assert f"{tsa.address} signed it at " in said.out
    assert said.err.startswith("http://127.0.0.1:9/none did not sign it: ")
    assert cli.main(["verify", file, "--ca", str(tsa.root)]) == 0
    assert "Its signature is good, by the certificates that you gave." in capsys.readouterr().out
    assert cli.main(["verify", file, "--ca", str(tmp_path / "none.pem")]) == 2
