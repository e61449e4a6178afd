"""Checks a policy file, and remembers on disk which texts were proved, so that it is done once."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import stat
import tempfile
from functools import cache
from pathlib import Path

from goodname.core import decide, words
from goodname.core.decide.check import check as whole
from goodname.core.decide.check.check import SAMPLED, Report
from goodname.core.decide.check.findings import Finding
from goodname.core.decide.policy import Policy
from goodname.data import policies, registers


def check(policy: Policy, today: datetime.date, sampled: int = SAMPLED) -> Report:
    """The check of a policy against the registers and the law that come with the product."""
    law = policies.load(policies.LAW)
    return whole.check(policy, registers.known(), today, law, sampled)


def errors(text: str, today: datetime.date) -> tuple[Finding, ...]:
    """What makes the policy in `text` unusable; quick for a text that was proved here before.

    Raises Unreadable where the text is no policy.
    """
    proved = _folder() / _digest(text)
    if _known(proved):
        return ()
    found = check(policies.read_text(text), today).errors
    if not found:
        _remember(proved)
    return found


def _folder() -> Path:
    """Where proofs are remembered: never in a folder that a policy may have come in.

    Without GOODNAME_HOME that is the user's own cache, because `./var` may be anybody's.
    """
    home = os.environ.get("GOODNAME_HOME")
    if home:
        return Path(home) / "proofs"
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(cache) / "goodname" / "proofs"


def _known(proved: Path) -> bool:
    """Only a file of the user's own counts; one that cannot be looked at costs a second proof."""
    try:
        found = proved.lstat()
    except OSError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid()


def _digest(text: str) -> str:
    """Changes with everything that the answer depends on: text, law, ages, and how it is proved."""
    written = json.dumps([text, policies.text(policies.LAW), policies.platform_ages()])
    return hashlib.sha256(f"{written}\n{_prover()}".encode()).hexdigest()


@cache
def _prover() -> str:
    digest = hashlib.sha256()
    for module in (Path(str(words.__file__)), *sorted(Path(decide.__path__[0]).rglob("*.py"))):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def _remember(proved: Path) -> None:
    """An empty file, whole or not there; a disk that cannot be written costs a second proof only."""
    try:
        proved.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=proved.parent, delete=False) as made:
            os.replace(made.name, proved)
    except OSError:
        return
