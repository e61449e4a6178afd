"""Measures how surely tellings of one story are found, beside datasketch's MinHash LSH.

`python -m bench.stories --rows DIR [--pairs FILE ...] [--pictures 100] [--json FILE]`

DIR holds the labelled rows as NAME.jsonl.gz (bench.stories_pairs.FILES says which are used); pairs
are made of their texts. One half of the texts chose SAME_FROM and the peer's threshold; only the
other half is reported. A FILE holds pairs that people labelled, one JSON object a line:
{"kind": …, "same": true, "a": {"text": …, "title": …, "address": …, "author": …}, "b": {…}}.
With --pictures, posts are drawn by Chromium and read by tesseract; both must be there.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from bench import stories_peer
from bench.stories_month import judge, mixed, month
from bench.stories_pairs import FORMS, RULED, Pair, Telling, make, read_pairs, texts_of
from bench.stories_pictures import picture_pairs
from goodname.core.sort.likeness import SAME_FROM, Print, fingerprint, keys, same_story
from goodname.core.sort.likeness_index import Stories

Scored = list[tuple[Pair, float]]
SEED = 20_261_123
MONTHS = 20


def print_of(telling: Telling) -> Print:
    return fingerprint(telling.text, telling.title, telling.address, telling.author)


def ours(pair: Pair) -> float:
    """The likeness as a desk would come by it: 0 where no key leads from one to the other."""
    a, b = print_of(pair.a), print_of(pair.b)
    return same_story(a, b) if set(keys(a)) & set(keys(b)) else 0.0


def wilson(yes: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not of:
        return 0.0, 1.0
    z, p = 1.96, yes / of
    middle, spread = p + z * z / (2 * of), z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of), (middle + spread) / (1 + z * z / of)


def counted(scored: Scored, threshold: float) -> tuple[int, int, int]:
    """Joined rightly, joined in all, belonging together in all."""
    right = sum(pair.same and score >= threshold for pair, score in scored)
    return right, sum(s >= threshold for _, s in scored), sum(p.same for p, _ in scored)


def by_words(scored: Scored) -> Scored:
    """Without the kinds that only a rule of ours tells apart: a peer that sees words alone cannot."""
    return [(pair, score) for pair, score in scored if pair.kind not in RULED]


def chosen(scored: Scored) -> float:
    """The threshold with the best F0.5: a wrong join counts for more than a missed one."""

    def f_half(threshold: float) -> float:
        right, joined, belong = counted(scored, threshold)
        return 1.25 * right / (joined + 0.25 * belong)

    return max((t / 50 for t in range(2, 46)), key=f_half)


def figures(scored: Scored, threshold: float) -> dict[str, Any]:
    kinds: defaultdict[tuple[bool, str], list[bool]] = defaultdict(list)
    for pair, score in scored:
        kinds[pair.same, pair.kind].append(score >= threshold)
    right, joined, belong = counted(scored, threshold)
    return {
        "precision": share(right, joined),
        "precision without the two rules": share(right, counted(by_words(scored), threshold)[1]),
        "recall": share(right, belong),
        "kinds": {
            kind: {"same": same, **share(sum(said), len(said))}
            for (same, kind), said in sorted(kinds.items(), key=lambda k: (not k[0][0], k[0][1]))
        },
    }


def share(yes: int, of: int) -> dict[str, Any]:
    return {"yes": yes, "of": of, "share": yes / max(1, of), "ci": wilson(yes, of)}


# --- a school's month ------------------------------------------------------------------------


def grouped(told: Sequence[Telling], index: Any, made_of: Callable[[Telling], Any]) -> list[int]:
    """Each telling in turn joins the story of the one that it is likest to, or begins one."""
    story: list[int] = []
    for number, telling in enumerate(told):
        made = made_of(telling)
        near = index.like(made)
        story.append(story[near[0][0]] if near else number)
        index.add(number, made)
    return story


def months(texts: list[str], fresh: Callable[[], Any], made_of: Callable[[Telling], Any]) -> Any:
    each, wrong = [], 0
    for seed in range(MONTHS):
        told = month(texts, SEED + seed)
        gold: list[int] = [story for story, _ in told]
        said: list[Hashable] = list(grouped([t for _, t in told], fresh(), made_of))
        each.append(judge(gold, said))
        wrong += mixed(gold, said)
    right, joined, belong = (sum(counts) for counts in zip(*each, strict=True))
    precisions = sorted(r / j for r, j, _ in each)
    recalls = sorted(r / b for r, _, b in each)
    return {
        "pair_precision": right / joined,
        "pair_recall": right / belong,
        "precision_of_months": (precisions[0], precisions[-1]),
        "recall_of_months": (recalls[0], recalls[-1]),
        "mixed_groups_a_month": wrong / MONTHS,
    }


# --- speed -----------------------------------------------------------------------------------


def timed(texts: Sequence[str], index: Any, made_of: Callable[[Telling], Any]) -> dict[str, float]:
    begun = time.process_time()
    made = [made_of(Telling(text)) for text in texts]
    read = time.process_time()
    for number, one in enumerate(made):
        index.add(number, one)
    added = time.process_time()
    asked = made[:: max(1, len(made) // 2_000)]
    for one in asked:
        index.like(one)
    done = time.process_time()
    return {
        "texts": len(texts),
        "fingerprints_a_second": len(texts) / (read - begun),
        "added_a_second": len(texts) / (added - read),
        "lookups_a_second": len(asked) / (done - added),
    }


def measure(
    folder: Path, each: int, many: int, pictures: int, files: Iterable[Path]
) -> dict[str, Any]:
    dev, held = texts_of(folder)
    dev_pairs, _ = make(dev, each, SEED, FORMS[0])
    pairs, copies = make(held, each, SEED + 1, FORMS[1])
    theirs_from, part_from = (
        chosen(by_words([(p, of(p)) for p in dev_pairs]))
        for of in (stories_peer.likeness, stories_peer.contained)
    )
    scored = [(p, ours(p)) for p in pairs]
    result: dict[str, Any] = {
        "texts": {"to choose by": len(dev), "held out": len(held), "set apart as copies": copies},
        "threshold": {"best on the first half": chosen([(p, ours(p)) for p in dev_pairs])}
        | {"SAME_FROM": SAME_FROM, "peer": theirs_from, "peer by containment": part_from},
        "pairs": figures(scored, SAME_FROM),
        "peer pairs": figures([(p, stories_peer.likeness(p)) for p in pairs], theirs_from),
        "peer by containment pairs": figures(
            [(p, stories_peer.contained(p)) for p in pairs], part_from
        ),
        "month": months(held, Stories, print_of),
        "peer month": months(held, lambda: stories_peer.Index(theirs_from), stories_peer.sketch),
    }
    for path in files:
        labelled = list(read_pairs(path))
        result[f"labelled {path.stem}"] = figures([(p, ours(p)) for p in labelled], SAME_FROM)
        result[f"peer labelled {path.stem}"] = figures(
            [(p, stories_peer.likeness(p)) for p in labelled], theirs_from
        )
    if pictures:
        read = [(p, ours(p)) for p in picture_pairs(held, pictures, SEED)]
        result["pictures"] = figures(read, SAME_FROM)
        theirs = [(p, stories_peer.likeness(p)) for p, _ in read]
        result["peer pictures"] = figures(theirs, theirs_from)
    texts = [*dev, *held]
    random.Random(SEED).shuffle(texts)
    result["speed"] = timed(texts[:many], Stories(), print_of)
    result["peer speed"] = timed(texts[:many], stories_peer.Index(theirs_from), stories_peer.sketch)
    sizes = [(len(p.as_text()), len(keys(p))) for p in map(print_of, map(Telling, texts[:2_000]))]
    result["size"] = {
        "characters_of_text": sum(len(t) for t in texts[:2_000]) / len(sizes),
        "characters_of_print": sum(s for s, _ in sizes) / len(sizes),
        "keys": sum(k for _, k in sizes) / len(sizes),
    }
    return result


def show(result: dict[str, Any]) -> str:
    lines = []
    for part, said in result.items():
        lines.append(part)
        if "kinds" not in said:
            lines += [f"    {name}: {_plain(value)}" for name, value in said.items()]
            continue
        for name in ("precision", "precision without the two rules", "recall"):
            lines.append(f"    {name}: {_share(said[name])}")
        for kind, of in said["kinds"].items():
            lines.append(f"    {'same' if of['same'] else 'not '}  {kind}: joined {_share(of)}")
    return "\n".join(lines)


def _share(of: dict[str, Any]) -> str:
    low, high = of["ci"]
    return f"{of['share']:.3f} ({low:.3f} to {high:.3f}), {of['yes']} of {of['of']}"


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return " to ".join(map(_plain, value))
    return f"{value:,.3f}" if isinstance(value, float) else str(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=Path, required=True, help="folder of labelled rows")
    parser.add_argument("--pairs", type=Path, action="append", default=[], help="labelled pairs")
    parser.add_argument("--each", type=int, default=500, help="pairs of each kind")
    parser.add_argument("--many", type=int, default=50_000, help="texts for the speed")
    parser.add_argument("--pictures", type=int, default=0, help="posts to draw and have read")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    result = measure(given.rows, given.each, given.many, given.pictures, given.pairs)
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(show(result))


if __name__ == "__main__":
    main()
