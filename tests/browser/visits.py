"""A person at the desk with a browser of their own, whose every request and complaint is watched."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect

from tests.browser.running import PASSWORD, Started

ANSWER = re.compile(r"the server responded with a status of (\d+)")
# A question overtaken by the next one, or left by going to another page; htmx tells it as two errors.
OVERTAKEN, BEFORE_IT = "htmx:sendAbort", "htmx:afterRequest"
# A form with something to put right answers 422; the browser's console mentions that.
USUAL = frozenset({422})


class Visitor:
    """One browser context, and in `faults` what the browser complained of."""

    def __init__(self, browser: Browser, desk: Started, **options: Any) -> None:
        self.desk = desk
        self.faults: list[str] = []
        self.allowed = set(USUAL)
        options = {"viewport": {"width": 1440, "height": 1000}, "locale": "en-GB"} | options
        self.context: BrowserContext = browser.new_context(base_url=desk.address, **options)
        self.context.set_default_timeout(15_000)
        self.context.on("request", self._asked)
        self.context.on("console", self._told)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def sign_in(self, email: str) -> Page:
        self.page.goto("/account/sign-in/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()
        return self.page

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Within this block the desk may answer with `status`."""
        self.allowed.add(status)
        yield
        self.page.wait_for_timeout(50)  # the console speaks a moment after the page
        self.allowed.discard(status)

    def _asked(self, request: Request) -> None:
        homes = (self.desk.address + "/", self.desk.town + "/", "data:", "blob:")
        if not request.url.startswith(homes):
            self.faults.append(f"asked elsewhere: {request.url}")

    def _told(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        if message.text.startswith(OVERTAKEN):
            if self.faults and BEFORE_IT in self.faults[-1]:
                self.faults.pop()
            return
        answer = ANSWER.search(message.text)
        if not (answer and int(answer[1]) in self.allowed):
            self.faults.append(f"{message.type}: {message.text} ({self.page.url})")


def mention_of(page: Page, words: str) -> str:
    """The address of the one mention with these words, once the desk has heard it."""
    # Words that may hurt are found too, though the list does not show them.
    row = page.locator(".item").get_by_role("link").first
    for _ in range(100):
        page.goto(f"/inbox/?{urlencode({'box': 'all', 'q': words})}")
        if row.count():
            return str(row.get_attribute("href"))
        page.wait_for_timeout(200)
    raise AssertionError(f"not heard within 20 s: {words}")
