"""The sites that the town reads: forum, two papers, blog and reviews."""

from __future__ import annotations

from html import escape

from goodname.demo import feeds
from goodname.demo.cards import card, index
from goodname.demo.pages import TOWN, Answer, Frame, page
from goodname.demo.places import PLACES
from goodname.demo.script import Site, Thread
from goodname.demo.today import Today

LOGIN = "/forum/login"


def frame(site: Site) -> Frame:
    paths = [
        (site.path + file, feeds.MEDIA[kind].split(";")[0]) for file, kind in site.feeds.items()
    ]
    ways = [(to, "Atom feed" if "atom" in kind else "RSS feed") for to, kind in paths]
    if site.id == "forum":
        ways.append((LOGIN, "Log in"))
    return Frame(site.id, site.title, site.path, [(site.path, "Front page"), *ways], paths)


def answer(today: Today, path: str, base: str) -> Answer | None:
    """What a reader gets at that path, or None where it is no path of these sites."""
    parts = path.strip("/").split("/")
    site = today.script.sites.get(parts[0])
    if site is None:
        return None
    match parts[1:]:
        case [] if path.endswith("/"):
            return _fresh(today, site, site.heading, index(today, site))
        case []:
            return _moved(site.path)
        case [file] if file in site.feeds:
            return _feed(today, site, file, base)
        case [folder, post_id] if folder == site.folder:
            return _post(today, site, post_id)
        case ["thread", thread_id] if site.id == "forum" and thread_id in today.script.threads:
            return _thread(today, site, today.script.threads[thread_id])
        case ["user", name] if site.id == "forum":
            return _member(today, site, name)
        case ["login"] if site.id == "forum":
            return Answer(200, page(frame(site), "Log in", _LOGIN_FORM))
    return not_found(site)


def refused_login(site: Site) -> Answer:
    """Nobody ever gets in, whatever they type."""
    told = '<p class="told" role="alert">That name and password do not match a member.</p>'
    return Answer(403, page(frame(site), "Log in", told + _LOGIN_FORM))


def not_found(site: Site) -> Answer:
    words = {
        "forum": ("This post does not exist", "Its author may have deleted it, or it never was."),
        "gazette": ("Page not found", "The article may have been taken down by the newsdesk."),
        "blog": ("Nothing grows here", "I may have pulled this page up."),
        "valley": ("Page not found", "The Post keeps its stories for as long as it has room."),
        "reviews": ("No such review", "The family may have removed it."),
    }
    title, why = words[site.id]
    back = f'<p><a href="{site.path}">Back to {escape(site.title)}</a></p>'
    return Answer(404, page(frame(site), title, f"<p>{why}</p>{back}"))


def front(today: Today) -> Answer:
    """The town's own front page: a list of its sites."""
    places = "".join(
        f'<li><a href="{to}">{escape(name)}</a><br><span class="quiet">{escape(about)}</span></li>'
        for to, name, about in PLACES
    )
    rows = "".join(
        f'<li><a href="{site.path}">{escape(site.title)}</a><br>'
        f'<span class="quiet">{escape(site.about)}</span></li>'
        for site in today.script.sites.values()
    )
    body = f'<ul class="plain">{rows}{places}</ul><p><a href="/authors/">Play the authors</a></p>'
    return Answer(200, page(Frame("town", TOWN, "/"), TOWN, body))


def _feed(today: Today, site: Site, file: str, base: str) -> Answer:
    kind = site.feeds[file]
    changed = today.changed.get(site.id, today.started)
    body = feeds.feed(kind, site, file, today.on(site), changed, base)
    return Answer(200, body, feeds.MEDIA[kind], changed=changed)


def _post(today: Today, site: Site, post_id: str) -> Answer:
    item = today.find(post_id)
    if item is None or item.post.site != site:
        return not_found(site)
    if item.post.members:
        return _moved(f"{LOGIN}?next={item.post.path}")
    return _fresh(today, site, item.post.title, card(item, heading=False))


def _thread(today: Today, site: Site, thread: Thread) -> Answer:
    if thread.members:
        return _moved(f"{LOGIN}?next={thread.path}")
    cards = "".join(card(item) for item in today.under(thread))
    return _fresh(today, site, thread.title, cards or "<p>Nobody has written here yet.</p>")


def _member(today: Today, site: Site, name: str) -> Answer:
    """One member's own page: everything that they wrote, and so a page that nobody listens to."""
    wrote = [item for item in today.on(site) if item.post.author == name]
    if not wrote:
        return not_found(site)
    return _fresh(today, site, name, "".join(card(item) for item in wrote))


def _fresh(today: Today, site: Site, title: str, body: str) -> Answer:
    changed = today.changed.get(site.id, today.started)
    return Answer(200, page(frame(site), title, body), changed=changed)


def _moved(to: str) -> Answer:
    return Answer(302, b"", headers=(("Location", to),))


_LOGIN_FORM = f"""<p>Members can read the lounge. New members are let in by hand, once a year.</p>
<form method="post" action="{LOGIN}">
<label for="name">Name</label><input id="name" name="name" autocomplete="username">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<div class="row"><button class="main">Log in</button></div>
</form>"""
