"""Where an address does not tell whose page it is, a human is asked; where it does, nobody is."""

import pytest

from goodname.core.listen.places.doubts import in_doubt


@pytest.mark.parametrize(
    "address",
    [
        "https://wexcombeparents.wordpress.com/feed/",
        "https://ivy.substack.com/feed",
        "https://ivy.blogspot.co.uk/feeds/posts/default",
        "https://ivy.ghost.io/rss/",
        "ivy.livejournal.com/data/rss",
        "https://sites.google.com/view/ivy",
        "https://rss.app/feeds/abc.xml",
        "https://feeds.feedburner.com/ivy",
        "https://bit.ly/3abc",
        "https://web.archive.org/web/2026/https://ivy.wordpress.com/",
    ],
)
def test_where_anybody_may_write_the_address_does_not_tell(address: str) -> None:
    assert in_doubt(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.com/ivy",  # refused, and so in no doubt
        "https://paper.example/feed",
        "https://www.wexcombe.gov.example/news.rss",
        "https://wordpress.com/tag/tansy-lane/feed",
        "https://www.mumsnet.com/talk/primary",
        "",
    ],
)
def test_a_paper_a_council_and_what_is_refused_are_in_no_doubt(address: str) -> None:
    assert not in_doubt(address)
