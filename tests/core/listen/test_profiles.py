"""People are not listened to, however the address of somebody's own page is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodname.core.listen.places.profiles import person_at, refusal

PROFILES = [
    # Facebook
    ("https://www.facebook.com/ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://m.facebook.com/ivy.penrose/?ref=bookmarks&__tn__=C-R", "facebook.com/ivy.penrose"),
    ("https://mbasic.facebook.com/ivy.penrose/about", "facebook.com/ivy.penrose"),
    ("https://en-gb.facebook.com/Ivy.Penrose", "facebook.com/ivy.penrose"),
    ("facebook.com/ivy.penrose/photos", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com/profile.php?id=100012345678901", "facebook.com/100012345678901"),
    ("https://www.facebook.com/people/Ivy-Penrose/100012345678901/", "facebook.com/100012345678901"),
    ("https://fb.com/ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://m.me/ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com./ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com:443//ivy.penrose", "facebook.com/ivy.penrose"),
    ("https:\\\\www.facebook.com\\ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com/groups/../ivy.penrose", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com/%69vy%2Epenrose", "facebook.com/ivy.penrose"),
    ("https://www.facebook.com/%2569vy.penrose", "facebook.com/ivy.penrose"),
    ("HTTPS://WWW.FACEBOOK.COM/IVY.PENROSE", "facebook.com/ivy.penrose"),
    ("https://www.ｆａｃｅｂｏｏｋ.com/ivy.penrose", "facebook.com/ivy.penrose"),
    ("  <https://www.facebook.com/ivy.penrose> ", "facebook.com/ivy.penrose"),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fx.com%2Fivypenrose&h=A", "x.com/ivypenrose"),
    # Instagram, Threads, TikTok, Snapchat
    ("https://www.instagram.com/ivy.penrose/", "instagram.com/ivy.penrose"),
    ("instagram.com/ivy.penrose/tagged/?hl=en&igshid=1", "instagram.com/ivy.penrose"),
    ("https://www.instagram.com/stories/ivy.penrose/123/", "instagram.com/ivy.penrose"),
    ("https://imginn.com/ivy.penrose/", "instagram.com/ivy.penrose"),
    ("https://www.threads.net/@ivy.penrose", "threads.com/ivy.penrose"),
    ("https://www.threads.com/@ivy.penrose/replies", "threads.com/ivy.penrose"),
    ("https://www.tiktok.com/@ivy.penrose?lang=en", "tiktok.com/ivy.penrose"),
    ("https://m.tiktok.com/@Ivy.Penrose/live", "tiktok.com/ivy.penrose"),
    ("https://www.snapchat.com/add/ivypenrose", "snapchat.com/ivypenrose"),
    ("https://story.snapchat.com/s/ivypenrose", "snapchat.com/ivypenrose"),
    # X and its mirrors
    ("https://x.com/IvyPenrose", "x.com/ivypenrose"),
    ("https://twitter.com/ivypenrose/with_replies", "x.com/ivypenrose"),
    ("https://mobile.twitter.com/ivypenrose?s=20&t=abc", "x.com/ivypenrose"),
    ("https://twitter.com/#!/ivypenrose", "x.com/ivypenrose"),
    ("https://twitter.com/intent/user?screen_name=ivypenrose", "x.com/ivypenrose"),
    ("https://x.com/i/user/12345", "x.com/12345"),
    ("https://x.com/search?q=from%3Aivypenrose&f=live", "x.com/ivypenrose"),
    ("https://nitter.net/ivypenrose/rss", "x.com/ivypenrose"),
    ("https://nitter.privacy.example/ivypenrose", "x.com/ivypenrose"),
    ("https://xcancel.com/ivypenrose/rss", "x.com/ivypenrose"),
    # Bluesky and the fediverse
    ("https://bsky.app/profile/ivy.bsky.social", "bsky.app/ivy.bsky.social"),
    ("https://bsky.app/profile/ivy.bsky.social/rss", "bsky.app/ivy.bsky.social"),
    ("https://bsky.app/profile/did:plc:abc123/rss", "bsky.app/did:plc:abc123"),
    ("https://ivy.bsky.social", "bsky.app/ivy.bsky.social"),
    ("at://did:plc:abc123", "bsky.app/did:plc:abc123"),
    ("https://bsky.app/search?q=from:ivy.bsky.social+lane", "bsky.app/ivy.bsky.social"),
    ("https://social.example/@ivy", "@ivy@social.example"),
    ("https://social.example/@ivy.rss", "@ivy@social.example"),
    ("https://social.example/@ivy/feed.rss", "@ivy@social.example"),
    ("https://social.example/@ivy/with_replies", "@ivy@social.example"),
    ("https://other.example/@ivy@social.example", "@ivy@social.example"),
    ("https://social.example/users/ivy", "social.example/ivy"),
    ("https://social.example/users/ivy.atom", "social.example/ivy"),
    ("https://social.example/web/@ivy", "@ivy@social.example"),
    ("https://social.example/api/v1/accounts/17/statuses", "@17@social.example"),
    ("@ivy@social.example", "@ivy@social.example"),
    ("acct:@Ivy@social.example", "@ivy@social.example"),
    # Reddit, YouTube, LinkedIn and others
    ("https://www.reddit.com/user/ivy_penrose", "reddit.com/ivy_penrose"),
    ("https://old.reddit.com/u/ivy_penrose/comments/.rss", "reddit.com/ivy_penrose"),
    ("https://www.reddit.com/user/ivy_penrose.rss", "reddit.com/ivy_penrose"),
    ("https://www.reddit.com/r/u_ivy_penrose/", "reddit.com/ivy_penrose"),
    ("https://www.reddit.com/search.rss?q=author:ivy_penrose", "reddit.com/ivy_penrose"),
    ("https://redlib.privacy.example/u/ivy_penrose", "reddit.com/ivy_penrose"),
    ("https://www.youtube.com/@IvyPenrose/videos", "youtube.com/ivypenrose"),
    ("https://www.youtube.com/channel/UCabc_123", "youtube.com/ucabc_123"),
    ("https://www.youtube.com/feeds/videos.xml?channel_id=UCabc", "youtube.com/ucabc"),
    ("https://uk.linkedin.com/in/ivy-penrose-123/", "linkedin.com/ivy-penrose-123"),
    ("https://t.me/ivypenrose", "t.me/ivypenrose"),
    ("https://medium.com/@ivy", "medium.com/ivy"),
    ("https://medium.com/feed/@ivy", "medium.com/ivy"),
    ("https://substack.com/@ivy", "substack.com/ivy"),
    ("https://ivy.tumblr.com/rss", "tumblr.com/ivy"),
    ("https://www.tumblr.com/blog/view/ivy", "tumblr.com/ivy"),
    ("https://github.com/ivy", "github.com/ivy"),
    ("https://github.com/ivy.atom", "github.com/ivy"),
    ("https://www.flickr.com/people/ivy/", "flickr.com/ivy"),
    ("https://www.flickr.com/photos/12345678@N00/", "flickr.com/12345678-n00"),
    ("https://gravatar.com/ivy", "gravatar.com/ivy"),
    ("https://wa.me/447700900123", "wa.me/447700900123"),
    ("https://linktr.ee/ivy", "linktr.ee/ivy"),
    ("https://www.google.com/maps/contrib/1234567/reviews", "google.com/maps/contrib/1234567"),
    # Forums, home pages, bylines
    ("https://www.mumsnet.com/users/ivy", "mumsnet.com/ivy"),
    ("https://www.netmums.com/profil/ivy", "netmums.com/ivy"),
    ("https://forum.wexcombe.example/u/ivy/activity.rss", "forum.wexcombe.example/ivy"),
    ("https://wexcombe.example/forum/member.php?u=12", "wexcombe.example/12"),
    ("https://wexcombe.example/forum/memberlist.php?mode=viewprofile&u=12", "wexcombe.example/12"),
    ("https://wexcombe.example/members/ivy.12/", "wexcombe.example/ivy.12"),
    ("https://college.example/~ivy/", "college.example/~ivy"),
    ("https://college.example/%7Eivy/news.xml", "college.example/~ivy"),
    ("https://paper.example/author/ivy-penrose/feed/", "paper.example/ivy-penrose"),
    # Bridges that make a feed of a person's page, archives and translators that show it
    ("https://bridge.example/?action=display&bridge=TwitterBridge&u=ivy&format=Atom", "twitter/ivy"),
    ("https://bridge.example/?bridge=MastodonBridge&canusername=@ivy@social.example", "mastodon/ivy"),
    ("https://bridge.example/feed?account=ivy", "bridge.example/ivy"),
    ("https://bridge.example/feed?user=@Ivy", "bridge.example/ivy"),
    ("https://rsshub.example/twitter/user/ivy", "twitter/ivy"),
    ("https://openrss.org/x.com/ivy", "x.com/ivy"),
    ("https://web.archive.org/web/2026/https://x.com/ivy", "x.com/ivy"),
    ("https://bridge.example/feed?url=https%3A%2F%2Fx.com%2Fivy", "x.com/ivy"),
    ("https://x-com.translate.goog/ivy?_x_tr_sl=en", "x.com/ivy"),
    ("https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.com%2Fivy", "x.com/ivy"),
    ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fx.com%2Fivy&ct=ga", "x.com/ivy"),
    ("https://pds.example/xrpc/app.bsky.feed.getAuthorFeed?actor=did:plc:abc",
     "pds.example/did:plc:abc"),
    ("https://pds.example/xrpc/com.atproto.repo.listRecords?repo=did:plc:abc",
     "pds.example/did:plc:abc"),
    ("https://pds.example/xrpc/app.bsky.feed.searchPosts?q=from:ivy.example", "pds.example/ivy.example"),
    # A page inside another's address, without "https://" before it
    ("https://www.google.com/amp/s/x.com/ivy", "x.com/ivy"),
    ("https://x-com.cdn.ampproject.org/c/s/x.com/ivy", "x.com/ivy"),
    ("https://webcache.googleusercontent.com/search?q=cache:abc:x.com/ivy", "x.com/ivy"),
    ("https://web.archive.org/web/2026/x.com/ivy", "x.com/ivy"),
    ("https://archive.org/wayback/available?url=x.com/ivy", "x.com/ivy"),
    ("https://translate.google.com/translate?sl=en&u=x.com/ivy", "x.com/ivy"),
    ("https://farside.link/nitter/ivy", "x.com/ivy"),
    ("https://farside.link/redlib/user/ivy", "reddit.com/ivy"),
    # Bridges by the routes that they write
    ("https://rsshub.example/youtube/user/@ivy", "youtube/ivy"),
    ("https://rsshub.example/linkedin/in/ivy", "linkedin/ivy"),
    ("https://rsshub.example/threads/ivy", "threads/ivy"),
    ("https://rsshub.example/mastodon/acct/ivy@social.example/statuses", "mastodon/ivy"),
    ("https://fed.brid.gy/bsky/ivy.bsky.social", "brid.gy/ivy.bsky.social"),
    # Everything of one channel or account, under names that do not look like one
    ("https://www.youtube.com/ivypenrose", "youtube.com/ivypenrose"),
    ("https://www.youtube.com/feeds/videos.xml?playlist_id=UUabcdefghijklmnopqrstuv",
     "youtube.com/ucabcdefghijklmnopqrstuv"),
    ("https://inv.example/feed/channel/UCabcdefghijklmnopqrstuv",
     "youtube.com/ucabcdefghijklmnopqrstuv"),
    ("https://www.reddit.com/r/wexcombe+u_ivy/.rss", "reddit.com/ivy"),
    ("https://bsky.app/profile/ivy.bsky.social/feed", "bsky.app/ivy.bsky.social"),
    ("https://bsky.app/profile/ivy.bsky.social/lists", "bsky.app/ivy.bsky.social"),
    ("https://x.com/ivy/status/", "x.com/ivy"),
    ("did:plc:abc123", "bsky.app/did:plc:abc123"),
    ("at://ivy.example/app.bsky.feed.post", "bsky.app/ivy.example"),
    ("https://plc.directory/did:plc:abc", "bsky.app/did:plc:abc"),
    ("https://social.example/ap/users/12", "social.example/12"),
    ("https://i.instagram.com/api/v1/users/web_profile_info/?username=ivy", "instagram.com/ivy"),
    ("https://medium.com/@ivy/feed", "medium.com/ivy"),
    ("https://ivy.micro.blog/feed.xml", "micro.blog/ivy"),
    ("https://letterboxd.com/ivy/rss/", "letterboxd.com/ivy"),
    ("https://stackoverflow.com/feeds/user/12", "stackoverflow.com/12"),
    ("https://www.goodreads.com/user/updates_rss/123", "goodreads.com/123"),
    ("https://dev.to/feed/ivy", "dev.to/ivy"),
    ("https://en.wikipedia.org/w/index.php?title=Special:Contributions/Ivy&feed=atom",
     "wikipedia.org/ivy"),
    ("https://ratemyteachers.com/ivy-penrose/12-t", "ratemyteachers.com/ivy-penrose"),
    ("https://lemmy.example/feeds/u/ivy.xml", "lemmy.example/ivy"),
    ("https://paper.example/blog/author/ivy-penrose/", "paper.example/ivy-penrose"),
    ("https://paper.example/?author=3&feed=rss2", "paper.example/3"),
    ("https://www.mumsnet.com/talk/search?author=ivy", "mumsnet.com/ivy"),
]  # fmt: skip

PLACES = [
    "https://www.facebook.com/groups/wexcombeparents",
    "https://www.facebook.com/pages/Wexcombe-Gazette/1234",
    "https://www.facebook.com/hashtag/tansylane",
    "https://www.facebook.com/ivy.penrose/posts/12345",
    "https://www.facebook.com/permalink.php?story_fbid=1&id=2",
    "https://www.instagram.com/explore/tags/tansylane/",
    "https://www.instagram.com/p/Cabc123/",
    "https://www.instagram.com/ivy.penrose/p/Cabc123/",
    "https://x.com/hashtag/TansyLane",
    "https://x.com/ivypenrose/status/1234567890",
    "https://x.com/search?q=%22Tansy%20Lane%20Primary%22",
    "https://nitter.net/search/rss?f=tweets&q=%22Tansy+Lane%22",
    "https://www.tiktok.com/tag/tansylane",
    "https://www.tiktok.com/@ivy.penrose/video/123",
    "https://www.threads.net/@ivy/post/Cabc",
    "https://bsky.app/hashtag/TansyLane",
    "https://bsky.app/search?q=Tansy+Lane",
    "https://bsky.app/profile/ivy.bsky.social/post/3kabc",
    "https://bsky.app/profile/ivy.bsky.social/feed/wexcombe",
    "https://social.example/tags/TansyLane",
    "https://social.example/tags/TansyLane.rss",
    "https://social.example/@ivy/112233445566",
    "https://social.example/users/ivy/statuses/112233",
    "https://www.reddit.com/r/wexcombe",
    "https://www.reddit.com/r/wexcombe/new/.rss",
    "https://www.reddit.com/r/wexcombe/comments/abc/tansy_lane/",
    "https://www.reddit.com/user/ivy_penrose/comments/abc/on_schools/",
    "https://www.reddit.com/r/wexcombe/.rss?feed=0123456789&user=desk",
    "https://www.reddit.com/search.rss?q=%22Tansy+Lane%22",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "https://www.youtube.com/results?search_query=tansy+lane",
    "https://www.youtube.com/feeds/videos.xml?playlist_id=PLabc",
    "https://www.linkedin.com/company/wexcombe-gazette/",
    "https://www.linkedin.com/school/wexcombe-college/",
    "https://t.me/s/wexcombenews",
    "https://t.me/ivypenrose/12",
    "https://medium.com/@ivy/on-schools-0123456789ab",
    "https://wexcombe.substack.com/feed",
    "https://www.tumblr.com/tagged/tansylane",
    "https://ivy.tumblr.com/post/123/on-schools",
    "https://github.com/ivy/wexcombe-news/releases.atom",
    "https://www.flickr.com/groups/wexcombe/",
    "https://www.flickr.com/photos/ivy/12345/",
    "https://www.mumsnet.com/talk/primary/5012345-tansy-lane",
    "https://www.netmums.com/coffeehouse/tansy-lane.html",
    "https://www.google.com/alerts/feeds/01234567890/98765",
    "https://www.google.co.uk/search?q=%22Tansy+Lane%22",
    "https://news.google.com/rss/search?q=%22Tansy+Lane%22",
    "https://forum.wexcombe.example/t/tansy-lane/41",
    "https://forum.wexcombe.example/users",
    "https://forum.wexcombe.example/user/login",
    "https://paper.example/authors/feed",
    "https://paper.example/news/rss?utm_source=ivy&from=1",
    "https://www.wexcombe.gov.example/schools/profile-of-the-town",
    "https://rsshub.example/reddit/subreddit/wexcombe",
    "https://bridge.example/?action=display&bridge=RedditBridge&r=wexcombe&u=&format=Atom",
    "https://web.archive.org/web/2026/https://paper.example/news",
    "https://web.archive.org/web/2026/paper.example/news",
    "https://rsshub.example/telegram/channel/wexcombenews",
    "https://www.youtube.com/hashtag/tansylane",
    "https://www.youtube.com/playlist?list=PLabcdefghijklmnopqrstuv",
    "at://did:plc:abc/app.bsky.feed.post/3kabc",
    "https://dev.to/feed/tag/schools",
    "https://www.goodreads.com/book/show/12-the-school",
    "https://soundcloud.com/wexcombe-radio",
    "https://stackoverflow.com/feeds/tag/schools",
    "https://letterboxd.com/film/school/",
    "https://en.wikipedia.org/w/index.php?title=Wexcombe&feed=atom&action=history",
    "https://wexcombeparents.wordpress.com/feed/",
    "https://www.wexcombe.gov.example/schools/index.php/news/feed",
    "https://paper.example/news/2026/v1.2/story",
    "",
    "nonsense",
    "https://[broken",
    "Tansy Lane Primary School",
]  # fmt: skip


@pytest.mark.parametrize(("written", "who"), PROFILES)
def test_a_persons_own_page_is_known_however_it_is_written(written: str, who: str) -> None:
    assert person_at(written) == who
    assert refusal(written)


@pytest.mark.parametrize("written", PLACES)
def test_places_and_single_posts_are_nobodys_page(written: str) -> None:
    assert person_at(written) == ""
    assert refusal(written) == ""


def test_the_refusal_says_what_it_is_and_what_to_do_instead() -> None:
    assert refusal("x.com/ivypenrose") == (
        "This is one person’s own page on X, and people are not listened to. Search for the school’s"
        " name instead; if a post there is about the school, send in that post’s own address or a"
        " screenshot."
    )
    assert "does not tell whether a person or an organisation" in refusal("youtube.com/@wexcombe")
    assert "send it in, with its address or as a screenshot" in refusal("facebook.com/wexcombe")
    assert "on social.example" in refusal("@ivy@social.example")


DRESSES = st.sampled_from(["https://{}", "http://{}", "{}", "//{}", "https://www.{}", "https://m.{}",
                           "HTTPS://{}", "https://mobile.{}"])  # fmt: skip
TAILS = st.sampled_from(["", "/", "//", "?utm_source=a", "?ref=b&fbclid=c", "/?s=20", "#top"])
BASES = st.sampled_from(["facebook.com/ivy.p", "x.com/ivy_p", "instagram.com/ivy.p",
                         "tiktok.com/@ivy.p", "reddit.com/user/ivy_p", "linkedin.com/in/ivy-p",
                         "bsky.app/profile/ivy.example", "social.example/@ivy"])  # fmt: skip


@given(DRESSES, BASES, TAILS, st.data())
def test_no_dress_hides_a_person(dress: str, base: str, tail: str, data: st.DataObject) -> None:
    host, _, path = base.partition("/")
    at = data.draw(st.integers(0, len(path) - 1))
    coded = path if path[at] == "/" else f"{path[:at]}%{ord(path[at]):02x}{path[at + 1 :]}"
    written = dress.format(f"{data.draw(st.sampled_from([host, host.upper()]))}/{coded}") + tail
    assert person_at(written) == person_at(base) != ""


@given(st.text(max_size=200))
def test_nothing_that_is_pasted_breaks_it(pasted: str) -> None:
    assert bool(person_at(pasted)) == bool(refusal(pasted))
