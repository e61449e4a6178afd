"""Knows which sites have pages of persons, under whatever host they are shown."""

from __future__ import annotations

import re
from collections.abc import Callable

from goodname.core.listen.places import profile_sites as site
from goodname.core.listen.places.profile_address import Address, word_set

PLACES: tuple[tuple[str, str, re.Pattern[str], Callable[[Address], str]], ...] = tuple(
    (title, own, re.compile(hosts), name)
    for title, own, hosts, name in (
        ("Facebook", "facebook.com", r"(?:facebook|fb)\.com|fb\.me|m\.me|messenger\.com|"
         r"facebookwkhpilnemxj7asaniu7vnjjbiltxjqhye3mhbshg7kx5tfyd\.onion", site.facebook),
        ("Instagram", "instagram.com", r"instagram\.com|instagr\.am|imginn\.com|picuki\.com|"
         r"dumpor\.com|pixwox\.com|picnob\.com|bibliogram\.[\w.]+", site.instagram),
        ("X", "x.com", r"x\.com|twitter\.com|(?:[\w-]+\.)*nitter\.[\w.-]+|nitter\.[\w.-]+|"
         r"xcancel\.com|[fv]xtwitter\.com|fixupx\.com|fixvx\.com|twstalker\.com|twiiit\.com|"
         r"lightbrd\.com|nitter-[\w.-]+", site.x),
        ("TikTok", "tiktok.com", r"tiktok\.com|vxtiktok\.com|proxitok\.[\w.-]+|tok\.[\w.-]+\.[\w]+",
         site.tiktok),
        ("Threads", "threads.com", r"threads\.(?:net|com)", site.at_first(frozenset({"post"}))),
        ("Bluesky", "bsky.app", r"bsky\.app|(?:main|staging)\.bsky\.dev|[fv]xbsky\.app|bskyx\.app|"
         r"deer\.social", site.bluesky),
        ("Reddit", "reddit.com", r"(?:[\w-]+\.)*(?:reddit\.com|libreddit\.[\w.-]+|redlib\.[\w.-]+|"
         r"teddit\.[\w.-]+)|safereddit\.com", site.reddit),
        ("LinkedIn", "linkedin.com", r"(?:[a-z]{2}\.)?linkedin\.com", site.linkedin),
        ("Snapchat", "snapchat.com", r"(?:story\.)?snapchat\.com", site.snapchat),
        ("YouTube", "youtube.com", r"(?:music\.|gaming\.)?youtube\.com|(?:[\w-]+\.)*(?:invidious|"
         r"piped)\.[\w.-]+|yewtu\.be", site.youtube),
        ("Telegram", "t.me", r"t\.me|telegram\.me|telegram\.dog", site.telegram),
        ("Medium", "medium.com", r"medium\.com|scribe\.rip", site.medium),
        ("Substack", "substack.com", r"substack\.com", site.substack),
        ("Tumblr", "tumblr.com", r"tumblr\.com", site.tumblr),
        ("GitHub", "github.com", r"github\.com", site.github),
        ("GitHub", "github.com", r"gist\.github\.com", site.only_name),
        ("Flickr", "flickr.com", r"(?:api\.)?flickr\.com", site.flickr),
        ("Gravatar", "gravatar.com", r"gravatar\.com", site.first(
            word_set("avatar support site connect blog login"), frozenset())),
        ("Pinterest", "pinterest.com", r"pinterest\.(?:com|co\.uk|ie|[a-z]{2})", site.pinterest),
        ("WhatsApp", "wa.me", r"wa\.me", site.any_name),
        ("Bridgy", "brid.gy", r"(?:[\w-]+\.)?brid\.gy", site.after("bsky", "ap")),
        ("Wikipedia", "wikipedia.org", r"(?:[\w-]+\.)*wikipedia\.org", site.wikipedia),
        ("Hacker News", "news.ycombinator.com", r"news\.ycombinator\.com|hnrss\.org",
         site.hacker_news),
        ("Stack Overflow", "stackoverflow.com", r"(?:[\w-]+\.)*(?:stackoverflow|stackexchange)\.com",
         site.after("user", "users")),
        ("Strava", "strava.com", r"strava\.com", site.after("athletes", "pros")),
        ("Goodreads", "goodreads.com", r"goodreads\.com",
         site.goodreads),
        ("DEV", "dev.to", r"dev\.to", site.dev),
        ("Letterboxd", "letterboxd.com", r"letterboxd\.com", site.first(word_set(
            "about actor crew director film films journal list lists members news search tag"),
            frozenset())),
        ("diaspora*", "diaspora", r"(?:[\w-]+\.)*diaspora[\w.-]*", site.after("people", "public")),
        # A page about one teacher, whoever writes on it, is listening to that teacher.
        ("a site that rates teachers", "ratemyteachers.com", r"ratemyteachers\.com",
         site.first(word_set("about schools search help"), frozenset())),
        ("a site that rates teachers", "ratemyprofessors.com", r"ratemyprofessors\.com",
         site.after("professor")),
        *((host, host, re.escape(host), site.only_name) for host in (
            "linktr.ee", "about.me", "ask.fm", "vsco.co", "bere.al", "ngl.link", "tellonym.me",
            "onlyfans.com", "keybase.io", "twitch.tv", "vk.com", "carrd.co", "beacons.ai", "micro.blog")),
    )
)  # fmt: skip
# Sites that give each account a host of its own.
OWN_HOSTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("Bluesky", "bsky.app", re.compile(r"([\w-]+\.bsky\.social)")),
    ("Tumblr", "tumblr.com", re.compile(r"([\w-]+)\.tumblr\.com")),
    ("Medium", "medium.com", re.compile(r"([\w-]+)\.medium\.com")),
    ("Micro.blog", "micro.blog", re.compile(r"(?!help\.)([\w-]+)\.micro\.blog")),
)
