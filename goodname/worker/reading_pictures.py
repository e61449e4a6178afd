"""Reads what people send as a picture: a copy to show, and its words for a person to put right."""

import time

from goodname.adapters import ocr
from goodname.core.listen.pictures.bubbles_screenshot import Understood, understand
from goodname.core.words import Unreadable
from goodname.files import images
from goodname.web.told import holding, read
from goodname.web.told.models import Filed, Telling

SECONDS = 150.0  # for all pages of one file; what is left then, a person types
LIMIT = 400  # seconds that the task may take: opening twenty pages and copying them comes first
NO_READER = "No machine reads pictures here yet. Please type the words that matter."
NO_WORDS = "No words could be read on it. Please type what it shows."


def read_picture(telling_id: str) -> None:
    """Open one file that was sent, copy its pages for showing and read their words.

    After a crash it is done afresh: nothing counts until the last line of it.
    """
    telling = Telling.objects.filter(id=telling_id, state=Telling.WAITING).first()
    if telling is not None:
        read_file(telling)


def read_file(filed: Filed) -> None:
    """The same for a file that is kept already, whoever brought it."""
    file = holding.original(filed)
    if file is None:
        return
    body = file.read_bytes()
    try:
        pictures = images.read(body)
        read.keep_opened(filed, pictures.facts)
        for number in range(1, len(pictures.pages) + 1):
            holding.keep_copy(filed, number, images.without_marks(body, number).body)
    except Unreadable as fault:
        read.refuse_file(filed, f"{fault}.")
        return
    read.keep_read(filed, **_words(filed, pictures.pages))


def _words(filed: Filed, pages: tuple[images.Picture, ...]) -> dict[str, object]:
    """What the machine makes of all pages, as fields of its row."""
    if not ocr.available():
        return {"note": NO_READER}
    began, seen, unread = time.monotonic(), list[Understood](), 0
    for number, page in enumerate(pages, start=1):
        left = SECONDS - (time.monotonic() - began)
        try:
            if left <= 0:
                raise Unreadable("there was no time left")
            seen.append(understand(ocr.read(page, seconds=min(left, ocr.SECONDS)), page.width))
        except Unreadable:
            unread += 1
        read.keep_progress(filed, number)
    text = "\n\n".join(one.text for one in seen if one.text)
    first = next((one for one in seen if one.text), None)
    return {
        "text_read": text,
        "read_by": ocr.version(),
        "looks_like": _kind(first),
        "seen_author": first.post.author[:200] if first and first.post else "",
        "note": _note(text, unread),
    }


def _kind(seen: Understood | None) -> str:
    if seen is None:
        return ""
    return "chat" if seen.chat else "post" if seen.post else "text"


def _note(text: str, unread: int) -> str:
    if not text:
        return NO_WORDS
    if unread:
        pages = "One page" if unread == 1 else f"{unread} pages"
        return f"{pages} could not be read. Please type what is missing."
    return ""
