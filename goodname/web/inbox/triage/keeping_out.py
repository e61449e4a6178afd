"""Words that mean something else of the school's name, and what they would keep out."""

from dataclasses import dataclass, replace

from django.db import transaction

from goodname.core.sort.folding import fold
from goodname.core.sort.names import MEANT_FROM, match
from goodname.core.words import Refused
from goodname.web.accounts.models import School
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import Mention
from goodname.web.inbox.reading import school_names
from goodname.web.ledger.actions import record

SHORTEST, LONGEST, MOST = 4, 60, 40
LOOKED_AT = 1000  # the newest; more would make the page wait
KEPT_OUT, LET_IN = "mention.kept_out", "mention.let_in"


@dataclass(frozen=True)
class Preview:
    """What words would have kept out of what is here now, as far as the viewer may see it."""

    of: int
    dropped: tuple[Mention, ...]

    @property
    def grave(self) -> bool:
        return any(mention.hurts or mention.state == Mention.CASE for mention in self.dropped)


def cleaned(words: str, school: School) -> str:
    """The words as they are kept. Raises Refused where they would silence our own school."""
    words = " ".join(words.split())
    if not (SHORTEST <= len(words) <= LONGEST and _plain(words)):
        raise Refused(f"Write words of {SHORTEST} to {LONGEST} letters, such as a town.")
    said = f" {_plain(words)} "
    ours = (school.name, school.town, school.street, school.postcode, *school.nicknames)
    if any(said in f" {_plain(own)} " for own in ours if own):
        raise Refused("Those words stand in our own name or address: nothing would be heard.")
    if _plain(words) in {_plain(kept) for kept in school.not_us}:
        raise Refused("Those words keep posts out already.")
    if len(school.not_us) >= MOST:
        raise Refused(f"There are {MOST} such words already. Take one away first.")
    return words


def preview(viewer: Viewer, words: str) -> Preview:
    """Which of the present mentions would never have been heard, had these words been kept."""
    names = replace(school_names(viewer.school), not_us=(words,))
    first = _plain(words).split()[0]
    rows = list(inbox.mentions(viewer).exclude(state=Mention.NOT_US)[:LOOKED_AT])
    dropped = []
    for row in rows:
        post = row.post
        if first not in fold(f"{post.title} {post.text}").text:
            continue  # most posts do not have the word, and need no closer look
        found = match(names, post.text, post.title, post.address, post.source.is_local)
        if found.confidence < MEANT_FROM:
            dropped.append(row)
    return Preview(len(rows), tuple(dropped))


@transaction.atomic
def keep_out(*, viewer: Viewer, words: str) -> str:
    """From now on a post with these words is about something else. Returns them as kept."""
    school = School.objects.select_for_update().get(pk=viewer.school.pk)
    words = cleaned(words, school)
    school.not_us = [*school.not_us, words]
    school.save(update_fields=["not_us"])
    record(school=school, actor=viewer.person.id, kind=KEPT_OUT, clauses=("footprint.monitor",))
    return words


@transaction.atomic
def let_in(*, viewer: Viewer, words: str) -> None:
    """Undo: the words keep nothing out any more."""
    school = School.objects.select_for_update().get(pk=viewer.school.pk)
    if words not in school.not_us:
        raise Refused("Those words keep nothing out.")
    school.not_us = [kept for kept in school.not_us if kept != words]
    school.save(update_fields=["not_us"])
    record(school=school, actor=viewer.person.id, kind=LET_IN, clauses=("footprint.monitor",))


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text).text).split())
