"""Makes pairs of texts of which it is known whether they tell the same story, from labelled rows.

Of each row of a folder's texts it makes what the web makes of a text: a search engine's snippet, a
paper's cut and retitled copy, a repost, a picture's words read by a machine. The pairs that are not
one story are the hardest that the rows hold: each text with the one nearest to it in words.
"""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import blake2b
from math import log, sqrt
from pathlib import Path

from bench.insult_words import rows

# Files whose rows were written by people who did not copy each other: comments, talk, reviews.
FILES = (
    "toxic_spans_cc0_train", "wiki_toxicity", "goemotions_train", "sentiment_uci_train",
    "sentiment_hutto_train", "fox_news",
)  # fmt: skip
COPIED_RUN = 12  # two rows that share so many words in a row are copies; such pairs are set apart


@dataclass(frozen=True)
class Telling:
    text: str
    title: str = ""
    address: str = ""
    author: str = ""


@dataclass(frozen=True)
class Pair:
    kind: str
    same: bool
    a: Telling
    b: Telling


def texts_of(folder: Path) -> tuple[list[str], list[str]]:
    """The texts to choose by and the texts to report on, parted by a digest of their words."""
    halves: tuple[list[str], list[str]] = ([], [])
    seen = set()
    for name in FILES:
        path = folder / f"{name}.jsonl.gz"
        for row in rows(path) if path.exists() else ():
            text = " ".join(row["text"].replace("[NAME]", "Sam").split())
            plain = re.sub(r"\W", "", text.lower())
            if plain and plain not in seen:
                seen.add(plain)
                halves[blake2b(plain.encode(), digest_size=1).digest()[0] & 1].append(text)
    return halves


# --- what the web does to a text -------------------------------------------------------------

BYLINES = ("By Jo Marsh, Education Reporter\n", "Exclusive by our Wexcombe team\n", "")
HEADLINES = (
    "Parents speak out after week of rows", "Town talks of nothing else", "What we know so far",
    "School responds to complaints", "Our view: this cannot go on", "Wexcombe school in the news",
)  # fmt: skip
# None of these stands among the phrases that the core leaves out: they must be borne unknown.
TAILS = (
    "Have you got a story for us? Ring the newsdesk on 01632 960001 or drop us a line.",
    "The Wexcombe Gazette is brought to you by local people who care about where they live. "
    "If you value what we do, please think about giving us your support from only £2 a month.",
    "This article first appeared in the Harrowmoss Echo. For the best of what is on near you, "
    "pick up a copy every Thursday from your newsagent.",
    "Ad Feature: Planning a new kitchen? Visit our showroom on the Harrowmoss Road.",
    "You need to be a member of this group to see what other people have answered. Joining is "
    "free and takes a minute. Please be kind and keep to the rules of the group.",
)
COMMENTS = (
    "Has everyone seen this?", "Absolutely this.", "So sad to read this 😢", "Well said!!",
    "Not sure that I agree but worth a read", "This is what I have been saying for months now",
    "Look at what they are saying about our school, does anybody know if it is true?",
)  # fmt: skip
CHROME = ("9:41  ▪ 4G 78%\n", "< Wexcombe Mums and Dads\n", "Most relevant ▾\n")
UNDER = ("\nLike   Comment   Share", "\n12 likes · 3 comments\nLike Reply", "\nView more comments")
MISREAD = {
    "l": "1I|", "i": "l1", "o": "0", "0": "o", "s": "5", "e": "c", "c": "e", "m": ("rn",),
    "w": ("vv",), "d": ("cl",), "h": "b", "t": "f", "n": "ri", "u": "v", ",": ".", ".": ",",
    "g": "q", "a": "o", "B": "8", "I": "l|", "f": "t",
}  # fmt: skip


def words(text: str) -> list[str]:
    return text.split()


def part(text: str, least: int, most: int, rng: random.Random) -> str:
    said = words(text)
    long = min(len(said), rng.randint(least, most))
    start = rng.randint(0, len(said) - long)
    return " ".join(said[start : start + long])


def snippet(text: str, rng: random.Random, others: list[str]) -> str:
    said = words(part(text, 18, 35, rng))
    bold = rng.randrange(len(said))
    said[bold] = f"<b>{said[bold]}</b>"
    return f"{rng.choice(('', '… ', '... '))}{' '.join(said)}{rng.choice((' …', '...', '…'))}"


def copied(text: str, rng: random.Random, others: list[str]) -> str:
    said = words(text)
    kept = " ".join(said[: int(len(said) * rng.uniform(0.6, 1))])
    return f"{rng.choice(BYLINES)}{kept}\n{rng.choice(TAILS)}"


def edited(text: str, rng: random.Random, others: list[str]) -> str:
    """A copy in which an editor changed every tenth word or so and moved a sentence."""
    spare = words(rng.choice(others))
    said = [
        (rng.choice(spare) if rng.random() < 0.5 else "") if rng.random() < 0.1 else word
        for word in words(text)
    ]
    sentences = re.split(r"(?<=[.!?]) ", " ".join(w for w in said if w))
    if len(sentences) > 2:
        sentences.append(sentences.pop(rng.randrange(len(sentences) - 1)))
    return " ".join(sentences)


def framed(text: str, rng: random.Random, others: list[str]) -> str:
    return f"{text}\n{rng.choice(TAILS)}"


def reposted(text: str, rng: random.Random, others: list[str]) -> str:
    comment = rng.choice(COMMENTS)
    return rng.choice(
        (f"RT @wexmum{rng.randrange(99)}: {text}", f"{comment} “{text}”", f"{text}\n\n{comment}")
    )


def quoted(text: str, rng: random.Random, others: list[str]) -> str:
    """A passage of a long text among words of one's own, which are fewer."""
    passage = part(text, 20, 45, rng)
    own = part(rng.choice(others), 4, max(5, len(words(passage)) // 2), rng)
    return f"{own}: “{passage}”"


def misread(text: str, rng: random.Random, faults: float) -> str:
    out = []
    for char in text:
        if rng.random() < faults:
            wrong = MISREAD.get(char)
            out.append(rng.choice(wrong) if wrong and rng.random() < 0.8 else rng.choice(("", " ")))
        else:
            out.append(char)
    return "".join(out)


def screenshot(text: str, rng: random.Random, others: list[str]) -> str:
    """What a machine reads off a picture: 1 to 5 letters in 100 wrong, and the app's own words."""
    said = words(text)
    lines = "\n".join(" ".join(said[i : i + 8]) for i in range(0, len(said), 8))
    return (
        f"{rng.choice(CHROME)}Jo Marsh\n{rng.randint(2, 9)} h\n"
        f"{misread(lines, rng, rng.uniform(0.01, 0.05))}{rng.choice(UNDER)}"
    )


# kind -> (what is done, fewest and most words of the text it is done to)
SAME_KINDS = {
    "snippet and its page": (snippet, 60, 2_000),
    "copy: cut, retitled, by-line": (copied, 60, 2_000),
    "copy: edited, a sentence moved": (edited, 30, 2_000),
    "unknown words around it": (framed, 30, 400),
    "repost, with or without comment": (reposted, 10, 40),
    "passage quoted": (quoted, 60, 2_000),
    "screenshot read by machine": (screenshot, 12, 120),
}


def same_pairs(texts: list[str], each: int, rng: random.Random) -> Iterator[Pair]:
    for kind, (change, least, most) in SAME_KINDS.items():
        fit = [text for text in texts if least <= len(words(text)) <= most]
        for text in rng.sample(fit, min(each, len(fit))):
            yield Pair(
                kind,
                True,
                Telling(text, rng.choice(HEADLINES), author="A"),
                # A search engine and a picture do not say who wrote.
                Telling(
                    change(text, rng, texts),
                    rng.choice(HEADLINES),
                    author="" if change in (snippet, screenshot) else "B",
                ),
            )


# --- what only looks like one story ----------------------------------------------------------


def nearest_pairs(texts: list[str], least: int, most: int) -> tuple[list[Pair], int]:
    """Each text with the one nearest by TF-IDF; and how many were set apart as copies."""
    said = [re.findall(r"\w+", t.lower()) for t in texts]
    chosen = [i for i, w in enumerate(said) if least <= len(w) <= most]
    seen_in: Counter[str] = Counter()
    for i in chosen:
        seen_in.update(set(said[i]))
    rare = {w: log(len(chosen) / n) for w, n in seen_in.items() if 1 < n <= len(chosen) // 20}
    vectors: dict[int, dict[str, float]] = {}
    holders: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for i in chosen:
        counts = {w: (1 + log(n)) * rare[w] for w, n in Counter(said[i]).items() if w in rare}
        length = sqrt(sum(v * v for v in counts.values())) or 1.0
        vectors[i] = {w: v / length for w, v in counts.items()}
        for w, v in vectors[i].items():
            holders[w].append((i, v))
    found: dict[tuple[int, int], float] = {}
    for i in chosen:
        near: defaultdict[int, float] = defaultdict(float)
        for w, v in vectors[i].items():
            for j, u in holders[w]:
                near[j] += v * u
        near.pop(i, None)
        if near:
            best = max(near, key=lambda j: near[j])
            found[min(i, best), max(i, best)] = near[best]
    pairs, copies = [], 0
    for i, j in sorted(found, key=lambda p: -found[p]):
        if copied_run(said[i], said[j]):
            copies += 1
        else:
            pairs.append(Pair("nearest in words", False, told(texts[i], "A"), told(texts[j], "B")))
    return pairs, copies


def copied_run(a: list[str], b: list[str]) -> bool:
    """Whether one was copied from the other: a long run, or nearly all of the shorter in order."""
    match = SequenceMatcher(None, a, b, autojunk=False)
    if match.find_longest_match().size >= COPIED_RUN:
        return True
    kept = sum(m.size for m in match.get_matching_blocks() if m.size >= 3)
    return kept >= 0.8 * min(len(a), len(b))


def told(text: str, author: str) -> Telling:
    return Telling(text, author=author)


# The forms to choose by, and the forms to report on.
FORMS = (
    (
        "{who} was {how} at {where} on {when}, and nobody at the school would tell us why.",
        "Does anyone know what time {where} opens on {when}? I was told {who} would be there.",
        "Huge thank you to {who} for {thing} on {when}, {klass} loved every minute of it.",
        "We waited {n} minutes at {where} again on {when} and {who} just walked past us.",
    ),
    (
        "Why is it always {klass} who are {how} at {where}? E-mailed {who} {n} times since {when}.",
        "{klass} raised £{n}0 for {thing} on {when}, well done to {who} and everybody who came.",
        "Lost on {when} near {where}: a blue coat, {klass} label. Please hand it to {who}. Thanks",
        "So proud of {klass} after {thing} on {when}! {who} says they were the best in {n} years.",
        "Is it right that {klass} are {how} for {n} minutes on {when} because of {thing}?",
    ),
)
FILLS = {
    "who": ("the caretaker", "Mrs Doyle", "my youngest", "Mr Okoro", "the new head", "his nan"),
    "how": ("locked out", "left alone", "shouted at", "so busy", "muddy", "told to wait"),
    "where": ("the front gate", "breakfast club", "the playground", "reception", "the car park"),
    "when": ("Monday", "Thursday", "Sunday", "Friday", "Wednesday", "the 3rd", "Tuesday"),
    "thing": ("the cake sale", "a trip to the farm", "the new books", "sports day", "the play"),
    "klass": ("Year 3", "Year 5", "Reception", "Oak class", "Year 6", "Maple class"),
    "n": ("15", "20", "3", "40", "6", "25"),
}


RULED = ("same few words by two people", "answer that quotes line by line")


def other_pairs(
    texts: list[str], each: int, rng: random.Random, forms: Sequence[str]
) -> Iterator[Pair]:
    """Pairs of ten voices each: the same form, the same words around, short words, an answer."""
    fit = [t for t in texts if 30 <= len(words(t)) <= 400]
    little = [t for t in texts if 2 <= len(words(t)) < 8]
    for _ in range(each):
        form = rng.choice(forms)
        a, b = ({k: rng.choice(v) for k, v in FILLS.items()} for _ in "ab")
        if form.format(**a) != form.format(**b):
            one, two = form.format(**a), form.format(**b)
            yield Pair("same form, other filling", False, told(one, "A"), told(two, "B"))
        one, two = rng.sample(fit, 2)
        tail = rng.choice(TAILS)
        yield Pair(
            "same unknown words around both", False,
            told(f"{one}\n{tail}", "A"), told(f"{two}\n{tail}", "B"),
        )  # fmt: skip
        short = rng.choice(little)
        thread = "https://forum.example/thread/12"
        yield Pair(
            RULED[0], False,
            Telling(short, "The gate", thread, "A"), Telling(short, "The gate", thread, "B"),
        )  # fmt: skip
        first, answer = rng.sample(fit, 2)
        lines = "\n".join(f"> {line}" for line in re.split(r"(?<=[.!?]) ", first))
        yield Pair(
            RULED[1], False,
            Telling(first, "The gate", thread, "A"),
            Telling(f"A wrote:\n{lines}\n\n{answer}", "The gate", thread, "B"),
        )  # fmt: skip


def make(texts: list[str], each: int, seed: int, forms: Sequence[str]) -> tuple[list[Pair], int]:
    """All pairs of one half of the texts, and how many nearest pairs were set apart as copies."""
    rng = random.Random(seed)
    pairs = [*same_pairs(texts, each, rng), *other_pairs(texts, each, rng, forms)]
    copies = 0
    for least, most, many in ((8, 20, 12_000), (21, 2_000, 12_000)):
        near, apart = nearest_pairs(rng.sample(texts, min(many, len(texts))), least, most)
        pairs += near[: 3 * each]
        copies += apart
    return pairs, copies


def read_pairs(path: Path) -> Iterable[Pair]:
    """Pairs that people labelled: one JSON object a line, {"kind", "same", "a", "b"}."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Pair(row["kind"], row["same"], Telling(**row["a"]), Telling(**row["b"]))
