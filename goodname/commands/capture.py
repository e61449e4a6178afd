"""`goodname capture`: a page as it stands now, saved as one file. `goodname verify`: whether one is whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import httpx2

from goodname import clock
from goodname.adapters import capture, guard, timestamp
from goodname.adapters.answer import NoAnswer
from goodname.commands.status import DONE, FOUND, bad, read_bytes
from goodname.files.evidence import write_through
from goodname.files.wacz import verify
from goodname.files.wacz.pack import draft

MOST = 500_000_000  # bytes of a saved page that are looked at


def run(address: str, out: str) -> int:
    """Save the page at `address` in the new file `out`; nothing is left of it where that fails."""
    file = Path(out)
    if fault := _fault(address, file):
        return bad(fault)
    try:
        allowed = guard.allow_hosts(os.environ.get("GOODNAME_ALLOW_HOSTS", ""))
    except ValueError as wrong:
        return bad(f"GOODNAME_ALLOW_HOSTS: {wrong}")
    try:
        visit = capture.capture(address, now=clock.now(), why="asked on the command line",
                                allow_hosts=allowed)  # fmt: skip
    except NoAnswer as no:
        bad(no.reason)
        return FOUND
    made, now = draft(visit), clock.now()
    authorities = timestamp.addresses(os.environ.get("GOODNAME_TIMESTAMPS", ""))
    stamps, refused = timestamp.ask_all(
        authorities, made.list, made.digest, now=now, allow_hosts=allowed
    )
    data = made.sealed(stamps)
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.unlink(missing_ok=True)
        write_through(unfinished, data)
        unfinished.rename(file)
    except OSError as wrong:
        return bad(f"--out: {file} cannot be written: {wrong.strerror}")
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{file}: {visit.address} answered {visit.status}, {len(data):,} bytes")
    print(f"SHA-256 of the list of parts: {made.digest}")
    if visit.no_picture:
        print(f"There is no picture of it: {visit.no_picture}", file=sys.stderr)
    for stamp in stamps:
        print(f"{stamp.authority} signed it at {stamp.at}")
    for one in refused:
        print(f"{one.authority} did not sign it: {one.reason}", file=sys.stderr)
    return DONE


def _fault(address: str, file: Path) -> str:
    try:
        url = httpx2.URL(address)
    except httpx2.InvalidURL:
        url = httpx2.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        return f"URL: {address[:200]!r} is no address of a page; allowed is http://… or https://…"
    if file.suffix != ".wacz":
        return f"--out: {file.name!r} must end in .wacz"
    if file.exists():
        return f"--out: {file} is there already; a saved page is never written over"
    if not file.parent.is_dir():
        return f"--out: there is no folder {file.parent}"
    return ""


def check(name: str, ca: str = "") -> int:
    """Check a saved page (`-` is standard input), and say in plain words what was found.

    `ca` names a file of certificates that time-stamps are held against.
    """
    if ca and not Path(ca).is_file():
        return bad(f"--ca: {ca} cannot be read")
    try:
        data = read_bytes(name, MOST)
    except OSError as fault:
        return bad(f"{name}: cannot be read: {fault.strerror}")
    if len(data) > MOST:
        return bad(f"{name}: is bigger than the {MOST // 1_000_000} MB that are looked at")
    if not verify.is_one(data):
        return bad(f"{name}: is no saved page; allowed is a .wacz file that this desk has made")
    found = verify.check(data)
    sys.stdout.write(verify.report(found, str(Path(ca).resolve()) if ca else "") + "\n")
    return FOUND if found.faults else DONE
