"""The school's letters and the phrases to keep out of them, read from the files beside this one."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from goodname.core.act.fairness import Fault, Group, Rules
from goodname.core.act.letters import Template, read
from goodname.core.words import Unreadable

_FOLDER = files("goodname.data") / "letters"
_TONE = "tone.toml"


@cache
def templates() -> dict[str, Template]:
    """Every kind of letter, by its id."""
    found = {}
    for file in _FOLDER.iterdir():
        if file.name.endswith(".toml") and file.name != _TONE:
            template = read(tomllib.loads(file.read_text(encoding="utf-8")))
            if f"{template.kind}.toml" != file.name:
                raise Unreadable(f"kind: {template.kind!r} does not stand in {file.name}")
            found[template.kind] = template
    return dict(sorted(found.items()))


def template(kind: str) -> Template:
    """The letter of one kind; raises Unreadable for a kind that does not exist."""
    if kind not in templates():
        raise Unreadable(f"letter: {kind!r} is unknown, allowed are {', '.join(templates())}")
    return templates()[kind]


@cache
def fairness_rules() -> Rules:
    """What every text that leaves is held against; for `core.act.fairness.check`."""
    table = tomllib.loads((_FOLDER / _TONE).read_text(encoding="utf-8"))
    groups = (
        Group(Fault(group["fault"]), group["why"], tuple(group["phrases"]))
        for group in table["group"]
    )
    return Rules(tuple(groups), tuple(table["offers"]))
