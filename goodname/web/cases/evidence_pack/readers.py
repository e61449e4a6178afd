"""For whom an evidence pack is, and what it therefore holds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """`label` and `holds` stand on the form; `marking` on each sheet; `says` on the first one."""

    label: str
    holds: str
    marking: str
    says: str
    names: bool = False  # the whole story, with everybody's name
    post: bool = False  # the post itself, and what it looked like


READERS = {
    "police": Reader(
        "The police, or the school’s solicitor",
        "everything: the story with names, the saved pages, their seals and the ledger’s lines",
        "In confidence: names people",
        "This is everything that the school’s desk holds about one case, for the police or a "
        "solicitor. It names people, and children may be among them.",
        names=True,
        post=True,
    ),
    "platform": Reader(
        "The platform where it was posted",
        "the post alone: its address, its words and its picture, and nothing of our own",
        "About one public post",
        "This shows one public post as it stood when the school’s desk saved it. It says nothing "
        "of who at the school did what about it.",
        post=True,
    ),
    "governor": Reader(
        "A governor",
        "what happened and by which clause, without a name, a word of the post or a picture",
        "For governors: names nobody",
        "This tells one case without naming anybody: what kind of case it was, what our policy "
        "asked for and what was done. Those who know the school may still guess whom it concerns, "
        "so it is not for passing on.",
    ),
}
