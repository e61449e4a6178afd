"""The pages of a case, from opening to closing."""

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname.core.decide import facts as fact_sheet
from goodname.core.listen.places.profiles import person_at
from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence import queries as evidence
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import harm_word
from goodname.web.inbox.models import Mention
from goodname.web.policy import queries as policies
from goodname.web.policy.forms import groups
from goodname.web.policy.panel import asked, forbidden
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import queries
from .actions import checks, letters, opening, ticking
from .chronology import chronology
from .facts import card, hurts, known, lead
from .forms import CloseForm, FactsForm, LetterForm, NoteForm, ReopenForm, SendForm
from .models import Case, Involvement, Letter
from .panel import panel


@page("cases.read")
def cases(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    rows = queries.search(request.viewer, words)
    context = {
        "open": [card(case) for case in rows if case.state == Case.OPEN],
        "closed": [card(case) for case in rows if case.state == Case.CLOSED],
        "total": len(rows),
        "words": words,
    }
    return render(request, "cases/cases.html", context)


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = inbox.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


def _weighed(request: HttpRequest, form: FactsForm) -> dict[str, object]:
    """What the policy would ask for what the form says so far, for the panel beside it."""
    if not form.is_bound or not form.is_valid():
        return {"weighed": None}
    school = request.viewer.school
    _, decision = opening.weigh(form.facts, form.people, school)
    return {
        "weighed": asked(decision, known=True, school=school),
        "forbidden": forbidden(decision, school=school),
    }


@page("cases.open")
def open_case(request: HttpRequest, mention_id: str) -> HttpResponse:
    """The facts, asked in plain questions, with what is known already filled in."""
    mention = _mention(request, mention_id)
    if mention.state == Mention.CASE:
        found = queries.cases(request.viewer).filter(mention=mention).first()
        return redirect("case", found.id) if found else redirect("mention", mention.id)
    known = mention.facts or {"conduct": [mention.tone] if mention.tone != "neutral" else []}
    form = FactsForm(
        request.POST or None,
        roster=queries.roster(request.viewer),
        initial=known | _known_besides(mention),
    )
    if request.method == "POST" and form.is_valid() and "weigh" not in request.POST:
        try:
            case = opening.open_case(
                viewer=request.viewer, mention=mention, facts=form.facts, about=form.people
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return _after(request, case, form, "The case is open.")
    context = {
        "weighed": asked(mention.decision, known=True, school=request.viewer.school)
        if mention.decision
        else None,
        "forbidden": forbidden(mention.decision, school=request.viewer.school)
        if mention.decision
        else [],
        "mention": mention,
        "post": mention.post,
        "hurt": harm_word(mention),
        "form": form,
        "groups": groups(form),
    }
    if form.is_bound:
        context |= _weighed(request, form)
    return _facts_page(request, "cases/open_case.html", context)


def _known_besides(mention: Mention) -> dict[str, object]:
    """Who can see it, and from whom it is kept already: opening a case must not show it to them.

    What our sources heard stood where anybody can see it; who told us said who can.
    """
    hidden = mention.matter.hidden_from.values_list("id", flat=True)
    return {"audience": mention.post.marks.get("audience", "public"), "about": list(hidden)}


def _facts_page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The whole page, or for htmx only the panel that follows the answers."""
    if request.htmx:
        return render(request, "cases/_weighed.html", context)
    form = context["form"]
    invalid = form.is_bound and form.errors and "weigh" not in request.POST  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if invalid else 200)


def _after(request: HttpRequest, case: Case, form: FactsForm, said: str) -> HttpResponse:
    """Onward to the case, or, for somebody who said that it is about them, away from it."""
    if any(person.id == request.viewer.person.id for person in form.people):
        messages.success(
            request, "You said that this is about you. It has been passed on, away from you."
        )
        return redirect("today")
    messages.success(request, said)
    return redirect("case", case.id)


def _case(request: HttpRequest, case_id: str) -> Case:
    found = queries.case(request.viewer, case_id)
    if found is None:
        raise Http404
    return found


def _shown(request: HttpRequest, case: Case, **forms: object) -> HttpResponse:
    viewer = request.viewer
    bad = any(getattr(form, "errors", None) for form in forms.values())
    context = {
        "case": case,
        "steps": panel(viewer, case),
        "forbidden": forbidden(case.decision, school=viewer.school),
        "decided_by": policies.cited(viewer.school, case.decision["policy"]),
        "hurt": hurts(case),
        "may_be_fetched": queries.may_be_fetched(case),
        "person_page": person_at(case.address),
        "lead": lead(case),
        "known": known(case),
        "knows": [_told(person, viewer) for person in queries.who_else_knows(case)],
        "captures": evidence.captures(viewer).filter(matter=case.matter),
        "may_see_captures": viewer.may("evidence.read"),
        "checks": case.checks.all()[:5],
        "happened": chronology(viewer, case),
        "may_lead": viewer.may("cases.lead"),
        "note_form": NoteForm(),
        "close_form": CloseForm(),
        "reopen_form": ReopenForm(),
    } | forms
    return render(request, "cases/case.html", context, status=422 if bad else 200)


def _told(person: Person, viewer: Viewer) -> str:
    return "you" if person.id == viewer.person.id else person.name


@page("cases.read")
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    return _shown(request, _case(request, case_id))


@page("cases.lead")
def change_facts(request: HttpRequest, case_id: str) -> HttpResponse:
    found = _case(request, case_id)
    known = {name: found.facts.get(name) for name in FactsForm.asks}
    about = found.people.filter(part=Involvement.ABOUT).values_list("person_id", flat=True)
    form = FactsForm(
        request.POST or None,
        roster=queries.roster(request.viewer),
        removal=fact_sheet.read(found.facts).removal.value,
        initial={k: v for k, v in known.items() if v is not None} | {"about": list(about)},
    )
    if request.method == "POST" and form.is_valid() and "weigh" not in request.POST:
        try:
            opening.change_facts(
                viewer=request.viewer, case=found, facts=form.facts, about=form.people
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return _after(request, found, form, "The facts are changed, and so is what is asked.")
    context = {"case": found, "form": form, "groups": groups(form)} | _weighed(request, form)
    return _facts_page(request, "cases/change_facts.html", context)


@require_POST
@page("cases.act")
def step(request: HttpRequest, case_id: str, step_id: str) -> HttpResponse:
    """Tick a step, or take the tick back."""
    found = _case(request, case_id).steps.select_related("case", "case__school").filter(id=step_id)
    if not found:
        raise Http404
    try:
        if "undo" in request.GET:
            ticking.undo_step(viewer=request.viewer, step=found[0])
            messages.success(request, "The tick is taken back.")
        else:
            ticking.complete_step(viewer=request.viewer, step=found[0])
            say(request, "Done.", undo=reverse("step", args=[case_id, step_id]) + "?undo=1")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


@require_POST
@page("cases.act")
def add_note(request: HttpRequest, case_id: str) -> HttpResponse:
    found = _case(request, case_id)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, note_form=form)
    opening.add_note(viewer=request.viewer, case=found, words=form.cleaned_data["words"])
    messages.success(request, "The note is kept.")
    return redirect("case", case_id)


@require_POST
@page("cases.lead")
def look_again(request: HttpRequest, case_id: str) -> HttpResponse:
    try:
        checks.look_again(viewer=request.viewer, case=_case(request, case_id))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


def _refuse(request: HttpRequest, form: Form, refused: Refused, *, shown: bool) -> None:
    """Say why not: beside the form, or above the page where the form no longer stands."""
    if shown:
        form.add_error(None, refused.reason)
    else:
        messages.error(request, refused.reason)


@require_POST
@page("cases.lead")
def save_page(request: HttpRequest, case_id: str) -> HttpResponse:
    """Try once more to save the page, where the first time failed."""
    try:
        opening.save_page(viewer=request.viewer, case=_case(request, case_id))
        messages.success(request, "We are saving the page now.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("case", case_id)


@require_POST
@page("cases.lead")
def close_case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = _case(request, case_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            opening.close_case(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "The case is closed.")
            return redirect("case", case_id)
        except Refused as refused:
            _refuse(request, form, refused, shown=found.state == Case.OPEN)
    return _shown(request, found, close_form=form)


@require_POST
@page("cases.lead")
def reopen_case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = _case(request, case_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            opening.reopen_case(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "The case is open again.")
            return redirect("case", case_id)
        except Refused as refused:
            _refuse(request, form, refused, shown=found.state == Case.CLOSED)
    return _shown(request, found, reopen_form=form)


@require_POST
@page("cases.lead")
def draft_letter(request: HttpRequest, case_id: str) -> HttpResponse:
    found = _case(request, case_id)
    try:
        letter = letters.draft_letter(
            viewer=request.viewer, case=found, action=request.POST.get("action", "")
        )
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("case", case_id)
    return redirect("letter", letter.id)


def _letter(request: HttpRequest, letter_id: str) -> Letter:
    found = queries.letters(request.viewer).filter(id=letter_id).first()
    if found is None:
        raise Http404
    return found


@page("cases.lead")
def letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Read and change a letter; what may not leave in it is shown beside it."""
    found = _letter(request, letter_id)
    draft = {"subject": found.subject, "body": found.body}
    form = LetterForm(request.POST or None, initial=draft)
    if request.method == "POST" and form.is_valid():
        try:
            letters.change_letter(viewer=request.viewer, letter=found, **form.cleaned_data)
            messages.success(request, "The letter is saved.")
            return redirect("letter", letter_id)
        except Refused as refused:
            form.add_error(None, refused.reason)
    return _letter_page(request, found, form, SendForm(mail_ready=settings.MAIL_READY))


def _editable(letter: Letter) -> bool:
    return letter.state in (Letter.DRAFT, Letter.FAILED) and letter.case.state == Case.OPEN


def _letter_page(
    request: HttpRequest, found: Letter, form: LetterForm, send_form: SendForm
) -> HttpResponse:
    context = {
        "letter": found,
        "case": found.case,
        "form": form,
        "send_form": send_form,
        "findings": letters.findings(found),
        "mail_ready": settings.MAIL_READY,
        "editable": _editable(found),
        "send_verb": "Send it, or mark it sent",
    }
    bad = form.errors or send_form.errors
    return render(request, "cases/letter.html", context, status=422 if bad else 200)


@require_POST
@page("cases.lead")
def send_letter(request: HttpRequest, letter_id: str) -> HttpResponse:
    """Mark a letter sent by hand, or send it from the office address."""
    found = _letter(request, letter_id)
    form = SendForm(request.POST, mail_ready=settings.MAIL_READY)
    if form.is_valid():
        try:
            letters.send_letter(viewer=request.viewer, letter=found, **form.cleaned_data)
            by_mail = form.cleaned_data["how"] == "email"
            messages.success(request, "The letter is on its way." if by_mail else "Marked as sent.")
            return redirect("case", found.case_id)
        except Refused as refused:
            shown = _editable(found) or found.state == Letter.UNSURE
            _refuse(request, form, refused, shown=shown)
    draft = {"subject": found.subject, "body": found.body}
    return _letter_page(request, found, LetterForm(initial=draft), form)
