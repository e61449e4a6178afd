"""Words that may concern a sexual image of a child are known before anything is fetched."""

from __future__ import annotations

import pytest

from goodname.core.sort.child_images import may_concern_child_image


@pytest.mark.parametrize(
    "text",
    [
        "someone is sending round nudes of a Year 6 girl",
        "A PHOTO of my daughter in her underwear is on the group chat",
        "he filmed kids in the changing rooms",
        "deepfake porn of pupils",
        "a 9 year old was asked for a naked pic",
        "dick pics sent to children",
        "screenshots of the boy with no clothes on",
        "ｎｕｄｅｓ of a pupil",
        "AI made sexual images of schoolgirls",
    ],
)
def test_these_stop_automatic_capture(text: str) -> None:
    assert may_concern_child_image(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lovely photos of the children at sports day",
        "The school's relationships lessons were explained to parents",
        "My son has lost his coat",
        "a film about the Romans for Year 3",
    ],
)
def test_these_do_not(text: str) -> None:
    assert not may_concern_child_image(text)
