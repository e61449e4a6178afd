"""Measures the baseline sorter on labelled rows, beside a peer that always says the commonest.

`python -m bench.sort --rows DIR [--json FILE]`

DIR holds the labelled rows as NAME.jsonl.gz, one JSON object a line; a file that is not there is
left out and named. Nothing here is used for training: the sorter has word lists and no weights.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.insult_words import held_out, rows
from goodname.core.sort.baseline import FLAG_FROM, WordListSorter
from goodname.core.sort.sorter import Sorter
from goodname.core.words import Harm, Reading
from goodname.data.lexicons import load

Row = dict[str, Any]
FEELINGS = ("negative", "neutral", "positive")
# What GoEmotions' 27 feelings mean as tones; the others (surprise, realisation) have no tone.
TONES = {
    "praise": {"admiration", "approval", "gratitude", "love", "joy", "excitement", "pride"}
    | {"amusement", "optimism", "caring", "relief"},
    "criticism": {"anger", "annoyance", "disapproval", "disappointment", "disgust"}
    | {"embarrassment", "fear", "grief", "nervousness", "remorse", "sadness"},
    "question": {"curiosity", "confusion"},
    "neutral": {"neutral"},
}
OFFENCE = (Harm.INSULTING, Harm.AGGRESSIVE, Harm.THREAT, Harm.ABUSIVE, Harm.HATE, Harm.BULLYING)


def tone_of(row: Row) -> str | None:
    """The one tone that all feelings of a GoEmotions row share, or None."""
    tones = {tone for tone, feelings in TONES.items() if feelings & set(row["labels"])}
    known = set().union(*TONES.values())
    return tones.pop() if len(tones) == 1 and set(row["labels"]) <= known else None


def feeling_of(row: Row) -> str:
    return FEELINGS[int(row["label"])]


# name of the file -> (what is measured, gold class of a row, kept rows)
Gold = Callable[[Row], str | None]
TONE_SETS: tuple[tuple[str, str, Gold], ...] = (
    ("sentiment_uci_train", "sentiment, 2 classes", feeling_of),
    ("sentiment_hutto_train", "sentiment, 3 classes", feeling_of),
    ("goemotions_train", "tone, 4 classes", tone_of),
    ("goemotions_dev", "tone, 4 classes", tone_of),
)
SPANS = "toxic_spans_cc0_train"
Wrong = Callable[[Row], bool | None]
HARM_SETS: tuple[tuple[str, str, Sequence[Harm], Wrong], ...] = (
    ("davidson_all", "offensive or hate", OFFENCE, lambda r: r["label"] != 2),
    ("davidson_all", "hate, among all", (Harm.HATE,), lambda r: r["label"] == 0),
    ("fox_news", "hate", OFFENCE, lambda r: r["label"] == 1),
    ("hatemojibuild_dev", "hate (adversarial)", OFFENCE, lambda r: r["label"] == 1),
    ("convabuse_dev", "abuse", OFFENCE, lambda r: r["label"] == 1),
    ("edos_dev", "sexism", OFFENCE, lambda r: r["label"] == 1),
    ("wiki_toxicity", "toxic", OFFENCE, lambda r: r["label"] == 1),
    ("madlibs_identity_bias", "toxic templates", OFFENCE, lambda r: r["label"] == 1),
    (SPANS, "insult (held-out fifth)", (Harm.INSULTING,), lambda r: _fifth(r, "insult")),
    (SPANS, "threat (held-out fifth)", (Harm.THREAT,), lambda r: _fifth(r, "threat")),
    (SPANS, "identity attack (held-out fifth)", (Harm.HATE,), lambda r: _fifth(r, "identity")),
)  # fmt: skip


def _fifth(row: Row, label: str) -> bool | None:
    return bool(row[label] >= 0.5) if held_out(row["id"]) else None


def macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    classes = sorted(set(gold))
    return sum(f1([g == c for g in gold], [s == c for s in said]) for c in classes) / len(classes)


def f1(gold: Sequence[bool], said: Sequence[bool]) -> float:
    right = sum(g and s for g, s in zip(gold, said, strict=True))
    return 2 * right / (sum(gold) + sum(said)) if right else 0.0


def auc(gold: Sequence[bool], scores: Sequence[float]) -> float:
    """The chance that a wrong text scores above a harmless one; ties count half."""
    by_score = sorted(zip(scores, gold, strict=True))
    rank, rank_sum, start = 0.0, 0.0, 0
    while start < len(by_score):
        end = start
        while end < len(by_score) and by_score[end][0] == by_score[start][0]:
            end += 1
        rank = (start + end + 1) / 2
        rank_sum += rank * sum(g for _, g in by_score[start:end])
        start = end
    yes = sum(gold)
    no = len(gold) - yes
    return (rank_sum - yes * (yes + 1) / 2) / (yes * no) if yes and no else 0.5


class Reader:
    """Reads each file once and counts how long the sorter took."""

    def __init__(self, folder: Path, sorter: Sorter) -> None:
        self._folder, self._sorter = folder, sorter
        self._read: dict[str, list[tuple[Row, Reading]]] = {}
        self.texts, self.characters, self.seconds = 0, 0, 0.0

    def read(self, name: str) -> list[tuple[Row, Reading]]:
        if name not in self._read:
            texts = list(rows(self._folder / f"{name}.jsonl.gz"))
            begun = time.perf_counter()
            self._read[name] = [(row, self._sorter.read(row["text"])) for row in texts]
            self.seconds += time.perf_counter() - begun
            self.texts += len(texts)
            self.characters += sum(len(row["text"]) for row in texts)
        return self._read[name]


def measure_tone(read: Iterable[tuple[Row, Reading]], gold_of: Gold) -> dict[str, Any]:
    known = [(g, reading) for row, reading in read if (g := gold_of(row)) is not None]
    gold = [g for g, _ in known]
    said = [_said(reading, set(gold)) for _, reading in known]
    common = Counter(gold).most_common(1)[0][0]
    sure = [(g, s) for (g, r), s in zip(known, said, strict=True) if not r.abstained]
    return {
        "rows": len(gold),
        "accuracy": sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold),
        "macro_f1": macro_f1(gold, said),
        "abstained": 1 - len(sure) / len(gold),
        "accuracy_when_sure": sum(g == s for g, s in sure) / max(1, len(sure)),
        "peer": f"always {common}",
        "peer_accuracy": gold.count(common) / len(gold),
        "peer_macro_f1": macro_f1(gold, [common] * len(gold)),
    }


def _said(reading: Reading, classes: set[str]) -> str:
    scores: dict[str, float] = (
        reading.sentiment_scores
        if classes <= set(FEELINGS)
        else {str(t): s for t, s in reading.tone_scores.items()}
    )
    return max(sorted(classes), key=lambda c: scores[c])


def measure_harm(
    read: Iterable[tuple[Row, Reading]], harms: Sequence[Harm], wrong: Wrong
) -> dict[str, Any]:
    known = [
        (g, max(r.harms[h] for h in harms)) for row, r in read if (g := wrong(row)) is not None
    ]
    gold = [g for g, _ in known]
    said = [s >= FLAG_FROM for _, s in known]
    right = sum(g and s for g, s in zip(gold, said, strict=True))
    common = sum(gold) * 2 >= len(gold)
    names = [("no", "yes")[g] for g in gold]
    return {
        "rows": len(gold),
        "wrong": sum(gold),
        "accuracy": sum(g == s for g, s in zip(gold, said, strict=True)) / len(gold),
        "macro_f1": macro_f1(names, [("no", "yes")[s] for s in said]),
        "precision": right / max(1, sum(said)),
        "recall": right / max(1, sum(gold)),
        "false_positive_rate": (sum(said) - right) / max(1, len(gold) - sum(gold)),
        "auc": auc(gold, [s for _, s in known]),
        "peer": "always " + ("yes" if common else "no"),
        "peer_accuracy": max(sum(gold), len(gold) - sum(gold)) / len(gold),
        "peer_macro_f1": macro_f1(names, [("no", "yes")[common]] * len(gold)),
    }


def by_identity(read: Iterable[tuple[Row, Reading]]) -> dict[str, Any]:
    """How often harmless template sentences are flagged, in all and for the worst last words."""
    flagged: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for row, reading in read:
        if row["label"] == 0:
            group = row["text"].split()[-1].strip(".").lower()
            seen[group] += 1
            flagged[group] += any(reading.harms[h] >= FLAG_FROM for h in OFFENCE)
    rates = {g: flagged[g] / n for g, n in seen.items() if n >= 20}
    worst = sorted(rates.items(), key=lambda item: -item[1])[:5]
    return {"all": sum(flagged.values()) / max(1, sum(seen.values())), "worst": dict(worst)}


def measure(folder: Path, sorter: Sorter) -> dict[str, Any]:
    reader = Reader(folder, sorter)
    there = {
        name for name, *_ in (*TONE_SETS, *HARM_SETS) if (folder / f"{name}.jsonl.gz").exists()
    }
    result: dict[str, Any] = {"tone": {}, "harm": {}, "missing": []}
    result["missing"] = sorted({n for n, *_ in (*TONE_SETS, *HARM_SETS)} - there)
    for name, what, gold in TONE_SETS:
        if name in there:
            result["tone"][f"{name}: {what}"] = measure_tone(reader.read(name), gold)
    for name, what, harms, wrong in HARM_SETS:
        if name in there:
            result["harm"][f"{name}: {what}"] = measure_harm(reader.read(name), harms, wrong)
    if "madlibs_identity_bias" in there:
        result["identity"] = by_identity(reader.read("madlibs_identity_bias"))
    result["speed"] = {
        "texts": reader.texts,
        "texts_a_second": reader.texts / max(reader.seconds, 1e-9),
        "characters_a_second": reader.characters / max(reader.seconds, 1e-9),
    }
    return result


def show(result: dict[str, Any]) -> str:
    lines = []
    for part in ("tone", "harm"):
        for name, figures in result[part].items():
            shown = (
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items()
            )
            lines.append(f"{name}\n    " + ", ".join(shown))
    lines += [
        f"{part}: {result[part]}" for part in ("identity", "speed", "missing") if result.get(part)
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=Path, required=True, help="folder of labelled rows")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    given = parser.parse_args()
    result = measure(given.rows, WordListSorter(load()))
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(show(result))


if __name__ == "__main__":
    main()
