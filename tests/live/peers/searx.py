"""Debian's searx, a search server that asks two forums of ours and nothing else."""

import json
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from goodname.adapters.fetch import allow_hosts
from tests.live.met import met
from tests.live.peers.installing import NotInstalled, program, version
from tests.live.peers.processes import answers, free_port, running, wait_for

EXAMPLE = Path("/usr/share/doc/searx/examples/settings.yml")
ENGINES = """
engines:
{engines}
"""
ENGINE = """  - name : {name}
    engine : json_engine
    shortcut : {name}
    paging : True
    enable_http : True
    categories : general
    timeout : 5.0
    search_url : {address}/find?q={{query}}&page={{pageno}}
    first_page_num : 1
    results_query : results
    url_query : url
    title_query : title
    content_query : words
"""


class Forum:
    """A site that searx can search: it finds the threads whose words hold every word asked for."""

    def __init__(self) -> None:
        self.threads: list[tuple[str, str, str]] = []
        self.asked: list[str] = []
        forum = self

        class Search(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = parse_qs(urlsplit(self.path).query)
                body = json.dumps({"results": forum.find(said["q"][0], int(said["page"][0]))})
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Search)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def find(self, query: str, page: int) -> list[dict[str, str]]:
        self.asked.append(query)
        words = query.replace('"', "").casefold().split()
        found = [
            {"url": url, "title": title, "words": text}
            for url, title, text in self.threads
            if all(word in f"{title} {text}".casefold() for word in words)
        ]
        return found[(page - 1) * 10 : page * 10]

    def die(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@dataclass(frozen=True)
class Searx:
    address: str
    forum: Forum = field(default_factory=Forum)
    paper: Forum = field(default_factory=Forum)

    @property
    def allowed(self) -> frozenset[str]:
        return allow_hosts(self.address.removeprefix("http://"))


@contextmanager
def search_server() -> Iterator[Searx]:
    command = program("searx-run", "searx")
    if not EXAMPLE.exists():
        raise NotInstalled(f"{EXAMPLE} is not here: apt-get install searx")
    met("searx", version("dpkg-query", "-W", "-f=${Version}", "searx"))
    port = free_port()
    running_here = Searx(f"http://127.0.0.1:{port}")
    with tempfile.TemporaryDirectory(prefix="live-") as name:
        settings, log = Path(name) / "settings.yml", Path(name) / "searx.log"
        settings.write_text(_settings(running_here, port), encoding="utf-8")
        with running([command], log, env={"SEARX_SETTINGS_PATH": str(settings)}, cwd=Path(name)):
            wait_for(lambda: answers(running_here.address), "searx", log)
            try:
                yield running_here
            finally:
                running_here.forum.die()
                running_here.paper.die()


def _settings(searx: Searx, port: int) -> str:
    """Debian's example with our two sites in place of the world's search engines."""
    example = EXAMPLE.read_text(encoding="utf-8")
    before, _, rest = example.partition("\nengines:")
    after = rest[rest.index("\nlocales:") :]
    engines = "".join(
        ENGINE.format(name=name, address=site.address)
        for name, site in (("forum", searx.forum), ("paper", searx.paper))
    )
    before = before.replace("port : 8888", f"port : {port}")
    before = before.replace("ultrasecretkey", f"secret of {port}")  # it does not start with its own
    return before + ENGINES.format(engines=engines) + after


@contextmanager
def without_json(searx: Searx) -> Iterator[str]:
    """The same server behind a front that gives out no JSON: 403, as SearXNG answers by default."""

    class Front(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = 403, b"<!doctype html><title>403 Forbidden</title><h1>Forbidden</h1>"
            if "format=json" not in self.path:
                try:
                    with urlopen(searx.address + self.path, timeout=10) as page:
                        status, body = page.status, page.read()
                except HTTPError as error:
                    status, body = error.code, error.read()
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Front)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
