"""A real mail server on this machine that keeps what it is given."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP as Server
from aiosmtpd.smtp import Envelope, Session

from tests.worker.desks import free_port


@dataclass
class Postbox:
    taken: list[Envelope] = field(default_factory=list)
    cut: bool = False

    async def handle_RCPT(
        self, server: Server, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: Server, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        if self.cut:  # the message arrived, and the answer never does
            assert server.transport is not None
            server.transport.abort()
            await asyncio.sleep(1)
        return "250 taken"


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER = False, ""
    settings.EMAIL_TIMEOUT = 5
    settings.MAIL_READY = True
    box = Postbox()
    door = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    door.start()
    yield box
    door.stop()
