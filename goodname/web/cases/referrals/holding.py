"""A report as it stands now, locked, and its lines in the ledger."""

from goodname import clock
from goodname.core.act.charts import REFERRAL
from goodname.core.prove.seals import digest
from goodname.core.words import Refused
from goodname.web.accounts.viewer import Viewer
from goodname.web.ui import wording

from ..models import Referral, Step
from ..recording import keep
from ..standing import hold, must_be_open
from ..steps.whose import may_do

AGAIN = "P5D"  # after asking what became of it
EXPORT = "export."  # what the route of a file for the safeguarding system begins with


def record(
    referral: Referral,
    viewer: Viewer,
    kind: str,
    *,
    text: bool = False,
    digests: dict[str, str] | None = None,
) -> None:
    digests = {"text": digest(referral.text, referral.salt)} if text else dict(digests or {})
    if text and referral.answers:
        answers = "\n".join(f"{one}: {said}" for one, said in sorted(referral.answers.items()))
        digests["answers"] = digest(answers, referral.salt)
    keep(referral.case, viewer.person, kind, refs={"referral": referral.id}, digests=digests)


def after(referral: Referral, event: str) -> str:
    """As the chart says; who presses what was pressed already hears by whom, and when."""
    if event in ("give", "change") and referral.state != Referral.PREPARED:
        raise Refused(f"{who_gave(referral)} It is handed in once only.")
    return REFERRAL.after(referral.state, event)


def who_gave(referral: Referral) -> str:
    who = referral.given_by.name if referral.given_by else "Somebody"
    when = f" {wording.at(referral.given_at, clock.now())}" if referral.given_at else ""
    what = "gave this to whoever may use it" if referral.given_to else "handed this in"
    return f"{who} {what}{when}."


def locked(referral: Referral) -> Referral:
    """As it stands now: a second press waits for the first."""
    return Referral.objects.select_for_update().select_related("case__school").get(pk=referral.pk)


def held(viewer: Viewer, referral: Referral) -> Referral:
    hold(referral.case)  # two ways to one platform are one report: the case is what is locked
    referral = locked(referral)
    must_be_open(referral.case)
    step = referral.case.steps.filter(action=referral.action).first()
    if step is not None:
        must_do(viewer, step)
    return referral


def must_do(viewer: Viewer, step: Step) -> None:
    if not may_do(viewer, step):
        raise Refused("This step belongs to somebody else.")
