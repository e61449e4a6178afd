"""The work of cases outside the page: looking again, and posting letters. The worker binds it."""

from django_tasks import task

from goodname.web.work.binding import bound


@task(priority=10)
def recheck_case(case_id: str) -> None:
    bound("recheck_case")(case_id)


@task()
def recheck_due() -> None:
    bound("recheck_due")()


@task(priority=30)
def send_letter(letter_id: str) -> None:
    bound("send_letter")(letter_id)


@task()
def remind() -> None:
    bound("remind")()
