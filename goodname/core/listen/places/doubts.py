"""Says where an address does not tell whether it is one person's own page, so that a human is asked.

A town's society and a mother of two may both write on wordpress.com. Whoever adds such a place has
seen it, and answers one plain question; the answer is kept with their name.
"""

from __future__ import annotations

import re

from goodname.core.listen.places import profiles
from goodname.core.listen.places.profile_address import addresses

QUESTION = "Is this one person’s own page?"
WHY = "Here families and societies write side by side, and the address does not tell which this is."
OWN_PAGE = (
    "Then we do not listen to it: people are not listened to, whatever they write about. Search for"
    " the school’s name instead; if a post there is about the school, send in that post’s own address."
)
# Each writer has a host of their own there.
HOSTS = re.compile(
    r"[\w-]+\.(?:wordpress\.com|substack\.com|blogspot\.[\w.]+|ghost\.io|bearblog\.dev|livejournal\.com"
    r"|dreamwidth\.org|write\.as|writeas\.com|hashnode\.dev|neocities\.org|github\.io|gitlab\.io"
    r"|carrd\.co|typepad\.com|weebly\.com|wixsite\.com|webnode\.[\w.]+|jimdofree\.com|buttondown\.email"
    r"|beehiiv\.com|posthaven\.com|prose\.sh|tumblr\.com|podbean\.com|buzzsprout\.com|mataroa\.blog)"
)
# Each writer has a folder there; or a feed is made of some page whose address is not told.
SITES = re.compile(
    r"write\.as|sites\.google\.com|patreon\.com|vimeo\.com|(?:[\w-]+\.)?deviantart\.com|dev\.to"
    r"|(?:feeds\.)?soundcloud\.com|buttondown\.(?:com|email)|(?:feeds|feeds2)\.feedburner\.com|ko-fi\.com"
    r"|rss\.app|fetchrss\.com|politepaul\.com|politepol\.com|feed43\.com|rssbox\.\w+|kill-the-newsletter\.com"
    r"|morss\.it|createfeed\.fivefilters\.org|bit\.ly|tinyurl\.com|is\.gd|t\.ly|rb\.gy|ow\.ly|buff\.ly|cutt\.ly"
)


def in_doubt(address: str) -> bool:
    """Whether a human has to say if it is one person's own page. What is refused is in no doubt."""
    if profiles.refusal(address):
        return False
    return any(HOSTS.fullmatch(one.site) or SITES.fullmatch(one.site) for one in addresses(address))
