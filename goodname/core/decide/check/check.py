"""The whole check of a policy: what is wrong with it, what a person should look at, and the proof."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from goodname.core.decide.check.currency import findings as currency
from goodname.core.decide.check.findings import ERROR, KINDS, Finding
from goodname.core.decide.check.loosened import loosened
from goodname.core.decide.check.proof import prove
from goodname.core.decide.check.samples import samples
from goodname.core.decide.check.sampling import disagreements
from goodname.core.decide.policy import Policy
from goodname.core.decide.registers import Known

SAMPLED = 10_000


@dataclass(frozen=True)
class Report:
    """`counted` says in sentences how much was looked at, and why that is all there is."""

    findings: tuple[Finding, ...]
    counted: tuple[str, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Those with which the policy cannot be used."""
        return tuple(found for found in self.findings if found.severity == ERROR)


def check(
    policy: Policy,
    known: Mapping[str, Known],
    today: datetime.date,
    law: Policy | None = None,
    sampled: int = SAMPLED,
) -> Report:
    """Proves the policy, and holds what it says of the world against the registers (`known`).

    `law` is the law pack as it was shipped, which the policy may not loosen. Errors come first,
    then findings, each in the order of the document.
    """
    proof = prove(policy)
    found = [*proof.findings, *(loosened(policy, law) if law else ())]
    if not found:  # what is wrong already needs no large example beside its small one
        found += disagreements(policy, islice(samples(policy.platforms), sampled))
    found += currency(policy, known, today)
    place = {clause.id: number for number, clause in enumerate(policy.clauses)}
    order = list(KINDS)
    found.sort(
        key=lambda one: (one.severity != ERROR, place.get(one.clause, -1), order.index(one.kind))
    )
    return Report(
        findings=tuple(found),
        counted=(
            f"{proof.facts:,} different sets of facts can happen. Every set of conduct is among "
            "them, from one word to all of them, with everything else that a row reads.",
            f"{proof.rows} rows tell these apart into {proof.cells:,} cells, in {proof.groups} groups "
            "of actions that do not depend on each other; each cell was decided. Inside a cell "
            "every set of facts meets the same rows, so the rest cannot matter: a row asks of a "
            "list only whether any, none or only some words stand in it, or others too.",
            f"{sampled:,} large sets of facts were read row by row as well, and decided the same."
            if not any(one.severity == ERROR for one in found)
            else "Large sets of facts are tried once nothing is wrong.",
        ),
    )
