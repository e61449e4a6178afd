"""What is not allowed, as a person reads it."""

from goodname.core.decide.decide import decide
from goodname.core.words import Author, Conduct, Facts, Towards
from goodname.data.policies import load
from goodname.web.policy.panel import forbidden


def test_what_is_not_allowed_for_one_reason_stands_in_one_line():
    praise = Facts(
        author=Author.PARENT,
        conduct=frozenset({Conduct.PRAISE}),
        towards=frozenset({Towards.SCHOOL}),
    )
    decision = decide(praise, load("highfield", "england"))
    lines = forbidden(decision)
    reasons = [(line["why"], str(line["clauses"])) for line in lines]
    assert len(reasons) == len(set(reasons)) < len(decision.forbidden)
    said = "; ".join(line["action_label"] for line in lines)
    assert said.count(";") + 1 == len(decision.forbidden)
    assert "Ask the author to delete it; check whether it is gone; report it" in said
    assert {line["why"] for line in lines} == {ban.why for ban in decision.forbidden}
