"""Starts the browser with nothing of its own and no way out but one, and ends it with its children."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import F_DUPFD_CLOEXEC, fcntl
from tempfile import TemporaryDirectory

FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    # The one way out. Loopback is by default not asked of a proxy; "<-loopback>" makes it so.
    "--proxy-bypass-list=<-loopback>",
    # Names are looked up by the proxy alone, which also checks what they lead to.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    # Nothing that speaks past an HTTP proxy. The last one has had two names.
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    # Nothing that the browser does for itself.
    "--no-first-run",
    "--no-default-browser-check",
    "--no-service-autorun",
    "--no-pings",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-features=DialMediaRouteProvider,MediaRouter,OptimizationHints,Translate",
    "--disable-notifications",
    "--disable-sync",
    "--metrics-recording-only",
    "--password-store=basic",
    "--use-mock-keychain",
    # A page is not heard, and must not eat the machine.
    "--mute-audio",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--js-flags=--max-old-space-size=512",
    "--renderer-process-limit=4",
    "--lang=en-GB",
    "--window-size=1280,2000",
)
LAST_MOMENTS = 0.5  # seconds that killed processes may take to be gone


@contextmanager
def launched(program: str, proxy: str, pin: str = "") -> Iterator[tuple[int, int]]:
    """A browser with a throw-away profile; gives the pipe to write to and the one to read from.

    `pin` is the fingerprint of the one key that it believes besides those that the web trusts.

    It and all that it started are gone when the `with` ends, however it ends.
    """
    with TemporaryDirectory(prefix="goodname-browser-", ignore_cleanup_errors=True) as folder:
        arguments = [program, *FLAGS, f"--proxy-server={proxy}", f"--user-data-dir={folder}"]
        if pin:
            arguments.append(f"--ignore-certificate-errors-spki-list={pin}")
        if os.geteuid() == 0:
            # Chromium's own sandbox refuses to work for root. Who can should run the desk as a
            # user of its own; the proxy is the barrier in either case.
            arguments.append("--no-sandbox")
        to_browser, from_us = os.pipe()
        to_us, from_browser = os.pipe()
        pid = 0
        try:
            pid = _start([*arguments, "about:blank"], folder, to_browser, from_browser)
            yield from_us, to_us
        finally:
            for end in (from_us, to_us):
                os.close(end)
            if pid:
                _end(pid)


def _start(arguments: list[str], folder: str, take: int, give: int) -> int:
    # The protocol wants descriptors 3 and 4. They are set between fork and exec by the system
    # itself, which is safe beside the proxy's threads. First out of the way of each other:
    high = [fcntl(end, F_DUPFD_CLOEXEC, 10) for end in (take, give)]
    quiet = [(os.POSIX_SPAWN_OPEN, end, os.devnull, os.O_RDWR, 0) for end in (0, 1, 2)]
    pipes = [(os.POSIX_SPAWN_DUP2, end, wanted) for wanted, end in enumerate(high, 3)]
    # Of our environment, the browser gets what finds programs and nothing else: no key, no proxy.
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "HOME": folder, "TMPDIR": folder,
        "XDG_CONFIG_HOME": folder, "XDG_CACHE_HOME": folder, "LANG": "en_GB.UTF-8",
    }  # fmt: skip
    try:
        # A session of its own: whatever it starts can be ended together.
        return os.posix_spawn(
            arguments[0], arguments, environment, file_actions=[*quiet, *pipes], setsid=True
        )
    finally:
        for end in (take, give, *high):
            os.close(end)


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(pid, 0)
    until = time.monotonic() + LAST_MOMENTS
    with suppress(ProcessLookupError):
        while time.monotonic() < until:
            os.killpg(pid, 0)
            time.sleep(0.02)
