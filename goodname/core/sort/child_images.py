"""Knows words that may concern a sexual image of a child, so that nothing fetches it by itself."""

from __future__ import annotations

import re

from goodname.core.sort.folding import fold

# The cost of a false alarm is one look by a person; the cost of a miss is a copy that no one may
# make. So each list is wide, and the three need only stand somewhere in the same text.
_BOTH = re.compile(
    r"\b(?:nudes?|nudez|n[u0]des|dick ?pics?|sext(?:s|ed|ing)?|sexual images?|porn\w*|upskirt\w*|"
    r"deep ?nude\w*|"
    r"undress(?:es)? app|nudif\w+|csam|csem|iioc|child abuse images?|cp)\b"
)
_IMAGE = re.compile(
    r"\b(?:photo\w*|pics?|piccies|pix|pictures?|images?|videos?|vids?|clips?|film(?:s|ed|ing)?|"
    r"record(?:ed|ing)s?|"
    r"snap(?:s|ped|chat)?|selfies?|screen ?shots?|screen ?grabs?|webcam\w*|camera|live "
    r"?stream\w*|deep ?fakes?|"
    r"shots?|footage|pho?tos?|gifs?|ai)\b"
)
_SEXUAL = re.compile(
    r"\b(?:nude|nudity|naked|nakey|undress\w*|topless|bare(?:d|ly)?|sex\w*|intimate|indecent|"
    r"explicit|porn\w*|"
    r"underwear|knickers|pants|bra|bikini|lingerie|private parts?|privates|genitals?|penis|"
    r"vagina|willy|"
    r"boobs?|breasts?|tits|bum|bums|bottom|groom(?:ed|ing|er)|paedo\w*|pedo\w*|molest\w*|abuse "
    r"images?|"
    r"no clothes|without (?:any |her |his |their )?clothes|took (?:her|his|their) clothes|"
    r"clothes off|"
    r"strip(?:s|ped|ping)?|flash(?:ed|ing)|chang(?:ing rooms?|ed)|getting changed|showers?|"
    r"toilets?|loos?)\b"
)
_CHILD = re.compile(
    r"\b(?:child(?:ren)?s?|kid(?:s|dies)?|pupils?|students?|school ?(?:girl|boy|child|kid)\w*|"
    r"girls?|boys?|"
    r"lads?|daughters?|sons?|nieces?|nephews?|grand(?:son|daughter|child)\w*|bab(?:y|ies)|"
    r"toddlers?|"
    r"minors?|under ?-?age\w*|teen\w*|tweens?|class(?:es|mates?)?|year (?:group|\d{1,2}|one|two|"
    r"three|four|five|six|r)|"
    r"y(?:ea)?r? ?[1-9]|reception|nursery|primary|school|playground|little ones?|"
    r"(?:\d{1,2}|six|seven|eight|nine|ten|eleven|twelve) ?-?(?:yo|yr|year)s?(?:[ -]?olds?)?|"
    r"aged? \d{1,2})\b"
)


def may_concern_child_image(text: str) -> bool:
    """Whether the words speak of an image, of something sexual, and of a child, in any order."""
    plain = fold(text).text
    if not _CHILD.search(plain):
        return False
    if _BOTH.search(plain):
        return True
    return bool(_IMAGE.search(plain) and _SEXUAL.search(plain))
