"""What a machine read on a picture: words in boxes, and the lines that they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Word:
    """One word where it stands: pixels of the original picture from its top left corner.

    `confidence` is 0 to 100. `ground` is the colour round the word and `ink` that of its letters
    (red, green, blue, 0 to 255), None where nobody looked.
    """

    text: str
    left: int
    top: int
    width: int
    height: int
    block: int = 0
    line: int = 0
    confidence: float = 100.0
    ground: Colour | None = None
    ink: Colour | None = None

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def bottom(self) -> int:
        return self.top + self.height


@dataclass(frozen=True)
class Line:
    """Words that stand side by side on one ground, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> int:
        return self.words[0].left

    @property
    def right(self) -> int:
        return max(word.right for word in self.words)

    @property
    def top(self) -> int:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        """Of its usual word, in pixels."""
        return median(word.height for word in self.words)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def ground(self) -> Colour | None:
        return _usual(word.ground for word in self.words)

    @property
    def ink(self) -> Colour | None:
        return _usual(word.ink for word in self.words)


def _usual(colours: Iterable[Colour | None]) -> Colour | None:
    known = [colour for colour in colours if colour]
    return Counter(known).most_common(1)[0][0] if known else None


def far(one: Colour | None, other: Colour | None) -> int:
    """How unlike two colours are: 0 for the same or unknown, 255 for black and white."""
    if one is None or other is None:
        return 0
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def lines(words: Sequence[Word]) -> tuple[Line, ...]:
    """The lines of a picture from the top down, and from left to right at one height.

    A wide gap or another ground ends a line: what stands beside it belongs to somebody else.
    """
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.top + word.height / 2):
        home = next((row for row in reversed(rows[-3:]) if _beside(row, word)), None)
        if home is None:
            rows.append([word])
        else:
            home.append(word)
    found = [line for row in rows for line in _parted(sorted(row, key=lambda word: word.left))]
    return tuple(sorted(found, key=lambda line: (line.middle, line.left)))


def _beside(row: list[Word], word: Word) -> bool:
    """Whether their heights overlap by more than half of the smaller one."""
    near = min(row, key=lambda other: abs(other.left - word.left))
    shared = min(near.bottom, word.bottom) - max(near.top, word.top)
    return shared > min(near.height, word.height) * 0.5


def _parted(row: list[Word]) -> list[Line]:
    letters = max(median(word.height for word in row), 4)
    parts = [[row[0]]]
    for word in row[1:]:
        before = parts[-1][-1]
        if word.left - before.right > letters * 2.5 or far(word.ground, before.ground) > 40:
            parts.append([word])
        else:
            parts[-1].append(word)
    return [Line(tuple(part)) for part in parts]


def mended(words: Sequence[Word]) -> list[Word]:
    """The words, with "I" for a bar that is as tall and as dark as the word beside it.

    Readers take the one for the other, and on a chat "I" is far commoner.
    """
    made: list[Word] = []
    for line in lines(words):
        for number, word in enumerate(line.words):
            beside = line.words[number + 1 : number + 2] or line.words[max(0, number - 1) : number]
            if word.text in ("|", "l", "[") and beside and _is_like(word, beside[0]):
                made.append(replace(word, text="I"))
            else:
                made.append(word)
    return made


def _is_like(bar: Word, word: Word) -> bool:
    same = 0.55 < bar.height / max(1, word.height) < 1.35
    near = bar.right <= word.left and word.left - bar.right < word.height * 0.9
    return same and near and far(bar.ink, word.ink) < 60 and word.text[:1].isalpha()


def plain_text(words: Sequence[Word]) -> str:
    """All words in reading order: one line a line, an empty line where a wide gap is."""
    found = lines(mended(words))
    said: list[str] = []
    for number, line in enumerate(found):
        if number:
            above = found[number - 1]
            if line.top - above.bottom > 1.2 * max(line.height, above.height):
                said.append("")
        said.append(line.text)
    return "\n".join(said)
