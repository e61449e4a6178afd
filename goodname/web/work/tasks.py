"""The house's own work: clearing away what the queue no longer needs. The worker binds it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task(priority=-50)  # nobody waits for it
def tidy() -> None:
    bound("tidy")()
