"""Who reads what may be about the headteacher in the headteacher's place."""

from collections.abc import Collection

from django.db.models import Q

from goodname.core.act.standing_in import stand_in
from goodname.core.listen.kinds import Kind
from goodname.core.words import Role
from goodname.web.accounts.models import Person, School
from goodname.web.accounts.permissions import LEADERS
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox.models import HeadQuestion, Mention

_ANSWER = "matter__head_question__answer"
_SUSPECTS = "matter__head_question__suspects"
SEALED = Q(**{_ANSWER: HeadQuestion.OPEN, _SUSPECTS: False})
PASSED = Q(**{_ANSWER: HeadQuestion.YES}) | Q(**{_ANSWER: HeadQuestion.OPEN, _SUSPECTS: True})
# The chair of governors by the law pack; the safeguarding lead because a child may be at risk.
TAKE_OVER = frozenset({stand_in(Role.HEADTEACHER), Role.DSL})


def heads(school: School) -> list[Person]:
    people = Person.objects.filter(school=school)
    return [person for person in people if Role.HEADTEACHER in person.role_set]


def takes_over(viewer: Viewer) -> bool:
    """Whether this viewer reads what was passed on; one person may hold several roles.

    Where a school has none but its headteacher, its other leaders do: somebody has to. Never the
    office, which the question is there to spare.
    """
    if Role.HEADTEACHER in viewer.roles:
        return False
    if stands_in(viewer.person, viewer.duties):
        return True
    return bool(viewer.duties & LEADERS) and not those_who_stand_in(viewer.school)


def stands_in(person: Person, duties: Collection[Role] | None = None) -> bool:
    held = set(person.role_set if duties is None else duties)
    if Role.HEADTEACHER in person.role_set:
        return False
    return bool(held & TAKE_OVER) or Role.DSL in person.deputises


def those_who_stand_in(school: School) -> list[Person]:
    people = Person.objects.filter(school=school, account__is_active=True)
    return [person for person in people.select_related("account") if stands_in(person)]


def is_passed(mention: Mention | None) -> bool:
    if mention is None:
        return False
    return HeadQuestion.objects.filter(_passed(), matter=mention.matter_id).exists()


def unread(mention: Mention) -> bool:
    """Whether nobody has said yet what this is, so that any guess of the desk would mislead.

    It could not tell how it is meant, it may be about the headteacher, or one of us brought it, who
    had a reason that the words do not say: then a guess could forbid the very thing that is needed,
    or send a word about the headteacher to the headteacher.
    Reads the question with the mention, where that was asked for: a list needs no query for each.
    """
    question = getattr(mention.matter, "head_question", None)
    may_be = question is not None and (
        question.answer == HeadQuestion.YES
        or (question.answer == HeadQuestion.OPEN and question.suspects)
    )
    unsure = mention.abstained or mention.post.source.kind == Kind.PERSON
    return may_be or (unsure and not mention.hurts)


def is_sealed(mention: Mention | None) -> bool:
    if mention is None:
        return False
    open_ones = HeadQuestion.objects.filter(answer=HeadQuestion.OPEN, suspects=False)
    return open_ones.filter(matter=mention.matter_id).exists()


def _passed() -> Q:
    return Q(answer=HeadQuestion.YES) | Q(answer=HeadQuestion.OPEN, suspects=True)
