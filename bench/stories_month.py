"""Makes a school's month of posts, some of them told several times, and judges how they are grouped."""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import comb

from bench.stories_pairs import SAME_KINDS, Telling, words

POSTS = 500
TOLD_AGAIN = 45  # so many things are told more than once
Told = tuple[int, Telling]  # which story it is, and one telling of it
Group = Callable[[Sequence[Telling]], list[Hashable]]


def month(texts: list[str], seed: int) -> list[Told]:
    """POSTS tellings in a random order: 45 stories told two to six times, the rest once."""
    rng = random.Random(seed)
    chosen = rng.sample([t for t in texts if len(words(t)) >= 30], TOLD_AGAIN)
    again = set(chosen)
    rest = [t for t in texts if len(words(t)) >= 3 and t not in again]
    once = iter(rng.sample(rest, POSTS))
    told: list[Told] = []
    for story, text in enumerate(chosen):
        told.append((story, Telling(text, author=f"first {story}")))
        fit = [c for c, least, most in SAME_KINDS.values() if least <= len(words(text)) <= most]
        for time in range(rng.randint(1, 5)):
            changed = rng.choice(fit)(text, rng, texts)
            told.append((story, Telling(changed, author=f"again {story} {time}")))
    while len(told) < POSTS:
        told.append((len(told) + 1_000, Telling(next(once), author=f"voice {len(told)}")))
    rng.shuffle(told)
    return told


def judge(gold: Iterable[int], said: Iterable[Hashable]) -> tuple[int, int, int]:
    """Pairs put together rightly, pairs put together, pairs that belong together."""
    both = list(zip(gold, said, strict=True))

    def within(groups: Iterable[Hashable]) -> int:
        return sum(comb(n, 2) for n in Counter(groups).values())

    return within(both), within(s for _, s in both), within(g for g, _ in both)


def mixed(gold: Iterable[int], said: Iterable[Hashable]) -> int:
    """How many groups hold more than one story: what a person would see as a mistake."""
    inside: defaultdict[Hashable, set[int]] = defaultdict(set)
    for g, s in zip(gold, said, strict=True):
        inside[s].add(g)
    return sum(len(stories) > 1 for stories in inside.values())
