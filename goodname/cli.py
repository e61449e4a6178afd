"""The `goodname` command: what a person or a script can ask of the desk from a terminal."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from goodname.commands.status import DONE, bad

DECIDE = """\
Reads facts as JSON: one object a line, or one object over several lines, or an array. Prints what
the policy asks for, one JSON object a line for each. All facts are checked first: with any fault
nothing is decided, each fault is named on standard error, and the exit status is 2. A policy of
your own is proved before it is used, the first time that it is met.
"""

CHECK = """\
Proves a policy on everything that can happen, and holds what it says of the world against dated
registers. FILE is a policy file (TOML); without it, the policy that comes with the product. Errors
(a hole, a clash, a dead row, a broken rule) make the exit status 1; findings that a person should
look at do not.
"""

READ = """\
Reads a school's own policy (txt, docx, pdf, html) and prints a draft policy file, in which each
clause says which passage it was taken from and how sure that is. What could not be placed, and what
differs from the template, is told on standard error. A draft is for a person to confirm.
"""

CAPTURE = """\
Saves the page at URL as it stands now in one new file, which any replay tool opens and anybody can
check. Where the page cannot be had, nothing is written and the exit status is 1.
"""

VERIFY = """\
Checks a saved page: that nothing in it was changed since, and what, in plain words. It needs no
database and no network. Or, with --ledger, that the chain of every school of this desk is whole.
Where something was changed the exit status is 1.
"""

SET_UP = """\
Makes the school of this desk and the first person who may sign in. Where a school is set up
already, it adds one more person. It asks in the terminal. When standard input is a file or a pipe,
it reads lines instead: school= town= street= postcode= domain= office_email= your_name= your_email=
password= role= and, as often as needed, term=Autumn term,2026-09-01,2026-12-18 and
closure=2026-10-26. With any fault nothing is written, each fault is named on standard error, and
the exit status is 2.
"""


def main(argv: Sequence[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may not know every sign
            stream.reconfigure(errors="backslashreplace")
    asked = _parser().parse_args(argv)
    try:
        status: int = asked.run(asked)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read us has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goodname",
        description="The online-reputation desk for schools: listen, sort, decide, act, prove.",
        epilog="Exit status: 0 done, 1 done and something was found wrong, 2 bad input or usage.",
    )
    parser.add_argument("--version", action=_Version)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", title="commands")

    up = commands.add_parser("up", help="start the desk: web pages, worker and schedule")
    up.description = (
        "Starts the desk at http://127.0.0.1:8000/ (GOODNAME_PORT) and stops it on Ctrl-C. "
        "What it knows is kept in ./var (GOODNAME_HOME)."
    )
    up.add_argument("--demo", action="store_true", help="with a made-up school and its town")
    up.set_defaults(run=_up)

    set_up = commands.add_parser("set-up", help="your school, and who may sign in")
    set_up.description = SET_UP
    set_up.set_defaults(run=_set_up)

    decide = commands.add_parser(
        "decide", help="what the policy asks for, given facts", description=DECIDE
    )
    decide.add_argument(
        "facts", nargs="?", default="-", metavar="FACTS", help="a file; - is standard input"
    )
    decide.add_argument("--policy", metavar="FILE", help="a policy file; it is proved first")
    decide.set_defaults(run=_decide)

    policy = commands.add_parser("policy", help="check a policy file, or draft one")
    parts = policy.add_subparsers(required=True, metavar="COMMAND", title="commands")
    check = parts.add_parser("check", help="prove a policy", description=CHECK)
    check.add_argument("--json", action="store_true", help="the findings as one JSON array")
    check.add_argument("file", nargs="?", metavar="FILE", help="a policy file; - is standard input")
    check.set_defaults(run=_policy_check)
    read = parts.add_parser("read", help="draft a policy file from a document", description=READ)
    read.add_argument("file", metavar="FILE", help="txt, docx, pdf or html; - is standard input")
    read.set_defaults(run=_policy_read)

    capture = commands.add_parser("capture", help="save a page as evidence", description=CAPTURE)
    capture.add_argument("url", metavar="URL")
    capture.add_argument("--out", required=True, metavar="FILE.wacz", help="a new file")
    capture.set_defaults(run=_capture)

    verify = commands.add_parser(
        "verify", help="check that a saved page, or the ledger, is whole", description=VERIFY
    )
    what = verify.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="FILE.wacz", help="a saved page, or - for input")
    what.add_argument("--ledger", action="store_true", help="every school's chain")
    verify.add_argument("--head", default="", metavar="HEX", help="a seal that was kept outside")
    verify.add_argument(
        "--ca", default="", metavar="PEM", help="certificates that time-stamps are held against"
    )
    verify.set_defaults(run=_verify)
    return parser


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: the look-up is slow."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "nargs": 0, "help": "print the version"})

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"goodname {version('goodname')}")
        parser.exit(DONE)


def _up(asked: argparse.Namespace) -> int:
    from goodname.worker.up import up

    return up(demo=asked.demo)


def _set_up(asked: argparse.Namespace) -> int:
    from goodname.worker.setting_up import set_up

    return set_up()


def _capture(asked: argparse.Namespace) -> int:
    from goodname.commands import capture

    return capture.run(asked.url, asked.out)


def _verify(asked: argparse.Namespace) -> int:
    if asked.file is not None:
        from goodname.commands import capture

        if asked.head:
            return bad("--head: goes with --ledger")
        return capture.check(asked.file, asked.ca)
    return bad("--ca: goes with FILE.wacz") if asked.ca else _verify_ledger(asked)


def _verify_ledger(asked: argparse.Namespace) -> int:
    head = "".join(asked.head.split())
    if asked.head and not (
        len(head) == 64 and all(sign in "0123456789abcdefABCDEF" for sign in head)
    ):
        return bad("--head: must be the 64 signs (0-9, a-f) of a seal")
    home = Path(os.environ.get("GOODNAME_HOME") or "var").resolve()
    if not (home / "goodname.sqlite3").is_file():
        return bad(f"There is no desk in {home}. GOODNAME_HOME says where yours is.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    import django

    django.setup()
    from goodname.web.ledger import verification

    return verification.run(head, sys.stdout)


def _decide(asked: argparse.Namespace) -> int:
    from goodname.commands import decide

    return decide.run(asked.facts, asked.policy)


def _policy_check(asked: argparse.Namespace) -> int:
    from goodname.commands import policy

    return policy.check(asked.file, as_json=asked.json)


def _policy_read(asked: argparse.Namespace) -> int:
    from goodname.commands import policy

    return policy.read(asked.file)


if __name__ == "__main__":
    raise SystemExit(main())
