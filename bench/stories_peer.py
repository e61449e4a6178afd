"""The peer for finding tellings of one story: datasketch's MinHash and its LSH index."""

import re

from datasketch import MinHash, MinHashLSH

from bench.stories_pairs import Pair, Telling

PERMUTATIONS = 128


def shingles(telling: Telling) -> set[bytes]:
    """As its users do it: lower case, words, every three neighbouring words."""
    said = re.findall(r"\w+", telling.text.lower())
    return {" ".join(said[i : i + 3]).encode() for i in range(max(1, len(said) - 2))}


def sketch(telling: Telling) -> MinHash:
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch(list(shingles(telling)))
    return made


def likeness(pair: Pair) -> float:
    return float(sketch(pair.a).jaccard(sketch(pair.b)))


def contained(pair: Pair) -> float:
    """The share of the smaller that stands in the larger, reckoned from the sketches' likeness."""
    alike, sizes = likeness(pair), (len(shingles(pair.a)), len(shingles(pair.b)))
    return min(1.0, alike * sum(sizes) / ((1 + alike) * min(sizes)))


class Index:
    """The same door as core.sort's Stories: add and like."""

    def __init__(self, threshold: float) -> None:
        self._lsh = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        self._sketches: dict[object, MinHash] = {}
        self._threshold = threshold

    def add(self, id: object, made: MinHash) -> None:
        self._lsh.insert(id, made, check_duplication=False)
        self._sketches[id] = made

    def like(self, made: MinHash) -> list[tuple[object, float]]:
        found = [(id, float(made.jaccard(self._sketches[id]))) for id in self._lsh.query(made)]
        return sorted((f for f in found if f[1] >= self._threshold), key=lambda f: -f[1])
