"""Evidence's work outside the page: saving a page as it stands. The worker binds what does it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task(priority=20)  # what may be deleted any minute is saved before sources are polled
def take_capture(capture_id: str) -> None:
    bound("take_capture")(capture_id)
