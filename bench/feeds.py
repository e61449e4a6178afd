"""`python -m bench.feeds FOLDER`: feeds that nobody here wrote, over HTTP, all the way to the inbox.

Serves every file of a folder from an allowed loopback host, lets the worker's own functions listen to
each as a source, and counts what came in, what was shown and what was refused, and why. A file may say
with which headers it was served, in lines such as `Header: Content-type: application/atom+xml`.
Prints JSON; exit status 1 where anything crashed.
"""

import argparse
import collections
import json
import os
import re
import sys
import tempfile
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote, unquote

HEADER = re.compile(rb"Header:\s*([A-Za-z-]+):\s*([^\r\n]+)")
# Words that the documents themselves use: the desk must think some of them are about it.
NICKNAMES = ["Example", "Title", "Test", "Entry", "Feed"]


def serve(folder: Path) -> ThreadingHTTPServer:
    class Files(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (folder / unquote(self.path.lstrip("/"))).read_bytes()
            told = {
                name.decode().lower(): value.decode("latin-1")
                for name, value in HEADER.findall(body)
            }
            self.send_response(200)
            self.send_header("Content-Type", told.get("content-type", "application/xml"))
            self.send_header("Content-Length", str(len(body)))
            if "content-location" in told:
                self.send_header("Content-Location", told["content-location"])
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    server = serve(folder)
    host = f"127.0.0.1:{server.server_port}"
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {
            "GOODNAME_HOME": home,
            "GOODNAME_ALLOW_HOSTS": host,
            "GOODNAME_LOG": "ERROR",
            "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
        }
        import django

        django.setup()
        return listen(folder, files, f"http://{host}/")


def listen(folder: Path, files: list[Path], base: str) -> int:
    from django.core.management import call_command
    from django.test import Client

    from goodname import clock
    from goodname.core.words import Role
    from goodname.web.accounts.actions import add_person, add_school
    from goodname.web.inbox.models import Mention, Source
    from goodname.worker.listening import poll_source

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    school = add_school(name="Example School", nicknames=NICKNAMES)
    head = add_person(
        school=school, name="Head", roles=[Role.HEADTEACHER], email="h@a.example", password="x" * 12
    )
    outcomes: collections.Counter[str] = collections.Counter()
    reasons: collections.Counter[str] = collections.Counter()
    seen = unusable = 0
    crashed = []
    began = time.perf_counter()
    for path in files:
        source = Source.objects.create(
            school=school,
            title=path.name,
            address=base + quote(str(path.relative_to(folder))),
            added_at=clock.now(),
            next_look=clock.now(),
            is_local=True,
        )
        try:
            poll_source(source.id)
        except Exception:
            crashed.append(f"{path.relative_to(folder)}: {traceback.format_exc(limit=-1)}")
            continue
        look = source.looks.get()
        outcomes[look.outcome] += 1
        if look.note:
            reasons[look.note] += 1
        seen += look.seen
        unusable += look.unusable
    client = Client()
    client.force_login(head.account, backend="allauth.account.auth_backends.AuthenticationBackend")
    pages = shown = 0
    for mention in Mention.objects.all():
        pages += 1
        shown += (
            client.get(f"/inbox/{mention.id}/", headers={"host": "localhost"}).status_code == 200
        )
    print(
        json.dumps(
            {
                "files": len(files),
                "looks": outcomes,
                "refused_because": reasons,
                "posts_read": seen,
                "entries_that_could_not_be_used": unusable,
                "mentions_in_the_inbox": pages,
                "mention_pages_that_open": shown,
                "crashed": crashed,
                "seconds": round(time.perf_counter() - began, 1),
            },
            indent=1,
        )
    )
    return 1 if crashed or shown != pages else 0


if __name__ == "__main__":
    sys.exit(main())
