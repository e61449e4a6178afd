"""Run inside a network namespace of its own: a treacherous public page, and our browser on it.

It prints one line for each look. The page is public and nothing of the guard is weakened for it;
for the last look one page at home is allowed, as browsers trust such a page with more.
"""

import socket
from collections.abc import Sequence
from contextlib import ExitStack
from typing import BinaryIO

from goodname.adapters import browser
from goodname.adapters.answer import Limits, NoAnswer

from .peers import Peer, answer, peer
from .public_town import PUBLIC, bring_up, say

HOME = "127.0.0.1:8081"
UDP = 3478
PAGE = """<!doctype html><title>Forum</title><p id=said>before</p>
<link rel=preconnect href=http://HOME/><link rel=dns-prefetch href=//home.test/>
<link rel=stylesheet href=/302/style><link rel=prefetch href=/302/prefetch>
<img src=/302/img><img src=http://HOME/direct><img src=http://home.test:8080/name>
<img src=http://rebinding.test:8080/once>
<iframe src=/302/iframe></iframe><iframe src=/meta></iframe><iframe src=file:///etc/passwd></iframe>
<iframe name=box></iframe><object data=/302/object></object><video src=/302/video></video>
<form id=sent method=post target=box action=/307/form><input name=a value=b></form>
<script>
const after = ['done'];
sent.submit();
for (const there of ['ws://HOME/ws', 'ws://' + location.host + '/302/ws'])
  try { new WebSocket(there) } catch (fault) { after.push(fault.name) }
try { new EventSource('/302/events') } catch (fault) {}
try { navigator.sendBeacon('/307/beacon', 'x') } catch (fault) {}
try { new Worker('/302/worker') } catch (fault) {}
try { window.open('http://HOME/window') } catch (fault) {}
try {
  const peer = new RTCPeerConnection({iceServers: [
    {urls: 'stun:127.0.0.1:UDP'},
    {urls: 'turn:HOME?transport=tcp', username: 'a', credential: 'b'}]});
  peer.createDataChannel('x');
  peer.createOffer().then(offer => peer.setLocalDescription(offer));
  after.push('webrtc');
} catch (fault) {}
try { new WebTransport('https://127.0.0.1:UDP/'); after.push('webtransport') } catch (fault) {}
Promise.allSettled(['/302/fetch', 'http://HOME/fetch', 'http://update.googleapis.com/'].map(
  there => fetch(there, {mode: 'no-cors'})
)).then(ended => setTimeout(() => {
  said.textContent = [...ended.map(end => end.status), ...after].join(' ');
}, 300));
</script>""".replace("HOME", HOME).replace("UDP", str(UDP))
META = f"<meta http-equiv=refresh content='0;url=http://{HOME}/meta'>"
TRICKS = {"/302/" + name for name in
          ("style", "prefetch", "img", "iframe", "object", "video", "ws", "events", "worker",
           "fetch")} | {"/307/form", "/307/beacon", "/meta"}  # fmt: skip
QUICK = Limits(seconds=25, silence=5, raw_bytes=5_000_000, decoded_bytes=1_000_000)
looked_up: list[str] = []


def main() -> None:
    bring_up("lo", "127.0.0.1", "255.0.0.0")
    bring_up("lo:1", PUBLIC, "255.255.255.255")
    with ExitStack() as town:
        homes = [
            town.enter_context(peer(lambda site, path, out: None, "127.0.0.1", port))
            for port in (80, 443, 8080, 8081)
        ]
        datagrams = town.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        datagrams.bind(("127.0.0.1", UDP))
        datagrams.setblocking(False)
        site = town.enter_context(peer(treacherous, PUBLIC, 8080))
        trusted = town.enter_context(peer(treacherous, "127.0.0.1", 8090))

        look("page", f"http://{PUBLIC}:8080/")
        say(f"tricks not tried: {sorted(TRICKS - set(site.paths))}")
        for name in ("302/main", "meta", "to-file"):
            look(name, f"http://{PUBLIC}:8080/{name}")
        look("trusted page", f"http://{trusted.place}/", frozenset({trusted.place}))
        say(f"home was connected to {sum(home.connected for home in homes)} times")
        say(f"home was sent a datagram: {heard(datagrams)}")
        say(f"names looked up: {sorted(set(looked_up))}")


def look(name: str, address: str, allow: frozenset[str] = frozenset()) -> None:
    try:
        got = browser.render(address, allow_hosts=allow, limits=QUICK, resolve=resolve)
        words = got.html.decode().partition('id="said">')[2].partition("<")[0]
        refused = {f"{call.host}:{call.port}" for call in got.asked if call.blocked}
        # What this version of the browser happens to ask its maker is refused too, and varies.
        refused = {place for place in refused if not place.endswith(".com:443")}
        say(f"{name}: {got.status} {words!r}, refused {sorted(refused)}")
    except NoAnswer as no:
        say(f"{name}: {type(no).__name__}")


def heard(datagrams: socket.socket) -> bool:
    try:
        return bool(datagrams.recv(1))
    except BlockingIOError:
        return False


def resolve(host: str, port: int) -> Sequence[str]:
    looked_up.append(host)
    first_time = looked_up.count(host) == 1
    return [PUBLIC] if host == "rebinding.test" and first_time else ["127.0.0.1"]


def treacherous(site: Peer, path: str, out: BinaryIO) -> None:
    if path.startswith("/302/"):
        out.write(answer(b"", f"Location: http://{HOME}{path}", status="302 Found"))
    elif path.startswith("/307/"):
        out.write(answer(b"", f"Location: http://{HOME}{path}", status="307 Temporary Redirect"))
    elif path == "/to-file":
        out.write(answer(b"", "Location: file:///etc/passwd", status="302 Found"))
    elif path == "/once":
        again = "Location: http://rebinding.test:8080/twice"
        out.write(answer(b"", again, status="302 Found"))
    else:
        page = META if path == "/meta" else PAGE
        out.write(answer(page.encode(), "Content-Type: text/html; charset=utf-8"))


if __name__ == "__main__":
    main()
