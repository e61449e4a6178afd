"""What must not stand in a letter, shown with its reason before anybody sends it."""

from dataclasses import dataclass
from itertools import chain

from goodname.core.act.fairness import Reader, check
from goodname.core.act.guard import ProtectedName, Why
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import COMMUNITY, Action
from goodname.data import letters as templates
from goodname.web.accounts.models import Person
from goodname.web.policy.questions import platforms

from ..models import Case, Involvement, Letter
from ..support.queries import names

BLANK = "(write the answer here)"
# Where the whole world may read it.
IN_THE_OPEN = frozenset({"platform", "website"})
# These answer what somebody said, and should invite them to talk.
TALKS = frozenset({Action.REPLY, Action.INVITE_PRIVATE_CONTACT, Action.REQUEST_DELETION})


@dataclass(frozen=True)
class Concern:
    """Words in a letter that should not leave, and why; no words where it is the whole letter."""

    words: str
    why: str
    stops: bool  # a name stops a letter; a hard tone only warns


def findings(letter: Letter, how: str = "") -> list[Concern]:
    """What the fairness check sees in a letter that goes to its reader by `how`.

    Those that stop it come first.
    """
    text = f"{letter.subject}\n{letter.body}"
    found = [
        Concern(one.words, one.why, one.stops)
        for one in check(
            text,
            templates.fairness_rules(),
            protected=[*_protected(letter), *_hurt(letter)],
            clues=_clues(letter),
            reader=_reader(letter, how),
            talk=Action(letter.action) in TALKS,
            known=_known(letter.case),
        )
    ]
    if BLANK in text:
        found.append(Concern(BLANK, "The answer is still missing.", True))
    return sorted(found, key=lambda one: not one.stops)


def _reader(letter: Letter, how: str) -> Reader:
    if how in IN_THE_OPEN:
        return Reader.PUBLIC
    author = fact_sheet.read(letter.case.facts).author
    return Reader.KNOWN if author in COMMUNITY else Reader.UNKNOWN


def _protected(letter: Letter) -> list[ProtectedName]:
    """Every pupil, everybody whom it is about, and others whom the case names but its author."""
    names = [
        ProtectedName(pupil.name, Why.PUPIL)
        for pupil in Person.objects.filter(school=letter.case.school, is_pupil=True)
    ]
    for part in letter.case.people.select_related("person"):
        if part.person is not None and part.person.is_pupil:
            continue
        name = part.person.name if part.person else part.name
        about = part.part in Involvement.SUBJECTS and part.person is not None
        if part.part != Involvement.AUTHOR:
            names.append(ProtectedName(name, Why.ACCUSED_STAFF if about else Why.THIRD_PARTY))
    return names


def _known(case: Case) -> list[str]:
    """Texts with capitals that name nobody whom a letter must spare, or whom the check has anyway."""
    school = case.school
    staff = Person.objects.filter(school=school, is_pupil=False).values_list("name", "job")
    heard = [case.mention.post.source.title] if case.mention else []
    here = [school.name, school.town, school.street, school.postcode, *school.nicknames]
    return [*here, *heard, *(name for _, name in platforms()), *chain.from_iterable(staff)]


def _hurt(letter: Letter) -> list[ProtectedName]:
    """Whoever was asked how they are: that a person was hurt is for no letter."""
    return [ProtectedName(name, Why.PUPIL) for name in names(letter.case)]


def _clues(letter: Letter) -> list[str]:
    """What those whom it is about do here: “the Year 4 teacher” is as good as a name."""
    subjects = letter.case.people.filter(part__in=Involvement.SUBJECTS, person__isnull=False)
    return [part.person.job for part in subjects.select_related("person") if part.person.job]
