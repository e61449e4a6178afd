"""The index of the records, in CDXJ: what a replay tool looks an address up in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import httpx2

from goodname.files.wacz.records import FILE, Placed
from goodname.files.wacz.visit import Exchange

WWW = re.compile(r"^www\d*\.")


def index(places: Iterable[Placed], exchanges: Iterable[Exchange]) -> bytes:
    """A line for each answer to a GET: its key, its time, and where its record lies. Sorted.

    What a page sent with another method stays in the archive, where no address leads to it.
    """
    of = {(one.address, one.at, one.answered): one for one in exchanges}
    lines = []
    for place in places:
        record = place.record
        if record.kind != "response":
            continue
        answer = of[record.address, record.at, record.block]
        if answer.method != "GET":
            continue
        told = {
            "url": record.address,
            "mime": answer.header("content-type").partition(";")[0].strip() or "unk",
            "status": str(answer.status),
            "digest": record.payload_digest,
            "length": str(place.length),
            "offset": str(place.offset),
            "filename": FILE,
        }
        time = re.sub(r"\D", "", record.at.isoformat())[:14]
        lines.append(f"{key(record.address)} {time} {json.dumps(told)}\n")
    return "".join(sorted(lines)).encode()


def key(address: str) -> str:
    """An address in SURT form: the host's parts turned round, so that a site's pages lie together.

    Lower case, without scheme, "www.", user, usual port and fragment, the query's parts in order.
    """
    url = httpx2.URL(address.lower())
    host = WWW.sub("", url.raw_host.decode("ascii").rstrip("."))
    turned = host if ":" in host else ",".join(reversed(host.split(".")))
    port = f":{url.port}" if url.port else ""
    path, _, query = url.raw_path.decode("ascii").partition("?")
    path = path.rstrip("/") or "/"
    asked = "&".join(sorted(query.split("&")))
    return f"{turned}{port}){path}{'?' if asked else ''}{asked}".lower()
