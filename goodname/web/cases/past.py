"""Cases as things that happened, for whoever asks what another policy would have decided."""

from collections.abc import Iterator

from django.urls import reverse

from goodname.core.decide import facts as fact_sheet
from goodname.web.accounts.viewer import Viewer
from goodname.web.policy.past import Happened

from . import queries

MOST = 500


def happened(viewer: Viewer) -> Iterator[Happened]:
    """The newest cases that this viewer may see."""
    if not viewer.may("cases.read"):
        return
    for case in queries.cases(viewer).order_by("-opened_at")[:MOST]:
        facts = fact_sheet.read(case.facts)
        yield Happened(case.title, reverse("case", args=[case.id]), facts)
