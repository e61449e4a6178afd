"""A few lines of a policy cannot be made to unfold into more than a machine can hold."""

import time

import pytest

from goodname.core.decide import bounds
from goodname.core.words import Unreadable
from goodname.data import policies


def bomb(levels: int) -> str:
    """Each name means one of two things made of the name before: 2 to the power of `levels`."""
    text = policies.text("highfield")
    names = "".join(
        f'[[condition]]\nid = "bomb{n}"\nreads = "x"\notherwise = "y"\neither = ['
        f'{{ where = ["bomb{n - 1}"], danger = ["none"] }}, {{ where = ["bomb{n - 1}"] }}]\n\n'
        for n in range(1, levels)
    )
    first = '[[condition]]\nid = "bomb0"\nreads = "x"\notherwise = "y"\ndanger = ["none"]\n\n'
    row = (
        f'\n[[clause.row]]\nwhere = ["bomb{levels - 1}"]\nask = "record"\nforce = "may"\n'
        'owner = "online_safety_lead"\nwhy = "So."\n'
    )
    place = text.index("# ── The school's footprint")
    return text[:place] + first + names + text[place:] + row


def test_conditions_that_would_never_end_are_refused_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(Unreadable, match="alternatives"):
        policies.read_text(bomb(60))
    assert time.monotonic() - began < 5


def test_a_condition_that_is_only_long_is_read() -> None:
    assert policies.read_text(bomb(4)).conditions["bomb3"]


def test_the_packs_that_we_ship_are_far_below_the_bound() -> None:
    bounds.check(policies.load("highfield"))
