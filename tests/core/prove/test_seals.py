"""An entry can hold ids and digests only, and is written down in one way only."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from goodname.core.prove.seals import Entry, canonical, digest, genesis, seal, stamp
from goodname.core.words import Unreadable

ENTRY = Entry(
    school="7",
    seq=1,
    at="2026-03-03T09:40:00.000Z",
    actor="k2m4n6p8q2r4s6t8",
    kind="case.opened",
    matter="abcd2345",
    refs={"mention": "m-1", "case": "c-1"},
    clauses=("incidents.deletion", "england.allegations"),
    digests={"words": "a" * 64},
)


def test_the_written_form_never_changes():
    # Whoever kept a seal years ago must get the same one from the same entry.
    written = canonical(replace(ENTRY, prev="0" * 64))
    assert written.decode() == (
        '{"actor":"k2m4n6p8q2r4s6t8","at":"2026-03-03T09:40:00.000Z",'
        '"clauses":["incidents.deletion","england.allegations"],'
        '"digests":{"words":"' + "a" * 64 + '"},"kind":"case.opened","matter":"abcd2345",'
        '"prev":"' + "0" * 64 + '","refs":{"case":"c-1","mention":"m-1"},'
        '"school":"7","seq":1,"v":1}'
    )
    sealed = seal(ENTRY, "0" * 64)
    assert sealed.hash == hashlib.sha256(written).hexdigest()
    assert sealed.hash == "cd5bbe679a123ed92dfcceb062ba798f877c11f50f88a1ac58744096be9e735a"


def test_anyone_can_recompute_a_seal_with_json_and_sha256_alone():
    sealed = seal(ENTRY, genesis("7"))
    told = {key: value for key, value in vars(sealed).items() if key != "hash"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == sealed.hash


def test_two_schools_begin_differently():
    assert genesis("1") != genesis("2")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"actor": "Daniel Okafor"}, "actor"),
        ({"actor": "d.okafor@tansylane.example"}, "actor"),
        ({"actor": ""}, "actor"),
        ({"matter": "what she said"}, "matter"),
        ({"matter": "x" * 65}, "matter"),
        ({"kind": "Case opened"}, "kind"),
        ({"kind": "opened"}, "kind"),
        ({"kind": "case.opened\n"}, "kind"),
        ({"refs": {"note": "She is a bad teacher"}}, "refs"),
        ({"refs": {"note": "Zoë"}}, "refs"),
        ({"refs": {"A note": "n-1"}}, "refs"),
        ({"refs": {"note": 4}}, "refs"),
        ({"refs": {f"r{n}": "x" for n in range(33)}}, "refs"),
        ({"refs": [("note", "n-1")]}, "refs"),
        ({"clauses": ("delete it",)}, "clauses"),
        ({"clauses": ["incidents.deletion"]}, "clauses"),
        ({"digests": {"words": "not hexadecimal"}}, "digests"),
        ({"digests": {"words": "A" * 64}}, "digests"),
        ({"at": "2026-03-03T09:40:00Z"}, "at"),
        ({"at": "2026-02-30T09:40:00.000Z"}, "at"),
        ({"seq": 0}, "seq"),
        ({"seq": True}, "seq"),
        ({"seq": 1.0}, "seq"),
        ({"v": 2}, "v"),
        ({"school": "Tansy Lane"}, "school"),
    ],
)
def test_what_is_not_an_id_stays_out_and_is_not_repeated(change, field):
    with pytest.raises(Unreadable) as refused:
        seal(replace(ENTRY, **change), genesis("7"))
    assert [fault.partition(":")[0] for fault in refused.value.faults] == [field]
    for value in ("Okafor", "Zoë", "She is", "what she said"):
        assert value not in str(refused.value)


def test_every_fault_is_told_at_once():
    with pytest.raises(Unreadable) as refused:
        seal(replace(ENTRY, actor="A B", kind="x"), "short")
    assert len(refused.value.faults) == 3


def test_a_digest_needs_a_salt_and_tells_nothing_without_it():
    words, salt = "She is a useless lump", "0123456789abcdef"
    assert digest(words, salt) == digest(words.encode(), salt.encode())
    assert digest(words, salt) != digest(words, "fedcba9876543210")
    assert digest(words, salt) != hashlib.sha256(words.encode()).hexdigest()
    with pytest.raises(Unreadable, match="salt"):
        digest(words, "short")


def test_words_with_a_broken_character_have_a_digest_too():
    assert len(digest("half a smile \ud83d", b"0123456789abcdef")) == 64


def test_a_moment_is_written_in_utc_and_cut_to_the_millisecond():
    summer = timezone(timedelta(hours=1))
    moment = datetime(2026, 6, 1, 10, 0, 0, 999_999, summer)
    assert stamp(moment) == "2026-06-01T09:00:00.999Z"
    assert stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
    with pytest.raises(Unreadable, match="time zone"):
        stamp(moment.replace(tzinfo=None))
