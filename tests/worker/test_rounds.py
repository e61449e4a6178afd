"""A round of listening: many hosts at once, none asked twice at a time, none able to hold up the rest."""

import threading
import time
from collections import Counter
from datetime import timedelta

import pytest

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.listen.talk import Asked, Batch, NotHeard, Outcome, Talk
from goodname.core.words import Post
from goodname.web.accounts.models import School
from goodname.web.inbox.models import Connection, Look, Mention, Source, Spending
from goodname.worker import looking, rounds
from goodname.worker.courtesy import Manners, host_of
from goodname.worker.rounds import Turn, listen_to
from tests.world import MONDAY, THANKS, make_school


def turns(*addresses: str) -> list[Turn]:
    return [
        Turn(Source(id=f"source{n}", address=address), Asked(now=MONDAY, address=address))
        for n, address in enumerate(addresses)
    ]


def soon(seconds: float = 20.0) -> float:
    return time.monotonic() + seconds


def test_every_source_is_asked_once_and_its_answer_belongs_to_it():
    asked = turns(*(f"http://host{n % 20}.example/{n}" for n in range(100)))
    said = {
        turn.source.id: result
        for turn, result in listen_to(asked, lambda s, a: Batch(title=a.address), soon())
    }
    assert {key: batch.title for key, batch in said.items()} == {
        turn.source.id: turn.asked.address for turn in asked
    }


def test_a_host_is_never_asked_two_questions_at_once():
    now_asked: Counter[str] = Counter()
    worst: Counter[str] = Counter()
    lock = threading.Lock()

    def look(source: Source, asked: Asked) -> Batch:
        host = host_of(asked.address)
        with lock:
            now_asked[host] += 1
            worst[host] = max(worst[host], now_asked[host])
            worst["all"] = max(worst["all"], sum(now_asked.values()))
        time.sleep(0.005)
        with lock:
            now_asked[host] -= 1
        return Batch()

    addresses = [f"http://host{n % 3}.example/{n}" for n in range(30)]
    assert len(list(listen_to(turns(*addresses), look, soon()))) == 30
    assert max(worst[f"host{n}.example"] for n in range(3)) == 1
    assert worst["all"] > 1


def test_hosts_that_hang_do_not_hold_up_the_others():
    freed = threading.Event()

    def look(source: Source, asked: Asked) -> Batch:
        if "hangs" in asked.address:
            freed.wait(10)
        return Batch()

    hanging = [f"http://hangs{n}.example/" for n in range(rounds.THREADS - 1)]
    quick = [f"http://quick{n}.example/" for n in range(50)]
    answers = listen_to(turns(*hanging, *quick), look, soon())
    first = [next(answers)[0].asked.address for _ in range(50)]
    assert all("quick" in address for address in first)
    freed.set()
    assert len(list(answers)) == len(hanging)


def test_what_cannot_be_heard_is_an_answer_too():
    def look(source: Source, asked: Asked) -> Batch:
        raise NotHeard(Outcome.RATE_LIMITED, "It asked us to come back later.")

    ((_, result),) = listen_to(turns("http://one.example/"), look, soon())
    assert isinstance(result, NotHeard)


def test_a_fault_of_the_rounds_own_is_told():
    def look(source: Source, asked: Asked) -> Batch:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(listen_to(turns("http://one.example/"), look, soon()))


def test_when_time_is_up_nothing_more_is_begun():
    seen: list[str] = []

    def look(source: Source, asked: Asked) -> Batch:
        seen.append(asked.address)
        time.sleep(0.05)
        return Batch()

    one_host = [f"http://one.example/{n}" for n in range(50)]
    list(listen_to(turns(*one_host), look, soon(0.2)))
    assert 0 < len(seen) < 50


def test_threads_end_when_nobody_wants_their_answers_any_more():
    before = threading.active_count()
    asked = turns(*(f"http://host{n}.example/" for n in range(50)))
    answers = listen_to(asked, lambda s, a: Batch(), soon())
    next(answers)
    answers.close()
    deadline = soon(5)
    while threading.active_count() > before:
        assert time.monotonic() < deadline, "threads are left over"
        time.sleep(0.02)


def test_a_gap_lies_between_two_questions_to_one_host_and_none_between_two_hosts():
    manners = Manners(0.1)
    began = time.monotonic()
    for host in ("one", "two", "three"):
        with manners.turn(host):
            pass
    assert time.monotonic() - began < 0.1
    with manners.turn("one", gap=0.3):
        pass
    assert time.monotonic() - began >= 0.1
    with manners.turn("one"):
        pass
    assert time.monotonic() - began >= 0.4


@pytest.mark.django_db
def test_a_source_whose_allowance_is_gone_is_not_asked_and_says_when_it_will_be():
    school = make_school()
    with clock.at(MONDAY):
        key = Connection.objects.create(
            school=school, kind=Kind.YOUTUBE, title="YouTube", added_at=MONDAY
        )
        source = Source.objects.create(
            school=school, kind=Kind.YOUTUBE, connection=key, query='"Tansy Lane Primary School"',
            title="YouTube", added_at=MONDAY, next_look=MONDAY,
        )  # fmt: skip
        Spending.objects.create(connection=key, day=MONDAY.date(), units=100)
        assert rounds.go_round() == 0
        look = Look.objects.get()
        source.refresh_from_db()
    assert (look.outcome, look.note) == (
        "quota",
        "Today's questions to it are used up. We ask again tomorrow.",
    )
    # A day of YouTube's ends at midnight in California, 23 hours after nine in London's winter.
    assert source.next_look >= MONDAY + timedelta(hours=23)


@pytest.mark.django_db
def test_comments_are_read_on_when_the_days_searches_are_used_up(monkeypatch):
    school = make_school()
    monkeypatch.setitem(looking.TALKS, Kind.YOUTUBE, nothing_new)
    with clock.at(MONDAY):
        key = Connection.objects.create(
            school=school, kind=Kind.YOUTUBE, title="YouTube", added_at=MONDAY
        )
        youtube = {"kind": Kind.YOUTUBE, "connection": key}
        search = made(school, query="#TansyLane", **youtube)
        channel = made(school, options={"channel": "UCtansylane0123"}, **youtube)
        video = made(school, address="https://www.youtube.com/watch?v=tansy0lane1", **youtube)
        Spending.objects.create(connection=key, day=MONDAY.date(), units=100)
        assert rounds.go_round() == 2
    told = dict(Look.objects.values_list("source", "outcome"))
    assert told == {search.id: "quota", channel.id: "answered", video.id: "answered"}


def nothing_new(asked: Asked) -> Talk:
    return Batch(spent=0)
    yield  # a conversation that asks nothing


@pytest.mark.django_db
def test_a_claimed_source_is_put_off_by_what_its_failures_ask_for(monkeypatch):
    school = make_school()
    with clock.at(MONDAY):
        well = made(school, address="http://one.example/1")
        ill = made(school, address="http://one.example/2", failures=3)
        page = made(school, address="http://one.example/3", kind=Kind.PAGE)
        later = made(school, address="http://one.example/4", next_look=MONDAY + timedelta(hours=1))
        claimed = {turn.source.id for turn in rounds._claim()}
        assert rounds._claim() == []  # nobody asks them twice
    assert claimed == {well.id, ill.id, page.id}
    put_off = {}
    for source in (well, ill, page, later):
        source.refresh_from_db()
        put_off[source.id] = source.next_look
    assert put_off[ill.id] > put_off[well.id] > MONDAY
    assert put_off[page.id] > put_off[well.id]
    assert put_off[later.id] == MONDAY + timedelta(hours=1)


def made(school: School, **more: object) -> Source:
    fields = {"title": "A place", "added_at": MONDAY, "next_look": MONDAY, "is_local": True} | more
    return Source.objects.create(school=school, **fields)


@pytest.mark.django_db
def test_one_source_that_breaks_our_reader_costs_no_other_and_is_not_kept_quiet(monkeypatch):
    school = make_school()
    with clock.at(MONDAY):
        broken = made(school, address="http://one.example/broken")
        others = [made(school, address=f"http://one.example/{n}") for n in range(5)]

        def talk(asked: Asked) -> Talk:
            if asked.address == broken.address:
                raise RecursionError
            return Batch()
            yield  # a conversation that asks nothing

        monkeypatch.setitem(looking.TALKS, Kind.FEED, talk)
        assert rounds.go_round() == 6
    assert Look.objects.filter(source__in=others, outcome="answered").count() == 5
    look = Look.objects.get(source=broken)
    assert (look.outcome, look.note) == ("unreadable", looking.OURS)
    broken.refresh_from_db()
    assert broken.failures == 1


ODD = {
    "the same key twice": [("a", "one"), ("a", "two")],
    "keys that are long and alike": [("k" * 600 + "1", "one"), ("k" * 600 + "2", "two")],
    "half a character": [("\ud800", "half \ud800 of it")],
    "a character that ends strings": [("a\0b", "nought \0 nought")],
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", ODD)
def test_odd_posts_are_kept_and_hide_no_other(case):
    posts = tuple(
        Post(key=key, address="http://one.example/", title="", text=f"{THANKS} {words}")
        for key, words in ODD[case]
    )
    source = made(make_school(), address="http://one.example/")
    with clock.at(MONDAY):
        rounds.keep(source, Batch(posts=posts))
    assert Look.objects.get().outcome == "answered"
    kept = 1 if case == "the same key twice" else len(posts)
    assert Mention.objects.count() == kept
