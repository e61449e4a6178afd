"""What a person sees of an answer: its words, without mark-up and without what is kept shut."""

import html
import re
from typing import Any

BLURRED = re.compile(r'<details class="blurred">.*?</details>', re.DOTALL)


def source(answer: Any) -> str:
    return answer.content.decode()


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def words(answer: Any) -> str:
    """The words of the main part, those that stand shut until they are opened among them."""
    found = re.search(r"<main.*?</main>", source(answer), re.DOTALL)
    assert found is not None
    return plain(found[0])


def open_words(answer: Any) -> str:
    """Every character that is sent outside of what is kept shut: words, titles and attributes."""
    return html.unescape(BLURRED.sub("", source(answer)))


def heading(answer: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", source(answer), re.DOTALL)
    assert found is not None
    return plain(found[1])


def items(answer: Any) -> list[str]:
    """Each thing of the page's lists, in its order."""
    found = re.findall(r"<li class=\"item.*?</li>", source(answer), re.DOTALL)
    return [plain(one) for one in found]
