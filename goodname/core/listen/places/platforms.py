"""Which platform an address belongs to, by its host: as the register of platforms calls it."""

from __future__ import annotations

from goodname.core.listen.kinds import Kind
from goodname.core.listen.places.profile_address import addresses

# Hosts without their dress (www., m., en-gb.), each with an id of the platform register.
HOSTS = {
    "bereal.com": "bereal",
    "bere.al": "bereal",
    "bsky.app": "bluesky",
    "character.ai": "character_ai",
    "discord.com": "discord",
    "discord.gg": "discord",
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "fb.me": "facebook",
    "fb.watch": "facebook",
    "instagram.com": "instagram",
    "instagr.am": "instagram",
    "kik.com": "kik",
    "kik.me": "kik",
    "linkedin.com": "linkedin",
    "mastodon.social": "mastodon",
    "mumsnet.com": "mumsnet",
    "nextdoor.co.uk": "nextdoor",
    "nextdoor.com": "nextdoor",
    "pinterest.co.uk": "pinterest",
    "pinterest.com": "pinterest",
    "pin.it": "pinterest",
    "redd.it": "reddit",
    "reddit.com": "reddit",
    "roblox.com": "roblox",
    "signal.group": "signal",
    "signal.me": "signal",
    "snapchat.com": "snapchat",
    "steamcommunity.com": "steam",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "threads.com": "threads",
    "threads.net": "threads",
    "tiktok.com": "tiktok",
    "tumblr.com": "tumblr",
    "twitch.tv": "twitch",
    "twitter.com": "x",
    "viber.com": "viber",
    "wa.me": "whatsapp",
    "whatsapp.com": "whatsapp",
    "x.com": "x",
    "youtu.be": "youtube",
    "youtube.com": "youtube",
    "youtubekids.com": "youtube_kids",
}
KINDS = {Kind.BLUESKY: "bluesky", Kind.REDDIT: "reddit", Kind.YOUTUBE: "youtube"}


def platform_of(address: str, kind: str = "") -> str:
    """An id of the platform register, by the address or by the kind of source; "" where unknown.

    An address that holds another, as an archive's does, is of the platform that is inside.
    """
    found = [_by_host(one.site) for one in addresses(address)] if address else []
    known = [one for one in found if one]
    return known[-1] if known else next((KINDS[one] for one in KINDS if one == kind), "")


def _by_host(host: str) -> str:
    parts = host.split(".")
    tails = (".".join(parts[at:]) for at in range(len(parts) - 1))
    return next((HOSTS[tail] for tail in tails if tail in HOSTS), "")
