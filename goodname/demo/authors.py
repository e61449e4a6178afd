"""The authors' desk, where a visitor plays the town's authors: deletes, edits, publishes."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from goodname.demo.pages import Answer, Frame, page, paragraphs, time_tag
from goodname.demo.script import Post
from goodname.demo.today import Shown, Today

DESK = "/authors/"
VERBS = ("delete", "edit", "publish")
_FRAME = Frame("town", "Wexcombe: the authors’ desk", DESK, [("/", "The town"), (DESK, "The desk")])
_SAID = {
    "delete": "Deleted. Anyone who looks for this post is now told that it does not exist: ",
    "edit": "Edited. The post now shows new words: ",
    "publish": "Published just now: ",
}


def desk(today: Today, query: Mapping[str, str]) -> Answer:
    """The desk's page. `query` may carry what was just done, as `done` and `post`."""
    intro = (
        "<p>Wexcombe is made up, and so is everybody who writes here. On this page you play the "
        "authors: take a post down, or change its words, and see what the school notices.</p>"
    )
    shown = "".join(_row(item) for item in today.shown)
    gone = "".join(
        f"<li>{escape(_called(item.post))}, {time_tag(item.posted)}</li>" for item in today.gone
    )
    parts = [
        _told(today, query),
        intro,
        _next(today),
        f'<section aria-labelledby="up"><h2 id="up">Published, newest first</h2>{shown}</section>',
    ]
    if gone:
        parts.append(f'<h2>Deleted</h2><ul class="plain">{gone}</ul>')
    body = page(_FRAME, "Authors’ desk", "\n".join(parts))
    return Answer(200, body, headers=(("Cache-Control", "no-store"),))


def done(verb: str, post: Post) -> Answer:
    """Back to the desk by a fresh GET, so that reloading the page repeats nothing."""
    return Answer(303, b"", headers=(("Location", f"{DESK}?done={verb}&post={post.id}"),))


def cannot(why: str, status: int) -> Answer:
    body = f'<p role="alert">{escape(why)}</p><p><a href="{DESK}">Back to the authors’ desk</a></p>'
    return Answer(status, page(_FRAME, "That did not work", body))


def _told(today: Today, query: Mapping[str, str]) -> str:
    post = today.script.post(query.get("post", ""))
    said = _SAID.get(query.get("done", ""))
    if post is None or said is None:
        return ""
    return f'<p class="told" role="status">{said}{escape(_called(post))}.</p>'


def _next(today: Today) -> str:
    if not today.waiting:
        return "<p>Everybody has said what they had to say.</p>"
    post = today.waiting[0]
    left = "1 more is" if len(today.waiting) == 1 else f"{len(today.waiting)} more are"
    return (
        f'<section aria-labelledby="next"><h2 id="next">Still to come</h2>'
        f"<p>{left} on the way by themselves. Next: {escape(_called(post))}.</p>"
        f"{_button('publish', post, 'Publish it now')}</section>"
    )


def _row(item: Shown) -> str:
    post = item.post
    edited = f". Edited {time_tag(item.edited)}" if item.edited else ""
    buttons = _button("delete", post, "Delete this post")
    if not item.edited:
        buttons += _button("edit", post, "Edit this post")
    return (
        f'<article id="{post.id}" aria-labelledby="t-{post.id}">\n'
        f'<h3 id="t-{post.id}"><a href="{post.path}">{escape(_called(post))}</a></h3>\n'
        f'<p class="by">{escape(post.site.title)}, {time_tag(item.posted)}{edited}</p>\n'
        f'{paragraphs(item.text)}\n<div class="row">{buttons}</div>\n</article>\n'
    )


def _button(verb: str, post: Post, words: str) -> str:
    """A form of one button. Its spoken name says which post, as there are many on the page."""
    return (
        f'<form method="post" action="{DESK}{verb}">'
        f'<input type="hidden" name="post" value="{post.id}">'
        f'<button aria-label="{words}: {escape(_called(post))}">{words}</button></form>'
    )


def _called(post: Post) -> str:
    return f"{post.title}, by {post.author}"
