"""The work on what people told that is done outside the page. The worker binds what does it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task(priority=40, queue_name="default")
def fetch_enclosure(row_id: str) -> None:
    bound("fetch_enclosure")(row_id)


@task(priority=50)  # somebody is waiting in front of a page for it
def read_picture(telling_id: str) -> None:
    bound("read_picture")(telling_id)
