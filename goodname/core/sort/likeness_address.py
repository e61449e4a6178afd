"""Says which page, and which post on it, an address stands for, however it was passed on."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What counts the clicks, and says nothing about the page.
_TRACKING = re.compile(
    r"utm_\w+|\w*clid|gclsrc|gad_\w+|mc_[ce]id|igshid|igsh|_ga|_gl|ref|ref_src|ref_url|referrer|"
    r"amp|amp_\w+|outputtype|cmpid|cmp|ocid|ito|at_\w+|smid|smtyp|share|shared|si|feature|rss|"
    r"ns_\w+|mkt_tok|fb_\w+|__tn__|__cft__.*|trk|ncid|xtor",
    re.IGNORECASE,
)
_POST_ASKED = frozenset({"lc", "comment_id", "reply_comment_id", "commentid"})
_POST_NAMED = re.compile(
    r"(?:(?:\w+[-_])?(?:post|comment|reply|msg|message|answer|entry|note|pid|p|c)s?[-_=/]?"
    r"(?:id[-_=]?)?)?\w*\d\w*",
    re.IGNORECASE,
)
_LONGEST_NAME = 80
_DOORS = re.compile(r"^(?:www\d?|m|mobile|amp|old|new|touch)\.(?=[^.]+\.)")
_AMP_WRAPPED = re.compile(
    r"^(?:www\.)?google\.[a-z.]+/amp/s/|^[\w-]+\.cdn\.ampproject\.org/[cv]/s/"
)
_AMP_PATH = re.compile(r"/amp(?=/|$)|\.amp(?=$|\.html?$)|(?<=/)index\.(?:html?|php|aspx?)$")
_SAME_HOST = {"twitter.com": "x.com", "youtube-nocookie.com": "youtube.com"}


def page_and_post(address: str) -> tuple[str, str]:
    """The page that an address leads to, without scheme and tracking, and the post that it names.

    The post is "" where the address names none: a thread's answers then share their page. Both
    are "" where the address cannot be read.
    """
    try:
        parts = urlsplit(_unwrapped(address.strip()))
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:  # brackets or a port that make no sense
        return "", ""
    if not host or parts.scheme not in ("http", "https"):
        return "", ""
    host = _DOORS.sub("", host)
    host = _SAME_HOST.get(host, host) + (f":{port}" if port not in (None, 80, 443) else "")
    path = _AMP_PATH.sub("", unquote(parts.path)).rstrip("/")
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if host == "youtu.be" and path:
        host, path, asked = "youtube.com", "/watch", [("v", path[1:]), *asked]
    kept = sorted((n, v) for n, v in asked if not _TRACKING.fullmatch(n))
    page = [(n, v) for n, v in kept if n.lower() not in _POST_ASKED]
    post = [f"{n}={v}" for n, v in kept if n.lower() in _POST_ASKED]
    if len(parts.fragment) <= _LONGEST_NAME and _POST_NAMED.fullmatch(parts.fragment):
        post.append(parts.fragment.lower())
    where = f"{host}{path}" + (f"?{urlencode(page)}" if page else "")
    return where, "&".join(post)


def _unwrapped(address: str) -> str:
    """The page behind a search engine's own fast copy of it."""
    scheme, mark, rest = address.partition("://")
    inside = _AMP_WRAPPED.sub("", rest, count=1)
    return f"{scheme.lower()}{mark}{inside}"
