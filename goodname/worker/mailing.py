"""Gives one message to the school's mail server."""

from collections.abc import Callable

from django.core.mail import EmailMessage, get_connection

from goodname.web.work import effects


def sending(message: EmailMessage) -> Callable[[], None]:
    """What `effects.once` calls: until the line is open nothing can have left."""

    def send() -> None:
        connection = get_connection()
        with effects.before_leaving():
            connection.open()
        try:
            connection.send_messages([message])
        finally:
            connection.close()

    return send
