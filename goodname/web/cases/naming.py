"""How a case is called: by who wrote and what it was, never by anybody's name."""

from goodname.core.words import CONTACT, HARM, VOICE, Author, Conduct, Facts
from goodname.web.policy.telling import SOMETHING

WHO = {
    Author.PUPIL: "A pupil’s",
    Author.PARENT: "A parent’s",
    Author.STAFF: "A staff member’s",
    Author.GOVERNOR: "A governor’s",
    Author.VOLUNTEER: "A volunteer’s",
    Author.CONTRACTOR: "A contractor’s",
    Author.THIRD_PARTY: "Somebody else’s",
    Author.UNKNOWN: "Somebody’s",
}
# The gravest first: a case is called by the worst thing in it.
ORDER = (
    Conduct.INTIMATE_IMAGE_OF_CHILD,
    Conduct.THREAT,
    Conduct.VIOLENT,
    Conduct.EXTREMISM,
    Conduct.HATE,
    Conduct.SEXUAL,
    Conduct.ABUSIVE,
    Conduct.BULLYING,
    Conduct.AGGRESSIVE,
    Conduct.INSULTING,
    Conduct.RUDE,
)
TOWARDS = {
    "pupil": "a pupil",
    "parent": "a parent",
    "staff": "a member of staff",
    "governor": "a governor",
    "volunteer": "a volunteer",
    "contractor": "a contractor",
    "school": "the school",
    "profession": "the profession",
}

IN_THE_NAME_OF = "account in the name of"
CONTACT_ONLINE = "contact online"


def title(facts: Facts, *, spoken: bool = False) -> str:
    """For instance “A parent’s abusive post about a member of staff”, or “words” where spoken."""
    what = _what(facts, "words" if spoken else "post")
    about = next((words for key, words in TOWARDS.items() if key in facts.towards), "")
    if what == IN_THE_NAME_OF:
        return f"{WHO[facts.author]} {what} {about or 'somebody else'}"
    if what == CONTACT_ONLINE:
        return f"{WHO[facts.author]} {what}" + (f" with {about}" if about else "")
    return f"{WHO[facts.author]} {what}" + (f" about {about}" if about else "")


def _what(facts: Facts, thing: str) -> str:
    if Conduct.INTIMATE_IMAGE_OF_CHILD in facts.conduct:
        return "sharing of a child’s image"
    for conduct in ORDER:
        if conduct in facts.conduct:
            return f"{SOMETHING[conduct]} {thing}"
    if Conduct.IMPERSONATION in facts.conduct:
        return IN_THE_NAME_OF
    if facts.conduct & CONTACT:
        return CONTACT_ONLINE
    if facts.conduct & HARM:
        return f"{'upsetting' if Conduct.UPSETTING in facts.conduct else 'harmful'} {thing}"
    if facts.conduct <= VOICE:
        word = next(c for c in (*sorted(VOICE, key=_voice_order),) if c in facts.conduct)
        return word.value
    return thing


def _voice_order(conduct: Conduct) -> int:
    return (Conduct.CONCERN, Conduct.CRITICISM, Conduct.QUESTION, Conduct.PRAISE).index(conduct)
