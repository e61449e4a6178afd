"""`python -m bench.listening [--feeds 1000]`: one round over many feeds, against a bare feedparser loop.

A server of its own process serves made-up feeds of 20 entries from 25 hosts (ports), one entry in
EVERY about the school. Then, each in a fresh process and on the same feeds:

- bare: a loop that fetches with urllib and reads with feedparser, and keeps nothing;
- first: the desk's own round: guarded fetch, reading, sorting, keeping in SQLite, coverage ledger;
- idle: the desk's next round, when nothing has changed and every server answers 304;
- untagged: the same where servers know no ETag and answer with the whole feed again.

Prints JSON: items a second, the ratio of first to bare, seconds, and the peak of memory in MB. The
ratio is also told by processor time, which other work on the machine changes less than seconds.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOSTS, ENTRIES = 25, 20
EVERY = int(os.environ.get("EVERY", "400"))  # one entry in so many is about the school
SUBJECTS = (
    "The market on Saturday has a new stall with cheese from the valley and bread from the mill.",
    "Does anybody know a plumber who comes out on a Sunday? The boiler has been off since Friday.",
    "The bus to the station was late again, and nobody at the stop knew why or for how long.",
    "Lost near the canal: a grey cat with a white paw. She answers to Biscuit, and to the fridge.",
)
OURS = "The harvest assembly at Tansy Lane Primary School in Wexcombe was lovely. Thank you all."


def feed(number: int) -> bytes:
    items = []
    for n in range(ENTRIES):
        text = OURS if (number * ENTRIES + n) % EVERY == 7 else SUBJECTS[(number + n) % 4]
        text = f"{text} <a href='http://town.example/{number}/{n}'>More</a> <b>Number {n}</b>. " * 3
        text = text.replace("&", "&amp;").replace("<", "&lt;")
        items.append(
            f"<item><guid isPermaLink='false'>{number}-{n}</guid><title>Entry {n}</title>"
            f"<link>http://town.example/{number}/{n}</link><author>Somebody {n}</author>"
            f"<pubDate>Mon, 23 Nov 2026 09:{n:02}:00 GMT</pubDate>"
            f"<description>{text}</description></item>"
        )
    head = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Feed {number}</title>"
    return f"{head}{''.join(items)}</channel></rss>".encode()


def serve() -> None:
    """Serve until killed; the ports go to standard output."""
    import threading
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

    class Feeds(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/robots.txt":
                self.send_response(404)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            number = int(self.path.rsplit("/", 1)[1])
            tagged = "untagged" not in self.path
            if tagged and self.headers["If-None-Match"] == f'"{number}"':
                self.send_response(304)
                self.end_headers()
                return
            body = feed(number)
            self.send_response(200)
            if tagged:
                self.send_header("ETag", f'"{number}"')
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Feeds) for _ in range(HOSTS)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    print(",".join(str(server.server_port) for server in servers), flush=True)
    threading.Event().wait()


def addresses(ports: list[str], number: int, path: str) -> list[str]:
    return [f"http://127.0.0.1:{ports[n % len(ports)]}/{path}/{n}" for n in range(number)]


def bare(ports: list[str], number: int) -> None:
    import io
    from urllib.request import urlopen

    import feedparser

    began, busy, items = time.perf_counter(), time.process_time(), 0
    for address in addresses(ports, number, "feed"):
        with urlopen(address) as answer:
            items += len(feedparser.parse(io.BytesIO(answer.read())).entries)
    busy = time.process_time() - busy
    tell(items, time.perf_counter() - began, busy)


def desk(ports: list[str], number: int, path: str) -> None:
    """A first round and an idle one, on a desk of its own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
        "GOODNAME_ALLOW_HOSTS": ",".join(f"127.0.0.1:{port}" for port in ports),
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    settings.HOST_SECONDS = 0.0  # politeness is not what is measured
    from goodname import clock
    from goodname.web.accounts.actions import add_school
    from goodname.web.inbox.models import Look, Mention, Source
    from goodname.worker.rounds import go_round

    school = add_school(name="Tansy Lane Primary School", town="Wexcombe", street="Tansy Lane")
    Source.objects.bulk_create(
        Source(
            school=school,
            address=address,
            title=address,
            added_at=clock.now(),
            next_look=clock.now(),
        )
        for address in addresses(ports, number, path)
    )
    began, busy = time.perf_counter(), time.process_time()
    assert go_round() == number
    first, first_busy = time.perf_counter() - began, time.process_time() - busy
    items = sum(Look.objects.values_list("seen", flat=True))
    Source.objects.update(next_look=clock.now())
    began, busy = time.perf_counter(), time.process_time()
    assert go_round() == number
    idle, busy = time.perf_counter() - began, time.process_time() - busy
    unchanged = Look.objects.filter(outcome="unchanged").count()
    tell(
        items,
        first,
        first_busy,
        mentions=Mention.objects.count(),
        idle_seconds=round(idle, 2),
        idle_cpu_ms_a_feed=round(busy * 1000 / number, 2),
        unchanged=unchanged,
    )


def tell(items: int, seconds: float, busy: float, **more: object) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "items": items,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(busy, 2),
        "items_a_second": round(items / seconds),
        "peak_mb": round(peak),
    }
    print(json.dumps(told | more))


def run(*arguments: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        said = subprocess.run(
            [sys.executable, "-m", "bench.listening", *arguments],
            env=os.environ | {"GOODNAME_HOME": home},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
    told: dict[str, float] = json.loads(said.stdout)
    return told


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("part", nargs="*")
    given = parser.parse_args()
    if given.part == ["serve"]:
        serve()
    elif given.part:
        part, ports, number = given.part[0], given.part[1].split(","), int(given.part[2])
        bare(ports, number) if part == "bare" else desk(ports, number, part)
    else:
        measure(given.feeds)
    return 0


def measure(feeds: int) -> None:
    here = [sys.executable, "-m", "bench.listening", "serve"]
    server = subprocess.Popen(here, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
    assert server.stdout
    try:
        ports = server.stdout.readline().strip()
        told = {
            "bare": run("bare", ports, str(feeds)),
            "first": run("feed", ports, str(feeds)),
            "untagged": run("untagged", ports, str(feeds)),
        }
    finally:
        server.kill()
    bare, first = told["bare"], told["first"]
    told["ratio"] = {
        "first": round(first["items_a_second"] / bare["items_a_second"], 3),
        "first_by_cpu": round(bare["cpu_seconds"] / first["cpu_seconds"], 3),
    }
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    sys.exit(main())
