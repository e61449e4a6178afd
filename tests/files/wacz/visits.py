"""Visits to be packed: a page behind a redirect, as a site of the made-up town might answer."""

import gzip
from datetime import UTC, datetime

from goodname.files.wacz.pack import draft
from goodname.files.wacz.visit import Exchange, Visit

AT = datetime(2026, 7, 3, 15, 10, 5, 250_000, tzinfo=UTC)
OLD = "http://www.forum.wexcombe.example/t/4"
PAGE = "http://www.forum.wexcombe.example/t/4-gate?b=2&a=1"
HTML = "<title>Gate</title><p>The gate is shut, caf\xe9. \U0001f615</p>".encode()
MOVED = Exchange(
    OLD,
    b"GET /t/4 HTTP/1.1\r\nHost: www.forum.wexcombe.example\r\n\r\n",
    b"HTTP/1.1 301 Moved Permanently\r\nLocation: /t/4-gate?b=2&a=1\r\n\r\n",
    "192.0.2.7:80",
    AT,
)
PACKED = gzip.compress(HTML, mtime=0)
SHOWN = Exchange(
    PAGE,
    b"GET /t/4-gate?b=2&a=1 HTTP/1.1\r\nHost: www.forum.wexcombe.example\r\n\r\n",
    b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\nX-Name: caf\xe9\r\n"
    b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + b"%x\r\n%s\r\n0\r\n\r\n"
    % (len(PACKED), PACKED),
    "[2001:db8::7]:80",
    AT,
)
VISIT = Visit(
    requested=OLD,
    address=PAGE,
    hops=((OLD, 301, PAGE, "192.0.2.7:80"), (PAGE, 200, "", "[2001:db8::7]:80")),
    exchanges=(MOVED, SHOWN),
    status=200,
    server="[2001:db8::7]:80",
    title="Gate \U0001f615",
    at=AT,
    seconds=0.25,
    software={"goodname": "0.1.0", "openssl": "OpenSSL 3.0"},
    derived={"text.txt": "The gate is shut, caf\xe9. \U0001f615".encode()},
    who="person-7",
    why="first sight of harm",
    about={"case": "case-3"},
)


def pack(visit: Visit) -> tuple[bytes, str]:
    """A visit's file without a time-stamp, and the SHA-256 of its list of parts."""
    made = draft(visit)
    return made.sealed(), made.digest
