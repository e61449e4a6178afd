"""Cuts a text into the short overlapping pieces by which its words are known again."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence
from zlib import crc32

from goodname.core.sort.folding import fold

PIECE = 8  # letters in a piece: nearly two words
ANCHOR = 12  # letters in an anchor: about two words and a half
REACH = 24  # of so many neighbouring anchors at least one is kept
_OWN_WORDS = 8  # so many words beside a quoted passage are a voice of their own

_MARKUP = re.compile(r"</?(?:b|i|em|strong|br|p|mark|span|a)\b[^>]{0,200}>", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+", re.IGNORECASE)
_REPOST = re.compile(
    r"\b(?:RT|MT|via|QT)\b:?[ \t]{1,4}@[\w.@-]+:?|^[ \t]*@[\w.@-]+:\s", re.MULTILINE
)
_QUOTED = re.compile(r"^[ \t]*(?:>|\|).*$|^.{0,80}\b(?:wrote|said|posted):[ \t]*$", re.MULTILINE)
# What pages and apps print around words; each is a line of its own or the end of one.
_AROUND = re.compile(
    r"\b(?:read (?:more|the full (?:story|article)|on)|continue reading|click here(?: to \w+)?|"
    r"see more|show more|see translation|learn more|view (?:all|more) comments|"
    r"share (?:this|on|via)(?: (?:article|post|page|story|with|on|facebook|twitter|x|whatsapp|"
    r"e-?mail|link))*|"
    r"like comment (?:share|send)|like reply|(?:like|reply|comment|share|retweet|repost|quote|"
    r"bookmark|follow|send|save)(?=[ \t]*(?:$|[·|\n]))|"
    r"follow us on(?: (?:facebook|twitter|x|instagram|and|or|,))*|"
    r"sign up (?:to|for) (?:our|the)[^.\n]{0,60}newsletters?[^.\n]{0,40}|"
    r"subscribe (?:to|for|now)[^.\n]{0,60}|advertisement|related (?:articles?|stories)|"
    r"all rights reserved|copyright \d{4}|cookie (?:policy|settings)|"
    r"(?:first |last )?(?:published|updated|posted)(?: on| at)?:? \d[^.\n]{0,40}|"
    r"by \w+ \w+(?=,? (?:reporter|staff writer|correspondent|editor))|"
    r"(?:staff )?(?:reporter|writer|correspondent)(?=[ \t]*$)|"
    r"\d+ ?(?:min(?:ute)?s?|h(?:ou)?rs?|d(?:ays?)?|w(?:eeks?)?) ago|"
    r"\d+ ?(?:likes?|comments?|shares?|views?|repl(?:y|ies)|retweets?|reposts?|quotes?)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:[-.,:!?…/&]+[^\W_]+)*")  # "10.30", "well-known", "so...what"
_BETWEEN = re.compile(r"[\W_]+")
# Letters that a reader of pictures takes for each other become one letter.
_LOOKS_LIKE = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "8": "b", "q": "g"})


def words_of(text: str) -> list[str]:
    """The words that somebody said, folded; without links, apps' own words and quoted passages.

    A passage quoted line by line, as forums and e-mail do, is left out where the author added
    words of their own: that is an answer, and another voice. A repost keeps what it passes on.
    """
    own = _words(_QUOTED.sub("\n", text))
    return own if len(own) >= _OWN_WORDS else _words(text)


def _words(text: str) -> list[str]:
    text = _LINK.sub(" ", _MARKUP.sub("", text))
    text = _AROUND.sub(" ", _REPOST.sub(" ", text))
    return _WORD.findall(fold(text).text.replace("'", ""))


def letters_of(words: Sequence[str]) -> bytes:
    """All words run together: whether a picture's reader saw the spaces does not matter then."""
    run = _BETWEEN.sub("", "".join(words)).translate(_LOOKS_LIKE)
    return run.replace("rn", "m").replace("vv", "w").replace("cl", "d").encode()


def pieces_of(letters: bytes) -> set[int]:
    """Every stretch of PIECE letters as a number of 24 bits; for fewer letters, the one whole.

    What stands there for the second time is another piece than for the first: somebody who
    writes one line a hundred times would else have written it once.
    """
    times: Counter[bytes] = Counter()
    found = set()
    for index in range(max(1, len(letters) - PIECE + 1) if letters else 0):
        piece = letters[index : index + PIECE]
        times[piece] += 1
        again = b"%d" % times[piece] if times[piece] > 1 else b""
        found.add(_mixed(piece + again) >> 8)
    return found


def anchors_of(letters: bytes) -> tuple[int, ...]:
    """The smallest of every REACH neighbouring anchors, numbers of 32 bits, in rising order.

    They are chosen by what stands in them and not by where, so whoever passes on
    ANCHOR + REACH - 1 letters without a fault passes on one of the same anchors.
    """
    numbers = [_mixed(letters[i : i + ANCHOR]) for i in range(max(1, len(letters) - ANCHOR + 1))]
    chosen: set[int] = set()
    window: deque[tuple[int, int]] = deque()
    for index, number in enumerate(numbers):
        while window and window[-1][0] >= number:
            window.pop()
        window.append((number, index))
        if window[0][1] <= index - REACH:
            window.popleft()
        if index >= min(REACH, len(numbers)) - 1:
            chosen.add(window[0][0])
    return tuple(sorted(chosen)) if letters else ()


def _mixed(piece: bytes) -> int:
    # A checksum is the same on every machine and in every year; the multiplication spreads it.
    number = crc32(piece) * 0x9E3779B1 & 0xFFFFFFFF
    return (number ^ number >> 15) * 0x85EBCA6B & 0xFFFFFFFF
