"""Where a task that is declared beside a page meets the function that the worker runs for it.

Pages may queue work but never do it: the function that talks to the network is known to the worker
alone, which binds it to the task's name when it starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

LIMIT = 120  # seconds that one attempt at a task may take, unless its binding says otherwise


@dataclass(frozen=True)
class Binding:
    function: Callable[..., Any]
    limit: int


_bindings: dict[str, Binding] = {}


class Unbound(Exception):
    """A task was run in a process that has not bound its name."""


def bind(name: str, function: Callable[..., Any], *, limit: int = LIMIT) -> None:
    """Let the task called `name` run `function`, for at most `limit` seconds an attempt.

    Raises ValueError where another function has that name already.
    """
    binding = Binding(function, limit)
    if _bindings.setdefault(name, binding) != binding:
        raise ValueError(f"two functions want the task name “{name}”")


def bound(name: str) -> Callable[..., Any]:
    """The function that does the task called `name`. Raises Unbound where nobody bound it."""
    if name not in _bindings:
        raise Unbound(f"nothing is bound to the task “{name}”: only the worker can run it")
    return _bindings[name].function


def limit_of(task_path: str) -> int:
    """The seconds that one attempt may take, for a task's dotted path as the queue stores it."""
    binding = _bindings.get(task_path.rpartition(".")[2])
    return binding.limit if binding else LIMIT
