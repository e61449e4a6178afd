"""What a school is asked when it is set up, and which answers can be used.

Every check takes what was typed and gives it back tidied. It raises Unreadable with faults that
follow on from the name of the question: “is too long, 200 signs at most are allowed”.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator, validate_email

from goodname.core.act.deadlines import SchoolCalendar
from goodname.core.sort.naming import SchoolNames, names_a_school, parts
from goodname.core.words import Role, Unreadable
from goodname.web.policy.labels import ROLES as CALLED

OFFERED = (
    Role.HEADTEACHER,
    Role.DSL,
    Role.ONLINE_SAFETY_LEAD,
    Role.OFFICE,
    Role.CHAIR_OF_GOVERNORS,
)
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")


class Term(NamedTuple):
    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Question:
    """One thing to ask: its name in a file, its words in a terminal, and its check."""

    name: str
    asks: str
    check: Callable[[str], str]
    needed: bool = True
    usual: Callable[[Mapping[str, str]], str] = lambda given: ""
    secret: bool = False

    def read(self, text: str) -> str:
        """The tidy answer. Raises Unreadable."""
        answer = text if self.secret else unicodedata.normalize("NFC", " ".join(text.split()))
        if not answer and self.needed:
            raise Unreadable("is empty, an answer is needed here")
        if not answer.isprintable():
            raise Unreadable("has a sign that cannot be seen, only plain text is allowed")
        return self.check(answer) if answer else ""


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
    if not core or len(core) == 1 and (names_a_school(core) or "the" in core[0]):
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


def day(text: str) -> date:
    """From 2026-10-26 or 26/10/2026."""
    for way in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            found = datetime.strptime(text.strip(), way).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
        if 2000 <= found.year < 2100:
            return found
    raise Unreadable("is not a day of this century, one such as 26/10/2026 is allowed")


def term(text: str, others: Iterable[Term] = ()) -> Term:
    """From “Autumn term, 01/09/2026, 18/12/2026”; it may not overlap the others."""
    said = text.rsplit(",", 2)
    if len(said) != 3:
        raise Unreadable("is not a term, a name, its first day and its last day are allowed")
    made = Term(Question("", "", at_most(60)).read(said[0]), day(said[1]), day(said[2]))
    try:
        SchoolCalendar(tuple(sorted((one.starts, one.ends) for one in (*others, made))))
    except Unreadable as error:
        wrong = "ends before it begins" if made.ends < made.starts else "overlaps another term"
        raise Unreadable(f"{wrong}, terms that follow one another are allowed") from error
    return made


SCHOOL = (
    Question("school", "The school's name, as on its sign", school_name),
    Question("town", "Its town or village", at_most(100)),
    Question("street", "Its street", at_most(200), needed=False),
    Question("postcode", "Its postcode", postcode, needed=False),
    Question("domain", "Its website, such as tansylane.example", domain, needed=False),
    Question(
        "office_email",
        "The office's e-mail address",
        email,
        usual=lambda given: f"office@{given['domain']}" if given.get("domain") else "",
    ),
)


def person(whose: str, free: Iterable[Role]) -> tuple[Question, ...]:
    """The questions about “Your” or “Their” sign-in; `free` are the roles that nobody has yet."""
    first = next(iter(free), "")
    choice = f"{whose} role: {', '.join(OFFERED)}. Several go with commas"
    return (
        Question("your_name", f"{whose} name", at_most(120)),
        Question("your_email", f"{whose} e-mail address, to sign in with", sign_in),
        Question("password", f"{whose} password (it is not shown)", password, secret=True),
        Question("role", choice, roles, usual=lambda given: str(first)),
    )
