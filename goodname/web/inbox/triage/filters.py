"""The filters of the inbox as an address says them: read from one, and written into one again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.http import Http404

from goodname.core.sort.folding import fold

LONGEST = 200  # characters that are looked for
MOST_WORDS = 8
BOXES = ("new", "snoozed", "cases", "done", "all")
TONES = {
    "": "Any tone",
    "harm": "What may hurt",
    "criticism": "Criticism",
    "question": "Questions",
    "praise": "Praise",
    "neutral": "Neutral",
    "unsure": "Where we are not sure",
}
WHOSE = {
    "": "Any",
    "me": "Me",
    "anyone": "Anyone",
    "nobody": "Nobody",
}
ORDERS = {"": "Newest first", "oldest": "Oldest first"}
_ID = re.compile(r"[a-z0-9]{1,64}")
_PHRASE = re.compile(r'"([^"]*)"')
_OTHER_DAY = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y")


@dataclass(frozen=True)
class Filters:
    """What somebody wants to see. "" is no wish; `first` and `last` are days in London, both in."""

    box: str = "new"
    tone: str = ""
    source: str = ""
    kind: str = ""
    whose: str = ""
    story: str = ""
    first: date | None = None
    last: date | None = None
    q: str = ""
    order: str = ""
    faults: tuple[str, ...] = field(default=(), compare=False)  # sentences about what was not taken

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "Filters":
        """From the fields of an address. What cannot be meant is no page; a day that cannot be
        read is left out and told in `faults`, for people type days in many ways."""
        got = {f.name: str(asked.get(f.name, "")).strip() for f in fields(cls)}
        got["box"] = got["box"] or "new"
        known = (("box", BOXES), ("tone", TONES), ("whose", WHOSE), ("order", ORDERS))
        if any(got[name] not in values for name, values in known):
            raise Http404
        if any(got[name] and not _ID.fullmatch(got[name]) for name in ("source", "kind", "story")):
            raise Http404
        first, last = _day(got["first"]), _day(got["last"])
        faults = [
            f"“{got[name][:30]}” is not a day that we can read. Write it like 23/11/2026."
            for name, day in (("first", first), ("last", last))
            if got[name] and day is None
        ]
        if first and last and last < first:
            faults.append("The last day comes before the first, so nothing can fit.")
        plain = {name: got[name] for name in ("box", "tone", "source", "kind", "whose", "story")}
        q = got["q"][:LONGEST].strip()
        return cls(**plain, first=first, last=last, q=q, order=got["order"], faults=tuple(faults))

    @classmethod
    def of_query(cls, query: str) -> "Filters":
        """From the part of an address after the question mark; raises Http404 as read does."""
        return cls.read(dict(parse_qsl(query.lstrip("?"))))

    def query(self, **changes: Any) -> str:
        """The same as part of an address, with some of them changed; "" where nothing is wished."""
        wished = replace(self, **changes)
        said = {f.name: getattr(wished, f.name) for f in fields(self) if f.name != "faults"}
        if said["box"] == "new":
            said["box"] = ""
        told = {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items() if v}
        return urlencode(told)

    @property
    def narrow(self) -> bool:
        """Whether anything is wished beyond the box and its order."""
        return bool(replace(self, box="new", order="").query())

    def wanted(self) -> tuple[str, ...]:
        """The words and the exact phrases that are looked for, folded; quotes hold a phrase."""
        text = fold(self.q).text
        phrases = [" ".join(found.split()) for found in _PHRASE.findall(text)]
        words = _PHRASE.sub(" ", text).replace('"', " ").split()
        return tuple(dict.fromkeys(part for part in [*phrases, *words] if part))[:MOST_WORDS]


def haystack(*texts: str) -> str:
    """Texts as they are searched: lower case, without accents, one space between words."""
    return " ".join(fold(" \n ".join(texts)).text.split())


def _day(text: str) -> date | None:
    for form in _OTHER_DAY:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
