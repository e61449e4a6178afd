"""How posts and lists of them look on a page."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from goodname.demo.pages import paragraphs, time_tag
from goodname.demo.script import Post, Site, Thread
from goodname.demo.today import Shown, Today


def index(today: Today, site: Site) -> str:
    about = f'<p class="quiet">{escape(site.about)}</p>'
    if site.id == "forum":
        rows = "".join(_thread_row(today, thread) for thread in today.script.threads.values())
        return f'{about}<ul class="plain">{rows}</ul>'
    return about + "".join(card(item) for item in today.on(site))


def _thread_row(today: Today, thread: Thread) -> str:
    items = today.under(thread)
    link = f'<a href="{thread.path}">{escape(thread.title)}</a>'
    if thread.members:
        return f'<li>{link}<br><span class="quiet">For members only. Please log in.</span></li>'
    count = "1 post" if len(items) == 1 else f"{len(items)} posts"
    last = f", the last {time_tag(items[-1].posted)}" if items else ""
    return f'<li>{link}<br><span class="quiet">{count}{last}</span></li>'


def card(item: Shown, *, heading: bool = True) -> str:
    """One post. A thread's posts are headed by their author, others by their title."""
    post = item.post
    words = post.author if post.thread else post.title
    title = f'<h2><a href="{post.path}">{escape(words)}</a></h2>\n' if heading else ""
    by = "" if heading and post.thread else f"By {_who(post)}, "
    edited = f". Edited {time_tag(item.edited)}" if item.edited else ""
    return (
        f'<article id="{post.id}">\n{title}<p class="by">{by}{time_tag(item.posted)}{edited}</p>\n'
        f"{_stars(post.stars)}{paragraphs(item.text)}\n</article>\n"
    )


def _who(post: Post) -> str:
    """A member of the forum has a page of their own."""
    name = escape(post.author)
    return (
        f'<a href="{post.site.path}user/{quote(post.author)}">{name}</a>' if post.thread else name
    )


def _stars(stars: int | None) -> str:
    if stars is None:
        return ""
    drawn = "★" * stars + "☆" * (5 - stars)
    return f'<p class="stars"><span aria-hidden="true">{drawn}</span> {stars} out of 5 stars</p>\n'
