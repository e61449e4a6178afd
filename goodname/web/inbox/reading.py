"""How this desk reads: the school's names, the sorter and the policy, ready for core.story."""

from dataclasses import replace
from functools import cache
from typing import Any

from goodname.core.decide import decide
from goodname.core.decide import facts as fact_sheet
from goodname.core.decide.policy import Policy
from goodname.core.sort.baseline import WordListSorter
from goodname.core.sort.names import MEANT_FROM, SchoolNames
from goodname.core.sort.sorter import Sorter
from goodname.core.story import Heard, hear, suggest_facts
from goodname.core.words import Decision, Facts, Harm, Post
from goodname.data import lexicons
from goodname.web.accounts.models import School
from goodname.web.policy import queries as policies

# A person's name in a text is a fact about it, not a hurt.
NAMES = frozenset({Harm.CHILD_IDENTIFIED, Harm.PERSON_IDENTIFIED})


@cache
def _sorter() -> Sorter:
    return WordListSorter(lexicons.load())


def school_policy(school: School) -> Policy:
    """What the school decides by: its own approved version, or what came with the product."""
    return policies.current(school)


def school_names(school: School) -> SchoolNames:
    return SchoolNames(
        name=school.name,
        town=school.town,
        street=school.street,
        postcode=school.postcode,
        domain=school.domain,
        nicknames=tuple(school.nicknames),
        not_us=tuple(school.not_us),
    )


def decided(facts: Facts, school: School) -> Decision:
    return decide.decide(facts, school_policy(school))


def read(
    post: Post,
    school: School,
    *,
    is_local: bool,
    brought: bool = False,
    policy: Policy | None = None,
) -> Heard:
    """What core.story makes of one post for this school.

    What somebody `brought` to the school means it, though it may not name it. Whoever reads many
    posts at once gives the school's `policy` with each.
    """
    policy = policy or school_policy(school)
    heard = hear(post, school_names(school), _sorter(), policy, source_area=is_local)
    if not brought or heard.match.confidence >= MEANT_FROM:
        return heard
    facts = suggest_facts(heard.reading, child_image=heard.child_image)
    return replace(
        heard,
        match=replace(heard.match, confidence=1.0, because=("brought",)),
        facts=facts,
        decision=decide.decide(facts, policy) if facts else None,
    )


def may_hurt(text: str) -> bool:
    """Whether words on their own are to be kept out of sight, as those that a post had before."""
    return bool(set(_sorter().read(text).flagged) - NAMES)


def kept(heard: Heard) -> dict[str, Any]:
    """A reading as a mention keeps it."""
    reading = heard.reading
    return {
        "tone": reading.tone.value,
        "flagged": sorted((h.value for h in reading.flagged), key=lambda h: -reading.harms[h]),
        "hurts": bool(set(reading.flagged) - NAMES) or heard.child_image,
        "abstained": reading.abstained,
        "child_image": heard.child_image,
        "confidence": heard.match.confidence,
        "because": list(heard.match.because),
        "reading": {
            "tone_scores": {tone.value: score for tone, score in reading.tone_scores.items()},
            "sentiment_scores": reading.sentiment_scores,
            "harms": {harm.value: score for harm, score in reading.harms.items()},
            "spans": [
                {"start": span.start, "end": span.end, "label": span.label}
                for span in reading.spans
            ],
            "sorter": reading.sorter,
        },
        "facts": fact_sheet.as_json(heard.facts) if heard.facts else None,
        "decision": decide.as_json(heard.decision) if heard.decision else None,
    }
