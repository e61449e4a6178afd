"""The `goodname` command: what a person or a script can ask of the desk from a terminal."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from goodname.core.words import Facts

DONE, FOUND, BAD = 0, 1, 2  # done; done, and something was found wrong; bad input or usage

DECIDE = """\
Reads facts as JSON: one object a line, or one object over several lines, or an array. Prints what
the policy asks for, one JSON object a line for each. All facts are checked first: with any fault
nothing is decided, each fault is named on standard error, and the exit status is 2.
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
    decide.set_defaults(run=_decide)

    verify = commands.add_parser("verify", help="check that the ledger is whole")
    verify.add_argument("--ledger", action="store_true", required=True, help="every school's chain")
    verify.add_argument("--head", default="", metavar="HEX", help="a seal that was kept outside")
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


def _bad(*lines: str) -> int:
    for line in lines:
        # Strangers' input may hold what a terminal cannot show.
        print(line.encode("utf-8", "backslashreplace").decode("utf-8"), file=sys.stderr)
    return BAD


def _up(asked: argparse.Namespace) -> int:
    from goodname.worker.up import up

    return up(demo=asked.demo)


def _set_up(asked: argparse.Namespace) -> int:
    from goodname.worker.setting_up import set_up

    return set_up()


def _verify(asked: argparse.Namespace) -> int:
    head = "".join(asked.head.split())
    if asked.head and not (
        len(head) == 64 and all(sign in "0123456789abcdefABCDEF" for sign in head)
    ):
        return _bad("--head: must be the 64 signs (0-9, a-f) of a seal")
    home = Path(os.environ.get("GOODNAME_HOME") or "var").resolve()
    if not (home / "goodname.sqlite3").is_file():
        return _bad(f"There is no desk in {home}. GOODNAME_HOME says where yours is.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodname.web.config.settings")
    import django

    django.setup()
    from goodname.web.ledger import verification

    return verification.run(head, sys.stdout)


def _decide(asked: argparse.Namespace) -> int:
    from goodname.core.decide import decide
    from goodname.core.words import Unreadable
    from goodname.data import policies

    try:
        data = sys.stdin.buffer.read() if asked.facts == "-" else Path(asked.facts).read_bytes()
        found = read_all(data.decode("utf-8-sig"))
    except OSError as error:
        return _bad(f"{asked.facts}: {error.strerror or error}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _bad(f"line {line}: text: is not UTF-8, only UTF-8 is allowed")
    except Unreadable as error:
        return _bad(*error.faults)
    policy = policies.load("highfield", "england")
    answers = [decide.as_json(decide.decide(facts, policy)) for facts in found]
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False))
    return DONE


def read_all(text: str) -> "list[Facts]":
    """The facts in `text`. Raises Unreadable with `line N: field: what is wrong, what is allowed`
    for each fault of each line."""
    from goodname.core.words import Unreadable
    from goodname.data.policies import read_facts

    found, faults = [], []
    for line, value in _values(text):
        try:
            if isinstance(value, _NotJson):
                raise Unreadable(f"text: {value}")
            found.append(read_facts(value))
        except Unreadable as error:
            faults += [f"line {line}: {fault}" for fault in error.faults]
    if faults:
        raise Unreadable(*faults)
    return found


class _NotJson(ValueError):
    """What could not be read as JSON: why, and in which line of the whole (0: unknown)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.line = line


def _values(text: str) -> "Iterator[tuple[int, object]]":
    """Each JSON value of `text` and the number of the line where it begins.

    It is taken for JSON lines when its first line is a whole object, or every line begins like
    one; then a fault of one line does not hide those of the next.
    """
    lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        yield 1, _NotJson("is empty, one JSON object a line is allowed")
        return
    first = _load(lines[0][1])
    if isinstance(first, dict) or all(line.lstrip().startswith("{") for _, line in lines):
        yield from ((n, _load(line)) for n, line in lines)
        return
    whole = _load(text)
    if isinstance(whole, _NotJson):
        yield whole.line or lines[0][0], whole
    elif isinstance(whole, list):
        yield from _items(text)
    else:
        yield lines[0][0], whole


def _load(text: str) -> object:
    """The JSON value, or _NotJson (never raised) with its reason and, where known, its line."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg}, column {error.colno}), a JSON object is allowed"
        return _NotJson(reason, error.lineno)
    except _NotJson as error:
        return error
    except (ValueError, RecursionError):
        return _NotJson("is not JSON that can be read, a plain JSON object is allowed")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Refuses a field that is given twice: the facts would contradict themselves unseen."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NotJson(f"gives {json.dumps(twice)} more than once, each field is allowed once")
    return made


def _constant(name: str) -> object:
    raise _NotJson(f"has the value {name}, only JSON values are allowed")


def _items(text: str) -> "Iterator[tuple[int, object]]":
    """The items of an array that is known to be sound, each with the line where it begins."""
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    at = text.index("[") + 1
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        value, end = decoder.raw_decode(text, at)
        yield text.count("\n", 0, at) + 1, value
        at = end


if __name__ == "__main__":
    raise SystemExit(main())
