"""What strangers wrote as plain text: no letter, however it is dressed up, keeps the reader busy."""

from __future__ import annotations

import time

import pytest

from goodname.core.listen.markup import MOST_ACCENTS, plain, tidy


@pytest.mark.parametrize("accents", ["\u0301\u0323", "\u0f73", "\u0323\u200b\u0301"])
def test_accents_piled_on_one_letter_do_not_keep_the_reader_busy(accents: str) -> None:
    started = time.perf_counter()
    found = tidy("The gat" + "e" + accents * 50_000 + " is shut.")
    assert time.perf_counter() - started < 2  # it was ten seconds and more
    assert found.startswith("The gat")
    assert found.endswith(" is shut.")
    assert len(found) < 100


def test_real_writing_keeps_its_accents() -> None:
    # Vietnamese, Hebrew with points and accents, a name of many marks, and an emoji of four people.
    written = "Tie\u0302\u0301ng Vie\u0323\u0302t; בְּרֵאשִׁ֖ית; 👩\u200d👩\u200d👧\u200d👦"
    assert plain(written) == "Tiếng Việt; בְּרֵאשִׁ֖ית; 👩\u200d👩\u200d👧\u200d👦"
    assert tidy("e" + "\u0332" * MOST_ACCENTS) == "e" + "\u0332" * MOST_ACCENTS
