"""The plain words of a pack: what is wrong, which rule it breaks, and how a letter to somebody begins."""

from __future__ import annotations

from goodname.core.words import Action, Conduct, Facts

from .packs import Who

_WRONG = {
    Conduct.BULLYING: "It bullies somebody.",
    Conduct.ABUSIVE: "It is abusive about a person.",
    Conduct.AGGRESSIVE: "It is aggressive towards a person.",
    Conduct.INSULTING: "It insults a person.",
    Conduct.RUDE: "It is rude about a person.",
    Conduct.UPSETTING: "It upsets the people whom it is about.",
    Conduct.VIOLENT: "It shows or speaks of violence.",
    Conduct.THREAT: "It threatens somebody.",
    Conduct.SEXUAL: "It is sexual.",
    Conduct.HATE: "It is hateful about a group of people.",
    Conduct.EXTREMISM: "It may be extremist.",
    Conduct.IMPERSONATION: "It pretends to be a person or a school that it is not.",
    Conduct.IMAGE_WITHOUT_PERMISSION: "It shows a picture without permission.",
    Conduct.INFORMATION_WITHOUT_PERMISSION: "It gives away private facts without permission.",
    Conduct.NAMES_ACCUSED_TEACHER: "It names somebody who has been accused.",
    Conduct.UNDERAGE_ACCOUNT: "The account seems to belong to a child who is too young for it.",
    Conduct.INTIMATE_IMAGE_OF_CHILD: "It may be a sexual picture of a child.",
}
_RULES = {
    "bullying and harassment": {
        Conduct.BULLYING,
        Conduct.ABUSIVE,
        Conduct.AGGRESSIVE,
        Conduct.INSULTING,
        Conduct.RUDE,
        Conduct.UPSETTING,
    },
    "violence and threats": {Conduct.VIOLENT, Conduct.THREAT},
    "sexual posts": {Conduct.SEXUAL},
    "hate": {Conduct.HATE},
    "extremism": {Conduct.EXTREMISM},
    "fake accounts": {Conduct.IMPERSONATION},
    "private facts and pictures": {
        Conduct.IMAGE_WITHOUT_PERMISSION,
        Conduct.INFORMATION_WITHOUT_PERMISSION,
        Conduct.NAMES_ACCUSED_TEACHER,
    },
    "the lowest age": {Conduct.UNDERAGE_ACCOUNT},
    "the safety of children": {Conduct.INTIMATE_IMAGE_OF_CHILD},
}
REPORT_REMOVE = {
    Who.CHILD: (
        "This is for you.\n\n"
        "It is not your fault. You are not in trouble.\n\n"
        "You can get the picture taken down. Childline can help you. Look for Report Remove on "
        "their website.\n\n"
        "A grown-up you trust can sit with you. They do not need to see the picture.\n\n"
        "Do not show or send the picture to us.\n\n"
        "You can ring Childline on 0800 1111. It is free.\n"
    ),
    Who.PARENT: (
        "Dear parent or carer,\n\n"
        "Your child can get a picture of themself taken down. It is not their fault.\n\n"
        "Childline has a tool for this: Report Remove, on their website. Only your child can use "
        "it. Please sit with them if they like. You do not need to see the picture.\n\n"
        "Please do not look at it, keep it or send it to anybody, and not to us.\n\n"
        "Your child can ring Childline on 0800 1111. We would like to help too: {contact}.\n\n"
        "{school}\n"
    ),
}
OPENING = {
    Action.REPORT_TO_PLATFORM: "We ask you to look at something on {platform}.",
    Action.CONTACT_POSH: "We ask for your advice about something on {platform}.",
    Action.CONTACT_POLICE: "We tell you of something online that may need the police.",
    Action.CONSULT_LADO: "We ask for your advice about an adult who works with children.",
    Action.REFER_PREVENT: "We are worried about somebody, and ask for your advice.",
    Action.NOTIFY_DPO: "We tell you of personal facts that may have got out.",
}
LETTERS = {
    Who.PARENT: "Something online may be about your child. You can report it; we have not done it "
    "for you. You choose whether you want to.",
    Who.CHILD: "Something online may be about you. You can ask for it to be taken down. Ask a "
    "grown-up you trust to help. It is not your fault.",
    Who.ADULT: "Something online may be about you. You can report it yourself; we have not done it "
    "for you. You choose whether you want to.",
}
GREETING = {Who.PARENT: "Dear parent or carer,", Who.CHILD: "This is for you.", Who.ADULT: ""}
SELF = {
    Who.PARENT: "I ask you to look at this. I am the parent of the child whom it is about.",
    Who.CHILD: "Please look at this. It is about me.",
    Who.ADULT: "I ask you to look at this. It is about me.",
}


def wrong(facts: Facts, image: bool) -> str:
    conduct = facts.conduct | ({Conduct.INTIMATE_IMAGE_OF_CHILD} if image else set())
    return " ".join(_WRONG[one] for one in Conduct if one in conduct and one in _WRONG)


def rule(facts: Facts, image: bool) -> str:
    """By what a rule is about, for each platform calls its own by another name."""
    conduct = facts.conduct | ({Conduct.INTIMATE_IMAGE_OF_CHILD} if image else set())
    about = [name for name, kinds in _RULES.items() if kinds & conduct]
    if not about:
        return ""
    named = " and on ".join(about)
    return f"Your rules on {named}. {wrong(facts, image)}"
