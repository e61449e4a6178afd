"""Words with a capital that may be somebody's name, where nobody ever listed whose.

A school's roster here has staff, and seldom pupils: that a child of no list is named can only be
guessed. So this shows places for a person to look at; it stops nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .guard import Piece, pieces_of

# What a letter of a school writes with a capital that is nobody's name.
USUAL = frozenset(
    """
    april august autumn bank british chair christmas december dear deputy designated easter england
    english february friday governors head headteacher holiday inset january july june key lead
    london march may mr mrs miss ms dr monday november october ofsted office online parent policy
    posh primary reception safety safeguarding saturday school september sincerely social stage
    spring summer sunday teacher term thursday tuesday uk wednesday welsh winter year yours
    """.split()  # noqa: SIM905 - a paragraph of words is easier to read and to add to
)
_ADDRESS = re.compile(r"[^\s@]{1,64}@\S+|https?://\S+|www\.\S+")
_GREETING = re.compile(r"^[ \t]*(?:dear|hello|hi)\b[^\n]*", re.IGNORECASE | re.MULTILINE)
_OPENS = frozenset(" \t“”\"'‘’(-–")  # may stand before the first word of a sentence


def strangers(text: str, known: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Places (start, end) that may be the name of somebody of no list, in the order of the text.

    `known` are texts whose words are no stranger's: the school, its people, its places. One word at
    the beginning of a sentence tells nothing; nor does the one whom the text greets.
    """
    text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    greeted = [found[0] for found in _GREETING.finditer(text)]
    benign = USUAL | {piece.plain for one in [*known, *greeted] for piece in pieces_of(one)}
    return tuple(
        (run[0].start, run[-1].end)
        for run in _runs(text, benign)
        if len(run) > 1 or not _begins(text, run[0].start)
    )


def _begins(text: str, at: int) -> bool:
    """Whether a sentence or a line begins here."""
    while at and text[at - 1] in _OPENS:
        at -= 1
    return not at or text[at - 1] in ".!?:\n"


def _runs(text: str, benign: frozenset[str]) -> Iterator[list[Piece]]:
    """Strange words that stand together: a given name and a surname are one."""
    run: list[Piece] = []
    for piece in pieces_of(text):
        strange = piece.capital and len(piece.plain) > 1 and piece.plain not in benign
        if run and (not strange or text[run[-1].end : piece.start] not in (" ", "-", "\n")):
            yield run
            run = []
        if strange:
            run.append(piece)
    if run:
        yield run
