"""What a screenshot says, as well as it can be told: a chat, a post, or only its words in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goodname.core.listen.pictures.bubbles import Chat, chat, transcript
from goodname.core.listen.pictures.bubbles_post import SeenPost, post
from goodname.core.listen.pictures.screenshot import Word, plain_text

# Bubbles are found by comparing lines with lines. The longest chats have a third of these; what has
# more is a picture of a page, or one that was made to keep us busy.
MOST_WORDS = 1_500


@dataclass(frozen=True)
class Understood:
    """`text` is what a person is shown to correct: a chat's transcript, or words in reading order.

    At most one of `chat` and `post` is there. With neither, the picture looked like neither.
    """

    text: str
    chat: Chat | None = None
    post: SeenPost | None = None


def understand(words: Sequence[Word], width: int) -> Understood:
    """The words of one picture, `width` pixels wide; it understands every set of words.

    Of more than MOST_WORDS it gives the words in reading order alone.
    """
    if len(words) > MOST_WORDS:
        return Understood(plain_text(words))
    talk = chat(words, width)
    if talk:
        return Understood(transcript(talk), chat=talk)
    seen = post(words)
    return Understood(seen.text if seen and seen.text else plain_text(words), post=seen)
