"""Where the tests keep their state: a folder of its own for each process that runs tests."""

import tempfile
from collections.abc import Mapping


def own(environ: Mapping[str, str]) -> dict[str, str]:
    """What to add to the environment, so that what one worker keeps no other one finds.

    A process that a test starts keeps the folder that it was given.
    """
    worker = environ.get("PYTEST_XDIST_WORKER", "")
    inherited = environ.get("GOODNAME_HOME", "") == environ.get("TESTS_HOME", "")
    if not inherited or environ.get("TESTS_WORKER") == worker:
        return {}
    home = tempfile.mkdtemp(prefix="goodname-tests-")
    return {"GOODNAME_HOME": home, "TESTS_HOME": home, "TESTS_WORKER": worker}
