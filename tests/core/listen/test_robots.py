"""A site's wishes for machines: what we may read, how slowly, and what we do when it does not say."""

import time

import pytest

from goodname.core.listen.pages import robots
from goodname.core.listen.pages.robots import Rules

SITE = "https://forum.test"
FORUM = b"""\xef\xbb\xbf# Wexcombe forum
User-agent: *
Disallow: /members/
Disallow: /*?print=
Disallow: /private$
Allow: /members/rules
Crawl-delay: 10

User-agent: GOODNAME   # the school's desk
Disallow: /staff-room
Request-rate: 2/1m

User-agent: Goodnamesake
Disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "path", "welcome"),
    [
        ("Goodname", "/t/4", True),
        ("Goodname", "/staff-room/7", False),
        ("Goodname", "/members/tansy", True),  # our own group replaces the one for everybody
        ("Goodname", "/robots.txt", True),
        ("Other", "/members/tansy", False),
        ("Other", "/members/rules", True),  # the longer rule wins
        ("Other", "/t/4?print=1", False),
        ("Other", "/private", False),
        ("Other", "/private/a", True),
        ("Goodnamesake", "/t/4", False),
    ],
)
def test_we_go_where_the_site_lets_machines_of_our_name_go(
    agent: str, path: str, welcome: bool
) -> None:
    assert Rules.read(FORUM).allows(SITE + path, agent) is welcome


def test_percent_signs_and_letters_mean_the_same() -> None:
    rules = Rules.read("User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /übung".encode())
    for path in ("/café", "/caf%c3%a9", "/%C3%BCbung"):
        assert not rules.allows(SITE + path)
    assert rules.allows(SITE + "/cafe")


def test_two_groups_for_us_count_together_and_allow_wins_a_tie() -> None:
    rules = Rules.read(
        b"User-agent: goodname\nDisallow: /a\n\nUser-agent: Goodname\nDisallow: /b\n"
        b"Allow: /c\nDisallow: /c"
    )
    assert [rules.allows(f"{SITE}/{letter}") for letter in "abc"] == [False, False, True]


@pytest.mark.parametrize(
    ("body", "seconds"),
    [
        (FORUM, 30.0),
        (b"User-agent: *\nCrawl-delay: 2.5", 2.5),
        (b"User-agent: *\nCrawl-delay: 99999999", 3600.0),
        (b"User-agent: *\nCrawl-delay: inf", None),
        (b"User-agent: *\nCrawl-delay: -3", None),
        (b"User-agent: *\nCrawl-delay: 0", None),
        (b"User-agent: *\nCrawl-delay: soon", None),
        (b"User-agent: *\nRequest-rate: 1/0", None),
        (b"User-agent: *\nRequest-rate: 1/" + b"9" * 400, 3600.0),
        (b"User-agent: *\nRequest-rate: %b/1" % (b"9" * 400), 1e-9),
        (b"User-agent: Other\nCrawl-delay: 9", None),
        (b"", None),
    ],
)
def test_we_are_as_slow_as_the_site_asks_but_never_lost(body: bytes, seconds: float | None) -> None:
    assert Rules.read(body).delay == seconds


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_site_without_a_robots_txt_asks_for_nothing(status: int) -> None:
    assert robots.answered(status, FORUM).allows(SITE + "/staff-room")


@pytest.mark.parametrize("status", [301, 302, 304, 429, 500, 502, 503, 599])
def test_a_site_in_trouble_is_left_alone_for_now(status: int) -> None:
    assert not robots.answered(status, b"").allows(SITE + "/t/4")
    assert not robots.unreachable().allows(SITE + "/")


def test_an_answer_is_read() -> None:
    assert not robots.answered(200, FORUM).allows(SITE + "/staff-room")


@pytest.mark.parametrize(
    "body",
    [b"", b"<html><p>Not found</p></html>", b"\xff\xfe\x00rubbish", b"Disallow: /", bytes(999)],
)
def test_what_makes_no_sense_asks_for_nothing(body: bytes) -> None:
    assert Rules.read(body).allows(SITE + "/t/4")


def test_of_one_that_is_too_big_the_first_part_counts_up_to_its_last_whole_line() -> None:
    first = b"User-agent: *\nDisallow: /early\n"
    filler = b"#" * 99 + b"\n"
    body = first + filler * 6_000
    body = body[: robots.MOST - 12] + b"\nDisallow: /private\nDisallow: /late\n"
    rules = Rules.read(body)
    assert not rules.allows(SITE + "/early")
    assert rules.allows(SITE + "/t/4")  # the line that the limit cuts is not "/"
    assert rules.allows(SITE + "/late")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("https://forum.test/t/4?page=2#post-7", "https://forum.test/robots.txt"),
        ("http://forum.test:8080", "http://forum.test:8080/robots.txt"),
        ("http://[2606:4700::1]:8080/x", "http://[2606:4700::1]:8080/robots.txt"),
        ("https://a:b@forum.test/", "https://forum.test/robots.txt"),
    ],
)
def test_each_host_and_port_speaks_for_itself(address: str, there: str) -> None:
    assert robots.ask(address).address == there


@pytest.mark.parametrize("address", ["ftp://forum.test/", "forum.test/t", "", "file:///etc/passwd"])
def test_only_a_web_address_has_one(address: str) -> None:
    with pytest.raises(ValueError, match="web address"):
        robots.ask(address)


def test_many_machines_over_many_rules_fill_no_memory_and_take_no_time() -> None:
    names = "".join(f"User-agent: machine{n}\n" for n in range(9_000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(9_000))
    body = f"{names}User-agent: *\n{rules}".encode()
    assert len(body) < robots.MOST
    started = time.perf_counter()
    read = Rules.read(body)
    assert not read.allows(SITE + "/8999")
    assert read.allows(SITE + "/t/4")
    assert time.perf_counter() - started < 4  # a fifth of these took eleven seconds


@pytest.mark.parametrize("line", ["User-agent: Good", "user agent goodname", "Useragent: good*",
                                  "User-agent: Other\nUser-agent: GOODNAME # us"])  # fmt: skip
def test_however_we_are_named_we_hear_it(line: str) -> None:
    others = "User-agent: *\nAllow: /\n\n"
    assert not Rules.read(f"{others}{line}\nDisallow: /t".encode()).allows(SITE + "/t/4")


def test_a_site_that_writes_in_utf_16_is_understood_too() -> None:
    body = "\ufeffUser-agent: *\nDisallow: /t".encode("utf-16-le")
    assert not Rules.read(body).allows(SITE + "/t/4")
