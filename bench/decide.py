"""Measures deciding on the shipped policy, beside plain interpreters and zen-engine, on one core.

`python -m bench.decide [--facts N] [--seconds S] [--json FILE]`

First all of them decide thousands of made-up facts; where any two disagree, it says on what and
ends with exit status 1. Only then are they timed, in rounds, turn by turn; each one's middle round
counts. Rates are by the time of the processor, so that other work on the machine weighs less; the
rate by the clock on the wall stands beside them.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from bench.decide_agree import asks_less, disagreements
from bench.decide_facts import a_school, anything
from bench.decide_plain import Plain
from bench.decide_zen import Zen
from goodname.core.decide.decide import age, as_json, decide, engine
from goodname.core.decide.facts import as_json as facts_as_json
from goodname.core.decide.policy import Policy
from goodname.core.words import Facts
from goodname.data.policies import OWN, load, read_facts

CHECKED = 5_000
ROUNDS = 3
AT_ONCE = 250  # facts between two looks at the clock
SHOWN = 20  # disagreements that are printed


@dataclass(frozen=True)
class Rate:
    """Decisions a minute: by processor time, and by the clock on the wall."""

    processor: float
    wall: float


@dataclass(frozen=True)
class Contestant:
    """`make` begins anew and gives back what decides a few of the `items`.

    One that remembers decides all items in a round, so that its memory fills as it would; the
    others stop when the seconds of a round are over.
    """

    make: Callable[[], Callable[[Sequence[Any]], object]]
    items: Sequence[Any]
    remembers: bool = False


@contextmanager
def cores(number: int) -> Iterator[None]:
    """Keeps this process, and all that it starts meanwhile, on so many cores."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, sorted(before)[:number])
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def machine() -> str:
    """The processor, its cores, and what runs on it."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def key(facts: Facts, policy: Policy) -> tuple[int, frozenset[str]]:
    """What an answer rests on: the rows that hold, and who is concerned."""
    return engine(policy).matcher.match(facts, age(facts, policy)), facts.concerned


def mixes(policy: Policy, number: int) -> dict[str, list[Facts]]:
    """What is decided: three kinds of facts, from the hardest on our memory to the kindest."""
    ids = sorted(policy.platforms)
    new: dict[tuple[int, frozenset[str]], Facts] = {}
    for facts in anything(ids, 3):
        new.setdefault(key(facts, policy), facts)
        if len(new) == number:
            break
    return {
        "every answer new": list(new.values()),
        "any facts, each once": list(islice(anything(ids, 4), number)),
        "a school's facts": list(islice(a_school(ids, 5), number)),
    }


def contestants(
    policy: Policy, plain: Plain, zen: Zen, facts: Sequence[Facts]
) -> dict[str, Contestant]:
    asked = [zen.request(one, age(one, policy)) for one in facts]
    lines = [json.dumps(facts_as_json(one)) for one in facts]
    match, rows = engine(policy).matcher.match, engine(policy).matcher.rows

    def ready() -> Policy:
        engine.cache_clear()  # what earlier rounds remembered would only burden this one
        anew = replace(policy)  # to the engine a policy that it never saw
        engine(anew)
        return anew

    def ours(anew: Policy, some: Sequence[Facts]) -> object:
        return [decide(one, anew) for one in some]

    def ours_as_text(anew: Policy, some: Sequence[str]) -> object:
        return [json.dumps(as_json(decide(read_facts(json.loads(one)), anew))) for one in some]

    def zen_merged(some: Sequence[dict[str, Any]]) -> object:
        return [
            plain.merge(found, frozenset(one["context"]["concerned"]))
            for found, one in zip(zen.matching(some), some, strict=True)
        ]

    def bound(run: Callable[[Policy, Sequence[Any]], object]) -> Callable[[], Any]:
        def make() -> Callable[[Sequence[Any]], object]:
            anew = ready()
            return lambda some: run(anew, some)

        return make

    def each(run: Callable[[Facts], object]) -> Callable[[], Any]:
        return lambda: lambda some: [run(one) for one in some]

    return {
        "ours": Contestant(bound(ours), facts, remembers=True),
        "plain": Contestant(each(plain.decide), facts),
        "first match": Contestant(
            each(lambda one: plain.merge(plain.first(one), one.concerned)), facts
        ),
        "zen-engine, then merged": Contestant(lambda: zen_merged, asked),
        "ours, rows only": Contestant(each(lambda one: rows(match(one, age(one, policy)))), facts),
        "plain, rows only": Contestant(each(plain.matching), facts),
        "first match, rows only": Contestant(each(plain.first), facts),
        "zen-engine, rows only": Contestant(lambda: zen.matching, asked),
        "ours, from JSON to JSON": Contestant(bound(ours_as_text), lines, remembers=True),
    }


def rates(entered: dict[str, Contestant], seconds: float) -> dict[str, Rate]:
    """The middle one of each contestant's rounds."""
    found: dict[str, list[Rate]] = {name: [] for name in entered}
    for _ in range(ROUNDS):
        for name, one in entered.items():
            found[name].append(_round(one, seconds))
    return {
        name: sorted(own, key=lambda rate: rate.processor)[ROUNDS // 2]
        for name, own in found.items()
    }


def _round(one: Contestant, seconds: float) -> Rate:
    run, done = one.make(), 0
    gc.collect()
    processor, wall = time.process_time(), time.perf_counter()
    while done < len(one.items) and (one.remembers or time.perf_counter() - wall < seconds):
        some = one.items[done : done + AT_ONCE]
        run(some)
        done += len(some)
    processor, wall = time.process_time() - processor, time.perf_counter() - wall
    return Rate(60 * done / processor, 60 * done / wall)


def policy_check() -> dict[str, float]:
    """How long `goodname policy check` takes as a process of its own, on two cores."""
    begun = time.perf_counter()
    with cores(2):
        ended = subprocess.run(
            [sys.executable, "-m", "goodname.cli", "policy", "check"],
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return {"seconds": time.perf_counter() - begun, "exit_status": ended.returncode}


def measure(number: int, seconds: float) -> dict[str, Any]:
    policy = load(OWN)
    result: dict[str, Any] = {"machine": machine(), "checked": CHECKED, "mixes": {}}
    with cores(1):
        begun = time.process_time()
        engine(replace(policy))
        result["seconds_to_make_ready"] = time.process_time() - begun
        plain, zen = Plain(policy), Zen(policy)
        result["faults"] = disagreements(policy, plain, zen, CHECKED)
        if result["faults"]:
            return result
        for name, facts in mixes(policy, number).items():
            found = rates(contestants(policy, plain, zen, facts), seconds)
            result["mixes"][name] = {
                "facts": len(facts),
                "answers": len({key(one, policy) for one in facts}),
                "first_match_asks_less": asks_less(policy, plain, facts[:1_000]),
                "rates": {who: vars(rate) for who, rate in found.items()},
            }
    result["policy_check"] = policy_check()
    return result


def show(result: dict[str, Any]) -> str:
    faults = result["faults"]
    if faults:
        told = f"They disagree {len(faults):,} times, so nothing was timed:"
        return "\n".join([result["machine"], told, *faults[:SHOWN]])
    lines = [
        result["machine"],
        f"All agree on {result['checked']:,} sets of facts: the same rows, the same decision.",
        f"Our engine is ready after {result['seconds_to_make_ready'] * 1000:.0f} ms.",
    ]
    for name, mix in result["mixes"].items():
        lines += ["", f"{name}: {mix['facts']:,} facts, {mix['answers']:,} different answers"]
        lines.append(f"  {'decisions a minute':26}{'processor':>12}{'wall':>12}  ours is")
        for who, rate in mix["rates"].items():
            like = "ours, rows only" if who.endswith("rows only") else "ours"
            ratio = mix["rates"][like]["processor"] / rate["processor"]
            times = "" if who.startswith("ours") else f"{ratio:8.1f} x"
            lines.append(f"  {who:26}{rate['processor']:12,.0f}{rate['wall']:12,.0f}{times}")
        lines.append(f"  The first match asks for less on {mix['first_match_asks_less']:.1%}.")
    check = result["policy_check"]
    told = f"{check['seconds']:.1f} s, exit status {check['exit_status']}"
    return "\n".join([*lines, "", f"goodname policy check, a whole process on two cores: {told}"])


def status(result: dict[str, Any]) -> int:
    """1 where they disagree, or where the shipped policy does not pass its check."""
    return 1 if result["faults"] or result["policy_check"]["exit_status"] else 0


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--facts", type=int, default=5_000, help="how many in each mix")
    parser.add_argument(
        "--seconds", type=float, default=0.2, help="the most for a round of one that forgets"
    )
    parser.add_argument("--json", type=Path, help="also write the figures here")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options(parser)
    given = parser.parse_args()
    result = measure(given.facts, given.seconds)
    if given.json:
        given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(show(result))
    return status(result)


if __name__ == "__main__":
    sys.exit(main())
