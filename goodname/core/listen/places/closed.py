"""Knows the places that nobody can listen to from outside, and what a school can do instead."""

from __future__ import annotations

import re

from goodname.core.listen.places.profile_address import Address

INSTEAD = "Ask a member who saw a post about the school to forward it, or to send in a screenshot."
CLOSED = (
    (r"facebook\.com|fb\.com|fb\.me|messenger\.com|m\.me|fb\.watch", "Facebook",
     "shows its groups and pages to its members only"),
    (r"instagram\.com|instagr\.am", "Instagram", "shows its posts to its members only"),
    (r"(?:chat\.)?whatsapp\.com|wa\.me", "WhatsApp", "is closed to everybody but a chat’s members"),
    (r"nextdoor\.(?:com|co\.uk)", "Nextdoor", "is closed to everybody but the neighbours"),
    (r"tiktok\.com|vm\.tiktok\.com", "TikTok", "gives its posts to no program of a school’s"),
    (r"threads\.(?:net|com)", "Threads", "gives its posts to no program of a school’s"),
    (r"x\.com|twitter\.com|t\.co", "X", "asks money for every single post that a program reads"),
    (r"snapchat\.com|(?:story|web)\.snapchat\.com", "Snapchat", "is closed to everybody outside"),
    (r"linkedin\.com|lnkd\.in", "LinkedIn", "shows its posts to its members only"),
    (r"discord\.(?:com|gg)|discordapp\.com", "Discord", "is closed to everybody but its members"),
    (r"classdojo\.com|(?:[\w-]+\.)?parentmail\.co\.uk", "That app",
     "is closed to everybody but its members"),
)  # fmt: skip
PLACES = tuple((re.compile(hosts), f"{name} {why}") for hosts, name, why in CLOSED)
SEARCH_PAGES = re.compile(r"(?:[\w-]+\.)?(?:google\.[\w.]+|bing\.com|duckduckgo\.com|yahoo\.com|"
                          r"ecosia\.org|startpage\.com)")  # fmt: skip
ALERTS = (
    "This is the page on which Google Alerts are made, and only you can see it. There choose “Show"
    " options”, “Deliver to: RSS feed” and “Create alert”; then copy the address of the feed’s symbol"
    " and paste it here."
)
RESULTS = (
    "Programs may not read this search engine’s pages of results. Make a Google Alert for the school’s"
    " name and paste its feed here, or connect a search under Connections."
)
TELEGRAM = "This is a private chat on Telegram, closed to everybody but its members."


def refusal(address: Address) -> str:
    """Why nobody can listen there from outside, with what to do instead; "" where one can."""
    if address.site in ("t.me", "telegram.me") and (
        address.word(0) in ("joinchat", "c") or address.word(0).startswith("+")
    ):
        return f"{TELEGRAM} {INSTEAD}"
    for hosts, why in PLACES:
        if hosts.fullmatch(address.site):
            return f"{why}, so we cannot listen there. {INSTEAD}"
    if SEARCH_PAGES.fullmatch(address.site):
        if address.word(0) == "alerts" and address.word(1) != "feeds":
            return ALERTS
        if address.word(0) in ("search", "html") or (not address.words and address.value("q")):
            return RESULTS
    return ""
