"""A report needs the platform's own way, so the desk tells it by the address."""

import pytest

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places.platforms import HOSTS, platform_of
from goodname.data import policies


@pytest.mark.parametrize(
    ("address", "platform"),
    [
        ("https://www.facebook.com/tansy.official/posts/1", "facebook"),
        ("https://m.facebook.com/groups/1", "facebook"),
        ("https://en-gb.facebook.com/x", "facebook"),
        ("https://vm.tiktok.com/ZM1/", "tiktok"),
        ("https://old.reddit.com/r/wexcombe/comments/1", "reddit"),
        ("https://web.archive.org/web/2026/https://x.com/somebody/status/1", "x"),
        ("https://X.COM/somebody/status/1", "x"),
        ("https://notfacebook.com/x", ""),
        ("https://facebook.com.evil.example/x", ""),
        ("https://tansylane.example/", ""),
        ("no address", ""),
        ("", ""),
    ],
)
def test_an_address_tells_its_platform(address, platform):
    assert platform_of(address) == platform


def test_a_source_tells_it_where_no_address_does():
    assert platform_of("", Kind.BLUESKY) == "bluesky"
    assert platform_of("https://tansylane.example/", Kind.FEED) == ""


def test_every_platform_is_of_the_register():
    assert set(HOSTS.values()) <= set(policies.platform_ages())
