"""Actions, roles, harms, chapters and findings in the words that a school says them in."""

from goodname.core.words import Action, Harm, Role

ACTIONS = {
    Action.RECORD: "Write it down",
    Action.CAPTURE_EVIDENCE: "Save the evidence",
    Action.ACKNOWLEDGE: "Say thank you",
    Action.REPLY: "Answer",
    Action.INVITE_PRIVATE_CONTACT: "Invite them in to talk",
    Action.OFFER_COMPLAINTS_PROCEDURE: "Offer the complaints procedure",
    Action.REQUEST_DELETION: "Ask the author to delete it",
    Action.CHECK_REMOVAL: "Check whether it is gone",
    Action.REPORT_TO_PLATFORM: "Report it to the platform",
    Action.CONTACT_POSH: "Ask the online-safety helpline (POSH)",
    Action.CONTACT_POLICE: "Tell the police",
    Action.NOTIFY_DSL: "Tell the safeguarding lead",
    Action.NOTIFY_HEADTEACHER: "Tell the headteacher",
    Action.NOTIFY_CHAIR_OF_GOVERNORS: "Tell the chair of governors",
    Action.CONSULT_LADO: "Consult the local authority officer (LADO)",
    Action.APPLY_BEHAVIOUR_POLICY: "Follow the behaviour policy",
    Action.APPLY_STAFF_HANDBOOK: "Follow the staff handbook",
    Action.REFER_PREVENT: "Refer to Prevent",
    Action.WORK_WITH_PARENTS: "Work with the parents",
    Action.TEACH_ONLINE_SAFETY: "Teach about it",
    Action.SEEK_PERMISSION: "Ask for permission",
    Action.NOTIFY_DPO: "Tell the data protection officer",
    Action.DECIDE_EXCEPTION: "Decide on the exception",
    Action.DECLARE_AT_ENTRY: "Declare it on joining",
    Action.DECLINE_CONTACT: "Decline the contact",
    Action.REMIND_STAFF: "Remind staff",
    Action.SUPPORT_AFFECTED: "Support whoever was hurt",
    Action.ASK_ADVISER: "Ask an adviser",
    Action.GIVE_GUIDANCE: "Give guidance",
    Action.USE_OFFICIAL_CHANNEL: "Move it to the office e-mail",
    Action.HAND_TO_REPORT_REMOVE: "Hand it to Report Remove",
    Action.REPLY_FROM_OFFICIAL_ACCOUNT: "Reply from an account in the school’s name",
}
ROLES = {
    Role.HEADTEACHER: "headteacher",
    Role.DSL: "safeguarding lead",
    Role.ONLINE_SAFETY_LEAD: "online-safety lead",
    Role.OFFICE: "office",
    Role.CHAIR_OF_GOVERNORS: "chair of governors",
    Role.DPO: "data protection officer",
    Role.CLASS_TEACHER: "class teacher",
    Role.STAFF_MEMBER: "member of staff",
    Role.AUTHOR: "author",
    Role.PARENTS: "parents",
    Role.PLATFORM: "platform",
    Role.POSH: "POSH",
    Role.POLICE: "police",
    Role.LADO: "LADO",
    Role.PREVENT_TEAM: "Prevent team",
    Role.ADVISER: "adviser",
    Role.CHILD: "child",
}
HARMS = {
    Harm.INSULTING: "Insulting",
    Harm.AGGRESSIVE: "Aggressive",
    Harm.THREAT: "Threat",
    Harm.ABUSIVE: "Abusive",
    Harm.BULLYING: "Bullying",
    Harm.HATE: "Hate",
    Harm.EXTREMISM: "Extremism",
    Harm.SEXUAL: "Sexual",
    Harm.ILLEGAL: "Maybe illegal",
    Harm.DISREPUTE: "Disrepute",
    Harm.CHILD_IDENTIFIED: "Child named",
    Harm.PERSON_IDENTIFIED: "Person named",
}
# What a clause is.
KINDS = {
    "duty": "What must be done",
    "aim": "What the school is after",
    "fact": "What is so",
}
# What the ids of clauses begin with, as the heading over them.
CHAPTERS = {
    "footprint": "What can be seen of us",
    "conduct": "How we behave online",
    "concerns": "Bringing us a concern",
    "ages": "Ages and apps",
    "teaching": "What we teach",
    "families": "At home",
    "channel": "How we write to each other",
    "boundaries": "Between pupils and adults",
    "staff": "For those who work here",
    "images": "Pictures of others",
    "agreements": "What everybody signs",
    "data": "Personal data",
    "incidents": "When something goes wrong",
    "prevent": "Extremism",
    "questions": "Questions",
}
# The tag and the word beside what the check found.
FINDINGS = {
    "gap": ("new", "Our choice"),
    "dangling": ("neutral", "Leads nowhere"),
    "stale": ("criticism", "No longer so"),
    "unverified": ("unsure", "Not confirmed"),
    "uncited": ("unsure", "Not carried out"),
    "no_review": ("unsure", "No review day"),
}


# What makes a policy unusable.
ERRORS = {
    "hole": "Nothing is said of what to do",
    "clash": "Two rules contradict each other",
    "dead_row": "A rule that nothing can ever meet",
    "self_owned": "Somebody would judge their own case",
    "broken_rule": "A rule that always holds is broken",
    "unproved": "Too much to work through",
    "loosened": "The law is loosened",
}
# The other findings, those that want somebody's hand first: a heading, and what it means.
FOUND = {
    "stale": (
        "What is no longer so",
        "The world has moved on since this was written. Our rules go by what is so now.",
    ),
    "unverified": (
        "What nobody can confirm",
        "It may be right. No register that we keep can vouch for it.",
    ),
    "dangling": (
        "Pointers that lead nowhere",
        "The source names something that is not there, or not where it says.",
    ),
    "uncited": ("Clauses that nothing carries out", "They ask for something, and no rule does it."),
    "no_review": ("No day to look again", "A policy that nobody looks at again goes stale."),
    "gap": (
        "Where the source is silent, and what we chose",
        "Nothing is wrong here. These are the school’s own choices, and can be changed.",
    ),
}


def chapter(prefix: str) -> str:
    """The heading over the clauses whose ids begin so; a prefix of a school's own says itself."""
    return CHAPTERS.get(prefix, prefix.replace("_", " ").capitalize())
