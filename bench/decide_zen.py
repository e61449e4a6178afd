"""The same rows as one decision table of zen-engine, in the form in which it was quickest.

Each alternative of each row is a rule of a table with the hit policy `collect`; it gives back the
place of its row. Of what was tried (one decision or a batch, facts as objects or as JSON text, the
questions about lists inside the table or in a node before it) a batch of objects on one table won.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import zen

from goodname.core.decide.conditions import DOMAIN, Check, Term, unfold
from goodname.core.decide.facts import as_json
from goodname.core.decide.policy import Policy
from goodname.core.words import Facts

KEY = "policy"
QUESTIONS = {
    "any": "some($, # in [{}])",
    "none": "none($, # in [{}])",
    "only": "all($, # in [{}])",
    "beyond": "not all($, # in [{}])",
}


class Zen:
    """One policy as a table that zen-engine has loaded and compiled."""

    def __init__(self, policy: Policy) -> None:
        self.engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: graph(policy)}}})

    def request(self, facts: Facts, age: str) -> dict[str, Any]:
        """What zen-engine is asked; `age` is worked out for it, because it has no register."""
        return {"key": KEY, "context": {**as_json(facts), "age": age}}

    def matching(self, requests: Sequence[dict[str, Any]]) -> list[list[int]]:
        """For each request the places of all rows that hold, in order."""
        return [
            list(dict.fromkeys(rule["row"] for rule in answer["data"]["result"]))
            for answer in self.engine.evaluate_batch(requests)
        ]


def graph(policy: Policy) -> dict[str, Any]:
    """The policy's rows as a graph of three nodes: what comes in, the table, what goes out."""
    rows = (*policy.rows, *policy.first)
    rules = [
        {"row": str(place), **_cells(term)}
        for place, row in enumerate(rows)
        for term in unfold(row.when, policy.conditions)
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": field, "name": field, "field": field} for field in DOMAIN],
        "outputs": [{"id": "row", "name": "row", "field": "row"}],
        "rules": [{"_id": f"rule{number}", **rule} for number, rule in enumerate(rules)],
    }
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": table},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": f"{start}-{end}", "sourceId": start, "targetId": end, "type": "edge"}
            for start, end in (("in", "table"), ("table", "out"))
        ],
    }


def _cells(term: Term) -> dict[str, str]:
    return {
        field: " and ".join(_cell(test) for test in term if test.field == field) for field in DOMAIN
    }


def _cell(test: Check) -> str:
    if test.field == "unresolved":
        return ", ".join(sorted(test.values))
    words = ", ".join(f'"{word}"' for word in sorted(test.values))
    return words if test.how == "in" else QUESTIONS[test.how].format(words)
