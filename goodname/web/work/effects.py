"""What leaves the house leaves it once: mail above all.

What is promised, whatever is killed and whenever:

- `send` is never called twice for one key, unless a person says so with `allow_again`.
- SENT means that `send` returned. FAILED means that `send` itself said that nothing left.
- Everything between is UNSURE: it may have gone, and it may not. Nobody can know without asking the
  other side, so it is not repeated and a person is told. That costs a letter a look by a person
  once in a great while; the other choice would be a family that gets the same letter twice.

The mark is committed before `send` is called, so `once` refuses to run inside a transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from smtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)

from django.db import models, transaction

from goodname import clock
from goodname.web.work import beats
from goodname.web.work.models import Effect

SENDING, SENT, UNSURE, FAILED = Effect.SENDING, Effect.SENT, Effect.UNSURE, Effect.FAILED


class NotSent(Exception):
    """Raised by a `send` that knows that nothing left the house."""


# The mail server's own answers that it did not take the message. A line that breaks or falls
# silent is not among them: the message may have arrived and only the answer been lost.
REFUSALS = (
    NotSent,
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPHeloError,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
)


@dataclass(frozen=True)
class Outcome:
    """`state` is SENT, UNSURE, FAILED, or SENDING while another living worker is at it just now.

    `reason` is the error's own words where this very call met one, else "".
    """

    state: str
    reason: str = ""


@contextmanager
def before_leaving() -> Iterator[None]:
    """For the part of a `send` in which nothing can have left yet, such as opening the line."""
    try:
        yield
    except Exception as error:
        raise NotSent(str(error) or type(error).__name__) from error


def once(key: str, school: models.Model, send: Callable[[], None]) -> Outcome:
    """Call `send` if nothing was ever tried under `key`, and say how it stands now.

    Safe to call again after any crash. Raises RuntimeError inside a transaction.
    """
    found = _claim(key, school)
    if found is not None:
        return Outcome(found)
    try:
        send()
    except REFUSALS as error:
        return _settle(key, FAILED, error)
    except Exception as error:
        return _settle(key, UNSURE, error)
    return _settle(key, SENT)


def allow_again(key: str) -> bool:
    """A person has looked and wants it tried once more. False where nothing waits for that."""
    waiting = Effect.objects.filter(key=key, state__in=[FAILED, UNSURE])
    return waiting.update(state=Effect.READY) == 1


def _claim(key: str, school: models.Model) -> str | None:
    """None when it is ours to send and is marked so; otherwise the state in which it stands."""
    with transaction.atomic(durable=True):
        effect, new = Effect.objects.get_or_create(
            key=key,
            defaults={
                "school_id": school.pk,
                "state": SENDING,
                "by": beats.me(),
                "began": clock.now(),
            },
        )
        if new:
            return None
        effect = Effect.objects.select_for_update().get(pk=effect.pk)
        if effect.state == Effect.READY:
            effect.state, effect.by, effect.began, effect.ended = (
                SENDING,
                beats.me(),
                clock.now(),
                None,
            )
            effect.save()
            return None
        if effect.state == SENDING and not _at_it_now(effect):
            effect.state, effect.ended = UNSURE, clock.now()
            effect.save()
        return effect.state


def _at_it_now(effect: Effect) -> bool:
    """Whether the worker that marked it lives. Our own mark is of an attempt that broke off."""
    return effect.by != beats.me() and beats.living().filter(worker_id=effect.by).exists()


def _settle(key: str, state: str, error: Exception | None = None) -> Outcome:
    # Also over UNSURE: a worker that was taken for dead but did send knows better.
    Effect.objects.filter(key=key, state__in=[SENDING, UNSURE]).update(
        state=state, ended=clock.now()
    )
    return Outcome(state, "" if error is None else str(error) or type(error).__name__)
