"""Finds the letter that somebody forwarded, in the forms in which mail programs write it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from goodname.core.listen.letters.headers import person

LONDON = ZoneInfo("Europe/London")
SUBJECT = re.compile(r"\s*(?:(?:fwd?|fw)\s*:\s*)+", re.IGNORECASE)
# These say by themselves that a letter was forwarded; the others stand above replies too.
PLAINLY = re.compile(r"-{2,}\s*forwarded message\s*-{2,}|begin forwarded message:", re.IGNORECASE)
MAYBE = re.compile(r"-{2,}\s*original message\s*-{2,}|_{10,}", re.IGNORECASE)
HEADER = re.compile(r"\*?(from|sent|date|subject|to|cc|reply-to)\s*:\*?\s*(.*)", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAY = re.compile(
    r"\b(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3})[a-z]*\.?,?\s+(?P<y1>\d{4})"
    r"|(?P<m2>[a-z]{3})[a-z]*\.?\s+(?P<d2>\d{1,2}),?\s+(?P<y2>\d{4})"
    r"|(?P<d3>\d{1,2})/(?P<m3>\d{1,2})/(?P<y3>\d{4})|(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2}))\b",
    re.IGNORECASE,
)
TIME = re.compile(r"\b(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([ap]m)?", re.IGNORECASE)
PLAIN_UTC = re.compile(r"\b(?:GMT|UTC)\b|Z$|[+]0000")
OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\b")
DEEPEST = 5
MOST_HEADER_LINES = 12


@dataclass(frozen=True)
class Inner:
    """The letter inside: who wrote it, when, and its words; `before` is what was written above it."""

    author: str
    posted: datetime | None
    subject: str
    text: str
    before: str = ""


def inside(text: str, subject: str) -> Inner | None:
    """The innermost letter that these words forward, None where they forward none."""
    found: Inner | None = None
    for _ in range(DEEPEST):
        deeper = _once(found.text if found else text, found.subject if found else subject)
        if deeper is None:
            break
        before = "\n".join(filter(None, (found.before if found else "", deeper.before)))
        found = Inner(deeper.author, deeper.posted, deeper.subject, deeper.text, before)
    return found


def bare(subject: str) -> str:
    """A subject without the Fwd: before it."""
    return SUBJECT.sub("", subject, count=1) if SUBJECT.match(subject) else subject


def _once(text: str, subject: str) -> Inner | None:
    lines = text.splitlines()
    is_forward = bool(SUBJECT.match(subject))
    for at, line in enumerate(lines):
        marked = line.strip().lstrip("> ")
        if not marked:
            continue
        begins = at + 1
        if not PLAINLY.fullmatch(marked):
            if not is_forward:
                continue
            if not MAYBE.fullmatch(marked):
                begins = at  # some programs write no mark, only the head of the letter
        headers, end = _head(lines, begins)
        if "from" in headers and headers.keys() & {"sent", "date", "subject"}:
            before = "\n".join(lines[:at]).strip()
            return _inner(headers, lines[end:], before)
    return None


def _head(lines: list[str], begins: int) -> tuple[dict[str, str], int]:
    """The head of a letter that begins here, after empty lines, and the line after it."""
    found: dict[str, str] = {}
    at = begins
    while at < len(lines) and at < begins + MOST_HEADER_LINES:
        line = lines[at].lstrip("> ").strip()
        header = HEADER.fullmatch(line)
        if header:
            found.setdefault(header[1].lower(), header[2].strip(" *"))
        elif line and not (found and (lines[at][:1].isspace() or "@" in line)):
            break  # neither a line of the head nor the rest of a long one
        elif not line and len(found) > 1:
            break
        at += 1
    return found, at


def _inner(headers: dict[str, str], lines: list[str], before: str) -> Inner:
    said = [line for line in lines if line.strip()]
    if said and all(line.startswith(">") for line in said):
        lines = [re.sub(r"^> ?", "", line) for line in lines]
    return Inner(
        author=person(headers["from"])[0],
        posted=when(headers.get("sent") or headers.get("date") or ""),
        subject=headers.get("subject", ""),
        text="\n".join(lines).strip(),
        before=before,
    )


def when(written: str) -> datetime | None:
    """A date as mail programs write it for people, as UTC. Without a zone it is London's time."""
    day = DAY.search(written)
    if day is None:
        return None
    n = next(n for n in "1234" if day[f"d{n}"])
    month = day[f"m{n}"].lower()
    clock = TIME.search(written)
    hour, minute, second, half = clock.groups() if clock else ("12", "0", None, None)
    hours = int(hour) % 12 + (12 if half.lower() == "pm" else 0) if half else int(hour)
    try:
        number = int(month) if month.isdigit() else MONTHS.index(month) + 1
        found = datetime(int(day[f"y{n}"]), number, int(day[f"d{n}"]), hours, int(minute),
                         int(second or 0), tzinfo=UTC if PLAIN_UTC.search(written) else LONDON)  # fmt: skip
    except ValueError:
        return None
    offset = OFFSET.search(written, clock.end()) if clock else None
    if offset:
        found = datetime.fromisoformat(
            f"{found:%Y-%m-%dT%H:%M:%S}{offset[1]}{int(offset[2]) % 24:02}:{int(offset[3]) % 60:02}"
        )
    return found.astimezone(UTC)
