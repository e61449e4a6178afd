"""Puts a visit together as one WACZ 1.1.1 file: archive, index, pages, what we made of it, and lists.

The format is that of https://specs.webrecorder.net/wacz/1.1.1/. What is ours besides stands under
"goodname" in the list of parts, and in the folders `page` and `verify`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from goodname.files.wacz import verify
from goodname.files.wacz.index import index
from goodname.files.wacz.records import FILE, archive, moment
from goodname.files.wacz.verify import COVER, LIST, Stamp, canonical, lay_out
from goodname.files.wacz.visit import Visit

LONDON = ZoneInfo("Europe/London")
README = """\
A page as it stood on a day, saved as evidence.

Look at it    Open the .wacz file in a replay tool, such as the one at https://replayweb.page.
              What we made of the page ourselves lies in the folder "page": its words, and where a
              browser was at hand its picture, and the page after its scripts. The file is a zip:
              any unzip opens it.

Check it      Unzip it. In the folder "verify", with the .wacz file beside it, run
              python3 verify.py FILE.wacz
              It says whether anything was changed since, and what. It needs nothing but Python.

The bytes that went over the wire are in archive/data.warc.gz, in the standard form for that (ISO
28500). When, from where and by which way is in datapackage.json.
"""


@dataclass(frozen=True)
class Draft:
    """A visit put together but for its cover, so that its list of parts can be time-stamped."""

    parts: Mapping[str, bytes]
    listed: Mapping[str, Any]

    @property
    def list(self) -> bytes:
        """The list of parts in the bytes that are hashed."""
        return canonical(self.listed)

    @property
    def digest(self) -> str:
        """The list's SHA-256, which is what a ledger keeps and an authority signs."""
        return sha256(self.list).hexdigest()

    def sealed(self, stamps: Sequence[Stamp] = ()) -> bytes:
        """The whole file, with these time-stamps in its cover."""
        replies = [
            {"authority": stamp.authority, "reply": b64encode(stamp.reply).decode("ascii")}
            for stamp in stamps
        ]
        cover = {"path": LIST, "hash": f"sha256:{self.digest}", "timestamps": replies}
        seal = sha256(canonical(cover)).hexdigest()
        return lay_out({**self.parts, LIST: self.list, COVER: canonical({**cover, "seal": seal})})


def draft(visit: Visit) -> Draft:
    """The visit's parts and their list."""
    parts = _parts(visit)
    return Draft(parts, _listed(visit, parts))


def _parts(visit: Visit) -> dict[str, bytes]:
    """The parts by name: everything but the list of them and its cover."""
    file, places = archive(visit)
    return {
        f"archive/{FILE}": file,
        "indexes/index.cdx": index(places, visit.exchanges),
        "pages/pages.jsonl": _pages(visit),
        **{f"page/{name}": data for name, data in sorted(visit.derived.items())},
        "verify/readme.txt": README.encode(),
        "verify/verify.py": Path(verify.__file__).read_bytes(),
    }


def _listed(visit: Visit, parts: Mapping[str, bytes]) -> dict[str, Any]:
    """The list of parts, with all that is known of the visit."""
    at = visit.at.astimezone(LONDON)
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": visit.title or visit.address,
        "created": moment(visit.at),
        "software": " ".join(f"{name} {version}" for name, version in visit.software.items()),
        "mainPageUrl": visit.address,
        "mainPageDate": moment(visit.at),
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": _hash(data), "bytes": len(data)}
            for name, data in parts.items()
        ],
        "goodname": {
            "requested": visit.requested,
            "address": visit.address,
            "hops": [
                {"address": address, "status": status, "location": location, "server": server}
                for address, status, location, server in visit.hops
            ],
            "status": visit.status,
            "server": visit.server,
            "at": moment(visit.at),
            "at_london": at.isoformat(timespec="milliseconds"),
            "at_london_words": f"{at:%A} {at.day} {at:%B %Y} at {at:%H:%M:%S} in London",
            "took_ms": round(visit.seconds * 1000),
            **({"no_picture": visit.no_picture} if visit.no_picture else {}),
            "software": dict(visit.software),
            "signed_in": False,  # the desk never is, anywhere
            "who": visit.who,
            "why": visit.why,
            "about": dict(visit.about),
        },
    }


def _pages(visit: Visit) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
    page = {
        "id": sha256(f"{visit.address} {moment(visit.at)}".encode()).hexdigest()[:16],
        "url": visit.address,
        "ts": moment(visit.at.astimezone(UTC)),
        "title": visit.title or visit.address,
        "text": visit.text,
    }
    return "".join(f"{json.dumps(line)}\n" for line in (head, page)).encode()


def _hash(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"
