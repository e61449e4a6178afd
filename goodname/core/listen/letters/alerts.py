"""Reads the e-mail of a Google Alert, whoever passed it on: each find with its true address.

That a letter says it comes from Google proves nothing, and nothing rests on it: what is taken from
such a letter are links to public pages and the words beside them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from goodname.core.listen.links import unwrapped, web_address
from goodname.core.listen.markup import Tag, gap, take_apart, tidy

SENDER = "googlealerts-noreply@google.com"
MOST_FINDS = 100
LONGEST_TITLE, LONGEST_SOURCE, LONGEST_TEXT = 300, 100, 2_000
SUBJECT = re.compile(r"google alert\s*[-–—:]\s*(.{1,200})", re.IGNORECASE)
ABOUT = re.compile(r"new results? for \[([^\]\n]{1,200})\]")
MANAGED = re.compile(r"google\.[a-z.]{2,6}/alerts\b")
WRAPPED = re.compile(r"<?(https?://(?:www\.)?google\.[a-z.]{2,6}/url\?[^\s<>\"]{1,4000})>?")
# What stands under a find and is none of its words.
BUTTONS = re.compile(
    r"(?:facebook|twitter|x|google\+|share|flag as irrelevant|see more results|edit this alert"
    r"|full coverage|see all stories on this topic:?|[-–—\s]*)",
    re.IGNORECASE,
)
END = re.compile(
    r"(?:(?:- ){5,}-?|this (?:once a (?:day|week)|as[- ]it[- ]happens)? ?google alert is brought.*"
    r"|unsubscribe from this (?:google )?alert.*|you have received this email because.*"
    r"|see more results.*|receive this alert as rss feed)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Find:
    """One page that was found: its true address, the wrapped link as sent, and what was shown."""

    address: str
    link: str
    title: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Alert:
    query: str
    finds: tuple[Find, ...]


def read(subject: str, html: str, text: str) -> Alert | None:
    """The alert that a letter carries, or None where it carries none."""
    about = SUBJECT.search(subject)
    if not about and not MANAGED.search(html) and not MANAGED.search(text):
        return None
    finds = _once((_in_html(html) if html else []) or _in_text(text))
    if not finds:  # a letter that only looks like an alert is never lost
        return None
    query = about or ABOUT.search(text)
    return Alert(tidy(query[1]).strip() if query else "", tuple(finds))


def _in_html(html: str) -> list[Find]:
    """Every link to a page outside, with the words in it, and those after it until the next."""
    finds: list[tuple[str, list[str], list[str]]] = []
    inside = False
    for piece in take_apart(html):
        if isinstance(piece, Tag) and piece.name == "a":
            link = piece.attributes.get("href", "") if piece.opens else ""
            inside = bool(link) and _leads_out(link)
            # A find has several links to its page: its picture, its title, the paper's name.
            if inside and not (finds and finds[-1][0] == link):
                finds.append((link, [], []))
            elif finds:
                finds[-1][2].append("\n")
                inside = inside and not "".join(finds[-1][1]).strip()
        elif finds:
            _, title, after = finds[-1]
            words = gap(piece) if isinstance(piece, Tag) else re.sub(r"\s+", " ", piece)
            (title if inside else after).append(words)
    made = (_find(link, "".join(title), "".join(after)) for link, title, after in finds)
    return [find for find in made if find]


def _in_text(text: str) -> list[Find]:
    """The plain form: Google writes the words above a link, mail programs a title above, words below."""
    pieces = WRAPPED.split(text.replace("\r\n", "\n"))
    words_above = ABOUT.search(text) is not None or "=== " in text
    found = []
    for at in range(1, len(pieces), 2):
        above, link, below = pieces[at - 1], pieces[at], pieces[at + 1]
        if not _leads_out(link):
            continue
        paragraph = re.split(r"\n\s*\n", above.strip())[-1]
        if words_above:
            title, _, said = paragraph.partition("\n")
        else:
            # The last paragraph of what stands between two links is the next find's title.
            said = re.sub(r"<[^<>\s]+>", "\n", re.split(r"\n\s*\n\s*\n", below)[0])
            title = " ".join(paragraph.split())
        find = _find(link, title, said, names_source=not words_above)
        if find:
            found.append(find)
    return found


def _leads_out(link: str) -> bool:
    inside = unwrapped(link)
    return inside != link and not MANAGED.search(inside)


def _find(link: str, title: str, after: str, names_source: bool = True) -> Find | None:
    address = web_address(link)
    if not address:
        return None
    lines = []
    for line in tidy(after).splitlines():
        if END.fullmatch(line):
            break
        if not BUTTONS.fullmatch(line):
            lines.append(line)
    # The name of the paper stands alone, before the words.
    source = ""
    if names_source and len(lines) > 1 and len(lines[0]) <= LONGEST_SOURCE:
        source = "" if lines[0].endswith((".", "…")) else lines.pop(0)
    name = tidy(title).replace("\n", " ")[:LONGEST_TITLE]
    text = " ".join(lines)[:LONGEST_TEXT]
    return Find(address, link[:LONGEST_TEXT], name, text or name, source)


def _once(finds: list[Find]) -> list[Find]:
    """One find a page: its picture is a link too, without words, and comes before or after."""
    kept: dict[str, Find] = {}
    for find in finds[: 4 * MOST_FINDS]:
        other = kept.get(find.address)
        if other is None or len(find.title) > len(other.title):
            kept[find.address] = find
    return [find for find in kept.values() if find.title or find.text][:MOST_FINDS]
