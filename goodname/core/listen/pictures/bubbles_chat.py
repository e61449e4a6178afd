"""A chat as messages, and as text that a person can read, correct and hand back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

LEFT = "Left"
OWNER = "the phone's owner"
_TITLE = "Chat: "
_HEAD = re.compile(
    r"(?P<who>[^:()\[\]>\s][^:()\[\]>]{0,59}?)(?P<owner> \(the phone[’']s owner\))?"
    r"(?: \((?P<time>[^()]{1,40})\))?:(?: (?P<text>.*))?"
)
_NOT_IN_NAMES = re.compile(r"[:()\[\]>\s]+")


class Side(StrEnum):
    """At which edge of the screen a bubble hangs; a notice belongs to nobody."""

    LEFT = "left"
    RIGHT = "right"
    NOTICE = "notice"


@dataclass(frozen=True)
class Message:
    """One bubble, or with Side.NOTICE a day or a line of the app itself.

    `speaker` is "" where no name stands; at the right that is the owner of the phone. `text` and
    `quoted` (what the message answers, as repeated in its bubble) are one line each: where a
    bubble wraps its words says nothing. `time_as_written` is what the picture shows, such as
    "15:42", without a day.
    """

    side: Side
    speaker: str
    text: str
    time_as_written: str = ""
    quoted: str = ""


@dataclass(frozen=True)
class Chat:
    """The messages of a screenshot from the top down, and the name in its header, "" for none."""

    messages: tuple[Message, ...]
    title: str = ""


def name(text: str) -> str:
    """A name as it can stand before a colon: without brackets and colons, at most 60 letters."""
    return _NOT_IN_NAMES.sub(" ", text).strip()[:60].strip()


def transcript(chat: Chat) -> str:
    """One line for each message, `Mia (15:42): text`, to be shown in a box and corrected.

    Without a name it is `Left:` or `Right (the phone's owner):`. Notices stand in square
    brackets, and a line that begins with `> ` is what the message below it answers.
    """
    said = [f"[{_TITLE}{chat.title}]"] if chat.title else []
    for message in chat.messages:
        if message.side is Side.NOTICE:
            if not said and message.text.startswith(_TITLE):
                said.append(f"[{_TITLE}]")  # or the notice would be taken for the chat's name
            said.append(f"[{message.text}]")
            continue
        if message.quoted:
            said.append(f"> {message.quoted}")
        said.append(f"{_head(message)}: {message.text}".rstrip(" "))
    return "\n".join(said) + "\n" if said else ""


def _head(message: Message) -> str:
    who = message.speaker
    if message.side is Side.RIGHT:
        who = f"{who or 'Right'} ({OWNER})"
    return (who or LEFT) + (f" ({message.time_as_written})" if message.time_as_written else "")


def read_transcript(text: str) -> Chat:
    """The chat that an edited transcript tells; it understands every text.

    A line without a speaker, or one that is indented, goes on with the message above it.
    """
    rows = [row for row in re.split(r"\r\n|\r|\n", text) if row.strip()]
    title = ""
    if rows and rows[0].startswith(f"[{_TITLE}") and rows[0].rstrip().endswith("]"):
        title = rows.pop(0).rstrip()[len(_TITLE) + 1 : -1].strip()
    return Chat(tuple(_messages(rows)), title)


def _messages(rows: list[str]) -> Iterator[Message]:
    last: Message | None = None
    quoted = ""
    for row in rows:
        bare = row.strip()
        found = None if row[0].isspace() else _HEAD.fullmatch(bare)
        if bare.startswith("> "):
            quoted = f"{quoted} {bare[2:].strip()}".strip()
        elif found or last is None or (bare.startswith("[") and bare.endswith("]")):
            if last:
                yield last
            last, quoted = _message(bare, found, quoted), "" if found else quoted
        else:
            last = _longer(last, f"{quoted} {bare}".strip())
            quoted = ""
    if last:
        yield _longer(last, quoted) if quoted else last
    elif quoted:
        yield Message(Side.LEFT, "", quoted)


def _longer(message: Message, text: str) -> Message:
    whole = f"{message.text} {text}".strip()
    return Message(message.side, message.speaker, whole, message.time_as_written, message.quoted)


def _message(row: str, found: re.Match[str] | None, quoted: str) -> Message:
    if found is None:
        if row.startswith("[") and row.endswith("]"):
            return Message(Side.NOTICE, "", row[1:-1].strip())
        return Message(Side.LEFT, "", row)
    who, time = found["who"].strip(), (found["time"] or "").strip()
    if found["owner"]:
        speaker = "" if who == "Right" else who
        return Message(Side.RIGHT, speaker, (found["text"] or "").strip(), time, quoted)
    speaker = "" if who == LEFT else who
    return Message(Side.LEFT, speaker, (found["text"] or "").strip(), time, quoted)
