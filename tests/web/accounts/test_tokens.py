"""Ids in addresses: nobody can guess one, and each letter is as likely as any other."""

import secrets
from collections import Counter

from goodname.web.accounts.models import LETTERS, token


def test_an_id_is_sixteen_letters_and_figures_that_cannot_be_taken_for_each_other():
    made = {token() for _ in range(2_000)}
    assert len(made) == 2_000
    assert {len(one) for one in made} == {16}
    said = set("".join(made))
    assert said == set(LETTERS.decode())
    assert not said & set("01ilo")


def test_every_letter_is_as_likely_as_any_other(monkeypatch):
    every_byte = [bytes(range(start, start + 8)) * 3 for start in range(0, 256, 8)]
    drawn = iter(every_byte * 50)
    monkeypatch.setattr(secrets, "token_bytes", lambda number: next(drawn)[:number])
    # 32 draws show each byte alike; those of 248 and more are drawn again, and an id takes 16 of 24.
    found = Counter("".join(token() for _ in range(31 * 8)))
    assert set(found) == set(LETTERS.decode())
    assert len(set(found.values())) == 1
