"""What is said about a complaint is looked at like a letter before anybody is told it."""

from goodname.core.act.complaints import of_deleting
from goodname.core.act.guard import Phrase, tone
from goodname.core.words import Action, Refused
from goodname.data.complaints import never

from ..letters.checking import Concern, findings
from ..models import Case, Letter

WHY = "A complaint is heard whatever becomes of a post. An answer never makes it depend on that."


def concerns(case: Case, words: str) -> list[Concern]:
    """What should not leave in these words, those that stop them first."""
    letter = Letter(case=case, action=Action.OFFER_COMPLAINTS_PROCEDURE, body=words)
    tied = [(one.start, one.end) for one in tone(words, [Phrase(one, WHY) for one in never()])]
    tied += [span for span in of_deleting(words) if not any(a <= span[0] < b for a, b in tied)]
    return [Concern(words[a:b], WHY, True) for a, b in tied] + findings(letter)


def must_be_fair(case: Case, words: str) -> None:
    """Raises Refused where something in it must not leave, such as a word about their post."""
    stopped = [one for one in concerns(case, words) if one.stops]
    if stopped:
        said = " ".join(f"“{one.words}”: {one.why}" for one in stopped)
        raise Refused(f"Take this out first. {said}", "concerns.procedure")
