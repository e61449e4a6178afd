"""The facts asked as plain questions: what may be answered, and what cannot all be true."""

from __future__ import annotations

from functools import cache

from goodname.data import policies, registers

AUTHORS = [
    ("unknown", "We do not know"),
    ("parent", "A parent or carer"),
    ("pupil", "A pupil"),
    ("staff", "Someone who works here"),
    ("governor", "A governor"),
    ("volunteer", "A volunteer"),
    ("contractor", "A contractor"),
    ("third_party", "Someone else"),
]
CONDUCT = [
    (
        "What they are saying",
        [
            ("praise", "It thanks or praises"),
            ("question", "It asks a question"),
            ("criticism", "It criticises the school, civilly"),
            ("concern", "It has a grievance that wants putting right"),
        ],
    ),
    (
        "What may hurt",
        [
            ("rude", "Rude"),
            ("insulting", "Insulting"),
            ("aggressive", "Aggressive"),
            ("bullying", "Bullying"),
            ("abusive", "Abusive"),
            ("upsetting", "Upsetting"),
            ("violent", "Violent"),
            ("threat", "A threat"),
            ("sexual", "Sexual"),
            ("hate", "Hate against a group"),
            ("extremism", "Extremism"),
            ("illegal", "Seems to be against the law"),
            ("impersonation", "Pretends to be the school or someone in it"),
            ("disrepute", "Brings the school or the profession into disrepute"),
            ("inappropriate", "Inappropriate in another way"),
        ],
    ),
    (
        "What it shares about others",
        [
            ("image_without_permission", "A picture of someone who did not agree"),
            ("information_without_permission", "Private facts about someone"),
            ("names_accused_teacher", "Names a teacher who is accused of something"),
            ("intimate_image_of_child", "A nude or sexual picture of a child"),
        ],
    ),
    (
        "Contact between a pupil and an adult of the school",
        [
            ("friend_request", "A friend request"),
            ("follow", "Following an account"),
            ("direct_message", "A direct message"),
        ],
    ),
    (
        "Something else",
        [
            ("discusses_school", "Staff talking about the school or its people"),
            ("opinion_attributable", "A staff opinion that may seem to be the school’s"),
            ("oversharing", "Staff sharing too much"),
            ("weak_privacy_settings", "Staff privacy settings too open"),
            ("underage_account", "A pupil’s account below the age limit"),
            ("unofficial_channel", "School business off the office e-mail"),
        ],
    ),
]
TOWARDS = [
    ("school", "The school"),
    ("profession", "Teaching as a profession"),
    ("pupil", "A pupil"),
    ("parent", "A parent"),
    ("staff", "Someone who works here"),
    ("governor", "A governor"),
    ("volunteer", "A volunteer"),
    ("contractor", "A contractor"),
]
AUDIENCES = [
    ("public", "Anyone"),
    ("private_group", "Members of a group or chat"),
    ("direct", "One person"),
    ("unknown", "We do not know"),
]
DANGERS = [
    ("none", "No"),
    ("possibly_illegal", "It may be against the law"),
    ("immediate", "Yes: someone may be hurt soon"),
]
EXCEPTIONS = [
    ("none", "No"),
    ("requested", "It has been asked for"),
    ("approved", "Yes, approved"),
    ("declined", "It was declined"),
]
REMOVALS = [
    ("not_asked", "Not yet"),
    ("asked", "Yes, and there is still time"),
    ("overdue", "Yes, and the time has passed"),
    ("refused", "Yes, and they said no"),
    ("removed", "It is gone already"),
]
OFFICES = [
    ("headteacher", "The Headteacher"),
    ("dsl", "The safeguarding lead"),
    ("online_safety_lead", "The online-safety lead"),
    ("chair_of_governors", "The chair of governors"),
]
# What cannot all be true, in the words of the questions.
CONTRADICTIONS = {
    "exception": "An exception is between a pupil and an adult of the school: one who wrote it, the "
    "other whom it is about. Choose both above, or choose “No”.",
    "conduct": "“A pupil’s account below the age limit” needs a pupil as the one who wrote it.",
    "concerned": "Somebody in one of these offices works here or is a governor. Say above that it is "
    "by or about someone who works here, a governor or the school, or choose nobody.",
}


@cache
def platforms() -> list[tuple[str, str]]:
    """The platforms of the register, by their names."""
    known = registers.known()
    return [(id, known[f"platform.{id}.name"].value) for id in policies.platform_ages()]
