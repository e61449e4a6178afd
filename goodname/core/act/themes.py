"""What is to be learnt from a case: the themes of the lesson log, as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goodname.core.words import Conduct


@dataclass(frozen=True)
class Theme:
    """One theme: its id in tables and files, its plain name, and the conduct that suggests it."""

    id: str
    name: str
    suggested_by: frozenset[Conduct] = frozenset()


# The gravest first: a case with several kinds of conduct is taught by the first that fits.
THEMES = (
    Theme(
        "pictures",
        "Pictures, and asking before we share them",
        frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD, Conduct.IMAGE_WITHOUT_PERMISSION}),
    ),
    Theme(
        "strangers",
        "Talking to strangers, and to adults online",
        frozenset({Conduct.SEXUAL, Conduct.FRIEND_REQUEST, Conduct.FOLLOW, Conduct.DIRECT_MESSAGE}),
    ),
    Theme("extremism", "Extremism and hate", frozenset({Conduct.EXTREMISM, Conduct.HATE})),
    Theme(
        "friendship",
        "Friendship, and bullying online",
        frozenset({Conduct.BULLYING, Conduct.VIOLENT}),
    ),
    Theme(
        "private_information",
        "Keeping private things private",
        frozenset(
            {
                Conduct.INFORMATION_WITHOUT_PERMISSION,
                Conduct.NAMES_ACCUSED_TEACHER,
                Conduct.OVERSHARING,
                Conduct.WEAK_PRIVACY_SETTINGS,
            }
        ),
    ),
    Theme("ages", "Ages and apps", frozenset({Conduct.UNDERAGE_ACCOUNT})),
    Theme(
        "real_or_not", "Accounts that are not what they seem", frozenset({Conduct.IMPERSONATION})
    ),
    Theme(
        "kind_words",
        "Kind words, also to people who work here",
        frozenset(
            {
                Conduct.THREAT,
                Conduct.ABUSIVE,
                Conduct.AGGRESSIVE,
                Conduct.INSULTING,
                Conduct.RUDE,
                Conduct.UPSETTING,
            }
        ),
    ),
    Theme(
        "staff_online",
        "How those who work here write online",
        frozenset(
            {
                Conduct.DISCUSSES_SCHOOL,
                Conduct.OPINION_ATTRIBUTABLE,
                Conduct.UNOFFICIAL_CHANNEL,
                Conduct.DISREPUTE,
            }
        ),
    ),
    Theme(
        "parents_groups",
        "Parents’ groups, and bringing us a concern",
        frozenset({Conduct.CONCERN, Conduct.CRITICISM, Conduct.QUESTION}),
    ),
    Theme("other", "Something else"),
)
BY_ID = {theme.id: theme for theme in THEMES}


def suggested(conduct: Iterable[Conduct]) -> str:
    """The id of the theme that the conduct of a case points to; "other" where none does."""
    seen = set(conduct)
    return next((theme.id for theme in THEMES if seen & theme.suggested_by), "other")
