"""What a case brings to a report: the ways that fit it, and the words to begin with."""

from collections.abc import Mapping

from goodname.core.act.deadlines import LONDON
from goodname.core.act.guard import ProtectedName, Why
from goodname.core.act.packing import CaseWords, Pack, prepared
from goodname.core.act.packs import Choice, Who, routes_for
from goodname.core.decide import facts as fact_sheet
from goodname.core.words import Action
from goodname.data.registers import known
from goodname.data.routes import route, routes
from goodname.web.accounts.models import Person
from goodname.web.evidence import queries as evidence

from ..models import Case, Involvement, Referral
from ..queries import may_be_fetched
from ..support.queries import names


def choices(case: Case, action: str) -> dict[str, Choice]:
    """Every way for a step, by the id that a form sends: the way and whom it is for."""
    facts = fact_sheet.read(case.facts)
    found = routes_for(Action(action), facts, routes(), child_image=not may_be_fetched(case))
    return {f"{one.route.id}:{one.who}": one for one in found}


def pack(case: Case, choice: Choice, answers: Mapping[str, str] | None = None) -> Pack:
    facts = fact_sheet.read(case.facts)
    post = case.mention.post if case.mention else None
    name = known().get(f"platform.{facts.platform}.name")
    words = CaseWords(
        school=case.school.name,
        contact=case.school.office_email or "the school office",
        facts=facts,
        place=", ".join(filter(None, (case.school.street, case.school.town, case.school.postcode))),
        address=case.address,
        posted=_day(post.posted) if post and post.posted else "",
        platform=name.value if name else "",
        child_image=not may_be_fetched(case),
        protected=tuple(protected(case)),
        words=case.words,
        people=_people(case),
        copies=_copies(case),
        answer=_answer(case),
    )
    return prepared(choice, words, answers)


def pack_of(referral: Referral) -> Pack | None:
    """The pack that a report was made from; None where the register has lost its way."""
    found = route(referral.route)
    if found is None:
        return None
    return pack(referral.case, Choice(found, Who(referral.for_whom), ""), referral.answers)


def protected(case: Case) -> list[ProtectedName]:
    """Every pupil, everybody who has a part in the case, and whoever was asked how they are."""
    pupils = Person.objects.filter(school=case.school, is_pupil=True)
    found = [ProtectedName(pupil.name, Why.PUPIL) for pupil in pupils]
    for part in case.people.select_related("person"):
        if part.person is not None and part.person.is_pupil:
            continue
        about = part.part in Involvement.SUBJECTS and part.person is not None
        found.append(ProtectedName(part.called, Why.ACCUSED_STAFF if about else Why.THIRD_PARTY))
    return found + [ProtectedName(name, Why.PUPIL) for name in names(case)]


def _people(case: Case) -> tuple[str, ...]:
    """Those whom it concerns. Who told us is for a person to say, once they were asked."""
    parts = case.people.filter(part__in=Involvement.SUBJECTS).select_related("person")
    return tuple(f"{one.called}{_kind(one)}: {Involvement.PARTS[one.part]}" for one in parts)


def _kind(part: Involvement) -> str:
    if part.person is None:
        return ""
    if part.person.is_pupil:
        return " (a pupil)"
    return f" ({part.person.job})" if part.person.job else ""


def _copies(case: Case) -> tuple[str, ...]:
    rows = evidence.copies(case.matter_id).order_by("taken_at")
    return tuple(
        f"Saved on {_day(one.taken_at)}, SHA-256 {one.manifest_sha256}"
        for one in rows
        if one.taken_at
    )


def _answer(case: Case) -> str:
    """When it was reported to the platform, under which number, and what came back."""
    rows = case.referrals.filter(action=Action.REPORT_TO_PLATFORM, given_at__isnull=False)
    last = rows.order_by("given_at").last()
    if last is None or last.given_at is None:
        return ""
    number = f", number {last.reference}" if last.reference else ""
    answer = f"They answered: {last.outcome}" if last.outcome else "No answer yet."
    return f"Reported on {_day(last.given_at)}{number}. {answer}"


def _day(moment: object) -> str:
    local = moment.astimezone(LONDON)  # type: ignore[attr-defined]
    return f"{local.day} {local:%B %Y}"
