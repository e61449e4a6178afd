"""The school's own desk for one story: real mail in and out, and a clock that the story moves."""

import shutil
from datetime import datetime
from pathlib import Path

from tests.browser.running import Started
from tests.journeys.outside import Post, Web, london


class Desk(Started):
    """Web, workers and schedule on a copy of a folder where the school is set up."""

    def __init__(self, home: Path, school: Path, begins: str) -> None:
        super().__init__(home)
        shutil.copytree(school, self.home)
        self.on(begins)

    def open(self, web: Web, post: Post) -> None:
        """Open it to this web and this post office."""
        self.town = web.home
        self.start(
            GOODNAME_ALLOW_HOSTS=f"127.0.0.1:{web.port},{post.mailbox.place}",
            GOODNAME_MAIL_CA=post.mailbox.signer,
            GOODNAME_SMTP_HOST="127.0.0.1",
            GOODNAME_SMTP_PORT=str(post.port),
            GOODNAME_SMTP_TLS="0",
            GOODNAME_ADDRESS=self.address,
            GOODNAME_BROWSER="none",  # a saved page's picture is looked at in tests/browser/test_story.py
            GOODNAME_POLL_SECONDS="4",
            GOODNAME_RECHECK_SECONDS="600",
        )

    def on(self, moment: str) -> datetime:
        """Go to this moment of the school's wall clock, such as “2027-02-11 09:00”; never back."""
        wanted = london(moment)
        behind = (wanted - self.now()).total_seconds()
        assert behind >= 0 or not hasattr(self, "up"), f"{moment} has passed"
        self.later(seconds=behind)
        return wanted
