"""The writing on a chat's screen that nobody said: clocks, days, receipts, boxes to type in."""

from __future__ import annotations

import re

_HOUR = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?"
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|today|yesterday"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
CLOCK = re.compile(_HOUR, re.IGNORECASE)
STAMP = re.compile(
    rf"(?:(?:{_DAY})[,.]?\s*)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}"
    rf"|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})?[,.]?(?:\s*\d{{4}})?[,.]?(?:\s*(?:at|,|·)?\s*{_HOUR})?",
    re.IGNORECASE,
)
APP_SAYS = re.compile(
    r"end-to-end encrypted|created (?:the )?group|\badded you\b|^\S+(?: \S+)? (?:added|removed|left"
    r"|joined)\b|changed (?:the|this|their) |missed (?:voice|video|call)|disappearing messages"
    r"|named the (?:conversation|group)|took a screenshot|unread messages?$|^new messages?$"
    r"|joined using|security code",
    re.IGNORECASE,
)
_READ_AS_CLOCK = re.compile(r"([0-2]?\d)[:.,;]?([0-5]\d)[A-Za-z]?")
_AS_DIGITS = str.maketrans("iIlsSoO", "1115500")
RECEIPT = re.compile(
    rf"(?:delivered|sent|seen|read|opened|edited)(?:\s+(?:{_DAY}|{_HOUR}|just now|by .*|\d+\s?\w+ ago))*",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"(?:forwarded(?: many times)?|view once|you replied.*|replied to .*)", re.IGNORECASE
)
BELOW_TITLE = re.compile(
    r"\bonline\b|last seen|\bactive\b|typing|tap here|click here for|\bmembers?\b|participants"
    r"|business account|,\s*you\b|\byou$|\w, \w+,",
    re.IGNORECASE,
)
OF_A_GROUP = re.compile(r"\bmembers\b|participants|,\s*you\b|\byou$|\w, \w", re.IGNORECASE)
BOX = re.compile(
    r"(?:(?:type|write|send) a (?:message|chat)|send chat|i?message|text message|rcs message"
    r"|aa|mes\w{3,5}\.{0,3}|chat)(?:\.{2,3}|…)?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"likes?|comments?|shares?|views?|reposts?|retweets?|quotes?|bookmarks?|repl(?:y|ies)"
    r"|reactions?|send",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*[km]?", re.IGNORECASE)
_NAME = re.compile(r"[~+]?\s?[\w'’.&-]+(?: [\w'’.&()-]+){0,3}")


def counters(text: str) -> int:
    """How many words such as "Likes" a line of counters and buttons has; 0 for any other line."""
    words = [word.strip("·•.,|-–—()") for word in text.split()]
    counted = [word for word in words if _COUNTED.fullmatch(word)]
    others = [word for word in words if len(word) > 2 and not _COUNTED.fullmatch(word)]
    return 0 if any(not _NUMBER.fullmatch(word) for word in others) else len(counted)


def clock(text: str) -> str:
    """The time in a small grey word, as "15:42" also where its colon was not read; "" if none."""
    bare = text.strip("«»vVwWyYJ/,.;|()&°")
    if CLOCK.fullmatch(bare):
        return bare
    if any(letter.isdigit() for letter in bare) or len(bare) == 4:
        bare = bare.translate(_AS_DIGITS)
    found = _READ_AS_CLOCK.fullmatch(bare)
    return f"{found[1]}:{found[2]}" if found and int(found[1]) < 24 else ""


def is_stamp(text: str) -> bool:
    """Whether it is a day, a time, or both, and nothing else."""
    bare = text.strip(" .,|-—–")
    return bool(bare) and bool(STAMP.fullmatch(bare))


def is_name(text: str) -> bool:
    """Whether it could be a person's name or number: a few words that begin with a capital."""
    if len(text) > 32 or not _NAME.fullmatch(text) or is_stamp(text):
        return False
    return all(word[0].isupper() or word[0] in "~+(&" or word[0].isdigit() for word in text.split())
