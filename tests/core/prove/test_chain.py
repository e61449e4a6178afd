"""Whatever somebody does to a ledger, the check says so and names the place."""

import dataclasses
import random
import string
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from goodname.core.prove.chain import Broken, verify
from goodname.core.prove.seals import Entry, genesis, hash_of, seal

IDS = st.text(string.ascii_letters + string.digits + "-_.:", min_size=1, max_size=12)
WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=8)
DRAFTS = st.builds(
    Entry,
    school=st.just("7"),
    seq=st.just(0),
    at=st.datetimes().map(lambda moment: moment.isoformat(timespec="milliseconds") + "Z"),
    actor=IDS,
    kind=st.builds("{}.{}".format, WORDS, WORDS),
    matter=st.just("") | IDS,
    refs=st.dictionaries(WORDS, IDS, max_size=2),
    clauses=st.lists(st.just("incidents.deletion"), max_size=2).map(tuple),
    digests=st.dictionaries(WORDS, st.just("a" * 64) | st.just("b" * 64), max_size=1),
)


def chained(drafts: list[Entry], school: str = "7") -> list[Entry]:
    sealed: list[Entry] = []
    for seq, draft in enumerate(drafts, start=1):
        prev = sealed[-1].hash if sealed else genesis(school)
        sealed.append(seal(replace(draft, school=school, seq=seq), prev))
    return sealed


def five() -> list[Entry]:
    draft = Entry("7", 0, "2026-03-03T09:40:00.000Z", "system", "mention.heard")
    return chained([replace(draft, matter=f"m{n}") for n in range(5)])


CHAINS = st.lists(DRAFTS, min_size=2, max_size=6).map(
    lambda drafts: chained(sorted(drafts, key=lambda draft: draft.at))
)
PLACES = st.integers(min_value=0, max_value=100)


@given(CHAINS)
def test_an_untouched_chain_is_whole_with_every_seal_that_was_ever_kept(chain):
    assert verify(chain) == ()
    for entry in chain:
        assert verify(chain, entry.hash, school="7", end=chain[-1].hash) == ()


def test_an_empty_chain_is_whole_until_somebody_kept_a_seal_of_it():
    assert verify([]) == ()
    assert verify([], school="7", end=genesis("7")) == ()
    assert [fault.what for fault in verify([], "f" * 64)] == [Broken.TRUNCATED]


CHANGES = {
    "at": lambda entry: "1999-01-01T00:00:00.000Z",
    "actor": lambda entry: entry.actor[:-1] + ("x" if entry.actor[-1] != "x" else "y"),
    "kind": lambda entry: entry.kind + "x",
    "matter": lambda entry: entry.matter + "x",
    "refs": lambda entry: {**entry.refs, "more": "1"},
    "clauses": lambda entry: (*entry.clauses, "incidents.police"),
    "digests": lambda entry: {**entry.digests, "more": "c" * 64},
    "prev": lambda entry: "e" * 64,
    "hash": lambda entry: "e" * 64,
    "school": lambda entry: "8",
    "v": lambda entry: 2,
}


@given(CHAINS, PLACES, st.sampled_from(sorted(CHANGES)))
def test_any_change_of_any_field_is_found(chain, place, field):
    at = place % len(chain)
    chain[at] = replace(chain[at], **{field: CHANGES[field](chain[at])})
    faults = verify(chain)
    assert any(fault.what is Broken.ALTERED and fault.seq == at + 1 for fault in faults)
    assert f"Entry {at + 1} has been altered" in " ".join(map(str, faults))


@given(CHAINS, PLACES)
def test_a_change_that_was_sealed_again_breaks_the_link_after_it(chain, place):
    at = place % (len(chain) - 1)
    forged = replace(chain[at], actor="somebody-else", hash="")
    chain[at] = replace(forged, hash=hash_of(forged))
    assert [(fault.what, fault.seq) for fault in verify(chain)] == [(Broken.UNLINKED, at + 2)]


@given(CHAINS, PLACES)
def test_a_removed_entry_is_missed(chain, place):
    at = place % (len(chain) - 1)
    del chain[at]
    assert (Broken.MISSING, at + 1) in [(fault.what, fault.seq) for fault in verify(chain)]


@given(CHAINS, PLACES)
def test_two_entries_that_changed_places_are_found(chain, place):
    at = place % (len(chain) - 1)
    chain[at], chain[at + 1] = chain[at + 1], chain[at]
    assert (Broken.REORDERED, at + 1) in [(fault.what, fault.seq) for fault in verify(chain)]


@given(CHAINS, PLACES)
def test_an_entry_that_stands_twice_is_found(chain, place):
    at = place % len(chain)
    chain.insert(at, chain[at])
    faults = verify(chain)
    assert [(fault.what, fault.seq) for fault in faults] == [(Broken.DUPLICATED, at + 1)]


@given(CHAINS, PLACES, DRAFTS)
def test_an_entry_that_was_put_in_is_found(chain, place, draft):
    at = place % len(chain)
    prev = chain[at - 1].hash if at else genesis("7")
    chain.insert(at, seal(replace(draft, seq=at + 1), prev))
    assert verify(chain) != ()


@given(CHAINS, PLACES)
def test_a_cut_off_end_is_found_by_whoever_kept_the_seal(chain, place):
    keep = place % len(chain)
    head = chain[-1].hash
    cut = chain[:keep]
    assert verify(cut, school="7") == ()
    assert [fault.what for fault in verify(cut, head)] == [Broken.TRUNCATED]
    assert [fault.what for fault in verify(cut, school="7", end=head)] == [Broken.ADDED]


def test_a_whole_chain_in_place_of_ours_is_found():
    theirs = chained(five(), school="8")
    assert {fault.what for fault in verify(theirs, school="7")} == {
        Broken.FOREIGN,
        Broken.UNLINKED,
    }


@given(CHAINS, PLACES)
def test_an_entry_that_was_back_dated_and_sealed_again_with_all_after_it_is_found(chain, place):
    place = 1 + place % (len(chain) - 1)
    earlier = "0001-01-01T00:00:00.000Z"
    if chain[place - 1].at == earlier:
        return
    forged = chained([*chain[:place], replace(chain[place], at=earlier), *chain[place + 1 :]])
    faults = verify(forged)
    assert [(fault.seq, fault.what) for fault in faults] == [(place + 1, Broken.BACKDATED)]
    assert any(fault.what is Broken.TRUNCATED for fault in verify(forged, chain[-1].hash))


def test_two_that_were_written_in_the_same_moment_are_whole():
    draft = Entry("7", 0, "2026-03-03T09:40:00.000Z", "system", "mention.heard")
    assert verify(chained([draft, draft])) == ()


@given(CHAINS, st.data())
def test_a_fork_is_found_by_whoever_kept_a_seal_of_the_other_branch(chain, data):
    place = data.draw(st.integers(0, len(chain) - 1))
    other = replace(chain[place], actor="somebody-else")
    branch = chained([*chain[:place], other, *chain[place + 1 :]])
    assert verify(branch) == ()
    for kept in chain[place:]:
        assert [fault.what for fault in verify(branch, kept.hash)] == [Broken.TRUNCATED]


def test_two_hundred_changes_of_one_sign_are_found():
    chance, chain = random.Random(6), five()
    fields = [one.name for one in dataclasses.fields(Entry)]
    for _ in range(200):
        place, name = chance.randrange(len(chain)), chance.choice(fields)
        value = getattr(chain[place], name)
        written = list(value if isinstance(value, str) else repr(value))
        at = chance.randrange(len(written) + 1)
        written[at : at + 1] = chance.choice("0123456789abcdefXYZ-:. ")
        changed = "".join(written)
        if changed == (value if isinstance(value, str) else repr(value)):
            continue
        forged = [*chain[:place], replace(chain[place], **{name: changed}), *chain[place + 1 :]]
        assert verify(forged, end=chain[-1].hash), (place, name, changed)


def test_the_sentences_name_the_entries():
    chain = five()
    assert str(verify(chain[:1] + chain[3:])[0]) == "Entries 2 to 3 are missing before entry 4."
    assert str(verify(chain[:1] + chain[2:])[0]) == "Entry 2 is missing before entry 3."
    assert "ends with entry 2" in str(verify(chain[:2], chain[4].hash)[0])


def test_rows_of_the_wrong_kind_are_faults_and_no_crash():
    chain = five()
    chain[1] = replace(chain[1], seq="two", refs=None, clauses=None, at=None, kind=4)
    chain[2] = replace(chain[2], digests={"x": {1, 2}}, matter=float("nan"))
    assert {fault.what for fault in verify(chain)} >= {Broken.ALTERED}


def test_a_ruined_chain_tells_a_hundred_faults_and_no_more():
    base = five()[0]
    assert len(verify(replace(base, seq=seq) for seq in range(1, 1_000))) == 100


def test_a_long_chain_needs_no_more_memory_than_a_short_one():
    def long() -> Iterator[Entry]:
        prev = genesis("7")
        for seq in range(1, 4_000):
            entry = seal(Entry("7", seq, "2026-03-03T09:40:00.000Z", "system", "a.b"), prev)
            prev = entry.hash
            yield entry

    tracemalloc.start()
    assert verify(long()) == ()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 200_000  # bytes; the entries together take several million
