"""Finds, among many fingerprints, those that tell the same story as one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Generic, TypeVar

from goodname.core.sort.likeness import SAME_FROM, Print, keys, same_story

MOST_COMPARED = 64  # the candidates that share the most keys, and no more
Id = TypeVar("Id")


class Stories(Generic[Id]):
    """An index over many fingerprints, in memory; a desk does the same with a table of keys."""

    def __init__(self) -> None:
        self._prints: dict[Id, Print] = {}
        self._holders: defaultdict[str, list[Id]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._prints)

    def add(self, id: Id, print_: Print) -> None:
        """Remember a telling; one that was there under this id is replaced."""
        if id in self._prints:
            for key in keys(self._prints[id]):
                self._holders[key].remove(id)
        self._prints[id] = print_
        for key in keys(print_):
            self._holders[key].append(id)

    def like(self, print_: Print) -> list[tuple[Id, float]]:
        """The tellings of the same story with their likeness (from SAME_FROM), likest first."""
        shared: Counter[Id] = Counter()
        for key in keys(print_):
            shared.update(self._holders.get(key, ()))
        found = [
            (id, same_story(print_, self._prints[id]))
            for id, _ in shared.most_common(MOST_COMPARED)
        ]
        return sorted((f for f in found if f[1] >= SAME_FROM), key=lambda f: -f[1])
