"""Which answers can be used when a school is set up, and how they are tidied.

Every check takes what was typed and gives it back tidied. It raises Unreadable with faults that
follow on from the name of the question: “is too long, 200 signs at most are allowed”.
"""

import re
import unicodedata
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator, validate_email

from goodname.core.sort.naming import SchoolNames, names_a_school, parts
from goodname.core.words import Role, Unreadable
from goodname.web.policy.labels import ROLES as CALLED

OFFERED = (
    Role.HEADTEACHER,
    Role.DSL,
    Role.ONLINE_SAFETY_LEAD,
    Role.OFFICE,
    Role.CHAIR_OF_GOVERNORS,
    Role.DPO,
    Role.CLASS_TEACHER,
    Role.STAFF_MEMBER,
)
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


def tidy(text: str) -> str:
    """With single spaces, and each letter written in one way."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def seen(text: str) -> str:
    if not text.isprintable():
        raise Unreadable("has a sign that cannot be seen, only plain text is allowed")
    return text


def at_most(length: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > length:
            raise Unreadable(f"is too long, {length} signs at most are allowed")
        if not any(sign.isalnum() for sign in text):
            raise Unreadable("has no letter in it, a name in words is allowed")
        return text

    return check


def school_name(text: str) -> str:
    core = parts(SchoolNames(at_most(200)(text))).core
    if not core or (len(core) == 1 and (names_a_school(core) or "the" in core[0])):
        raise Unreadable("could be any school, the whole name as on its sign is allowed")
    return text


def postcode(text: str) -> str:
    plain = text.replace(" ", "").upper()
    if not _POSTCODE.fullmatch(plain):
        raise Unreadable("is not a UK postcode, one such as WX4 7TL is allowed")
    return f"{plain[:-3]} {plain[-3:]}"


def domain(text: str) -> str:
    """Also from a whole address, as it is copied from a browser."""
    host = re.sub(r"^https?://", "", text.lower()).split("/")[0].removeprefix("www.").rstrip(".")
    try:
        DomainNameValidator()(host)
    except ValidationError as error:
        raise Unreadable("is not a website, one such as tansylane.example is allowed") from error
    return at_most(200)(host)


def email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        wrong = "is not an e-mail address, one such as office@tansylane.example is allowed"
        raise Unreadable(wrong) from error
    return at_most(254)(text.lower())


def sign_in(text: str) -> str:
    from goodname.web.accounts.models import Account

    address = email(text)
    if Account.objects.filter(email__iexact=address).exists():
        raise Unreadable("is in use by somebody who signs in here, another address is allowed")
    return address


def password(text: str) -> str:
    from django.contrib.auth.password_validation import validate_password

    if text != text.strip():
        raise Unreadable("begins or ends with a space, spaces are allowed only inside")
    try:
        validate_password(text)
    except ValidationError as error:
        told = [message.rstrip(".") for message in error.messages]
        raise Unreadable(*(f"is not allowed: {line}" for line in told)) from error
    return text


def roles(text: str) -> str:
    """Ids with commas between them, each once, in the order in which they are offered."""
    said = [re.sub(r"[ -]", "_", role.strip().lower()) for role in text.split(",")]
    wrong = [role for role in said if role not in OFFERED]
    if wrong:
        unknown = ", ".join(role or "nothing between two commas" for role in wrong)
        raise Unreadable(f"does not know {unknown}, allowed are {', '.join(OFFERED)}")
    return ",".join(role for role in OFFERED if role in said)


def job(ids: str) -> str:
    """How the roles are said: “Headteacher, safeguarding lead”."""
    said = ", ".join(CALLED[Role(role)] for role in ids.split(","))
    return said[0].upper() + said[1:]
