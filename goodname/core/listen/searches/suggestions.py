"""Suggests where a school could listen: which searches, which places of its town, and why each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from goodname.core.listen.kinds import Kind
from goodname.core.listen.searches.phrases import Phrase, with_site

PARENTS_FORUMS = (("mumsnet.com", "Mumsnet"), ("netmums.com", "Netmums"))
SEARCHES = (Kind.SEARXNG, Kind.BRAVE)
STEPS = (
    "Open google.com/alerts, paste this text: {text}. Then choose “Show options”, “Deliver to: RSS"
    " feed” and “Create alert”, and paste the address of the feed’s symbol here."
)


@dataclass(frozen=True)
class Suggestion:
    """One place or search to listen to, and in one plain sentence why.

    `kinds` can each hear it, the best first. With `by_hand` a person has to do something first:
    what, step by step, and `paste` is the exact text for it. `is_guess` says that nobody knows yet
    whether the place exists: try it.
    """

    title: str
    why: str
    kinds: tuple[Kind, ...]
    address: str = ""
    query: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    by_hand: str = ""
    paste: str = ""
    is_guess: bool = False
    is_local: bool = False


def suggested(
    offers: Sequence[Phrase],
    *,
    town: str = "",
    papers: Sequence[tuple[str, str]] = (),
    authority: str = "",
) -> tuple[Suggestion, ...]:
    """Where to listen, the most useful first.

    `offers` are the school's phrases from core.listen.searches.phrases.offered, surest first; `papers` the
    local papers by name and address. Each suggestion stands once.
    """
    if not offers:
        return ()
    found: dict[tuple[object, ...], Suggestion] = {}
    for one in _suggested(offers, town, papers, authority):
        found.setdefault((one.kinds[0], one.address, one.query.casefold(), one.paste), one)
    return tuple(found.values())


def _suggested(
    offers: Sequence[Phrase], town: str, papers: Sequence[tuple[str, str]], authority: str
) -> Iterator[Suggestion]:
    words = [phrase.text for phrase in offers if not phrase.text.startswith("#")]
    tags = [phrase.text for phrase in offers if phrase.text.startswith("#")]
    surest = words[0] if words else tags[0]
    # Services that know no words beside a quoted name, or search too little to need the town.
    name = next((text for text in words if re.fullmatch(r'"[^"]+"', text)), surest)
    yield from _papers(papers)
    yield _alert(surest, "Google finds new pages of the whole web, and this costs nothing.")
    yield _web(surest, "A search engine of your own finds old pages too, and forums.")
    for host, forum in PARENTS_FORUMS:
        yield Suggestion(
            title=f"{forum}: {name}",
            why=f"Parents ask and answer about schools on {forum}, which has no feed of its own.",
            kinds=SEARCHES,
            query=with_site(name, host),
        )
    yield from _networks(name)
    yield from _town(town)
    for text in words[1:4]:
        if text != name:
            yield _alert(text, "Many people leave out half of the school’s name.")
    if tags:
        yield from _hashtags(tags)
    yield from _rest(authority)


def _papers(papers: Sequence[tuple[str, str]]) -> Iterator[Suggestion]:
    for title, address in papers:
        yield Suggestion(
            title=title,
            why="The local paper writes about the town’s schools, and its readers comment.",
            kinds=(Kind.FEED, Kind.PAGE),
            address=address,
            is_local=True,
        )


def _alert(text: str, why: str) -> Suggestion:
    return Suggestion(
        title=f"Google Alert: {text}",
        why=why,
        kinds=(Kind.FEED, Kind.MAILBOX),
        by_hand=STEPS.format(text=text),
        paste=text,
    )


def _web(text: str, why: str) -> Suggestion:
    return Suggestion(title=f"Web search: {text}", why=why, kinds=SEARCHES, query=text)


def _networks(name: str) -> Iterator[Suggestion]:
    for kind, title, why in (
        (Kind.BLUESKY, "Bluesky", "Everything that is posted on Bluesky is public and can be searched."),
        (Kind.REDDIT, "Reddit", "People write about schools in their town’s and in parents’ groups."),
        (Kind.MASTODON, "Mastodon", "A Mastodon server finds the public posts that it has heard of."),
        (Kind.YOUTUBE, "YouTube", "Pupils and local people post videos that name the school."),
    ):  # fmt: skip
        yield Suggestion(title=f"{title}: {name}", why=why, kinds=(kind,), query=name)


def _town(town: str) -> Iterator[Suggestion]:
    for joined in dict.fromkeys(("".join(re.findall(r"[^\W_]+", town)).lower(),
                                 "_".join(re.findall(r"[^\W_]+", town)).lower())):  # fmt: skip
        if 3 <= len(joined) <= 21 and joined.isascii():
            yield Suggestion(
                title=f"Reddit: r/{joined}",
                why=f"If {town} has a group on Reddit, its schools are talked about there.",
                kinds=(Kind.REDDIT,),
                address=f"https://www.reddit.com/r/{joined}",
                options={"subreddit": joined},
                is_guess=True,
                is_local=True,
            )


def _hashtags(tags: Sequence[str]) -> Iterator[Suggestion]:
    for kind in (Kind.MASTODON, Kind.BLUESKY):
        yield Suggestion(
            title=f"{kind.value.title()}: {tags[0]}",
            why="A hashtag is heard even where words cannot be searched; try whether it is used.",
            kinds=(kind,),
            query=tags[0],
            is_guess=True,
        )


def _rest(authority: str) -> Iterator[Suggestion]:
    if authority:
        yield Suggestion(
            title=f"News of {authority}",
            why="The council tells of closures, places and consultations before anybody comments.",
            kinds=(Kind.FEED, Kind.PAGE),
            by_hand=f"Open the news page of {authority} and paste its address here.",
            is_local=True,
        )
    yield Suggestion(
        title="Google reviews",
        why="Families who choose a school read its stars; Google gives out five reviews.",
        kinds=(Kind.REVIEWS,),
        options={"where": "places"},
        by_hand="Find the school’s place ID with Google’s Place ID Finder, and add a Google key.",
    )
    yield Suggestion(
        title="Facebook groups, WhatsApp, Nextdoor and Instagram",
        why="Most talk about a school is there, and nobody outside can listen to it.",
        kinds=(Kind.PERSON,),
        by_hand="Tell families and staff how to forward a post or to send in a screenshot.",
    )
