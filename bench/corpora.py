"""`python -m bench.corpora --feedparser DIR --miniflux DIR`: other people's feeds, read by our reader.

DIR is feedparser's source package or miniflux's source tree, unpacked by you: nothing of either is kept
here. What each expects of a feed is compared with our post: words as plain text, since we keep no HTML.
Prints a line for each group, and with --missed each expectation that was not met.
"""

import argparse
import ast
import codecs
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from goodname.core.listen.feeds import feed
from goodname.core.listen.links import web_address
from goodname.core.listen.markup import plain, tidy
from goodname.core.words import Post, Unreadable

ADDRESS = "http://example.com/feed.xml"
HEADER = re.compile(rb"Header:\s*([A-Za-z-]+):\s*([^\r\n]+)")
NEEDS_CODEC = re.compile(rb"SkipUnless:\s*__import__\('codecs'\)\.lookup\('([^']+)'\)")
EXPECT = re.compile(rb"Expect:\s*([^\r\n]+)")
FIELDS = {"title", "link", "id", "summary", "description", "author", "content", "published_parsed",
          "updated_parsed"}  # fmt: skip
# Tests of cleaning HTML and of addresses inside it: we keep no HTML.
NOT_FOR_US = {"sanitize", "base"}
GO_TEST = re.compile(r"^func (Test\w+)\(t \*testing\.T\) \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
GO_DATA = re.compile(r"data := `(.*?)`", re.DOTALL)
GO_ADDRESS = re.compile(r'Parse\("([^"]*)"')
GO_CHECK = re.compile(
    r"if feed\.(?:Entries\[(\d+)\]\.)?(Title|URL|Content|Author) != (\"(?:\\.|[^\"\\])*\"|`[^`]*`) \{"
)
GO_NAMES = {"Title": "title", "URL": "link", "Content": "summary", "Author": "author"}


@dataclass(frozen=True)
class Wanted:
    """One thing that a test expects: of entry number `entry`, or of the feed where it is None."""

    entry: int | None
    name: str
    value: object


@dataclass(frozen=True)
class Test:
    group: str
    name: str
    body: bytes
    headers: dict[str, str]
    address: str
    wanted: tuple[Wanted, ...]


def feedparsers(folder: Path) -> Iterator[Test]:
    for group in ("wellformed", "illformed", "encoding"):
        for path in sorted((folder / "tests" / group).rglob("*.xml")):
            if NOT_FOR_US & set(path.relative_to(folder).parts):
                continue
            body = path.read_bytes()
            needed = NEEDS_CODEC.search(body)
            if needed and not _is_known(needed[1].decode()):
                continue  # feedparser leaves it out too
            expected = EXPECT.search(body)
            headers = {
                a.decode().lower(): b.decode("latin-1").strip() for a, b in HEADER.findall(body)
            }
            wanted = tuple(_wanted(expected[1].decode("latin-1"))) if expected else ()
            name = str(path.relative_to(folder / "tests"))
            yield Test(f"feedparser {group}", name, body, headers, ADDRESS, wanted)


def _is_known(codec: str) -> bool:
    try:
        codecs.lookup(codec)
    except LookupError:
        return False
    return True


def _wanted(expression: str) -> Iterator[Wanted]:
    try:
        tree = ast.parse(expression.strip(), mode="eval").body
    except SyntaxError:
        return
    for part in (
        tree.values if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And) else [tree]
    ):
        if not isinstance(part, ast.Compare) or not isinstance(part.ops[0], ast.Eq):
            continue
        path = _path(part.left)
        try:
            value = ast.literal_eval(part.comparators[0])
        except ValueError:
            continue
        if path[:1] == ["feed"] and path[1:] == ["title"]:
            yield Wanted(None, "title", value)
        is_ours = path[:1] == ["entries"] and len(path) > 2 and path[2] in FIELDS
        if is_ours and path[3:] in ([], [0, "value"]):
            yield Wanted(int(str(path[1])), str(path[2]), value)


def _path(node: ast.AST) -> list[object]:
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        return [*_path(node.value), node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        return [*_path(node.value), node.slice.value]
    return []


def minifluxes(folder: Path) -> Iterator[Test]:
    for kind in ("atom", "json", "rdf", "rss"):
        for path in sorted((folder / "internal/reader" / kind).glob("*_test.go")):
            for name, source in GO_TEST.findall(path.read_text(encoding="utf-8")):
                data, address = GO_DATA.search(source), GO_ADDRESS.search(source)
                wanted = tuple(
                    Wanted(int(entry) if entry else None, GO_NAMES[field], _go(literal))
                    for entry, field, literal in GO_CHECK.findall(source)
                    if entry or field == "Title"
                )
                if data and wanted:
                    where = address[1] if address and address[1] else ADDRESS
                    yield Test(
                        "miniflux", f"{path.name} {name}", data[1].encode(), {}, where, wanted
                    )


def _go(literal: str) -> str:
    return literal[1:-1] if literal[0] == "`" else str(json.loads(literal, strict=False))


def met(wanted: Wanted, found: feed.Feed) -> bool:
    if wanted.entry is None:
        return _same(wanted.value, found.title)
    if wanted.entry >= len(found.posts):
        return False
    post = found.posts[wanted.entry]
    match wanted.name:
        case "title":
            return _same(wanted.value, post.title)
        case "link":
            return post.address in (wanted.value, web_address(str(wanted.value), ADDRESS))
        case "id":
            return post.key == wanted.value
        case "author":
            return _same(wanted.value, post.author) or bool(
                post.author and post.author in str(wanted.value)
            )
        case "published_parsed" | "updated_parsed":
            return _dated(wanted.value, post)
        case _:
            return any(words in post.text for words in _plainly(wanted.value))


def _same(wanted: object, found: str) -> bool:
    return found in {words.replace("\n", " ") for words in _plainly(wanted)}


def _plainly(wanted: object) -> set[str]:
    return {plain(str(wanted)), tidy(str(wanted))}


def _dated(wanted: object, post: Post) -> bool:
    if not isinstance(wanted, tuple):
        return wanted is None
    return datetime(*wanted[:6], tzinfo=UTC) in (post.posted, post.edited)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feedparser", type=Path, help="feedparser's source package, unpacked")
    parser.add_argument("--miniflux", type=Path, help="miniflux's source tree")
    parser.add_argument("--missed", action="store_true", help="print what was not met")
    given = parser.parse_args()
    tests = [*(feedparsers(given.feedparser) if given.feedparser else ()),
             *(minifluxes(given.miniflux) if given.miniflux else ())]  # fmt: skip
    count: Counter[tuple[str, str]] = Counter()
    crashed = False
    began = time.perf_counter()
    for test in tests:
        count[test.group, "read"] += 1
        try:
            found = feed.read(test.body, test.headers, test.address)
        except Unreadable as no:
            count[test.group, "refused"] += 1
            found = feed.Feed("", (), no.faults)
        except Exception as fault:
            crashed = True
            print(f"CRASHED {test.name}: {fault!r}")
            continue
        if not test.wanted:
            continue
        count[test.group, "compared"] += 1
        if not found.posts and "neither words" in "".join(found.refused):
            count[test.group, "empty"] += 1  # a date or a name with nothing said is no post
            continue
        missed = [one for one in test.wanted if not met(one, found)]
        count[test.group, "right"] += not missed
        if missed and given.missed:
            print(
                f"{test.name}: {missed} BUT {found.title!r} {found.posts[:1]} {found.refused[:1]}"
            )
    for group in dict.fromkeys(test.group for test in tests):
        said = [
            f"{count[group, what]} {what}"
            for what in ("read", "refused", "compared", "empty", "right")
        ]
        print(f"{group}: {', '.join(said)}")
    print(f"{len(tests)} feeds in {time.perf_counter() - began:.1f} s")
    return 1 if crashed or not tests else 0


if __name__ == "__main__":
    sys.exit(main())
