"""Whether an answer to our letter speaks of its reader: “you” is often the headteacher who wrote it.

Nothing is taken for harmless by what it does not say. Only what stands in a short list of everyday
turns is; any other “you” or “your” may be the headteacher, and then somebody else reads it first.
"""

import re

_EVERYDAY = re.compile(
    r"\bthank(?:ing|s to)? you(?: so| very)?(?: much)?(?: indeed)?"
    r"(?: for your (?:letter|e-?mail|message|reply|answer|note|help|time|call|offer|patience))?\b|"
    r"\b(?:can|could|would|will) you (?:please |kindly )?"
    r"(?:tell|let|send|ring|phone|confirm|explain|e-?mail) (?:me|us)\b|"
    r"\blet(?:ting)? you know\b|"
    r"\b(?:writ(?:e|ing)|speak|talk|reply(?:ing)?|come back|get back) (?:back )?to you\b|"
    r"\b(?:ring|phone|e-?mail|see|meet) you (?:back|tomorrow|later|soon|then|on \w+day|at \d+)\b|"
    r"\bhear(?:ing)? from you\b|"
    r"\bhope (?:that )?(?:you are|this finds you) (?:both )?(?:well|keeping well)\b|"
    r"\bas you asked(?: me)?\b|"
    r"\byou asked (?:me|us) (?:to (?:delete|remove|take|ring|call|come|meet)|for)\b|"
    r"\bif you (?:like|wish)\b|"
    # What somebody can or must do is nothing that they did.
    r"\byou (?:can|could|should|must|may|might|will|would|need)(?:n[’']?t|not| not)?\b"
    r"(?!\s+(?:not\s+|never\s+)?(?:have|of)\b)|"
    r"\byour (?:letter|e-?mail|message|policy|office|request|reply|website)\b",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:you|your|yours|yourself|yourselves|u|ur|ya)\b|\byou[’']?(?:re|ve|d)\b", re.I
)


def speaks_of_its_reader(text: str, ours: str = "") -> bool:
    """Whether “you” stands in it in any turn that is not known to be an everyday one.

    Lines that repeat `ours`, the letter that it answers, say nothing of their own.
    """
    repeated = " ".join(ours.split())
    own = (line for line in text.splitlines() if not _repeats(line, repeated))
    return bool(_YOU.search(_EVERYDAY.sub(" ", " ".join(" ".join(own).split()))))


def _repeats(line: str, ours: str) -> bool:
    """A line with the mark of a quotation is one only if we wrote it."""
    said = " ".join(line.lstrip("> ").split())
    return line.lstrip().startswith(">") and said in ours
