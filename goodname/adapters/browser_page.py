"""One tab of a browser: opens a page, answers for it, and knows when the page rests."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import httpx2

from goodname.adapters import guard, proxy, wire
from goodname.adapters.answer import Blocked, FetchFailed, NoAnswer
from goodname.adapters.devtools import DevTools, Message

REST = 1.0  # seconds without a question to the network after which a loaded page is finished
SETTLE = 5.0  # seconds after a page has loaded when it is read though it never rests
ESCAPED = 6  # one character of a page is at most six in JSON
WIDE, TALL = 4_000, 16_000  # pixels of a page that are drawn: what is beyond is left out
# The status of a page that our proxy refused: its own, or none where a tunnel was not dug.
PROXYS = frozenset({0, 403, 502})


class Page:
    """One tab: what has happened in it, and what to do about it."""

    def __init__(self, to: int, out: int, deadline: wire.Deadline, running: proxy.Running) -> None:
        most = ESCAPED * deadline.limits.decoded_bytes
        self.tools = DevTools(to, out, deadline, most, self._heard)
        self.deadline = deadline
        self.running = running
        self.frame = self.loader = self.heading = self.browser = ""
        self.address = ""
        self.status = 0
        self.reached: dict[str, float] = {}  # what the page has reached, and after how long
        self.loading: set[str] = set()
        self.last = 0.0  # when something last began or ended to load

    def open(self, address: str, agent: str) -> None:
        """Go to a page and wait until it rests."""
        tools = self.tools
        about = tools.ask("Browser.getVersion")
        browser, self.browser = about["userAgent"].replace("Headless", ""), about["product"]
        tools.ask("Browser.setDownloadBehavior", behavior="deny")
        self.frame = tools.ask("Target.createTarget", url="about:blank")["targetId"]
        attached = tools.ask("Target.attachToTarget", targetId=self.frame, flatten=True)
        tools.session = attached["sessionId"]
        for domain in ("Page", "Network", "DOM", "Inspector"):
            tools.ask(f"{domain}.enable")
        tools.ask("Page.setLifecycleEventsEnabled", enabled=True)
        tools.ask("Network.setUserAgentOverride", userAgent=f"{browser} {agent}")
        # Every request waits for our nod, because only then are we asked for the proxy's password.
        tools.ask("Fetch.enable", handleAuthRequests=True, patterns=[{"urlPattern": "*"}])
        went = tools.ask("Page.navigate", url=address)
        if went.get("errorText"):
            raise FetchFailed("The browser could not show this page.")
        while not self._rests():
            tools.listen(0.1)

    def read(self) -> bytes:
        """The page as it stands now, its open shadow trees too."""
        root = self.tools.ask("DOM.getDocument", depth=0)["root"]
        found = self.tools.ask("DOM.getOuterHTML", nodeId=root["nodeId"], includeShadowDOM=True)
        html: bytes = found["outerHTML"].encode("utf-8", "replace")
        if len(html) > self.deadline.limits.decoded_bytes:
            raise FetchFailed("The page says more than can be safely read.")
        return html

    def picture(self) -> bytes:
        """What the page looks like, to its end, as PNG; b"" where it cannot be drawn."""
        try:
            size = self.tools.ask("Page.getLayoutMetrics")["cssContentSize"]
            wide, tall = min(size["width"], WIDE), min(size["height"], TALL)
            drawn = self.tools.ask(
                "Page.captureScreenshot",
                format="png",
                clip={"x": 0, "y": 0, "width": wide, "height": tall, "scale": 1},
                captureBeyondViewport=True,
            )
        except FetchFailed:
            return b""
        return b64decode(drawn["data"])

    def why_not(self) -> NoAnswer | None:
        """What went wrong with the page itself, or with where it sent its visitors."""
        call = None
        try:
            url = httpx2.URL(self.heading)
            port = url.port or guard.PORT_OF.get(url.scheme, 0)
            call = self.running.last(url.raw_host.decode("ascii").lower().rstrip("."), port)
        except httpx2.InvalidURL:
            pass
        # A page that came is not spoilt by what it then failed to load from the same site.
        if call and call.why_not and self.status in PROXYS:
            return (Blocked if call.blocked else FetchFailed)(call.why_not)
        if self.address and not self.address.startswith(("http://", "https://")):
            return FetchFailed("The page led to something that the browser could not show.")
        return None

    def _rests(self) -> bool:
        now, reached = self.deadline.passed, self.reached
        if "load" in reached:
            quiet = 0.0 if self.loading else now - max(self.last, reached["load"])
            if quiet > REST or now - reached["load"] > SETTLE:
                return True
        # A page that never stops loading is read as it stands, shortly before the end.
        if "DOMContentLoaded" in reached and now > 0.8 * self.deadline.limits.seconds:
            return True
        self.deadline.left()
        return False

    def _heard(self, message: Message) -> None:
        params: dict[str, Any] = message.get("params", {})
        self._weigh(message["method"], params)
        match message["method"]:
            case "Fetch.requestPaused":
                self.tools.tell("Fetch.continueRequest", requestId=params["requestId"])
            case "Fetch.authRequired":
                self._show_password(params)
            case "Page.javascriptDialogOpening":
                self.tools.tell("Page.handleJavaScriptDialog", accept=False)
            case "Inspector.targetCrashed":
                raise FetchFailed("The page was too much for the browser.")
            case "Network.loadingFailed" if params["requestId"] == self.loader:
                if not params.get("canceled"):  # which a page does itself when its script leads on
                    raise FetchFailed("The page did not come whole to the browser.")
            case "Network.requestWillBeSent" if self._is_page(params):
                self.heading, self.status = params["request"]["url"], 0
            case "Network.responseReceived" if self._is_page(params):
                self.status = params["response"]["status"]
            case "Page.frameNavigated" if params["frame"]["id"] == self.frame:
                frame = params["frame"]
                self.loader, self.reached = frame["loaderId"], {}
                self.address = frame["url"] + frame.get("urlFragment", "")
            case "Page.lifecycleEvent" if params["loaderId"] == self.loader:
                self.reached.setdefault(params["name"], self.deadline.passed)

    def _weigh(self, method: str, params: Message) -> None:
        if method == "Network.requestWillBeSent":
            self.loading.add(params["requestId"])
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self.loading.discard(params["requestId"])
        else:
            return
        self.last = self.deadline.passed

    def _is_page(self, params: Message) -> bool:
        return params.get("type") == "Document" and params.get("frameId") == self.frame

    def _show_password(self, params: Message) -> None:
        # The proxy's password is for the proxy alone; a site that asks for one gets none.
        answer = {"response": "CancelAuth"}
        if params["authChallenge"]["source"] == "Proxy":
            answer = {
                "response": "ProvideCredentials",
                "username": self.running.user,
                "password": self.running.password,
            }
        self.tools.tell(
            "Fetch.continueWithAuth", requestId=params["requestId"], authChallengeResponse=answer
        )
