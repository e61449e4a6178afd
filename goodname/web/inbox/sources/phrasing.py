"""What may be searched for: phrases made of the school's names, and nothing that names a person."""

from goodname.core.listen.searches import phrases
from goodname.core.listen.searches.phrases import Phrase
from goodname.core.words import Refused
from goodname.web.accounts.models import School


def offered(school: School) -> tuple[Phrase, ...]:
    """Every phrase that this school may be searched for with, the surest first."""
    return phrases.offered(
        school.name, town=school.town, street=school.street, nicknames=school.nicknames
    )


def refused_search(address: str, school: School, title: str = "") -> str:
    """Why a place is refused that searches for more than our names; "" where it does not.

    Its `title`, where it is known, is what a Google Alert tells of itself.
    """
    known = offered(school)
    return phrases.refused_search(address, known) or phrases.refused_alert(title, known)


def checked(query: str, school: School, site: str = "") -> str:
    """The query, on one site alone where one is named. Raises Refused for what is no name of ours."""
    asked = phrases.with_site(query, site) if site else query
    if reason := phrases.allowed(asked, offered(school)):
        raise Refused(reason)
    return asked
