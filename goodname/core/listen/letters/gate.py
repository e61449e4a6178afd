"""The question before any attachment is fetched: might it be a sexual image of a child?"""

from __future__ import annotations

from datetime import datetime

from goodname.core.words import Refused

QUESTION = "Is this a nude or sexual image of a child?"
_THE_ONLY_WAY = object()


class GateAnswered:
    """That a named person answered no, about one letter. Made by `gate_answered`, and in no other way."""

    __slots__ = ("at", "letter", "person")

    def __init__(self, key: object, person: str, letter: str, at: datetime) -> None:
        if key is not _THE_ONLY_WAY:
            raise TypeError("ask the question: only gate_answered makes one of these")
        self.person = person
        self.letter = letter
        self.at = at


def letter_id(uidvalidity: int, uid: int) -> str:
    """What an answer is about: one letter, as the marks of its post name it."""
    return f"{uidvalidity}/{uid}"


def gate_answered(*, person: str, letter: str, answer: str, at: datetime) -> GateAnswered:
    """What a person (by id) answered to QUESTION about a letter, at a time (aware).

    Only "no" opens the gate. Raises Refused for "yes" and for no answer, ValueError where nobody
    answered, or at no time.
    """
    if not person or not letter or at.tzinfo is None:
        raise ValueError("somebody has to have answered, about a letter, at a time with its zone")
    if answer == "yes":
        raise Refused(
            "This may not be fetched, opened or copied. Tell the safeguarding lead now: the police"
            " and Report Remove take it from here."
        )
    if answer != "no":
        raise Refused(f"Answer first: {QUESTION}")
    return GateAnswered(_THE_ONLY_WAY, person, letter, at)
