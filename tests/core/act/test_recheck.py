"""A second look at a post, from the page's own bytes to the sentence that a person reads."""

from datetime import UTC, date, datetime, timedelta

import pytest

from goodname.core.act.recheck import Look, Observation, Seen, State, days, difference, observe
from goodname.core.listen.pages import page, passage

POST = "The head of Tansy Lane is useless and should be ashamed of the way she treats parents."
ADDRESS = "http://forum.wexcombe.test/t/4#post-12"
THEN = datetime(2026, 3, 3, 10, 15, tzinfo=UTC)
NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
OTHERS = "<p>The cake sale made ninety pounds.</p>" * 40


def look(
    source: str,
    status: int = 200,
    *,
    words: str = POST,
    address: str = ADDRESS,
    ended: str = "",
    at: datetime = NOW,
    **headers: str,
) -> Look:
    """What the worker does: read the page, find the words, and hand over what was found."""
    read = page.read(source.encode(), {"content-type": "text/html", **headers}, address)
    found = passage.find(read, words)
    return Look(
        at=at,
        status=status,
        address=ended or address,
        words=found.words if found else "",
        likeness=found.likeness if found else 0.0,
        in_place=found.in_place if found else False,
        page_words=len(read.text.split()),
        signs=frozenset(read.signs),
    )


def see(source: str, status: int = 200, **kwargs: str) -> Observation:
    words = kwargs.get("words", POST)
    address = kwargs.get("address", ADDRESS)
    return observe(Seen(words, address, THEN), look(source, status, **kwargs))


LOGIN = "<form><input name=who><input type=password></form>"


@pytest.mark.parametrize(
    ("source", "status", "state"),
    [
        # There, whatever else the page says.
        (f"<p>{POST}</p>", 200, State.LIVE),
        (f"<p>{POST}</p><p>This club is no longer available.</p>", 200, State.LIVE),
        (f"<div>[deleted]</div><p>{POST}</p><div>[removed]</div>", 200, State.LIVE),
        (f"<p>This comment was deleted by a moderator.</p><p>{POST}</p>", 200, State.LIVE),
        (f"<p>{POST.upper()}</p>", 200, State.LIVE),
        (f"<p>{POST.replace(' is ', ' <b>is</b> ').replace(' and ', '<br>and ')}</p>", 200, State.LIVE),
        (f"<p>{POST}</p>{LOGIN}<div class=g-recaptcha></div>", 200, State.LIVE),
        (f"<title>404 not found</title><p>{POST}</p>", 404, State.LIVE),
        # Changed.
        (f"<p>{POST.replace('useless', 'lovely')}</p>{OTHERS}", 200, State.EDITED),
        ("<p>The head of Tansy Lane should be ashamed of the way she treats parents.</p>", 200,
         State.EDITED),
        (f"{OTHERS}<div id=post-12>Marigold wrote: The head of Tansy Lane is trying her best with "
         "parents.</div>", 200, State.EDITED),
        # A door.
        (LOGIN, 200, State.BEHIND_LOGIN),
        (LOGIN, 403, State.BEHIND_LOGIN),
        ("<p>Members only</p>", 401, State.BEHIND_LOGIN),
        ("<title>Just a moment...</title>", 403, State.BOT_WALL),
        ("<title>Just a moment...</title>", 503, State.BOT_WALL),
        ("<title>Just a moment...</title>", 200, State.BOT_WALL),
        ("<p>Access denied</p>", 403, State.BOT_WALL),
        ("<div class=h-captcha></div><p>Are you human?</p>", 200, State.BOT_WALL),
        ("<div id=root></div><script>app()</script>", 200, State.BOT_WALL),
        ("", 999, State.BOT_WALL),
        # Nobody at home.
        ("<p>Sorry</p>", 500, State.SITE_DOWN),
        ("<p>Sorry</p>", 502, State.SITE_DOWN),
        ("<p>Slow down</p>", 429, State.SITE_DOWN),
        ("", 0, State.SITE_DOWN),
        ("", 304, State.SITE_DOWN),
        # Not there.
        ("<p>Not found</p>", 404, State.GONE_ONCE),
        ("<p>Gone</p>", 410, State.GONE_ONCE),
        (OTHERS, 200, State.GONE_ONCE),
        (f"{OTHERS}<div id=post-12>Marigold: [deleted]</div>", 200, State.GONE_ONCE),
        (f"{OTHERS}{LOGIN}<div class=g-recaptcha></div>", 200, State.GONE_ONCE),
        (f"{OTHERS}<p>The head of the table is useless.</p>", 200, State.GONE_ONCE),
        (f"<script>var post = '{POST}'</script>{OTHERS}", 200, State.GONE_ONCE),
    ],
)  # fmt: skip
def test_what_one_look_says(source: str, status: int, state: State) -> None:
    seen = see(source, status)
    assert seen.state is state
    assert seen.sentence.endswith(".")
    assert "March 2026" in seen.sentence


def test_a_redirect_to_a_login_is_a_door_even_without_a_password_field() -> None:
    ended = "http://forum.wexcombe.test/account/login?next=/t/4"
    assert see(f"<p>Your e-mail?</p>{OTHERS}", ended=ended).state is State.BEHIND_LOGIN


def test_a_page_about_logging_in_is_not_a_login() -> None:
    address = "http://forum.wexcombe.test/login-problems"
    assert see(OTHERS, address=address).state is State.GONE_ONCE


@pytest.mark.parametrize(
    ("words", "source", "state"),
    [
        ("Useless", f"<div id=post-12>Useless.</div>{OTHERS}", State.LIVE),
        ("Useless", f"<div id=post-12>[deleted]</div><p>useless</p>{OTHERS}", State.GONE_ONCE),
        ("😡😡😡", "<p>😡😡😡</p>", State.LIVE),
        ("😡😡😡", OTHERS, State.GONE_ONCE),
        ("The head of Tansy Lane is useless and shoul…", f"<p>{POST}</p>", State.LIVE),
        ("The head of Tansy Lane is useless [...]", f"<p>{POST}</p>", State.LIVE),
        ("It’s the head’s fault again this week", "<p>It's the head's fault, again, this week</p>",
         State.LIVE),
        (f"{POST} It was a very cold day and nobody came to open the gate.",
         f"<p>{POST}</p><aside>Buy shoes</aside><p>It was a very cold day and nobody came to open "
         "the gate.</p>", State.LIVE),
    ],
)  # fmt: skip
def test_words_are_found_as_people_would_find_them(words: str, source: str, state: State) -> None:
    assert see(source, words=words).state is state


def test_a_long_text_that_lost_a_paragraph_is_edited() -> None:
    sentences = [
        f"On day {n} the gate of the school was shut at {n} past three." for n in range(60)
    ]
    article = "\n".join(sentences)
    changed = "".join(f"<p>{sentence}</p>" for sentence in sentences[:50])
    assert see(changed, words=article).state is State.EDITED
    assert see(f"<p>{sentences[1]}</p>{OTHERS}", words=article).state is State.GONE_ONCE


def test_an_edit_is_shown_in_plain_words_with_both_texts() -> None:
    seen = see(f"<p>{POST.replace('useless and', 'kind but')}</p>")
    assert seen.difference == "“useless and” became “kind but”."
    assert seen.before == POST
    assert seen.after == POST.replace("useless and", "kind but")
    assert seen.sentence == (
        "Seen on 3 March, changed by 9 March 2026. The words are no longer the same."
    )
    assert difference("a b c", "b c d") == "“a” was taken out. “d” was put in."


def test_absence_is_told_as_what_was_seen_and_when() -> None:
    assert see("", 404).sentence == (
        "Seen on 3 March, not seen on 9 March 2026. The site says that there is no such page."
    )
    assert see(OTHERS).sentence.endswith("The page opened without them.")
    elsewhere = see(OTHERS, ended="http://forum.wexcombe.test/")
    assert elsewhere.sentence.endswith("The address now leads to another page.")


def test_times_are_those_of_a_clock_in_england() -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    was = Seen(POST, ADDRESS, summer)
    seen = observe(was, Look(summer + timedelta(hours=2), 404))
    assert seen.sentence.startswith("Seen at 00:30, not seen at 02:30 on 1 July 2026.")
    seen = observe(was, Look(summer + timedelta(days=365), 404))
    assert seen.sentence.startswith("Seen on 1 July 2026, not seen on 1 July 2027.")


def history(*looks: tuple[int, int], was: Seen | None = None) -> list[Observation]:
    """(hours from the start, status) for each look; 200 is a page without the words, 1 with."""
    was = was or Seen(POST, ADDRESS, THEN)
    seen: list[Observation] = []
    for hours, status in looks:
        at = NOW + timedelta(hours=hours)
        source = f"<p>{POST}</p>" if status == 1 else OTHERS
        seen.append(observe(was, look(source, 200 if status == 1 else status, at=at), seen))
    return seen


@pytest.mark.parametrize(
    ("looks", "state"),
    [
        ([(0, 404)], State.GONE_ONCE),
        ([(0, 404), (1, 404), (2, 404), (3, 404)], State.GONE_ONCE),  # often, but not for long
        ([(0, 404), (72, 404)], State.GONE_ONCE),  # for long, but not often
        ([(0, 404), (24, 200), (48, 404)], State.GONE),
        ([(0, 404), (24, 404), (47, 404)], State.GONE_ONCE),
        ([(0, 404), (24, 500), (48, 404)], State.GONE_ONCE),  # a broken site is no check
        ([(0, 404), (24, 500), (48, 404), (72, 404)], State.GONE),
        ([(0, 404), (24, 404), (30, 1), (48, 404)], State.GONE_ONCE),  # it came back between
        ([(0, 404), (24, 404), (48, 404), (72, 404)], State.GONE),
        ([(0, 404), (24, 404), (48, 404), (72, 1)], State.LIVE),
        ([(0, 404), (24, 404), (48, 0)], State.SITE_DOWN),
    ],
)
def test_gone_is_said_late_and_never_for_a_site_that_is_down(
    looks: list[tuple[int, int]], state: State
) -> None:
    assert history(*looks)[-1].state is state


def test_gone_says_how_often_and_since_when() -> None:
    assert history((0, 404), (24, 404), (48, 404))[-1].sentence == (
        "Seen on 3 March, not seen on 11 March 2026. The site says that there is no such page. "
        "Missing in 3 checks since 9 March 2026."
    )


def test_words_that_were_never_found_on_the_page_are_never_called_gone_for_missing_there() -> None:
    was = Seen(POST, ADDRESS, THEN, on_page=False)
    seen = history((0, 200), (24, 200), (48, 200), was=was)[-1]
    assert seen.state is State.GONE_ONCE
    assert "says little" in seen.sentence
    assert history((0, 404), (24, 404), (48, 404), was=was)[-1].state is State.GONE


def test_how_often_and_how_long_can_be_chosen() -> None:
    was = Seen(POST, ADDRESS, THEN)
    first = observe(was, Look(NOW, 404))
    later = Look(NOW + timedelta(minutes=1), 404)
    seen = observe(was, later, [first], checks=2, spread=timedelta(minutes=1))
    assert seen.state is State.GONE


def test_a_day_says_what_its_last_look_at_a_page_saw_and_no_day_is_made_up():
    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    hour, day = timedelta(hours=1), timedelta(days=1)
    looks = [
        (at + 3 * day, State.GONE_ONCE),
        (at, State.LIVE),
        (at + hour, State.SITE_DOWN),  # it saw nothing, and takes nothing back
        (at + day, State.BOT_WALL),
        (at + day + hour, State.BEHIND_LOGIN),
        (at + 3 * day + hour, State.EDITED),
        (at + 4 * day, State.GONE),
    ]
    assert [(one.on.day, one.saw) for one in days(looks)] == [
        (1, "seen"),
        (2, "unknown"),
        (4, "changed"),
        (5, "not_seen"),
    ]
    assert days([]) == ()
    late = datetime(2027, 6, 1, 23, 30, tzinfo=UTC)  # past midnight in London
    assert days([(late, State.LIVE)])[0].on == date(2027, 6, 2)


def test_words_that_were_accepted_are_found_as_what_they_are():
    was = Seen("Calmer words.", "https://a.example/1", NOW, accepted=True)
    seen = observe(was, Look(NOW, 200, "https://a.example/1", "Calmer words.", 1.0))
    assert (seen.state, seen.accepted) == (State.LIVE, True)
    assert "as it was changed" in seen.sentence
    assert "Still there" not in seen.sentence
