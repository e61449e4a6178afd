"""An e-mail that answers a letter of ours finds its case, by the name that our letter went by."""

import re

from goodname import clock
from goodname.core.listen.kinds import Kind
from goodname.core.prove.seals import SYSTEM
from goodname.core.words import Post as Said
from goodname.web.inbox.belonging import Belonging
from goodname.web.inbox.head.addressing import speaks_of_its_reader
from goodname.web.inbox.head.naming import names_head, without_greeting
from goodname.web.inbox.head.standing import heads
from goodname.web.inbox.models import Mention, Source

from ..models import Letter, LetterAnswer
from ..queries import may_be_fetched
from .recording import keep

_NAME = re.compile(r"<[^<>\s]{1,190}>")


def _may_be_about_the_head(letter: Letter, said: Said) -> bool:
    """Whether an answer has to be asked about like any letter, for the headteacher sees this case.

    Whom it greets and who wrote it tell nothing: an answer to the headteacher begins with her name.
    Its subject does, as that of any letter, and so does a “you”, who is mostly the headteacher: an
    answer speaks to whoever wrote our letter.
    """
    case = letter.case
    unseen = set(case.matter.hidden_from.all())
    watching = [person for person in heads(case.school) if person not in unseen]
    rest = without_greeting(said.text, watching)
    named = names_head(f"{said.title}\n{rest}", None, watching)
    return bool(watching) and (named or speaks_of_its_reader(rest, letter.body))


def belonging(source: Source, said: Said) -> Belonging | None:
    """The matter of the letter that this one answers; None for any other post.

    Only who had our letter knows its name, so a stranger cannot put an e-mail into a case.
    """
    if source.kind != Kind.MAILBOX:
        return None
    marks = dict(said.marks)
    named = _NAME.findall(f"{marks.get('in_reply_to', '')} {marks.get('references', '')}")
    if not named:
        return None
    found = Letter.objects.filter(
        case__school=source.school, message_id__in=named, state__in=[Letter.SENT, Letter.UNSURE]
    )
    letter = found.select_related("case__matter", "case__school").order_by("-sent_at").first()
    if letter is None:
        return None
    if _may_be_about_the_head(letter, said):
        return Belonging(None)

    def kept(mention: Mention) -> None:
        LetterAnswer.objects.create(letter=letter, mention=mention, at=clock.now())
        if not may_be_fetched(letter.case):  # “here is what I was sent” says nothing of what it is
            Mention.objects.filter(pk=mention.pk).update(child_image=True, hurts=True)
        keep(letter, SYSTEM, "letter.answered")

    return Belonging(letter.case.matter, kept)
