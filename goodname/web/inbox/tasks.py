"""The inbox's work outside the page: asking sources. The worker binds what does it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task()
def poll_source(source_id: str) -> None:
    bound("poll_source")(source_id)


@task(priority=50)  # somebody is waiting in front of a page for it
def probe_address(probe_id: str) -> None:
    bound("probe_address")(probe_id)


@task(queue_name="listening")
def poll_due() -> None:
    bound("poll_due")()


@task(priority=90)  # danger goes before everything else
def ring_alert(alert_id: str) -> None:
    bound("ring_alert")(alert_id)


@task(priority=50)
def ring_again() -> None:
    bound("ring_again")()


@task(priority=50)
def try_alarm(school_pk: str) -> None:
    bound("try_alarm")(school_pk)
