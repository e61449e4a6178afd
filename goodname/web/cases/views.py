"""The pages of a case, from opening to closing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.act import themes
from goodname.core.decide import facts as fact_sheet
from goodname.core.listen.places.profiles import person_at
from goodname.core.words import Refused
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.evidence import queries as evidence
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.cards import harm_word
from goodname.web.inbox.head import standing
from goodname.web.inbox.models import Mention
from goodname.web.policy import queries as policies
from goodname.web.policy.forms import groups
from goodname.web.policy.panel import asked, forbidden
from goodname.web.told.queries import told
from goodname.web.ui.pages import page

from . import actions, queries, reasons
from .addressed import case_of, refuse
from .changes import changes
from .chronology import chronology
from .deciding import weigh
from .facts import card, hurts, known, lead
from .forms import CloseForm, FactsForm, ReopenForm
from .joining.queries import root
from .keeping import subjects, together
from .models import Case, Involvement
from .panel import panel
from .removal.showing import removal
from .sections import beside, sections
from .told.forms import NoteForm
from .versions import history


@page("cases.read")
def cases(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    rows = queries.search(request.viewer, words)
    context = {
        "open": [card(case) for case in rows if case.state == Case.OPEN],
        "closed": [card(case) for case in rows if case.state == Case.CLOSED],
        "total": len(rows),
        "words": words,
        "may_open": request.viewer.may("cases.open"),
        "may_compare": request.viewer.may("answers.read"),
    }
    return render(request, "cases/cases.html", context)


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = inbox.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


def weighed(viewer: Viewer, form: FactsForm, case: Case | None = None) -> dict[str, object]:
    """What the policy would ask for what the form says so far, for the panel beside it."""
    if not form.is_bound or not form.is_valid():
        return {"weighed": None}
    about = set(form.people)
    if case is not None:
        spoken_of = case.people.filter(part=Involvement.ABOUT).values_list("person_id", flat=True)
        about |= {one for one in subjects(case) if one.id not in spoken_of}
    _, decision = weigh(form.facts, about, viewer.school)
    found: dict[str, object] = {
        "weighed": asked(decision, known=True, school=viewer.school),
        "forbidden": forbidden(decision, school=viewer.school),
    }
    return found | ({"changes": changes(case, decision)} if case is not None else {})


def guessed(mention: Mention) -> dict[str, Any]:
    """What the desk could tell from the words."""
    return dict(mention.facts or {"conduct": [mention.tone] if mention.tone != "neutral" else []})


@page("cases.open")
def open_case(request: HttpRequest, mention_id: str) -> HttpResponse:
    """The facts, asked in plain questions, with what is known already filled in and why."""
    viewer, mention = request.viewer, _mention(request, mention_id)
    if mention.state == Mention.CASE:
        found = queries.cases(viewer).filter(mention=mention).first()
        return redirect("case", found.id) if found else redirect("mention", mention.id)
    unread = standing.unread(mention)
    known = {} if unread else guessed(mention)
    # From whom it is kept already: opening a case must not show it to them.
    hidden = list(mention.matter.hidden_from.values_list("id", flat=True))
    more = {
        "audience": reasons.audience(mention)[0],
        "platform": reasons.platform(mention)[0],
        "about": hidden,
    }
    form = FactsForm(request.POST or None, roster=queries.roster(viewer), initial=known | more)
    reasons.say(form, reasons.of_mention(mention, hidden=bool(hidden), unread=unread))
    if request.method == "POST" and form.is_valid() and "weigh" not in request.POST:
        try:
            case = actions.open_case(
                viewer=viewer, mention=mention, facts=form.facts, about=form.people
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return after(request, case, "The case is open.")
    decision = None if unread else mention.decision
    context = {
        "weighed": asked(decision, known=True, school=viewer.school) if decision else None,
        "forbidden": forbidden(decision, school=viewer.school) if decision else [],
        "mention": mention,
        "post": mention.post,
        "hurt": harm_word(mention),
        "quoted": reasons.quoted(mention.post.text, mention.reading),
        "form": form,
        "groups": groups(form),
        "unread": unread,
    }
    if form.is_bound:
        context |= weighed(viewer, form)
    return facts_page(request, "cases/open_case.html", context)


def facts_page(request: HttpRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The whole page, or for htmx only the panel that follows the answers."""
    if request.htmx:
        return render(request, "cases/_weighed.html", context)
    form = context["form"]
    invalid = form.is_bound and form.errors and "weigh" not in request.POST  # type: ignore[attr-defined]
    return render(request, template, context, status=422 if invalid else 200)


def after(request: HttpRequest, case: Case, said: str) -> HttpResponse:
    """Onward to the case, or, for somebody who said that it is about them, away from it."""
    if request.viewer.person in subjects(case):
        messages.success(
            request, "You said that this is about you. It has been passed on, away from you."
        )
        return redirect("today")
    messages.success(request, said)
    return redirect("case", case.id)


def shown(request: HttpRequest, case: Case, **forms: object) -> HttpResponse:
    """The page of a case; a form that was refused stands on it with what is wrong."""
    viewer = request.viewer
    bad = any(getattr(form, "errors", None) for form in forms.values())
    theme = themes.suggested(fact_sheet.read(case.facts).conduct)
    matters = [one.matter_id for one in together(case)]
    context = {
        "case": case,
        "steps": panel(viewer, case),
        "forbidden": forbidden(case.decision, school=viewer.school),
        "decided_by": policies.cited(viewer.school, case.decision["policy"]),
        "hurt": hurts(case),
        "brought": brought(viewer, case),
        "tellings": tellings(viewer, case),
        "may_be_fetched": queries.may_be_fetched(case),
        "person_page": person_at(case.address),
        "lead": lead(case),
        "known": known(case),
        "knows": [_told(person, viewer) for person in queries.who_else_knows(case)],
        "captures": evidence.captures(viewer).filter(matter__in=matters),
        "may_see_captures": viewer.may("evidence.read"),
        "removal": removal(viewer, case) | forms,
        "happened": chronology(viewer, case),
        "sections": sections(viewer, case),
        "beside": beside(viewer, case),
        "history": history(case),
        "may_lead": viewer.may("cases.lead"),
        "theme": themes.BY_ID.get(case.theme),
        "note_form": NoteForm(),
        "close_form": CloseForm(initial={"theme": theme}),
        "reopen_form": ReopenForm(),
    } | forms
    return render(request, "cases/case.html", context, status=422 if bad else 200)


def brought(viewer: Viewer, case: Case) -> str:
    """The telling that a case came from, where this viewer may open it; "" where there is none."""
    marks = case.mention.post.marks if case.mention else {}
    telling = told(viewer, marks["told"]) if marks.get("told") else None
    return telling.id if telling else ""


def tellings(viewer: Viewer, case: Case) -> int:
    """How often the story of this case was told, as far as this viewer may know; 0 for a lone post."""
    if case.mention is None or not viewer.may("inbox.read"):
        return 0
    told = inbox.told_together(viewer, case.mention).count()
    return told if told > 1 else 0


def _told(person: Person, viewer: Viewer) -> str:
    return "you" if person.id == viewer.person.id else person.name


@page("cases.read")
def case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    kept = root(found)
    if kept.id != found.id:
        return redirect("case", kept.id)
    return shown(request, found)


@page("cases.lead")
def change_facts(request: HttpRequest, case_id: str) -> HttpResponse:
    """The facts as they are known, and what saving them would change."""
    found = case_of(request, case_id)
    known = {name: found.facts.get(name) for name in FactsForm.asks}
    about = found.people.filter(part=Involvement.ABOUT, person__isnull=False)
    form = FactsForm(
        request.POST or None,
        roster=queries.roster(request.viewer),
        removal=fact_sheet.read(found.facts).removal.value,
        initial={k: v for k, v in known.items() if v is not None}
        | {"about": list(about.values_list("person_id", flat=True))},
    )
    if request.method == "POST" and form.is_valid() and "weigh" not in request.POST:
        try:
            actions.change_facts(
                viewer=request.viewer, case=found, facts=form.facts, about=form.people
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return after(request, found, "The facts are changed, and so is what is asked.")
    context = {"case": found, "form": form, "groups": groups(form)}
    return facts_page(
        request, "cases/change_facts.html", context | weighed(request.viewer, form, found)
    )


@require_POST
@page("cases.lead")
def close_case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close_case(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "The case is closed.")
            return redirect("case", case_id)
        except Refused as refused:
            refuse(request, form, refused, shown=found.state == Case.OPEN)
    return shown(request, found, close_form=form)


@require_POST
@page("cases.lead")
def reopen_case(request: HttpRequest, case_id: str) -> HttpResponse:
    found = case_of(request, case_id)
    form = ReopenForm(request.POST)
    if form.is_valid():
        try:
            actions.reopen_case(viewer=request.viewer, case=found, **form.cleaned_data)
            messages.success(request, "The case is open again.")
            return redirect("case", case_id)
        except Refused as refused:
            refuse(request, form, refused, shown=found.state == Case.CLOSED)
    return shown(request, found, reopen_form=form)
