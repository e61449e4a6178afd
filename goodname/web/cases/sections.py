"""The parts of a case's page that the rooms of this app bring: each its heading, template and rows.

A room that belongs on the page has a function `section(viewer, case)`, whose dotted name stands here
once. The page shows them in this order, and knows nothing else of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.module_loading import import_string

from goodname.web.accounts.viewer import Viewer

from .models import Case


@dataclass(frozen=True)
class Section:
    """`id` is its anchor; `template` is included with `section` and with `rows` of its own."""

    id: str
    title: str
    template: str
    rows: Mapping[str, Any] = field(default_factory=dict)
    folded: str = ""  # the line that it folds away under; "" where it stands open


Brings = Callable[[Viewer, Case], Section | None]

# Each room's function by its name: the rooms themselves need what stands above.
ROOMS: tuple[str, ...] = (
    "goodname.web.cases.referrals.section.first",
    "goodname.web.cases.told.section.section",
    "goodname.web.cases.complaints.section.section",
    "goodname.web.cases.support.section.section",
    "goodname.web.cases.referrals.section.section",
    "goodname.web.cases.lessons.section.section",
)
# What folds away beside the story, under the facts.
BESIDE: tuple[str, ...] = (
    "goodname.web.cases.people.section.section",
    "goodname.web.cases.joining.section.section",
    "goodname.web.cases.referrals.section.beside",
    "goodname.web.cases.evidence_pack.section.beside",
)


def sections(viewer: Viewer, case: Case) -> list[Section]:
    """What the rooms have to show to this viewer; a room with nothing to show stays away."""
    return _brought(ROOMS, viewer, case)


def beside(viewer: Viewer, case: Case) -> list[Section]:
    """What stands beside the story, folded."""
    return _brought(BESIDE, viewer, case)


def _brought(rooms: tuple[str, ...], viewer: Viewer, case: Case) -> list[Section]:
    brings: list[Brings] = [import_string(room) for room in rooms]
    return [found for found in (bring(viewer, case) for bring in brings) if found is not None]
