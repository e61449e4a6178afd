"""The parts of a capture in words."""

from typing import Any

from .models import Capture

LABELS = {
    "body": "The page as it came over the wire",
    "text": "Its words",
    "request": "What we asked",
    "response": "What the server answered",
}


def parts(capture: Capture) -> list[dict[str, Any]]:
    """Name, label, SHA-256 and size of each part, as the manifest holds them."""
    listed = (capture.manifest or {}).get("parts", {})
    return [
        {
            "name": name,
            "label": next((words for key, words in LABELS.items() if key in name), name),
            "sha256": part["sha256"],
            "size": part["bytes"],
        }
        for name, part in sorted(listed.items())
    ]
