"""Counts which words people mark as insults, and writes the list that the word-list sorter reads.

`python -m bench.insult_words --rows DIR > goodname/data/lexicons/insults.tsv`

DIR holds toxic_spans_cc0_train.jsonl.gz: comments in which several annotators marked the
characters that insult. A word's share is how often, of all its uses, an annotator marked it. Only
four rows in five are counted; `bench.sort` measures on the fifth.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORD = re.compile(r"[a-z]{3,}")
LEAST_USES = 6
LEAST_SHARE = 0.12
SURE_SHARE = 0.25  # below this the word must also be negative in the sentiment list

HEADER = """\
# Words that annotators of public comments marked as insulting, and how often they did.
# Source: counted by bench/insult_words.py from four fifths of the training rows of
# https://github.com/ipavlopoulos/toxic_spans (Civil Comments, typed spans). No comment is copied.
# Licence: CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/
# Columns: word, share of its uses marked as an insult (0 to 1), uses. Begins after the empty line.
"""


def held_out(row_id: str) -> bool:
    """Whether this row is kept for measuring; the same one in five on every machine."""
    return zlib.crc32(row_id.encode()) % 5 == 0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def share_of_insults(path: Path) -> dict[str, tuple[float, int]]:
    """Word -> (share of uses that annotators marked as an insult, number of uses)."""
    uses: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for row in rows(path):
        if held_out(row["id"]):
            continue
        # A mark over a whole sentence says nothing about its single words.
        spans = [(s, e) for label, s, e in row["spans"] if label == "insult"]
        for word in WORD.finditer(row["text"].lower()):
            uses[word[0]] += 1
            longest = 3 * len(word[0]) + 4
            marks[word[0]] += min(
                row["n"],
                sum(s <= word.start() and e >= word.end() and e - s <= longest for s, e in spans),
            ) / max(1, row["n"])
    return {w: (marks[w] / n, n) for w, n in uses.items() if n >= LEAST_USES and marks[w]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--sentiment", type=Path, default=Path("goodname/data/lexicons/vader.tsv"))
    given = parser.parse_args()
    body = given.sentiment.read_text(encoding="utf-8").split("\n\n", 1)[1]
    valence = {w: float(v) for w, v in (line.split("\t") for line in body.splitlines())}
    shares = share_of_insults(given.rows / "toxic_spans_cc0_train.jsonl.gz")
    kept = sorted(
        (-share, word, uses)
        for word, (share, uses) in shares.items()
        if share >= LEAST_SHARE and (share >= SURE_SHARE or valence.get(word, 0) < -0.5)
    )
    sys.stdout.write(HEADER + "\n")
    for share, word, uses in kept:
        sys.stdout.write(f"{word}\t{-share:.2f}\t{uses}\n")


if __name__ == "__main__":
    main()
