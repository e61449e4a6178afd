"""Opens the town: `python -m goodname.demo.town --port 8010`, with --host, --speed and --state."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from goodname.demo import diary, script
from goodname.demo.routes import Town
from goodname.demo.server import TownServer


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or Ctrl-C. Returns 0, or 2 with a line on standard error."""
    asked = _arguments().parse_args(argv)
    try:
        kept = diary.opened(asked.state, datetime.now(UTC), asked.speed)
        town = Town(script.load(), kept, asked.state)
        server = TownServer(town, asked.host, asked.port)
    except (diary.BadDiary, script.BadScript) as fault:
        return _refuse(str(fault))
    except (OSError, OverflowError) as fault:
        return _refuse(f"cannot open the town at {asked.host}:{asked.port}: {fault}")
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    serving.start()
    print(f"Wexcombe is at {server.address}/", flush=True)
    stop.wait()
    server.shutdown()
    serving.join()
    server.server_close()
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m goodname.demo.town",
        description="The made-up town of Wexcombe, for trying the desk and for its tests.",
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8010, help="0 takes any free one")
    parser.add_argument("--speed", type=_speed, help="demo seconds to a real one (default 1)")
    parser.add_argument("--state", type=Path, metavar="DIR", help="keep what authors did here")
    return parser


def _speed(text: str) -> float:
    speed = float(text)
    if not 0 < speed <= 1000:
        raise argparse.ArgumentTypeError("more than 0 and at most 1000")
    return speed


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
