"""Checks a saved page (FILE.wacz): that nothing in it was changed since it was saved.

    python3 verify.py FILE.wacz [--ca CERTIFICATES.pem]

It needs Python 3.10 or later and nothing else: no network, no database, and nothing of the software
that saved the page. Where OpenSSL is installed it also checks the signatures of time-stamps: with
--ca against certificates that you trust, else against those that this machine trusts.
Exit status: 0 whole, 1 something was changed, 2 not such a file at all.
A copy of this very file lies in each pack, at verify/verify.py.

How it works. The file is a zip in which nothing is compressed and every field has one right value.
So the whole zip can be built again from the parts that it holds, and has to come out the same, byte
for byte. Each part is held against the SHA-256 in the list (datapackage.json), and the list against
the SHA-256 in its cover (datapackage-digest.json). Whoever changes a part and both of them too makes
another list: its SHA-256 is then not the one in the ledger of whoever saved the page, nor the one
that a time-stamp authority signed (RFC 3161; its replies lie in the cover as they came).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

LIST, COVER = "datapackage.json", "datapackage-digest.json"
LOCAL = struct.Struct("<4s5H3I2H")  # in front of each part
ENTRY = struct.Struct("<4s6H3I5H2I")  # of each part, in the directory at the end
END = struct.Struct("<4s4H2IH")
NEW_YEAR_1980 = 0x21  # the first day that a zip can name, on which every part claims to be from

SHA256_OID = bytes.fromhex("608648016503040201")
TIME_STAMP_OID = bytes.fromhex("2a864886f70d0109100104")
INTEGER, OCTETS, OID, SEQUENCE, TIME = 0x02, 0x04, 0x06, 0x30, 0x18
A_TIME = re.compile(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z")
NO_STAMP = "This is no time-stamp."


class Unsound(ValueError):
    """What should be a time-stamp and is none; the message is one sentence."""


@dataclass(frozen=True)
class Stamp:
    """What an authority signed: data with this SHA-256 was there `at` this time (UTC, ISO 8601)."""

    sha256: str
    at: str
    nonce: int | None
    reply: bytes = b""
    authority: str = ""


@dataclass
class Found:
    """What a check found: parts by name, their list, the time-stamps, every fault in a sentence."""

    parts: dict[str, bytes] = field(default_factory=dict)
    listed: dict[str, Any] = field(default_factory=dict)
    sha256: str = ""  # of the list, as it is now
    stamps: list[Stamp] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def lay_out(parts: Mapping[str, bytes]) -> bytes:
    """The one zip that holds these parts, in this order. Names are ASCII."""
    body, directory = bytearray(), bytearray()
    for name, data in parts.items():
        written, crc, size = name.encode("ascii"), zlib.crc32(data), len(data)
        same = (20, 0, 0, 0, NEW_YEAR_1980, crc, size, size, len(written), 0)
        directory += ENTRY.pack(b"PK\x01\x02", 20, *same, 0, 0, 0, 0, len(body)) + written
        body += LOCAL.pack(b"PK\x03\x04", *same) + written + data
    many = len(parts)
    end = END.pack(b"PK\x05\x06", 0, 0, many, many, len(directory), len(body), 0)
    return bytes(body + directory + end)


def canonical(data: object) -> bytes:
    """JSON in the one form that is hashed: sorted keys, UTF-8, no spaces."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def is_one(data: bytes) -> bool:
    """Whether these bytes are a saved page at all, changed or not."""
    return data.count(LIST.encode()) + data.count(COVER.encode()) > 1


def check(data: bytes) -> Found:
    """Every fault of a pack's bytes, signatures aside. A pack that is whole has none."""
    found = Found()
    _unwrap(data, found)
    _check_list(found)
    _check_cover(found)
    if not found.faults and (right := lay_out(found.parts)) != data:
        found.faults.append(_where(data, right, found.parts))
    return found


def _unwrap(data: bytes, found: Found) -> None:
    """Take out part after part, as far as the wrapping can be followed."""
    at, before = 0, "at its beginning"
    while data[at : at + 4] != b"PK\x01\x02":
        head = data[at : at + LOCAL.size]
        if len(head) < LOCAL.size:
            found.faults.append(f"The wrapping was changed or cut off at byte {at}, {before}.")
            return
        mark, *_, size, _, length, _ = LOCAL.unpack(head)
        begins = at + LOCAL.size + length
        name = data[at + LOCAL.size : begins].decode("ascii", "replace")
        if mark != b"PK\x03\x04" or begins + size > len(data) or name in found.parts:
            found.faults.append(f"The wrapping was changed at or before byte {at}, {before}.")
            return
        found.parts[name] = data[begins : begins + size]
        at, before = begins + size, f"behind the part {name}"


def _where(data: bytes, right: bytes, parts: Mapping[str, bytes]) -> str:
    """Where a zip whose parts are whole is not the zip that it should be."""
    pairs = enumerate(zip(data, right, strict=False))
    at = next((n for n, (is_, should) in pairs if is_ != should), min(len(data), len(right)))
    end = 0
    for name, part in parts.items():
        end += LOCAL.size + len(name) + len(part)
        if at < end:
            return f"The wrapping of the part {name} was changed at byte {at}."
    return f"The directory at the end of the file was changed at byte {at}."


def _check_list(found: Found) -> None:
    written = found.parts.get(LIST)
    if written is None:
        found.faults.append(f"The list of parts ({LIST}) is missing.")
        return
    found.sha256 = hashlib.sha256(written).hexdigest()
    try:
        found.listed = json.loads(written)
        told = {part["path"]: (part["hash"], part["bytes"]) for part in found.listed["resources"]}
    except (ValueError, TypeError, KeyError, RecursionError):
        found.listed = {}
        found.faults.append(f"The list of parts ({LIST}) was changed: it cannot be read.")
        return
    for name, (hashed, size) in told.items():
        part = found.parts.get(name)
        if part is None:
            found.faults.append(f"The part {name} is missing.")
        elif "sha256:" + hashlib.sha256(part).hexdigest() != hashed:
            found.faults.append(f"The part {name} was changed: its SHA-256 is not the listed one.")
        elif len(part) != size:
            found.faults.append(f"The list of parts ({LIST}) was changed: the size of {name}.")
    for name in found.parts:
        if name not in told and name not in (LIST, COVER):
            found.faults.append(f"The part {name} does not belong to this saved page.")


def _check_cover(found: Found) -> None:
    written = found.parts.get(COVER)
    if written is None:
        found.faults.append(f"The cover ({COVER}) is missing.")
        return
    try:
        cover = json.loads(written)
        seal = cover.pop("seal")
        sealed = hashlib.sha256(canonical(cover)).hexdigest()
        whole = seal == sealed and written == canonical({**cover, "seal": seal})
        hashed, path, stamps = cover["hash"], cover["path"], list(cover["timestamps"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found.faults.append(f"The cover ({COVER}) was changed: it cannot be read.")
        return
    if not whole:
        found.faults.append(f"The cover ({COVER}) was changed: its seal is not its own SHA-256.")
    elif path != LIST or hashed != f"sha256:{found.sha256}":
        found.faults.append(f"The list of parts ({LIST}) was changed since its cover was written.")
    else:
        _check_stamps(stamps, found)


def _check_stamps(told: list[Any], found: Found) -> None:
    for one in told:
        try:
            authority, reply = str(one["authority"]), base64.b64decode(one["reply"], validate=True)
            stamp = replace(read_stamp(reply), authority=authority)
        except (ValueError, TypeError, KeyError):
            found.faults.append(f"A time-stamp in the cover ({COVER}) cannot be read.")
            continue
        found.stamps.append(stamp)
        if stamp.sha256 != found.sha256:
            found.faults.append(f"The time-stamp of {authority} is for another list of parts.")


def read_stamp(reply: bytes) -> Stamp:
    """What a reply (RFC 3161, a TimeStampResp in DER) says; its signature is not looked at here.

    Raises Unsound where it is none, or where the authority said no.
    """
    try:
        status, *token = _inside(_one(reply, SEQUENCE))
        if _inside(status[1])[0][1] not in (b"\x00", b"\x01"):
            raise Unsound("The time-stamp authority said no.")
        signed = _inside(_one(_inside(token[0][1])[1][1], SEQUENCE))
        kind, content = _inside(signed[2][1])[:2]
        if kind != (OID, TIME_STAMP_OID):
            raise Unsound("This is signed, but it is no time-stamp.")
        told = _inside(_one(_one(content[1], OCTETS), SEQUENCE))
        algorithm, imprint = _inside(told[2][1])[:2]
        if _inside(algorithm[1])[0] != (OID, SHA256_OID):
            raise Unsound("This time-stamp is not for a SHA-256.")
        at = A_TIME.fullmatch(told[4][1])
        if told[4][0] != TIME or at is None:
            raise Unsound("This time-stamp names no time.")
        year, month, day, hour, minute, second, part = (one.decode() for one in at.groups(b""))
        whole = f"{year}-{month}-{day}T{hour}:{minute}:{second}"
        datetime.fromisoformat(f"{whole}+00:00")
    except IndexError:
        raise Unsound(NO_STAMP) from None
    except ValueError as wrong:
        raise wrong if isinstance(wrong, Unsound) else Unsound(NO_STAMP) from wrong
    nonces = [value for tag, value in told[5:] if tag == INTEGER]
    return Stamp(
        sha256=imprint[1].hex(),
        at=f"{whole}{part}Z",
        nonce=int.from_bytes(nonces[0], "big") if nonces else None,
        reply=reply,
    )


def _inside(data: bytes) -> list[tuple[int, bytes]]:
    """The values (tag, content) that lie one after another in DER. Raises Unsound."""
    found, at = [], 0
    while at < len(data):
        tag, length, begins = data[at], data[at + 1], at + 2
        if length & 0x80:
            many = length & 0x7F
            if not 0 < many < 5:
                raise Unsound(NO_STAMP)
            length, begins = int.from_bytes(data[begins : begins + many], "big"), begins + many
        if begins + length > len(data):
            raise Unsound(NO_STAMP)
        found.append((tag, data[begins : begins + length]))
        at = begins + length
    return found


def _one(data: bytes, tag: int) -> bytes:
    """What lies in the one value of this kind that `data` is. Raises Unsound."""
    found = _inside(data)
    if len(found) != 1 or found[0][0] != tag:
        raise Unsound(NO_STAMP)
    return found[0][1]


def signature(stamp: Stamp, data: bytes, ca: str = "") -> tuple[bool, str]:
    """Whether nothing speaks against a time-stamp's signature over `data`, and a sentence on it."""
    program = shutil.which("openssl")
    if not program:
        return True, "Its signature was not checked: OpenSSL is not installed here."
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("reply", stamp.reply), ("data", data)):
            Path(folder, name).write_bytes(content)

        def ran(*arguments: str) -> bool:
            command = [program, *arguments]
            try:
                done = subprocess.run(command, cwd=folder, capture_output=True, timeout=60)
            except (OSError, subprocess.SubprocessError):
                return False
            return done.returncode == 0

        trusted = ("-CAfile", ca) if ca else _trusted_here(program)
        if ran("ts", "-verify", "-in", "reply", "-data", "data", *trusted):
            whose = "that you gave" if ca else "that this machine trusts"
            return True, f"Its signature is good, by the certificates {whose}."
        if ca:
            return False, "Its signature is not good by the certificates that you gave."
        out = ("-in", "token", "-out", "seen")
        if not ran("ts", "-reply", "-in", "reply", "-token_out", "-out", "token") or not ran(
            "cms", "-verify", "-noverify", "-inform", "DER", *out
        ):
            return False, "Its signature is broken."
    return True, (
        "Its signature is whole. This machine does not know who signed: --ca FILE says whom to trust."
    )


def _trusted_here(openssl: str) -> tuple[str, str]:
    said = subprocess.run([openssl, "version", "-d"], capture_output=True, text=True, timeout=60)
    return "-CApath", str(Path(said.stdout.partition('"')[2].partition('"')[0], "certs"))


def report(found: Found, ca: str = "") -> str:
    """What was found, in plain words. Looks at the signatures too, and adds to the faults."""
    stamps = []
    for stamp in found.stamps:
        good, said = signature(stamp, found.parts[LIST], ca)
        stamps.append(f"{stamp.authority} signed this list of parts at {stamp.at}. {said}")
        if not good:
            found.faults.append(f"The time-stamp of {stamp.authority}: {said}")
    told = found.listed.get("goodname")
    told = told if isinstance(told, dict) else {}
    lines = []
    if found.faults:
        lines += ["CHANGED. This saved page is not as it was when it was saved:", ""]
        lines += [f"  - {fault}" for fault in found.faults]
    else:
        many = len(found.parts)
        lines += [f"WHOLE. All {many} parts are as they were when the page was saved.", ""]
        lines += [f"  {name:15} {told.get(key)}" for name, key in SAID if told.get(key)]
    if found.sha256:
        lines += ["", f"SHA-256 of the list of parts: {found.sha256}"]
        lines += ["", *(stamps or ["No time-stamp authority has signed it."])]
    if not found.faults:
        lines += ["", *WHAT_IT_PROVES]
    return "\n".join(_shown(line) for line in lines)


def _shown(line: str) -> str:
    """Without what would command a terminal: what a pack says of itself may be anybody's words."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


SAID = (
    ("Page asked for", "requested"),
    ("Page that came", "address"),
    ("Saved", "at_london_words"),
    ("The same in UTC", "at"),
    ("The site said", "status"),
    ("Which machine", "server"),
)
WHAT_IT_PROVES = (
    "This shows that the parts belong together. When they were saved is shown by a time-stamp, and",
    "by the ledger of the school that saved the page: the SHA-256 above stands in it.",
)


def main(arguments: Sequence[str]) -> int:
    """Check the one file that is named, and say what was found."""
    name, *more = arguments or [""]
    if (
        not name
        or name.startswith("-")
        or more[:1] not in ([], ["--ca"])
        or len(more) not in (0, 2)
    ):
        sys.stderr.write("usage: python3 verify.py FILE.wacz [--ca CERTIFICATES.pem]\n")
        return 2
    try:
        ca = str(Path(more[1]).resolve(strict=True)) if more else ""
        data = Path(name).read_bytes()
    except OSError as fault:
        sys.stderr.write(f"{fault.filename} cannot be read: {fault.strerror}.\n")
        return 2
    if not is_one(data):
        sys.stderr.write(f"{name} is no saved page: it holds no {LIST}.\n")
        return 2
    found = check(data)
    sys.stdout.write(report(found, ca) + "\n")
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
