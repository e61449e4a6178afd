"""What the desk says after something was done, with the way to take it back."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo="


def say(request: HttpRequest, text: str, *, undo: str = "", level: int = messages.SUCCESS) -> None:
    """Show `text` on the next page. `undo` is the address that a POST takes it back at."""
    messages.add_message(request, level, text, extra_tags=UNDO + undo if undo else "")
