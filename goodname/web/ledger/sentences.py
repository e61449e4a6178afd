"""Says each kind of ledger entry as a sentence that a person can read."""

from goodname.core.prove.seals import SYSTEM

DESK = "Goodname"
GONE = "Somebody no longer on the roster"

SENTENCES = {
    "source.added": "{who} added a source to listen to.",
    "source.started": "{who} started listening to a source again.",
    "source.stopped": "{who} stopped listening to a source.",
    "source.asked": "{who} asked a source out of its turn.",
    "source.moved": "{who} followed a source to its new address.",
    "source.stayed": "{who} kept listening to a source at its old address.",
    "connection.added": "{who} added a key, an account or a mailbox to listen with.",
    "connection.changed": "{who} gave a connection a new key.",
    "connection.removed": "{who} removed a connection and its key.",
    "mention.heard": "{who} heard something about the school.",
    "mention.filed": "{who} put a mention away.",
    "mention.restored": "{who} took a mention back to the inbox.",
    "mention.not_us": "{who} said that a mention is not about our school.",
    "mention.snoozed": "{who} let a mention wait.",
    "mention.woken": "{who} took a mention back before its time.",
    "mention.wait_undone": "{who} undid how long a mention was to wait.",
    "mention.assigned": "{who} gave a mention to a colleague.",
    "mention.unassigned": "{who} took a mention back from a colleague.",
    "mention.assignment_undone": "{who} undid who was given a mention.",
    "mention.kept_out": "{who} named words that mean something else than our school.",
    "mention.let_in": "{who} took words back that kept posts out.",
    "mention.left_to_others": "{who} left a mention for others to answer.",
    "told.sent": "{who} told the desk what they saw.",
    "told.viewed": "{who} looked at what a colleague sent.",
    "told.copied": "{who} took a file that a colleague sent out of the desk.",
    "mention.let_go": "{who} let go of a mention that led to no case.",
    "alert.raised": "{who} raised the alarm about a danger.",
    "alert.sent": "{who} told somebody of a danger.",
    "alert.answered": "{who} is dealing with a danger.",
    "deputy.chosen": "{who} chose a deputy to be told of danger.",
    "deputy.released": "{who} took a deputy off those who are told of danger.",
    "look_at_person.asked": "{who} asked to look at one person’s page again.",
    "look_at_person.allowed": "{who} put on record that one person’s page may be looked at once.",
    "look_at_person.refused": "{who} refused another look at one person’s page.",
    "look_at_person.taken": "{who} looked at one person’s page.",
    "case.opened": "{who} opened a case.",
    "case.facts_changed": "{who} changed what is known about a case.",
    "case.decided": "{who} worked out what the policy asks for in a case.",
    "case.closed": "{who} closed a case.",
    "case.reopened": "{who} opened a case again.",
    "step.done": "{who} did a step of a case.",
    "step.undone": "{who} took back that a step was done.",
    "note.added": "{who} added a note to a case.",
    "letter.drafted": "{who} drafted a letter.",
    "letter.sending": "{who} began to send a letter.",
    "letter.sent": "{who} sent a letter.",
    "letter.unsure": "{who} could not tell whether a letter was sent.",
    "capture.taken": "{who} saved a copy of a page.",
    "capture.failed": "{who} could not save a copy of a page.",
    "capture.viewed": "{who} looked at a saved copy.",
    "capture.copied": "{who} took a saved copy out of the desk.",
    "removal.checked": "{who} looked whether a post is still there.",
    "account.signed_in": "{who} signed in.",
    "account.signed_out": "{who} signed out.",
    "policy.read": "{who} read the policy.",
    "policy.draft_begun": "{who} began a draft of the policy.",
    "policy.draft_discarded": "{who} threw a draft of the policy away.",
    "policy.rule_changed": "{who} changed a rule in a draft of the policy.",
    "policy.sent": "{who} sent a draft of the policy to the Headteacher.",
    "policy.taken_back": "{who} took a draft of the policy back from the Headteacher.",
    "policy.approved": "{who} approved a version of the policy, and put it into use.",
    "policy.refused": "{who} refused a version of the policy.",
    "mention.changed": "{who} heard that the author changed what was said.",
    "letter.changed": "{who} changed a letter.",
    "letter.failed": "{who} could not send a letter.",
    "matter.shown": "{who} let somebody see a matter again who is no longer part of it.",
    "matter.hidden": "{who} kept a matter from somebody whom it is about.",
    "look.asked": "{who} asked for another look at a post.",
    "school.added": "{who} set up the desk for the school.",
    "person.added": "{who} put somebody on the roster.",
    "ledger.checked": "{who} checked the whole ledger and found it unbroken.",
}


def sentence(kind: str, actor: str, names: dict[str, str]) -> str:
    """One plain sentence; `names` are those of the people who are still on the roster."""
    who = DESK if actor == SYSTEM else names.get(actor, GONE)
    if kind in SENTENCES:
        return SENTENCES[kind].format(who=who)
    # A kind that is newer than this table is still told, in its own two words.
    thing, _, what = kind.partition(".")
    return f"{who}: {thing.replace('_', ' ')} {what.replace('_', ' ')}."
