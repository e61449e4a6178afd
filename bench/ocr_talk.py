"""Made-up school talk and the phones on which it is drawn: some for building on, some held out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from bench.ocr_drawing import Drawn, Said, Style, draw

LINES = (
    "Has anyone heard back from the office about the Year 4 trip?",
    "No, nothing at all. I rang twice on Monday and nobody picked up",
    "Same here",
    "They said the coach leaves at 8.15 but the letter says 8:45",
    "Typical. Honestly the way that school is run is a joke",
    "Mrs Okafor has been lovely with Isla this term though, she reads every night now",
    "ok",
    "Can somebody send me the spelling list please, ours went in the wash",
    "It's on the website under Class 5, third one down",
    "I'm taking it to the governors if they don't answer by Friday. It isn't fair on the kids and "
    "I've got the whole thing in writing from September",
    "Don't put that on Facebook, just ask to see the head. She does ring back if you leave a number",
    "£12.50 for a sandwich and a bus ride",
    "lol",
    "Did you see what he wrote about Miss Patel in the other group",
    "Yes and it was horrible. Somebody should tell the school before it gets passed around",
    "He says it was only a joke",
    "nobody is laughing",
    "PE kit tomorrow or Thursday?",
    "Thursday. Swimming is every other Tuesday till half term",
    "thank you x",
    "Are you coming to the fair on Saturday? Gates open at 11",
    "We're on the cake stall 10-12 so come and say hello",
    "everyone in 6B thinks your haircut is rubbish",
    "leave her alone Jake",
    "it's just banter",
    "screenshot this and show your mum then",
    "Already did",
    "The playground gate was left open again at home time, third day running",
    "That is really not safe with the road there",
    "I've e-mailed the office with the times and they have said they'll look into it today",
)  # fmt: skip
NAMES = ("Mia", "Tom Archer", "Priya", "Jo Bell", "Hannah W")
ROBOTO = ("truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
          "truetype/roboto/unhinted/RobotoTTF/Roboto-Bold.ttf")  # fmt: skip
INTER = ("opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-SemiBold.otf")
SANS = ("truetype/liberation/LiberationSans-Regular.ttf",
        "truetype/liberation/LiberationSans-Bold.ttf")  # fmt: skip
DEJAVU = ("truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf")
OPEN = ("truetype/open-sans/OpenSans-Regular.ttf", "truetype/open-sans/OpenSans-Semibold.ttf")
LATO = ("truetype/lato/Lato-Regular.ttf", "truetype/lato/Lato-Bold.ttf")

WHATSAPP = Style(
    "whatsapp light", *ROBOTO, scale=2.75, width=393, ground=(239, 231, 222), left=(255, 255, 255),
    right=(217, 253, 211), right_ink=(17, 27, 33), left_ink=(17, 27, 33), times="inside",
    wallpaper=True, subtitle="online", pill=(255, 255, 255),
)  # fmt: skip
WHATSAPP_DARK = replace(
    WHATSAPP, name="whatsapp dark", ground=(11, 20, 26), left=(32, 44, 51), right=(0, 92, 75),
    left_ink=(233, 237, 239), right_ink=(233, 237, 239), head=(32, 44, 51),
    head_ink=(233, 237, 239), pill=(24, 34, 41),
)  # fmt: skip
IMESSAGE = Style("imessage light", *INTER, scale=3, size=17, centred_title=True,
                 placeholder="iMessage", receipt="Delivered", times="centre")  # fmt: skip
MESSENGER = Style(
    "messenger dark", *ROBOTO, scale=2.625, width=412, ground=(0, 0, 0), left=(48, 48, 48),
    right=(120, 60, 230), left_ink=(240, 240, 240), head=(0, 0, 0), head_ink=(255, 255, 255),
    times="centre", avatars=True, subtitle="Active 5m ago", placeholder="Aa",
)  # fmt: skip
SNAP = Style("snapchat light", *SANS, scale=2, names="snap", placeholder="Send a chat")

DEVELOPMENT = (
    WHATSAPP,
    replace(
        WHATSAPP,
        name="whatsapp group",
        names="inside",
        subtitle="Mia, Priya, Tom, You",
        quoted_names=True,
    ),
    replace(WHATSAPP_DARK, names="inside", subtitle="Jo, Mia, You", name="whatsapp dark group"),
    replace(WHATSAPP, name="whatsapp 1x jpeg 30", scale=1, quality=30),
    replace(WHATSAPP_DARK, name="whatsapp dark jpeg 50", scale=1.5, quality=50),
    IMESSAGE,
    replace(IMESSAGE, name="imessage group", names="above", keyboard=True, right=(52, 199, 89)),
    MESSENGER,
    SNAP,
)
HELD_OUT = tuple(
    replace(style, held_out=True)
    for style in (
        replace(WHATSAPP, name="whatsapp group, large type", names="inside", size=21,
                font=OPEN[0], bold=OPEN[1], width=360, scale=3, subtitle="Year 4 parents, You"),
        replace(WHATSAPP_DARK, name="whatsapp dark 1x jpeg 60", scale=1.25, quality=60,
                font=LATO[0], bold=LATO[1]),
        replace(WHATSAPP, name="whatsapp cropped", head_ink=(255, 255, 255), head=(0, 128, 105),
                status_bar=False, placeholder="", font=DEJAVU[0], bold=DEJAVU[1], size=14, scale=2),
        Style("imessage dark", *OPEN, scale=3, width=430, size=17, ground=(0, 0, 0),
              left=(38, 38, 41), left_ink=(255, 255, 255), right=(10, 132, 255), head=(22, 22, 24),
              head_ink=(255, 255, 255), centred_title=True, placeholder="Text Message",
              times="centre", receipt="Read 15:50", keyboard=True),
        Style("instagram light", *LATO, scale=2, width=375, size=15, left=(239, 239, 239),
              right=(55, 151, 240), avatars=True, subtitle="mia.draws", times="centre",
              placeholder="Message..."),
        Style("instagram dark, jpeg 40", *INTER, scale=2, width=375, size=15, ground=(0, 0, 0),
              left=(38, 38, 38), left_ink=(245, 245, 245), right=(140, 60, 200), head=(0, 0, 0),
              head_ink=(245, 245, 245), avatars=True, subtitle="Active now", times="centre",
              placeholder="Message...", quality=40),
        replace(MESSENGER, name="messenger light group", names="above", ground=(255, 255, 255),
                left=(240, 240, 240), left_ink=(5, 5, 5), right=(0, 132, 255),
                head=(255, 255, 255), head_ink=(0, 0, 0), subtitle="Active now", scale=1.5,
                font=OPEN[0], bold=OPEN[1]),
        Style("snapchat dark", *INTER, scale=3, names="snap", ground=(18, 18, 18), size=15,
              left_ink=(235, 235, 235), head=(18, 18, 18), head_ink=(255, 255, 255),
              placeholder="Send a chat", subtitle="", quality=85),
        Style("telegram-like light, jpeg 75", *OPEN, scale=2.5, width=384, size=16,
              ground=(197, 217, 181), left=(255, 255, 255), right=(239, 254, 221),
              right_ink=(0, 0, 0), names="inside", times="inside", avatars=True, wallpaper=True,
              subtitle="14 members", pill=(150, 175, 140), quoted_names=True, quality=75),
        Style("signal-like dark", *INTER, scale=2.25, width=400, size=15, ground=(27, 27, 27),
              left=(46, 46, 46), left_ink=(240, 240, 240), right=(44, 107, 237), times="inside",
              head=(27, 27, 27), head_ink=(240, 240, 240), placeholder="Signal message"),
    )
)  # fmt: skip
GROUPS = ("inside", "above", "snap")


def screenshots(each: int = 2, *, seed: int = 11) -> Iterator[Drawn]:
    """`each` different talks in every style, development first; the same for the same seed."""
    for place, style in enumerate((*DEVELOPMENT, *HELD_OUT)):
        for number in range(each):
            dice = random.Random(f"{seed} {place} {number}")
            group = style.names in GROUPS
            title = "Year 4 mums" if group else NAMES[(place + number) % len(NAMES)]
            said = tuple(_talk(dice, title if not group else "", style))
            day = dice.choice(("Today", "Yesterday", "12 March 2026", "Monday"))
            if style.times == "centre":
                day = f"{dice.choice(('Today', 'Yesterday', 'Mon 9 Mar'))} at {said[0].time}"
            yield draw(style, title, said, day)


def _talk(dice: random.Random, name: str, style: Style) -> Iterator[Said]:
    start = dice.randrange(len(LINES))
    hour, minute, before = 15, dice.randrange(10, 20), ""
    for number in range(9):
        text = LINES[(start + number) % len(LINES)]
        side = dice.choice(("left", "left", "right") if not name else ("left", "right"))
        speaker = "" if side == "right" else name or dice.choice(NAMES)
        quoted = ""
        if style.times == "inside" and number and len(text) > 40 and dice.random() < 0.3:
            quoted = before
        yield Said(side, speaker, text, f"{hour}:{minute:02}", quoted)
        before, minute = text[:34], minute + dice.randrange(4)
