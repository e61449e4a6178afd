"""Any set of facts in a few plain sentences: "A pupil sends a friend request to someone who works here." """

from __future__ import annotations

from collections.abc import Collection, Iterator

from goodname.core.words import (
    Audience,
    Author,
    Conduct,
    ContactException,
    Danger,
    Facts,
    Office,
    Removal,
    Towards,
)
from goodname.web.ui.wording import count, listed, sentence

from .questions import OFFICES, platforms

WHO = {
    Author.PUPIL: "A pupil",
    Author.PARENT: "A parent or carer",
    Author.STAFF: "Someone who works here",
    Author.GOVERNOR: "A governor",
    Author.VOLUNTEER: "A volunteer",
    Author.CONTRACTOR: "A contractor",
    Author.THIRD_PARTY: "Someone outside the school",
    Author.UNKNOWN: "Somebody we do not know",
}
WHOM = {
    Towards.SCHOOL: "the school",
    Towards.PROFESSION: "teaching as a profession",
    Towards.PUPIL: "a pupil",
    Towards.PARENT: "a parent or carer",
    Towards.STAFF: "someone who works here",
    Towards.GOVERNOR: "a governor",
    Towards.VOLUNTEER: "a volunteer",
    Towards.CONTRACTOR: "a contractor",
}
ANOTHER = {
    Towards.PUPIL: "another pupil",
    Towards.PARENT: "another parent or carer",
    Towards.STAFF: "someone else who works here",
    Towards.GOVERNOR: "another governor",
    Towards.VOLUNTEER: "another volunteer",
    Towards.CONTRACTOR: "another contractor",
}
# What is posted: "something rude and abusive".
SOMETHING = {
    Conduct.RUDE: "rude",
    Conduct.INSULTING: "insulting",
    Conduct.AGGRESSIVE: "aggressive",
    Conduct.BULLYING: "bullying",
    Conduct.ABUSIVE: "abusive",
    Conduct.UPSETTING: "upsetting",
    Conduct.VIOLENT: "violent",
    Conduct.THREAT: "threatening",
    Conduct.SEXUAL: "sexual",
    Conduct.HATE: "hateful",
    Conduct.EXTREMISM: "extremist",
    Conduct.ILLEGAL: "seemingly unlawful",
    Conduct.DISREPUTE: "that brings disrepute",
    Conduct.INAPPROPRIATE: "otherwise inappropriate",
}
# What else is done: alone, and where it can say about whom; {} is that somebody.
DOES = {
    Conduct.FRIEND_REQUEST: ("sends a friend request", "sends a friend request to {}"),
    Conduct.FOLLOW: ("follows an account", "follows the account of {}"),
    Conduct.DIRECT_MESSAGE: ("sends a direct message", "sends a direct message to {}"),
    Conduct.PRAISE: ("gives thanks or praise", "thanks or praises {}"),
    Conduct.QUESTION: ("asks a question", "asks a question about {}"),
    Conduct.CRITICISM: ("makes a civil criticism", "criticises {} civilly"),
    Conduct.CONCERN: ("has a grievance", "has a grievance about {}"),
    Conduct.IMPERSONATION: ("pretends to be the school or someone in it", ""),
    Conduct.IMAGE_WITHOUT_PERMISSION: ("shares a picture of someone who did not agree", ""),
    Conduct.INFORMATION_WITHOUT_PERMISSION: ("shares private facts about someone", ""),
    Conduct.NAMES_ACCUSED_TEACHER: ("names a teacher who is accused of something", ""),
    Conduct.INTIMATE_IMAGE_OF_CHILD: ("shares a nude or sexual picture of a child", ""),
    Conduct.DISCUSSES_SCHOOL: ("talks about the school or its people", ""),
    Conduct.OPINION_ATTRIBUTABLE: ("gives an opinion that may seem to be the school’s", ""),
    Conduct.OVERSHARING: ("shares too much", ""),
    Conduct.WEAK_PRIVACY_SETTINGS: ("has privacy settings that are too open", ""),
    Conduct.UNDERAGE_ACCOUNT: ("has an account below the age limit", ""),
    Conduct.UNOFFICIAL_CHANNEL: ("does school business off the office e-mail", ""),
}
SEEN = {
    Audience.PUBLIC: ("in public", "Anyone can see it."),
    Audience.PRIVATE_GROUP: ("in a group or chat", "Members of a group or chat can see it."),
    Audience.DIRECT: ("to one person", "Only one person can see it."),
    Audience.UNKNOWN: ("", ""),
}
DANGER = {
    Danger.POSSIBLY_ILLEGAL: "It may be against the law.",
    Danger.IMMEDIATE: "Someone may be hurt soon.",
}
EXCEPTION = {
    ContactException.REQUESTED: "An exception for the two has been asked for.",
    ContactException.APPROVED: "An exception for the two is approved.",
    ContactException.DECLINED: "An exception for the two was declined.",
}
REMOVAL = {
    Removal.ASKED: "They have been asked to delete it.",
    Removal.OVERDUE: "They were asked to delete it, and the time has passed.",
    Removal.REFUSED: "They were asked to delete it and said no.",
    Removal.REMOVED: "It is gone already.",
}


def in_words(facts: Facts) -> str:
    """Everything that the facts say, and what is as usual left out. Different facts read differently."""
    return " ".join(_sentences(facts))


def _sentences(facts: Facts) -> Iterator[str]:
    whom = _whom(facts)
    does = list(_does(facts.conduct, facts.audience, whom))
    said = listed(does)
    yield f"{WHO[facts.author]} {said}."
    if whom and whom not in said:
        yield f"It is about {whom}."
    if not facts.conduct & SOMETHING.keys() and SEEN[facts.audience][1]:
        yield SEEN[facts.audience][1]
    if facts.author_age is not None:
        yield f"They are {count(facts.author_age, 'year')} old."
    if facts.platform is not None:
        yield f"It is on {dict(platforms()).get(facts.platform, facts.platform)}."
    if facts.concerned:
        offices = [label for value, label in OFFICES if Office(value) in facts.concerned]
        them = listed(f"the {label[4:]}" for label in offices)
        verb = "is" if len(offices) == 1 else "are"
        yield f"{sentence(them)} {verb} spoken of, accused or the other side of it."
    if facts.unresolved:
        yield "They already talked to us, and it was not settled."
    if facts.exception in EXCEPTION:
        yield EXCEPTION[facts.exception]
    if facts.removal in REMOVAL:
        yield REMOVAL[facts.removal]
    if facts.danger in DANGER:
        yield DANGER[facts.danger]


def _whom(facts: Facts) -> str:
    """ "another pupil and someone who works here", or "" where it is about nobody."""
    return listed(
        ANOTHER.get(who, whom) if who == str(facts.author) else whom
        for who, whom in WHOM.items()
        if who in facts.towards
    )


def _does(conduct: Collection[Conduct], audience: Audience, whom: str) -> Iterator[str]:
    """What the author does, one after another; whom it is about is said with the first that can."""
    told = False
    kinds = [words for kind, words in SOMETHING.items() if kind in conduct]
    if kinds:
        verb = "sends" if audience == Audience.DIRECT else "posts"
        about = f"about {whom}" if whom else ""
        told = bool(whom)
        parts = (verb, "something", listed(kinds), SEEN[audience][0], about)
        yield " ".join(part for part in parts if part)
    for kind, (alone, with_whom) in DOES.items():
        if kind in conduct:
            yield with_whom.format(whom) if whom and with_whom and not told else alone
            told = told or bool(with_whom)
