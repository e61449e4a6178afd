"""Who said what is told from where words stand on a screenshot, and what is no chat stays none."""

import time
from dataclasses import dataclass, replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodname.core.listen.pictures.bubbles import (
    Chat,
    Message,
    Side,
    chat,
    read_transcript,
    transcript,
)
from goodname.core.listen.pictures.bubbles_chat import name
from goodname.core.listen.pictures.bubbles_post import SeenPost, post
from goodname.core.listen.pictures.bubbles_screenshot import understand
from goodname.core.listen.pictures.screenshot import Colour, Word, plain_text

WIDE = 390
WHITE, BLACK, GREY = (255, 255, 255), (0, 0, 0), (130, 132, 138)
BEIGE, GREEN, BLUE = (239, 231, 222), (217, 253, 211), (0, 122, 255)
INK, ORANGE, PURPLE = (17, 27, 33), (199, 70, 50), (140, 80, 190)


@dataclass
class Screen:
    """Words as a reader of pictures finds them, written line by line from the top down."""

    y: float = 0
    ground: Colour = WHITE

    def __post_init__(self) -> None:
        self.words: list[Word] = []

    def write(self, text: str, left: float = 22, size: float = 16, ink: Colour = BLACK,
              ground: Colour | None = None, right: float | None = None,
              down: float | None = None) -> "Screen":  # fmt: skip
        """A line at `left`, or ending at `right`, or in the middle with left=-1."""
        letter = size * 0.5
        wide = len(text) * letter
        if right is not None:
            left = right - wide
        elif left < 0:
            left = (WIDE - wide) / 2
        for word in text.split(" "):
            self.words.append(
                Word(word, round(left), round(self.y), round(len(word) * letter),
                     round(size * 0.75), ground=ground or self.ground, ink=ink)
            )  # fmt: skip
            left += (len(word) + 1) * letter
        self.y += size * 1.3 if down is None else down
        return self

    def gap(self, points: float) -> "Screen":
        self.y += points
        return self

    def header(self, title: str, below: str = "online") -> "Screen":
        self.y = 14
        self.write("15:52", 26, 14, down=1).write("87%", 330, 12, down=36)
        self.write(title, 76, 16).write(below, 76, 12, GREY)
        self.y = 120
        return self

    def read(self) -> Chat:
        seen = chat(self.words, WIDE)
        assert seen is not None
        return seen


def said(seen: Chat) -> list[tuple[str, str, str, str]]:
    return [(m.side.value, m.speaker, m.text, m.time_as_written) for m in seen.messages]


def talk_of_two(left: Colour = WHITE, right: Colour = GREEN, ink: Colour = INK) -> Screen:
    """As the green app shows it: times small and grey inside the bubbles."""
    screen = Screen(ground=BEIGE).header("Tom Archer")
    screen.write("Yesterday", -1, 12, GREY).gap(22)
    screen.write("Has anyone rung the office", ink=ink, ground=left)
    screen.write("about the trip? Gates open at 8:45", ink=ink, ground=left, down=8)
    screen.write("15:14", 296, 11, GREY, left, down=30)
    screen.write("No, nothing", ink=ink, ground=right, right=330, down=4)
    screen.write("15:16 w", ink=GREY, ground=right, right=376, size=11, down=34)
    screen.write("Same here", ink=ink, ground=left, down=2).write("15:17", 110, 11, GREY, left)
    screen.gap(40).write("Message", 64, 15, GREY, (225, 217, 208))
    return screen


@pytest.mark.parametrize(
    ("left", "right", "ink"),
    [(WHITE, GREEN, INK), ((32, 44, 51), (0, 92, 75), (233, 237, 239))],
    ids=["light", "dark"],
)
def test_two_people_in_a_chat_are_told_apart_with_their_times(
    left: Colour, right: Colour, ink: Colour
) -> None:
    seen = talk_of_two(left, right, ink).read()
    assert seen.title == "Tom Archer"
    trip = "Has anyone rung the office about the trip? Gates open at 8:45"
    assert said(seen) == [
        ("notice", "", "Yesterday", ""),
        ("left", "Tom Archer", trip, "15:14"),
        ("right", "", "No, nothing", "15:16"),
        ("left", "Tom Archer", "Same here", "15:17"),
    ]


def test_the_two_sides_are_told_apart_without_any_colour() -> None:
    bare = [replace(word, ground=None, ink=None) for word in talk_of_two().words]
    seen = chat(bare, WIDE)
    assert seen is not None
    assert [m.side.value for m in seen.messages] == ["notice", "left", "right", "left"]


def test_a_group_gives_each_message_to_the_name_in_its_bubble() -> None:
    screen = Screen(ground=BEIGE).header("Year 4 mums", "Mia, Priya, Tom, You")
    screen.write("Today", -1, 12, GREY).gap(18)
    screen.write("Jo Bell", size=13, ink=ORANGE, ground=WHITE, down=18)
    screen.write("The gate was left open again", ink=INK, ground=WHITE, down=2)
    screen.write("15:19", 256, 11, GREY, WHITE, down=30)
    screen.write("That is not safe", ink=INK, ground=WHITE, down=2)
    screen.write("15:20", 160, 11, GREY, WHITE, down=34)
    screen.write("I have told the office", ink=INK, ground=GREEN, right=330, down=2)
    screen.write("15:21", ink=GREY, ground=GREEN, right=376, size=11, down=34)
    screen.write("Mia", size=13, ink=PURPLE, ground=WHITE, down=18)
    screen.write("The gate was left", 27, 13, GREY, (237, 237, 237), down=24)
    screen.write("Third day running", ink=INK, ground=WHITE, down=2)
    screen.write("15:24", 170, 11, GREY, WHITE)
    seen = screen.read()
    assert said(seen) == [
        ("notice", "", "Today", ""),
        ("left", "Jo Bell", "The gate was left open again", "15:19"),
        ("left", "Jo Bell", "That is not safe", "15:20"),
        ("right", "", "I have told the office", "15:21"),
        ("left", "Mia", "Third day running", "15:24"),
    ]
    assert seen.messages[-1].quoted == "The gate was left"


def test_the_name_in_a_quote_is_not_the_one_who_answers() -> None:
    screen = Screen(ground=BEIGE).header("Year 4 mums", "Mia, Priya, Tom, You")
    screen.write("Mia", size=13, ink=PURPLE, ground=WHITE, down=20)
    screen.write("Priya", 27, 12, (20, 140, 100), (237, 237, 237), down=16)
    screen.write("nobody told me", 27, 13, GREY, (237, 237, 237), down=24)
    screen.write("Yes they did", ink=INK, ground=WHITE, down=2)
    screen.write("15:24", 170, 11, GREY, WHITE, down=34)
    screen.write("Sorry", ink=INK, ground=GREEN, right=330, down=2)
    screen.write("15:25", ink=GREY, ground=GREEN, right=376, size=11)
    answer = screen.read().messages[0]
    assert (answer.speaker, answer.quoted, answer.text) == ("Mia", "nobody told me", "Yes they did")


def test_names_above_bubbles_are_names_and_the_keyboard_says_nothing() -> None:
    screen = Screen().header("Year 6", "")
    screen.write("Today at 15:18", -1, 12, GREY).gap(14)
    screen.write("Priya", 22, 11, GREY, down=17)
    screen.write("PE kit tomorrow or Thursday?", ground=(233, 233, 235), down=44)
    screen.write("Jake", 22, 11, GREY, down=17)
    screen.write("Thursday. Swimming is every", ground=(233, 233, 235))
    screen.write("other Tuesday", ground=(233, 233, 235), down=44)
    screen.write("thank you", ink=WHITE, ground=BLUE, right=368, down=30)
    screen.write("Delivered", ink=GREY, size=11, right=376).gap(20)
    screen.write("iMessage", 64, 15, GREY, (241, 241, 241)).gap(30)
    screen.write("q w e r t y u i o p", 10, 30)
    assert said(screen.read()) == [
        ("notice", "", "Today at 15:18", ""),
        ("left", "Priya", "PE kit tomorrow or Thursday?", ""),
        ("left", "Jake", "Thursday. Swimming is every other Tuesday", ""),
        ("right", "", "thank you", ""),
    ]


def test_names_in_coloured_capitals_tell_a_chat_in_which_all_stand_at_the_left() -> None:
    screen = Screen().header("6B", "")
    screen.write("MIA", 16, 11, (20, 150, 235), down=22)
    screen.write("everyone thinks your haircut is", 26).write("rubbish", 26, down=40)
    screen.write("ME", 16, 11, (235, 50, 80), down=22)
    screen.write("leave her alone", 26, down=40)
    screen.write("MIA", 16, 11, (20, 150, 235), down=22).write("only joking", 26)
    assert said(screen.read()) == [
        ("left", "Mia", "everyone thinks your haircut is rubbish", ""),
        ("right", "", "leave her alone", ""),
        ("left", "Mia", "only joking", ""),
    ]


def test_what_the_app_itself_says_is_nobodys_message() -> None:
    screen = talk_of_two()
    screen.words = [word for word in screen.words if word.text != "Message"]
    screen.write("Missed voice call at 15:20", -1, 12, GREY, BEIGE).gap(20)
    screen.write("Sorry, was driving", ground=WHITE, ink=INK)
    last = screen.read().messages[-2:]
    assert [m.side for m in last] == [Side.NOTICE, Side.LEFT]
    assert last[0].text == "Missed voice call at 15:20"


def test_a_chat_about_likes_is_still_a_chat() -> None:
    screen = talk_of_two()
    screen.words = [word for word in screen.words if word.text != "Message"]
    screen.write("her post has 12 likes and 3 comments", ground=WHITE, ink=INK)
    assert screen.read().messages[-1].text == "her post has 12 likes and 3 comments"


def test_a_bar_read_for_the_word_i_is_mended_but_not_the_bar_of_a_quote() -> None:
    words = Screen().write("No. | rang them").words
    assert plain_text(words) == "No. I rang them"
    bar = replace(words[1], height=40)
    assert plain_text([words[0], bar, *words[2:]]) == "No. | rang them"


def letter() -> Screen:
    screen = Screen(y=20)
    for line in (
        "Dear parents and carers,", "the summer fair is on Saturday at 11", "and all are welcome.",
        "There will be cake, a raffle and a", "bouncy castle. Please bring change.",
    ):  # fmt: skip
        screen.write(line, 20)
    return screen.gap(20).write("Mrs Okafor", 20)


def test_a_letter_is_no_chat_and_its_words_come_in_reading_order() -> None:
    assert chat(letter().words, WIDE) is None
    found = understand(list(reversed(letter().words)), WIDE)
    assert (found.chat, found.post) == (None, None)
    lines = found.text.splitlines()
    assert lines[:2] == ["Dear parents and carers,", "the summer fair is on Saturday at 11"]
    assert lines[-2:] == ["", "Mrs Okafor"]


def test_an_e_mail_with_its_time_at_the_right_is_no_chat() -> None:
    screen = Screen(y=20).write("Jo Bell", 20, down=0).write("15:42", ink=GREY, right=380, size=12)
    screen.gap(20).write("Please could you ring me back", 20).write("about Friday. Thanks, Jo", 20)
    assert chat(screen.words, WIDE) is None


def test_an_empty_picture_says_nothing() -> None:
    assert chat([], WIDE) is None
    assert understand([], WIDE).text == ""


def test_a_post_tells_its_author_its_time_and_its_words_without_the_counters() -> None:
    screen = Screen(y=20)
    screen.write("Hannah Whitmore", 62, 15).write("12 March at 15:42 ·", 62, 12, GREY).gap(20)
    screen.write("The office never answers the", 12).write("phone. Third day of trying.", 12)
    screen.gap(20).write("23", 12, 13, GREY, down=0).write("14 comments 2 shares", 220, 13, GREY)
    screen.gap(20).write("Like", 30, 14, GREY, down=0).write("Comment", 160, 14, GREY, down=0)
    screen.write("Share", 300, 14, GREY)
    told = "The office never answers the phone. Third day of trying."
    assert post(screen.words) == SeenPost("Hannah Whitmore", "", "12 March at 15:42", told)
    assert understand(screen.words, WIDE).chat is None
    assert understand(screen.words, WIDE).text == told


def test_a_post_with_a_handle_may_say_its_time_below_its_words() -> None:
    screen = Screen(y=20)
    screen.write("Tom Archer", 62, 15).write("@tomarcher_wx", 62, 14, GREY).gap(20)
    screen.write("Well done for the fair today!", 12, 17).gap(10)
    screen.write("15:42 · 12 Mar 2026 · 310 Views", 12, 14, GREY)
    seen = post(screen.words)
    assert seen == SeenPost(
        "Tom Archer", "@tomarcher_wx", "15:42 12 Mar 2026", "Well done for the fair today!"
    )


def test_words_side_by_side_far_apart_are_two_lines_of_plain_text() -> None:
    screen = Screen().write("left words", 10, down=0).write("right words", 280)
    assert plain_text(screen.words) == "left words\nright words"


def test_the_transcript_is_what_a_person_would_write() -> None:
    seen = Chat(
        (
            Message(Side.NOTICE, "", "Today"),
            Message(Side.LEFT, "Mia", "the gate was open again", "15:42"),
            Message(Side.RIGHT, "", "really?", quoted="the gate was open again"),
            Message(Side.LEFT, "", "yes: all week"),
        ),
        "Year 4 mums",
    )
    assert transcript(seen) == (
        "[Chat: Year 4 mums]\n"
        "[Today]\n"
        "Mia (15:42): the gate was open again\n"
        "> the gate was open again\n"
        "Right (the phone's owner): really?\n"
        "Left: yes: all week\n"
    )
    assert read_transcript(transcript(seen)) == seen


def test_a_corrected_transcript_is_understood_as_it_was_meant() -> None:
    edited = (
        "Mia: first line\r\n  and: more of it\r\nand still more\r\n\r\n"
        "Sam (the phone’s owner) (3.40 pm): mine\r\n"
    )
    assert read_transcript(edited).messages == (
        Message(Side.LEFT, "Mia", "first line and: more of it and still more"),
        Message(Side.RIGHT, "Sam", "mine", "3.40 pm"),
    )


def test_text_without_any_speaker_is_one_message_and_nothing_is_lost() -> None:
    assert read_transcript("just words\nand more").messages == (
        Message(Side.LEFT, "", "just words and more"),
    )
    assert read_transcript(" \n ").messages == ()


# A person's words: one line, and no spaces at its ends, as a bubble gives them.
line = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60
).map(lambda text: " ".join(text.split()))
written = line.filter(bool)
names = st.just("") | written.map(name).filter(lambda who: who not in ("Left", "Right"))
times = st.sampled_from(["", "15:42", "3:07 pm", "09.15"])
messages = st.builds(
    Message,
    st.sampled_from([Side.LEFT, Side.RIGHT]),
    names,
    line,
    times,
    st.just("") | written,
) | st.builds(Message, st.just(Side.NOTICE), st.just(""), written)
chats = st.builds(Chat, st.lists(messages, max_size=8).map(tuple), line)


@given(chats)
@example(Chat((Message(Side.NOTICE, "", "Chat: six of us"),)))
@example(Chat((Message(Side.LEFT, "", "> [Mia: hello]", quoted="[not a notice]"),)))
def test_a_transcript_reads_back_as_the_same_chat(seen: Chat) -> None:
    assert read_transcript(transcript(seen)) == seen


@given(st.text(max_size=200))
def test_every_edited_text_is_understood_and_settles(text: str) -> None:
    once = read_transcript(text)
    assert read_transcript(transcript(once)) == once


boxes = st.builds(
    Word,
    st.text(min_size=1, max_size=9).map(lambda text: text.strip() or "x"),
    st.integers(0, 380),
    st.integers(0, 800),
    st.integers(1, 200),
    st.integers(1, 60),
    ground=st.sampled_from([None, WHITE, GREEN, BLUE]),
    ink=st.sampled_from([None, INK, ORANGE]),
)


@given(st.lists(boxes, max_size=30))
def test_whatever_a_reader_finds_is_understood_and_can_be_handed_back(words: list[Word]) -> None:
    found = understand(words, WIDE)
    if found.chat:
        assert read_transcript(found.text).messages == found.chat.messages


def test_a_picture_of_thousands_of_words_keeps_nobody_busy() -> None:
    words = [
        Word(f"w{n}", (n * 377) % 4_000, (n * 911) % 4_000, 30, 12, ground=(n % 255, 0, 0))
        for n in range(4_000)
    ]
    started = time.perf_counter()
    seen = understand(words, 4_000)
    assert time.perf_counter() - started < 3  # it was eighteen seconds
    assert sorted(seen.text.split()) == sorted(word.text for word in words)
