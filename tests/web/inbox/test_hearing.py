"""What the desk keeps of what a source says, and what it does when a source says nothing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goodname import clock
from goodname.core.listen.feeds import feed as feeds
from goodname.core.listen.talk import Batch, NotHeard, Outcome
from goodname.core.words import Post as Said
from goodname.core.words import Role
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import hearing
from goodname.web.inbox.actions import file_mention, not_us
from goodname.web.inbox.models import Alert, Look, Mention, Post, Source
from goodname.web.ledger.models import LedgerEntry
from tests.web.reading import open_words, words
from tests.world import (
    MONDAY,
    RANT,
    THANKS,
    hear,
    make_person,
    make_school,
    make_source,
    sign_in,
)

pytestmark = pytest.mark.django_db
NOTICE = "Tansy Lane Primary School, Wexcombe, opens at nine on Tuesday."
ELSEWHERE = "Marsh End Primary School in Otterby has a new roof."
HOSTILE = b"""<?xml version="1.0"?><rss version="2.0"><channel>
<title>&lt;script&gt;feed()&lt;/script&gt;</title>
<item><title>&lt;script&gt;title()&lt;/script&gt; Tansy Lane</title><guid isPermaLink="false">x1</guid>
<link>javascript:alert(1)</link><author>&lt;img src=x onerror=author()&gt;</author>
<description>Tansy Lane Primary School in Wexcombe was lovely.
&amp;lt;script&amp;gt;text()&amp;lt;/script&amp;gt;
&lt;a href="javascript:link()"&gt;thank you&lt;/a&gt;</description>
</item></channel></rss>"""


@pytest.fixture(autouse=True)
def _monday() -> Iterator[None]:
    with clock.at(MONDAY):
        yield


@pytest.fixture
def head():
    return make_person(make_school(), "Priya Hollis", Role.HEADTEACHER)


@pytest.fixture
def source(head) -> Source:
    return make_source(head.school)


def said(key: str, text: str, **more: object) -> Said:
    return Said(key=key, address=f"http://town.example/{key}", title="", text=text, **more)  # type: ignore[arg-type]


def keep(source: Source, *posts: Said) -> int:
    return hearing.keep_batch(source=source, batch=Batch(posts=posts))


def fail(source: Source, outcome: Outcome, note: str) -> None:
    hearing.keep_not_heard(source=source, reason=NotHeard(outcome, note))


def test_a_post_about_us_becomes_a_mention_that_says_how_it_was_read_and_what_is_owed(head, source):
    mention = hear(source, RANT)
    page = words(sign_in(head).get(reverse("mention", args=[mention.id])))
    assert "Insulting words on Wexcombe Talk" in page
    assert "It means our school very likely: its name" in page
    assert "Our policy asks: write it down" not in page
    assert "Our policy asks: save the evidence, support whoever was hurt" in page
    assert "Save the evidence must" in page
    heard = LedgerEntry.objects.get(kind="mention.heard")
    assert heard.refs == {"mention": mention.id}
    assert "incidents.deletion" in heard.clauses


def test_the_same_feed_again_brings_nothing_new(source):
    posts = [said("1", RANT), said("2", THANKS)]
    assert keep(source, *posts) == 2
    with clock.at(MONDAY + timedelta(hours=1)):
        assert keep(source, *posts) == 0
    assert Mention.objects.count() == 2
    assert set(Post.objects.values_list("last_seen", flat=True)) == {MONDAY + timedelta(hours=1)}
    assert [look.new for look in Look.objects.all()] == [0, 2]


def test_what_is_not_about_us_is_not_kept_at_all(source):
    assert keep(source, said("1", ELSEWHERE), said("2", THANKS)) == 1
    assert [post.text for post in Post.objects.all()] == [THANKS]
    look = Look.objects.get()
    assert (look.seen, look.new) == (2, 1)


def test_nothing_is_owed_on_a_plain_notice(head, source):
    mention = hear(source, NOTICE)
    assert (mention.tone, mention.flagged, mention.decision) == ("neutral", [], None)
    page = words(sign_in(head).get(reverse("mention", args=[mention.id])))
    assert "Nothing is owed. " in page
    assert "Nothing is owed here. It can be put away." in page


def test_changed_words_are_read_again_and_the_old_ones_are_kept(head, source):
    mention = hear(source, THANKS)
    file_mention(viewer=Viewer.of(head), mention=mention, reason="answered")
    with clock.at(MONDAY + timedelta(hours=2)):
        assert keep(source, said("1", RANT)) == 0
    mention.refresh_from_db()
    assert mention.state == Mention.NEW
    assert mention.reason == ""
    assert "insulting" in mention.flagged
    client = sign_in(head)
    assert "New (1)" in words(client.get(reverse("inbox")))
    page = words(client.get(reverse("mention", args=[mention.id])))
    assert "What it said before The author changed the words." in page
    assert THANKS in page
    assert RANT in page
    assert "mention.changed" in LedgerEntry.objects.values_list("kind", flat=True)


def test_changed_words_do_not_bring_back_what_is_not_about_us(head, source):
    mention = hear(source, THANKS)
    not_us(viewer=Viewer.of(head), mention=mention, reason="namesake")
    keep(source, said("1", THANKS + " See you next year."))
    mention.refresh_from_db()
    assert mention.state == Mention.NOT_US


def test_hurtful_words_that_their_author_took_back_stay_out_of_sight(head, source):
    mention = hear(source, RANT)
    keep(source, said("1", THANKS))
    answer = sign_in(head).get(reverse("mention", args=[mention.id]))
    assert RANT in words(answer)
    assert "pathetic" not in open_words(answer)
    assert THANKS in open_words(answer)


def test_a_title_alone_that_changes_counts_as_a_change(source):
    keep(source, Said(key="1", address="", title="About Tansy Lane", text=THANKS))
    keep(source, Said(key="1", address="", title="About Tansy Lane School", text=THANKS))
    assert [version.title for version in Post.objects.get().versions.all()] == ["About Tansy Lane"]


def test_after_each_failure_the_wait_doubles_to_a_day(source, settings):
    settings.POLL_SECONDS = 900
    waits = []
    for _ in range(9):
        source.refresh_from_db()
        fail(source, Outcome.REFUSED, "No answer came.")
        source.refresh_from_db()
        waits.append(source.next_look - MONDAY)
    assert waits[:3] == [timedelta(minutes=30), timedelta(hours=1), timedelta(hours=2)]
    assert waits[-2:] == [timedelta(days=1)] * 2


def test_a_source_that_fails_for_months_is_still_asked_once_a_day(source):
    for failures in (37, 400):
        Source.objects.filter(pk=source.pk).update(failures=failures)
        source.refresh_from_db()
        fail(source, Outcome.REFUSED, "No answer came.")
        source.refresh_from_db()
        assert source.next_look == MONDAY + timedelta(days=1)


def test_one_answer_ends_the_waiting(source, settings):
    settings.POLL_SECONDS = 900
    source.failures = 5
    hearing.keep_batch(source=source, batch=Batch(outcome=Outcome.UNCHANGED))
    source.refresh_from_db()
    assert (source.failures, source.next_look) == (0, MONDAY + timedelta(minutes=15))


def test_a_source_that_has_closed_for_good_is_not_asked_again_and_that_is_said(head, source):
    hearing.keep_gone(source=source)
    source.refresh_from_db()
    assert (source.state, source.next_look) == (Source.STOPPED, None)
    page = words(sign_in(head).get(reverse("source", args=[source.id])))
    assert "We no longer listen here." in page
    assert (
        "It has closed for good: The source says that it has closed for good. We stopped." in page
    )


def test_a_feed_that_cannot_be_read_is_said_to_people(head, source):
    note = "feed: this is no feed; RSS, Atom or a JSON feed is allowed"
    fail(source, Outcome.UNREADABLE, note)
    client = sign_in(head)
    page = words(client.get(reverse("source", args=[source.id])))
    assert "It sent something that cannot be read" in page
    assert "Wexcombe Talk has never sent anything that we can read." in page
    assert "Not heard" in words(client.get(reverse("sources")))
    assert "no answer today at 9:00" in words(client.get(reverse("today")))


def test_what_a_hostile_feed_writes_is_shown_as_letters_and_never_run(head, source):
    feed = feeds.read(HOSTILE, {}, "http://town.example/feed")
    Source.objects.filter(pk=source.pk).update(
        title=feed.title, address='http://town.example/?"><script>address()</script>'
    )
    source.refresh_from_db()
    assert hearing.keep_batch(source=source, batch=Batch(posts=feed.posts)) == 1
    mention = Mention.objects.get()
    client = sign_in(head)
    pages = [
        reverse("inbox"),
        reverse("inbox") + "?box=all&q=<script>query()</script>",
        reverse("mention", args=[mention.id]),
        reverse("open_case", args=[mention.id]),
        reverse("sources"),
        reverse("source", args=[source.id]),
        reverse("today"),
    ]
    for address in pages:
        page = client.get(address).content.decode()
        for payload in ("feed", "title", "text", "address", "query"):
            assert f"<script>{payload}" not in page, address
        assert "<img src=x" not in page, address
        assert 'href="javascript' not in page, address
    assert Post.objects.get().address.startswith("http://town.example/")
    assert "&lt;script&gt;feed()&lt;/script&gt;" in client.get(pages[2]).content.decode()


NEAR_A_NAMESAKE = (
    "I will kill the head of Tansy Lane Primary School in Otterby, with a knife, tomorrow"
)


@pytest.fixture
def near_otterby(head, source) -> Source:
    """A source of a school that has a namesake in Otterby."""
    head.school.not_us = ["Otterby"]
    head.school.save()
    source.refresh_from_db()
    return source


def test_danger_beside_a_namesakes_words_is_kept_and_says_so(head, near_otterby):
    praise = "Tansy Lane Primary School in Otterby is lovely"
    assert keep(near_otterby, said("threat", NEAR_A_NAMESAKE), said("praise", praise)) == 1
    mention = Mention.objects.get()
    assert Alert.objects.filter(mention=mention).exists()
    page = words(sign_in(head).get(reverse("mention", args=[mention.id])))
    assert "may be about another school of the same name" in page


def test_a_post_that_becomes_dangerous_beside_a_namesakes_word_alarms_and_says_so(
    head, near_otterby
):
    assert keep(near_otterby, said("talk", THANKS)) == 1
    assert not Alert.objects.exists()
    assert keep(near_otterby, said("talk", NEAR_A_NAMESAKE)) == 0
    mention = Mention.objects.get()
    assert Alert.objects.filter(mention=mention).count() == 1
    assert mention.post.text == NEAR_A_NAMESAKE
    assert [one.text for one in mention.post.versions.all()] == [THANKS]
    assert LedgerEntry.objects.filter(kind="mention.changed").exists()
    page = words(sign_in(head).get(reverse("mention", args=[mention.id])))
    assert "may be about another school of the same name" in page


def test_a_post_that_changes_to_praise_of_a_namesake_alarms_nobody(near_otterby):
    keep(near_otterby, said("talk", THANKS))
    keep(near_otterby, said("talk", "Tansy Lane Primary School in Otterby is lovely"))
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("title", "is_doubtful"),
    [("Tansy Lane Primary School, Otterby", True), ("News of Otterby", False)],
)
def test_a_threat_with_a_namesakes_word_in_its_title_alarms(head, near_otterby, title, is_doubtful):
    threat = "I will kill the head with a knife, tomorrow"
    if not is_doubtful:  # the title tells of another place, the words of us
        threat = f"{threat}, at Tansy Lane Primary School, Wexcombe"
    told = Said(key="threat", address="http://town.example/threat", title=title, text=threat)
    assert keep(near_otterby, told) == 1
    mention = Mention.objects.get()
    assert Alert.objects.filter(mention=mention).exists()
    page = words(sign_in(head).get(reverse("mention", args=[mention.id])))
    assert ("may be about another school of the same name" in page) == is_doubtful


def test_a_look_that_brings_nothing_about_us_asks_the_database_little(
    source, django_assert_max_num_queries
):
    source = Source.objects.select_related("school", "connection").get(pk=source.pk)
    with django_assert_max_num_queries(5):
        assert keep(source, *(said(f"k{n}", ELSEWHERE) for n in range(20))) == 0


def test_however_many_of_a_look_are_about_us_the_policy_is_looked_up_once(source):
    with CaptureQueriesContext(connection) as asked:
        assert keep(source, *(said(f"k{n}", f"{THANKS} Thank you, {n}.") for n in range(5))) == 5
    about_policy = [one["sql"] for one in asked if "policyversion" in one["sql"].lower()]
    assert len(about_policy) == 1
