"""Mentions as things that happened, for whoever asks what another policy would have decided."""

from collections.abc import Iterator

from django.urls import reverse

from goodname.core.decide import facts as fact_sheet
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.past import Happened

from . import queries
from .cards import harm_word, heading
from .models import Mention

MOST = 1000
APART = (Mention.CASE, Mention.NOT_US)  # a case stands for its mention


def happened(viewer: Viewer) -> Iterator[Happened]:
    """The newest mentions about us that this viewer may see and that led to no case."""
    if not viewer.may("inbox.read"):
        return
    rows = queries.mentions(viewer).filter(facts__isnull=False).exclude(state__in=APART)
    for mention in rows[:MOST]:
        title = heading(mention, harm_word(mention))
        facts = fact_sheet.read(mention.facts)
        yield Happened(title, reverse("mention", args=[mention.id]), facts)
