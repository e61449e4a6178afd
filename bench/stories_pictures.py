"""Draws posts as a phone shows them and has a machine read the pictures: real mistakes, not made."""

import html
import random
import subprocess
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from bench.stories_pairs import Pair, Telling, words

CHROMIUM = "/usr/bin/chromium"
LOOKS = (  # how an app shows a post: colours, letters, and what stands around the words
    ("#fff", "#1c1e21", "15px Arial, sans-serif", "Jo Marsh · 2 h", "Like   Comment   Share"),
    ("#15202b", "#d9d9d9", "17px DejaVu Sans, sans-serif", "@wexmum · 3 Nov", "4   12   88"),
    ("#e7ffdb", "#111", "14px Liberation Sans, sans-serif", "Wexcombe Mums", "19:42 ✓✓"),
    ("#f5f5f5", "#555", "13px Georgia, serif", "Posted by tansymum, 18/11", "Reply  Quote  Report"),
)


def picture_pairs(texts: list[str], many: int, seed: int) -> Iterator[Pair]:
    """Posts of 12 to 120 words beside what `tesseract` reads off a screenshot of each."""
    rng = random.Random(seed)
    fit = rng.sample([t for t in texts if 12 <= len(words(t)) <= 120], many)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport={"width": 390, "height": 300})
        for text in fit:
            page.set_content(_card(text, *rng.choice(LOOKS)))
            read = _read(page.screenshot(full_page=True, type="png"))
            yield Pair("picture read by tesseract", True, Telling(text, author="A"), Telling(read))
        browser.close()


def _card(text: str, back: str, ink: str, font: str, above: str, below: str) -> str:
    return (
        f"<body style='margin:0;padding:16px;background:{back};color:{ink};font:{font}'>"
        f"<b>{above}</b><p>{html.escape(text)}</p><small>{below}</small>"
    )


def _read(png: bytes) -> str:
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "6"]
    ran = subprocess.run(command, input=png, capture_output=True, check=True, timeout=60)
    return ran.stdout.decode()
