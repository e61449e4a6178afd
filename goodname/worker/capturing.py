"""Saves a page as it stands, and hands the seals of its parts to the desk."""

from pathlib import Path

from django.conf import settings
from django.db import transaction

from goodname import clock
from goodname.adapters import capture as visiting
from goodname.adapters import timestamp
from goodname.adapters.fetch import NoAnswer, allow_hosts
from goodname.core.words import Action
from goodname.files.wacz import store
from goodname.files.wacz.pack import draft
from goodname.web.cases.models import Case
from goodname.web.cases.queries import may_be_fetched
from goodname.web.cases.steps.laying import mark_done
from goodname.web.evidence import actions
from goodname.web.evidence.models import Capture

NEVER = "It may be a sexual image of a child. It is never saved."


def take_capture(capture_id: str) -> None:
    """Save one page. After a crash it is saved afresh: nothing half-written was kept."""
    capture = Capture.objects.select_related("school").filter(id=capture_id).first()
    if capture is None or capture.state != Capture.WAITING:
        return
    if _never(capture):
        actions.fail_capture(capture=capture, problem=NEVER)
        return
    try:
        seen = visiting.capture(
            capture.address,
            now=clock.now(),
            who=capture.asked_by_id or "system",
            why=capture.reason,
            about={"capture": capture.id},
            allow_hosts=allow_hosts(settings.ALLOW_HOSTS),
        )
    except NoAnswer as no:
        actions.fail_capture(capture=capture, problem=no.reason)
        return
    made, allowed = draft(seen), allow_hosts(settings.ALLOW_HOSTS)
    stamps, refused = timestamp.ask_all(
        timestamp.addresses(settings.TIMESTAMPS),
        made.list,
        made.digest,
        now=clock.now(),
        allow_hosts=allowed,
    )
    if _never(capture):  # somebody said so while it was fetched, or while the time was signed
        actions.fail_capture(capture=capture, problem=NEVER)
        return
    store.write(Path(settings.CAPTURES), made, stamps)
    with transaction.atomic():
        actions.keep_capture(
            capture=capture,
            manifest_sha256=made.digest,
            manifest=made.listed,
            unsigned=[{"authority": one.authority, "reason": one.reason} for one in refused],
            taken_at=seen.at,
            status=seen.status,
            final_address=seen.address,
            server=seen.server,
            title=seen.title[:500],
            text=seen.text,
            no_picture=seen.no_picture[:300],
        )
        if seen.status >= 400:  # what the site says where a post is gone is no copy of the post
            return
        for case in Case.objects.filter(matter=capture.matter_id, state=Case.OPEN):
            mark_done(case, Action.CAPTURE_EVIDENCE, by=None)


def _never(capture: Capture) -> bool:
    return not all(may_be_fetched(case) for case in Case.objects.filter(matter=capture.matter_id))
