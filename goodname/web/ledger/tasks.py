"""The work of the ledger outside the page. The worker binds it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task()
def send_seals() -> None:
    bound("send_seals")()
