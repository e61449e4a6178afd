"""Which programs of others lie on this machine."""

import os
import shutil

# Without its window the same engine takes a fifth less of the machine.
BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome",
)  # fmt: skip
NONE = "none"


def browser() -> str:
    """The path of the browser that pages are read and pictured with; "" where there is none.

    GOODNAME_BROWSER names one, or `none` where none is wanted.
    """
    wanted = os.environ.get("GOODNAME_BROWSER", "")
    if unwanted():
        return ""
    return next(filter(None, map(shutil.which, (wanted,) if wanted else BROWSERS)), "")


def unwanted() -> bool:
    """Whether whoever runs the desk said that there is to be no browser."""
    return os.environ.get("GOODNAME_BROWSER", "") == NONE
