"""The vocabulary of the whole product: what can be said of a post, a decision and a reading.

The ids are a public language: the same words stand in the policy files, the database, the forms,
the command line and the reports. Adding one is fine; renaming or dropping one is not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Author(StrEnum):
    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    CONTRACTOR = "contractor"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"


COMMUNITY = frozenset(
    {
        Author.PUPIL,
        Author.PARENT,
        Author.STAFF,
        Author.GOVERNOR,
        Author.VOLUNTEER,
        Author.CONTRACTOR,
    }
)
ADULTS_OF_THE_SCHOOL = frozenset(
    {Author.STAFF, Author.GOVERNOR, Author.VOLUNTEER, Author.CONTRACTOR}
)


class Conduct(StrEnum):
    # voice
    PRAISE = "praise"
    QUESTION = "question"
    CRITICISM = "criticism"
    CONCERN = "concern"
    # harm in what was posted
    RUDE = "rude"
    INSULTING = "insulting"
    AGGRESSIVE = "aggressive"
    BULLYING = "bullying"
    ABUSIVE = "abusive"
    UPSETTING = "upsetting"
    VIOLENT = "violent"
    THREAT = "threat"
    SEXUAL = "sexual"
    HATE = "hate"
    EXTREMISM = "extremism"
    ILLEGAL = "illegal"
    IMPERSONATION = "impersonation"
    DISREPUTE = "disrepute"
    INAPPROPRIATE = "inappropriate"
    # contact across the pupil/adult boundary
    FRIEND_REQUEST = "friend_request"
    FOLLOW = "follow"
    DIRECT_MESSAGE = "direct_message"
    # sharing about others
    IMAGE_WITHOUT_PERMISSION = "image_without_permission"
    INFORMATION_WITHOUT_PERMISSION = "information_without_permission"
    NAMES_ACCUSED_TEACHER = "names_accused_teacher"
    INTIMATE_IMAGE_OF_CHILD = "intimate_image_of_child"
    # staff conduct
    DISCUSSES_SCHOOL = "discusses_school"
    OPINION_ATTRIBUTABLE = "opinion_attributable"
    OVERSHARING = "oversharing"
    WEAK_PRIVACY_SETTINGS = "weak_privacy_settings"
    # age
    UNDERAGE_ACCOUNT = "underage_account"
    # channel
    UNOFFICIAL_CHANNEL = "unofficial_channel"


VOICE = frozenset({Conduct.PRAISE, Conduct.QUESTION, Conduct.CRITICISM, Conduct.CONCERN})
HARM = frozenset(
    {
        Conduct.RUDE,
        Conduct.INSULTING,
        Conduct.AGGRESSIVE,
        Conduct.BULLYING,
        Conduct.ABUSIVE,
        Conduct.UPSETTING,
        Conduct.VIOLENT,
        Conduct.THREAT,
        Conduct.SEXUAL,
        Conduct.HATE,
        Conduct.EXTREMISM,
        Conduct.ILLEGAL,
        Conduct.IMPERSONATION,
        Conduct.DISREPUTE,
        Conduct.INAPPROPRIATE,
    }
)
CONTACT = frozenset({Conduct.FRIEND_REQUEST, Conduct.FOLLOW, Conduct.DIRECT_MESSAGE})
SHARING = frozenset(
    {
        Conduct.IMAGE_WITHOUT_PERMISSION,
        Conduct.INFORMATION_WITHOUT_PERMISSION,
        Conduct.NAMES_ACCUSED_TEACHER,
        Conduct.INTIMATE_IMAGE_OF_CHILD,
    }
)
STAFF_CONDUCT = frozenset(
    {
        Conduct.DISCUSSES_SCHOOL,
        Conduct.OPINION_ATTRIBUTABLE,
        Conduct.OVERSHARING,
        Conduct.WEAK_PRIVACY_SETTINGS,
    }
)


class Towards(StrEnum):
    SCHOOL = "school"
    PROFESSION = "profession"
    PUPIL = "pupil"
    PARENT = "parent"
    STAFF = "staff"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    CONTRACTOR = "contractor"


class Audience(StrEnum):
    PUBLIC = "public"
    PRIVATE_GROUP = "private_group"
    DIRECT = "direct"
    UNKNOWN = "unknown"


class Danger(StrEnum):
    NONE = "none"
    POSSIBLY_ILLEGAL = "possibly_illegal"
    IMMEDIATE = "immediate"


class ContactException(StrEnum):
    NONE = "none"
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"


class Removal(StrEnum):
    NOT_ASKED = "not_asked"
    ASKED = "asked"
    OVERDUE = "overdue"
    REFUSED = "refused"
    REMOVED = "removed"


class Office(StrEnum):
    """The office-holders who can be complained of or accused (the fact `concerned`)."""

    HEADTEACHER = "headteacher"
    DSL = "dsl"
    ONLINE_SAFETY_LEAD = "online_safety_lead"
    CHAIR_OF_GOVERNORS = "chair_of_governors"


class Role(StrEnum):
    """Who owns a step, and to whom it is addressed."""

    HEADTEACHER = "headteacher"
    DSL = "dsl"
    ONLINE_SAFETY_LEAD = "online_safety_lead"
    OFFICE = "office"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    DPO = "dpo"
    CLASS_TEACHER = "class_teacher"
    STAFF_MEMBER = "staff_member"
    AUTHOR = "author"
    PARENTS = "parents"
    PLATFORM = "platform"
    POSH = "posh"
    POLICE = "police"
    LADO = "lado"
    PREVENT_TEAM = "prevent_team"
    ADVISER = "adviser"
    CHILD = "child"


class Action(StrEnum):
    RECORD = "record"
    CAPTURE_EVIDENCE = "capture_evidence"
    ACKNOWLEDGE = "acknowledge"
    REPLY = "reply"
    INVITE_PRIVATE_CONTACT = "invite_private_contact"
    OFFER_COMPLAINTS_PROCEDURE = "offer_complaints_procedure"
    REQUEST_DELETION = "request_deletion"
    CHECK_REMOVAL = "check_removal"
    REPORT_TO_PLATFORM = "report_to_platform"
    CONTACT_POSH = "contact_posh"
    CONTACT_POLICE = "contact_police"
    NOTIFY_DSL = "notify_dsl"
    NOTIFY_HEADTEACHER = "notify_headteacher"
    NOTIFY_CHAIR_OF_GOVERNORS = "notify_chair_of_governors"
    CONSULT_LADO = "consult_lado"
    APPLY_BEHAVIOUR_POLICY = "apply_behaviour_policy"
    APPLY_STAFF_HANDBOOK = "apply_staff_handbook"
    REFER_PREVENT = "refer_prevent"
    WORK_WITH_PARENTS = "work_with_parents"
    TEACH_ONLINE_SAFETY = "teach_online_safety"
    SEEK_PERMISSION = "seek_permission"
    NOTIFY_DPO = "notify_dpo"
    DECIDE_EXCEPTION = "decide_exception"
    DECLARE_AT_ENTRY = "declare_at_entry"
    DECLINE_CONTACT = "decline_contact"
    REMIND_STAFF = "remind_staff"
    SUPPORT_AFFECTED = "support_affected"
    ASK_ADVISER = "ask_adviser"
    GIVE_GUIDANCE = "give_guidance"
    USE_OFFICIAL_CHANNEL = "use_official_channel"
    HAND_TO_REPORT_REMOVE = "hand_to_report_remove"
    REPLY_FROM_OFFICIAL_ACCOUNT = "reply_from_official_account"


class Force(StrEnum):
    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Tone(StrEnum):
    PRAISE = "praise"
    CRITICISM = "criticism"
    QUESTION = "question"
    NEUTRAL = "neutral"


class Harm(StrEnum):
    """What can be wrong with a text; `insulting` means rude too, `threat` violent too."""

    INSULTING = "insulting"
    AGGRESSIVE = "aggressive"
    THREAT = "threat"
    ABUSIVE = "abusive"
    BULLYING = "bullying"
    HATE = "hate"
    EXTREMISM = "extremism"
    SEXUAL = "sexual"
    ILLEGAL = "illegal"
    DISREPUTE = "disrepute"
    CHILD_IDENTIFIED = "child_identified"
    PERSON_IDENTIFIED = "person_identified"


class Refused(Exception):
    """What the policy or a rule of the house forbids.

    `reason` is one plain sentence for the person who asked; `clause` is the id of the clause
    that forbids it, or "" where no clause but a rule of the product does.
    """

    def __init__(self, reason: str, clause: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.clause = clause


class Unreadable(Exception):
    """What a source sent, or a person gave us, that cannot be understood.

    `faults` has one line for each fault: what is wrong and what is allowed.
    """

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Facts:
    """What is known about one thing that happened. `core.decide.facts.read` makes one safely."""

    author: Author
    conduct: frozenset[Conduct]
    towards: frozenset[Towards] = frozenset()
    audience: Audience = Audience.UNKNOWN
    danger: Danger = Danger.NONE
    exception: ContactException = ContactException.NONE
    removal: Removal = Removal.NOT_ASKED
    unresolved: bool = False
    concerned: frozenset[Office] = frozenset()
    author_age: int | None = None
    platform: str | None = None


@dataclass(frozen=True)
class Step:
    action: Action
    force: Force
    owner: Role
    to: Role | None
    within: str | None  # ISO 8601 duration
    within_unit: str  # "school_days" | "calendar"
    clauses: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Forbidden:
    action: Action
    clauses: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Decision:
    """Steps in the order of doing, what is not allowed, and the policy that said so."""

    steps: tuple[Step, ...]
    forbidden: tuple[Forbidden, ...]
    policy_id: str
    policy_version: str
    packs: tuple[str, ...]


@dataclass(frozen=True)
class Request:
    """What to ask a source for: an address and the headers that make the question polite.

    With a `body` (b"" too) it is a POST, of the Content-Type that its headers say; else a GET.
    """

    address: str
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)  # may hold a key
    body: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Post:
    """One thing that somebody said in public, as a source told it.

    `key` is the source's own stable id for it (falls back to its address, then to a digest of
    its words); `text` is plain text, cleaned of mark-up; times are aware, UTC, or None when the
    source gave none. `marks` are the source's own identifiers and edit markers by its own names,
    such as ("cid", …), kept as they came: by them a post is found again and an edit is proved.
    """

    key: str
    address: str
    title: str
    text: str
    author: str = ""
    posted: datetime | None = None
    edited: datetime | None = None
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Span:
    """A stretch of the text as given, in characters, and what it is a sign of."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Match:
    """How surely a text means this school (0..1), and the ids of the reasons."""

    confidence: float
    because: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What sorting found in one text: its tone, its harms, and how sure the sorter is.

    `abstained` says that the sorter would rather have a person decide.
    """

    tone: Tone
    tone_scores: dict[Tone, float]
    sentiment_scores: dict[str, float]  # negative, neutral, positive
    harms: dict[Harm, float]
    flagged: tuple[Harm, ...] = ()
    spans: tuple[Span, ...] = ()
    abstained: bool = False
    sorter: str = field(default="")  # which sorter and version read it
