"""The word lists on disk: whole, readable, and each saying where it is from."""

from __future__ import annotations

from pathlib import Path

import pytest

from goodname.core.sort.folding import fold
from goodname.core.sort.lexicon import key
from goodname.data import lexicons

FOLDER = Path(lexicons.__file__).with_suffix("")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.t[sx][vt]")), ids=lambda p: p.name)
def test_every_list_names_its_source_and_licence(path: Path) -> None:
    header, entries = path.read_text(encoding="utf-8").split("\n\n", 1)
    assert all(line.startswith("#") for line in header.splitlines())
    assert "Source:" in header
    assert "icence:" in header or path.name == "notes.tsv"
    assert path.name in (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in entries.splitlines() if line]
    assert len({len(row) for row in rows}) == 1


def test_the_lists_are_whole() -> None:
    lexicon = lexicons.load()
    assert len(lexicon.valence) > 7_400
    assert len(lexicon.terms) > 1_600
    assert lexicon.valence["excellent"] > 2 > -2 > lexicon.valence["terrible"]


def test_every_note_is_about_an_entry_or_a_plain_form() -> None:
    entries = {
        key(row[0]) for name in ("profanity.tsv", "ldnoobw.txt") for row in lexicons.rows(name)
    }
    plain = {key(row[1]) for row in lexicons.rows("profanity.tsv")}
    assert [w for w, _ in lexicons.rows("notes.tsv") if key(w) not in entries | plain] == []


def test_keys_are_folded() -> None:
    lexicon = lexicons.load()
    for word in (*lexicon.valence, *lexicon.terms):
        assert fold(word).text == word
