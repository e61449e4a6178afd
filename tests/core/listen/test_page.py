"""A page's words, and the signs of a door in front of it."""

import time

import pytest

from goodname.core.listen.markup import plain
from goodname.core.listen.pages import page
from goodname.core.listen.pages.page import Sign
from goodname.core.words import Unreadable

ADDRESS = "http://forum.wexcombe.test/t/4"


def read(source: str | bytes, address: str = ADDRESS, **headers: str) -> page.Page:
    body = source if isinstance(source, bytes) else source.encode()
    return page.read(body, {"Content-Type": "text/html; charset=utf-8", **headers}, address)


def test_words_without_the_furniture() -> None:
    got = read(
        "<!doctype html><html><head><title> Gate &amp; \n caretaker </title><style>p{}</style></head>"
        "<body><nav><a href=/>Home</a></nav><h1>The gate</h1><p>Shut at <b>ten</b>past three."
        "<p>Why?<script>var words = 'no'</script><table><tr><td>a</td><td>b</td></tr></table>"
        "<svg><title>icon</title></svg><!-- hidden --><noscript>Switch it on</noscript></body></html>"
    )
    assert got.title == "Gate & caretaker"
    assert got.text == "The gate\nShut at tenpast three.\nWhy?\na b"
    assert got.signs == frozenset()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<nav>menu <p>the page after a menu that never ends", "menu\nthe page after a menu that never ends"),
        ("1 < 2 and <3 & so", "1 < 2 and <3 & so"),
        ("<p title='a > b' don't>yes</p>", "yes"),
        ("<a title=\"never closed>no", ""),
        ("before<!-- never closed", "before"),
        ("before<script>never closed", "before"),
        ("&#999999999999; &#x110000; &#0;", "� � �"),
        ("caf&eacute; cafe\u0301", "café café"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("", ""),
    ],
)  # fmt: skip
def test_odd_markup_is_read_as_browsers_read_it(source: str, words: str) -> None:
    assert read(source).text == words


@pytest.mark.parametrize("piece", ["<div>", "<", '<b "', "<!--", "<nav>", "</", "<a b=c ", "&#1",
                                   "<p>x", "<b ='", "<a" + " " * 50, "<b x=1>"])  # fmt: skip
def test_no_page_can_keep_the_reader_busy(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))  # a tree builder needs minutes for the first
    assert len(plain(text)) <= len(text)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("café".encode(), {"Content-Type": "text/html; charset=UTF-8"}),
        ("café".encode("cp1252"), {"Content-Type": 'text/html; charset="iso-8859-1"'}),
        ("café".encode("cp1252"), {}),
        ("café".encode(), {}),
        ("café".encode("utf-16"), {"Content-Type": "text/html"}),
        (b"\xef\xbb\xbf" + "café".encode(), {"Content-Type": "text/html; charset=latin1"}),
        (b"<meta charset=windows-1252>" + "café".encode("cp1252"), {}),
        ("café".encode(), {"Content-Type": "text/html; charset=unicode_escape"}),
        ("café".encode(), {"Content-Type": "text/plain; charset=nonsense"}),
    ],
)
def test_characters_are_read_in_the_encoding_they_were_written_in(
    body: bytes, headers: dict[str, str]
) -> None:
    assert page.read(body, headers, ADDRESS).text == "café"


@pytest.mark.parametrize("headers", [{"content-type": "image/png"}, {"content-type": "application/pdf"},
                                     {"content-type": "application/json"}, {}])  # fmt: skip
def test_a_file_that_is_no_page_is_refused_in_words(headers: dict[str, str]) -> None:
    with pytest.raises(Unreadable, match="page: this address gives a file"):
        page.read(b"\x89PNG\0\0", headers, ADDRESS)


def test_the_place_that_the_address_points_to() -> None:
    source = (
        "<div id=post-1><p>First</p><div>inner</div></div><div id='post-2'>Second<br>post</div>"
        "<p id=post-3>Third<p>Fourth<a name=post-5></a>Fifth<img id=post-6>"
    )
    for fragment, words in (("post-1", "First\ninner"), ("post-2", "Second\npost"),
                            ("post-3", "Third"), ("post-5", ""), ("post-6", ""),
                            ("nothing", ""), ("", "")):  # fmt: skip
        assert read(source, f"{ADDRESS}#{fragment}").anchored == words
    assert read("<i id='ü b'>x</i>", f"{ADDRESS}#%C3%BC%20b").anchored == "x"


@pytest.mark.parametrize(
    ("source", "sign"),
    [
        ("<form><input name=a><input TYPE='Password'></form>", Sign.PASSWORD),
        ("<div class='g-recaptcha big'></div>", Sign.CAPTCHA),
        ("<script src='https://js.hcaptcha.com/1/api.js'></script>", Sign.CAPTCHA),
        ("<div class=cf-turnstile></div>", Sign.CAPTCHA),
        ("<title>Just a moment...</title>", Sign.CHALLENGE),
        ("<title>Attention Required! | Cloudflare</title>", Sign.CHALLENGE),
        ("<form id=challenge-form></form>", Sign.CHALLENGE),
        ("<div id=anubis_challenge></div>", Sign.CHALLENGE),
        ("<iframe src='https://geo.captcha-delivery.com/captcha/'></iframe>", Sign.CHALLENGE),
    ],
)
def test_signs_of_a_door(source: str, sign: Sign) -> None:
    assert read(source).signs == {sign}


def test_a_door_may_show_in_the_headers_alone() -> None:
    assert read("<p>Hm", **{"cf-mitigated": "challenge"}).signs == {Sign.CHALLENGE}
    assert read("<p>Hm", **{"X-Amzn-Waf-Action": "captcha"}).signs == {Sign.CHALLENGE}


def test_people_may_write_about_doors() -> None:
    got = read("<title>Just a moment of your time</title><p>Are you a robot? My captcha has a "
               "password: challenge-form.</p><input type=text>")  # fmt: skip
    assert got.signs == frozenset()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<p>" * 150_000, "far more tags than any page needs"),
        (b"<a b=c>" * 150_000, "far more tags than any page needs"),
        (b"a " * 3_000_000, "too big; at most 5 MB are read"),
    ],
)
def test_a_page_that_is_far_too_much_is_refused_in_words_at_once(body: bytes, words: str) -> None:
    started = time.perf_counter()
    with pytest.raises(Unreadable, match=words):
        read(body)
    assert time.perf_counter() - started < 1
