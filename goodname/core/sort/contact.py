"""Knows words that may tell of private contact online between an adult of a school and a child.

Such a letter is often polite, and a sorter takes it for a question or for praise. Nothing is guessed
of it then: a person reads it first. What a false alarm costs is that one look.
"""

from __future__ import annotations

import re

from goodname.core.sort.folding import fold

_PLACES = (
    r"(?:snap ?chat|insta(?:gram)?|facebook|face ?book|whats ?app|tik ?tok|roblox|discord|messenger|"
    r"telegram|signal|x ?box|fortnite|minecraft|playstation|online|social media|her phone|his phone|"
    r"private (?:account|chat))"
)
_CONTACT = re.compile(
    r"\b(?:friend(?:ship)? requests?|follow(?:er)? requests?|friended|befriended|"
    r"add(?:s|ed|ing)? (?:\w+ ){1,4}?(?:on|as a friend on|to (?:his|her|their)) "
    rf"(?:\w+ )?{_PLACES}|"
    rf"(?:follow(?:s|ed|ing)?) (?:\w+ ){{1,4}}?(?:on|over) {_PLACES}|"
    r"(?:messag|text|snapp?|dm|what'?s ?app)(?:ing|ed|s|es)? "
    r"(?:my|our|her|his|the|a|some|several|with|to)\b|"
    r"(?:private|secret|late[- ]night|night[- ]time|direct) (?:messages?|chats?|texts?|dms?)|"
    r"(?:sen(?:t|ds|ding)|gets?|getting|got|had|having|received?) (?:\w+ ){0,4}?"
    r"(?:messages?|texts?|dms?|snaps?)|"
    r"(?:messages?|texts?|dms?|chat(?:s|ted|ting)?|talk(?:s|ed|ing)?|in touch) "
    r"(?:\w+ ){0,5}?(?:on|over|at night)"
    rf"(?: {_PLACES})?)"
)
_CHILD = re.compile(
    r"\b(?:(?:my|our|her|his|their|a|the|your) (?:\w+ )?"
    r"(?:sons?|daughters?|child|children|boys?|girls?|kids?|lads?|"
    r"grand(?:son|daughter|child)\w*|nieces?|nephews?|pupils?)|pupils?|(?:he|she) is "
    r"(?:only )?(?:\d{1,2}|six|seven|eight|nine|ten|eleven)|year (?:\d|one|two|three|four|five|six)s?|"
    r"aged? \d{1,2}|\d{1,2}[- ]year[- ]olds?)\b"
)
_ADULT = re.compile(
    r"\b(?:teachers?|teaching assistants?|tas?|staff|head ?teacher|head|coach(?:es)?|governors?|"
    r"volunteers?|tutors?|caretaker|assistants?|helpers?|club leader|mr|mrs|ms|miss|sir|dr)\b"
)
# The school's own channels are no private contact, nor is what a parent sends or gets themselves.
_OWN = re.compile(
    r"\b(?:parent ?mail|parent ?pay|class ?dojo|seesaw|tapestry|arbor|school ?ping|newsletters?|"
    r"(?:i|we)(?:'ve| have| had)? (?:sen[dt]|g[eo]t|had|received|messaged|texted)\b[^.!?]*|"
    r"text from the (?:school|office)|messages? (?:from|to) the (?:school|office))\b"
)


def may_tell_of_contact(text: str) -> bool:
    """Whether the words speak of contact online, of a child, and of an adult of a school."""
    plain = fold(text).text
    if not (_CHILD.search(plain) and _ADULT.search(plain)):
        return False
    return bool(_CONTACT.search(_OWN.sub(" ", plain)))
