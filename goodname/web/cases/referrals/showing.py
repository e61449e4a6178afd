"""How a report is said on a page: its name, how it stands, and what goes with it."""

from typing import Any

from goodname import clock
from goodname.core.act.charts import REFERRAL
from goodname.core.act.deadlines import LONDON
from goodname.core.act.packs import Item, Who
from goodname.data.routes import route, verified
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence import queries as evidence
from goodname.web.evidence.models import Capture
from goodname.web.ui import wording

from ..keeping import together
from ..models import Referral
from .forms import WHOM
from .holding import EXPORT
from .packing import pack_of
from .titles import title

ITEMS = {
    Item.ADDRESS: "the address of the post",
    Item.TIME: "the day it was put there",
    Item.SAVED_COPY: "the saved copy of the page",
    Item.ANSWER: "the platform’s answer and its number",
    Item.CHRONOLOGY: "the story of the case",
    Item.IMAGE: "a picture of a child",
    Item.PUPIL_NAME: "a pupil’s name",
    Item.WORDS: "what was said, word for word",
}


def line(referral: Referral) -> dict[str, Any]:
    return {
        "referral": referral,
        "title": title(referral),
        "whom": WHOM[referral.for_whom],
        "state": "done" if referral.state == Referral.ANSWERED else "waiting",
        "state_word": _state(referral),
        "chase": _chase(referral),
    }


def _state(referral: Referral) -> str:
    if referral.state == Referral.GIVEN and referral.given_to:
        return "Given on"
    if referral.state == Referral.GIVEN and referral.route.startswith(EXPORT):
        return "Number not written down"
    return REFERRAL.called(referral.state).capitalize()


def _chase(referral: Referral) -> str:
    """By which day somebody asks what became of it."""
    if referral.state != Referral.GIVEN or referral.chase_at is None:
        return ""
    what = "write the number down" if referral.route.startswith(EXPORT) else "ask what became of it"
    return f"{what} {wording.by(referral.chase_at, clock.now())}"


def shown(viewer: Viewer, referral: Referral) -> dict[str, Any]:
    """What the page of a report needs to know of its way."""
    way, pack = route(referral.route), pack_of(referral)
    if way is None or pack is None:
        return {"way": None, "copies": []}
    today = clock.now().astimezone(LONDON).date()
    return {
        "way": way,
        "pack": pack,
        "whom": WHOM[referral.for_whom],
        "is_address": way.where.startswith("https://"),
        "known": [one for one in pack.fields if one.text]
        if referral.for_whom == Who.SCHOOL
        else [],
        "open_questions": [one.ask for one in pack.fields if not one.text],
        "verified": verified(way, today),
        "attach": [ITEMS[one] for one in Item if one in pack.attach],
        "story_goes": Item.CHRONOLOGY in pack.attach,
        "never": [ITEMS[one] for one in Item if one in pack.never],
        "copies": _copies(viewer, referral) if Item.SAVED_COPY in pack.attach else [],
    }


def _copies(viewer: Viewer, referral: Referral) -> list[Capture]:
    if not viewer.may("evidence.read"):
        return []
    matters = [one.matter_id for one in together(referral.case)]
    seen = evidence.captures(viewer).filter(matter__in=matters)
    return list(seen.filter(state=Capture.TAKEN, status__lt=400))
