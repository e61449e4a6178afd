"""Reads what a page says after its scripts have run, in a browser whose only way out is our proxy."""

from __future__ import annotations

from dataclasses import dataclass

from goodname.adapters import guard, proxy, wire
from goodname.adapters.answer import FetchFailed, Limits, NoAnswer
from goodname.adapters.browser_page import Page
from goodname.adapters.browser_run import launched
from goodname.adapters.fetch import AGENT
from goodname.adapters.proxy_record import Tape
from goodname.files import programs

# A browser takes a second to start, and a page has pictures and scripts. Here `raw_bytes` is all
# that the page loads together, `decoded_bytes` what the page then says.
PATIENT = Limits(seconds=30, silence=10, raw_bytes=40_000_000, decoded_bytes=10_000_000)


@dataclass(frozen=True)
class Rendered:
    """A page after its scripts. `address` is where it was in the end, `status` what its site said.

    `html` is UTF-8. `asked` is all that the page and the browser wanted to load, allowed or not.
    `picture` is what it looked like, as PNG, where the visit was recorded and it could be drawn;
    `browser` is which one it was, and its version.
    """

    requested: str
    address: str
    status: int
    html: bytes
    asked: tuple[proxy.Call, ...]
    seconds: float
    picture: bytes = b""
    browser: str = ""


def available() -> str:
    """The path of the installed browser; "" where there is none."""
    return programs.browser()


def render(
    address: str,
    *,
    allow_hosts: frozenset[str] = frozenset(),
    limits: Limits = PATIENT,
    agent: str = AGENT,
    resolve: guard.Resolve = wire.look_up,
    tape: Tape | None = None,
) -> Rendered:
    """Open a page in a fresh browser, let its scripts run until the page rests, and read it.

    Nothing is kept: no cookie, no cache, no profile. Raises Blocked where the page, or where it
    sends its visitors, is not public; FetchFailed where no whole page came within the limits.
    What a page only loads (a picture, a frame) and may not is left out, and stands in `asked`. With
    a `tape` all that comes is recorded on it, and the page is drawn.
    """
    program = available()
    if not program:
        raise FetchFailed("No browser is installed here, so pages made by scripts cannot be read.")
    deadline = wire.Deadline(limits)
    guard.place(address, allow=allow_hosts, resolve=wire.in_time(resolve, deadline))
    budget = proxy.Budget(seconds=limits.seconds, silence=limits.silence, size=limits.raw_bytes)
    with (
        proxy.serve(allow_hosts=allow_hosts, limits=budget, resolve=resolve, tape=tape) as running,
        launched(program, running.address, tape.ends.pin if tape else "") as (to, out),
    ):
        page = Page(to, out, deadline, running)
        try:
            page.open(address, agent)
            html = page.read()
            picture = page.picture() if tape else b""
        except NoAnswer as no:
            if fault := page.why_not():  # which says better what happened
                raise fault from no
            raise
        if fault := page.why_not():
            raise fault
        return Rendered(
            address, page.address, page.status, html, running.asked, deadline.passed, picture,
            page.browser,
        )  # fmt: skip
