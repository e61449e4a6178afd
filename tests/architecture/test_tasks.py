"""Every task that a page declares is bound by the worker, under the name that the task asks for."""

import importlib
import inspect
from pathlib import Path
from unittest import mock

import pytest
from django_tasks.base import Task

import goodname.web
from goodname.web.work import binding
from goodname.worker.bindings import bind_all


def declared() -> list[tuple[str, str]]:
    """Module and name of every task in goodname/web/*/tasks.py."""
    found = []
    for path in sorted(Path(goodname.web.__path__[0]).glob("*/tasks.py")):
        module = importlib.import_module(f"goodname.web.{path.parent.name}.tasks")
        found += [
            (module.__name__, name)
            for name, value in vars(module).items()
            if isinstance(value, Task)
        ]
    return found


def test_tasks_are_found_at_all() -> None:
    assert ("goodname.web.inbox.tasks", "poll_source") in declared()


@pytest.mark.parametrize(("module", "name"), declared())
def test_a_declared_task_runs_what_the_worker_bound(module: str, name: str) -> None:
    bind_all()
    task = getattr(importlib.import_module(module), name)
    real = binding.bound(name)
    given = [object() for _ in inspect.signature(task.func).parameters]
    assert len(given) == len(inspect.signature(real).parameters)
    stand_in = mock.Mock()
    with mock.patch.dict(binding._bindings, {name: binding.Binding(stand_in, 1)}):
        task.call(*given)
    stand_in.assert_called_once_with(*given)


def test_no_two_tasks_share_a_name() -> None:
    names = [name for _, name in declared()]
    assert len(names) == len(set(names))


def test_nothing_is_bound_that_no_page_declares() -> None:
    bind_all()
    ours = {
        name
        for name, held in binding._bindings.items()
        if held.function.__module__.startswith("goodname.")
    }
    assert ours <= {name for _, name in declared()}


def test_a_page_cannot_run_a_task_that_nobody_bound() -> None:
    with pytest.raises(binding.Unbound, match="only the worker"):
        binding.bound("no_such_task")


def test_a_name_cannot_be_bound_to_two_functions() -> None:
    bind_all()
    with pytest.raises(ValueError, match="tidy"):
        binding.bind("tidy", print)
