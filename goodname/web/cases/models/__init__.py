"""A case: facts, what the policy asked, who did what, and what was seen afterwards."""

from .case import Case, CaseLink, FactsVersion, Involvement
from .complaints import Complaint, ComplaintStage
from .letters import Letter, LetterAnswer
from .referrals import Referral
from .removal import Check
from .said import CaseFile, Note, salt
from .steps import Step
from .support import CheckIn, Lesson

__all__ = [
    "Case", "CaseFile", "CaseLink", "Check", "CheckIn", "Complaint", "ComplaintStage", "FactsVersion",
    "Involvement", "Lesson", "Letter", "LetterAnswer", "Note", "Referral", "Step", "salt",
]  # fmt: skip
