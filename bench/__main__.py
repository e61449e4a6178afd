"""`make bench ROWS=FOLDER`: what is measured, against its peers, in one run.

Deciding and proving are measured always, sorting where a folder of labelled rows is named.
"""

import argparse
import json
import sys
from pathlib import Path

from bench import decide, prove, sort
from goodname.core.sort.baseline import WordListSorter
from goodname.data.lexicons import load


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=Path, help="folder of labelled rows, for sorting")
    decide.options(parser)
    given = parser.parse_args()
    result = {"deciding": decide.measure(given.facts, given.seconds)}
    print(f"Deciding\n\n{decide.show(result['deciding'])}", flush=True)
    result["proving"] = prove.measure()
    print(f"\nProving\n\n{prove.show(result['proving'])}", flush=True)
    if given.rows:
        result["sorting"] = sort.measure(given.rows, WordListSorter(load()))
        print(f"\nSorting\n\n{sort.show(result['sorting'])}")
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return decide.status(result["deciding"])


if __name__ == "__main__":
    sys.exit(main())
