"""Which function does which task: the worker's half of the seam, complete in one place."""

from goodname.web.work.binding import bind
from goodname.worker import (
    alerting,
    capturing,
    fetching_enclosures,
    listening,
    posting,
    probing,
    reading_pictures,
    rechecking,
    reminding,
    sealing,
    tidying,
)


def bind_all() -> None:
    """Bind every task that the pages declare. May be called again: nothing changes."""
    bind("poll_source", listening.poll_source)
    bind("probe_address", probing.probe_address)
    bind("poll_due", listening.poll_due, limit=600)
    bind("ring_alert", alerting.ring_alert)
    bind("ring_again", alerting.ring_again)
    bind("try_alarm", alerting.try_alarm)
    bind("take_capture", capturing.take_capture)
    bind("fetch_enclosure", fetching_enclosures.fetch_enclosure, limit=fetching_enclosures.LIMIT)
    bind("read_picture", reading_pictures.read_picture, limit=reading_pictures.LIMIT)
    bind("remind", reminding.remind, limit=300)
    bind("send_seals", sealing.send_seals, limit=600)
    bind("recheck_case", rechecking.recheck_case)
    bind("recheck_due", rechecking.recheck_due)
    bind("send_letter", posting.send_letter)
    bind("tidy", tidying.tidy)
