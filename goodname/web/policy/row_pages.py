"""One rule as a page: changed or added, with what that leads to before it is saved."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.core.decide import writing
from goodname.core.decide.policy import Clause
from goodname.core.decide.reading import conditions
from goodname.core.words import Refused, Unreadable
from goodname.data import policies
from goodname.web.ui.pages import page

from .actions import drafting
from .changes import Rule, rule
from .editing import Bench, bench_of, clause_or_404
from .effects import made_up
from .past import differently
from .rows import RowForm
from .sheets import groups, shown_effects


@page("policy.change")
def edit_row(request: HttpRequest, clause: str, number: int) -> HttpResponse:
    """One rule as a form. What a change of it leads to stands beside it before it is saved."""
    bench = bench_of(request)
    if bench.elsewhere:
        return redirect(bench.elsewhere)
    found = clause_or_404(bench.policy, clause)
    try:
        rows = writing.rows(bench.text, clause)
    except Refused as refused:  # the law pack
        return _locked(request, found, refused.reason)
    if not 1 <= number <= len(rows):
        if bench.draft is None:
            raise Http404
        messages.error(request, "The draft has no such rule any more. These are its rules.")
        return redirect("policy_draft")
    row = rows[number - 1]
    if row.get("locked"):
        return _locked(request, found, "This rule is locked: it may be added to, and not changed.")
    form = RowForm(request.POST or None, row=row, policy=bench.policy)
    read = found.rows[number - 1]
    told = {
        "number": number,
        "as_it_is": rule(read, bench.policy),
        "either": conditions(read.when, bench.policy)[-1] if read.when.either else "",
    }
    return _row_page(request, bench, found, form, number, told)


@page("policy.change")
def add_row(request: HttpRequest, clause: str) -> HttpResponse:
    """A new rule of a clause."""
    bench = bench_of(request)
    if bench.elsewhere:
        return redirect(bench.elsewhere)
    found = clause_or_404(bench.policy, clause)
    try:
        writing.rows(bench.text, clause)
    except Refused as refused:
        return _locked(request, found, refused.reason)
    form = RowForm(request.POST or None, row={}, policy=bench.policy)
    return _row_page(request, bench, found, form, 0, {})


def _row_page(
    request: HttpRequest,
    bench: Bench,
    clause: Clause,
    form: RowForm,
    number: int,
    told: dict[str, Any],
) -> HttpResponse:
    """The form; on a POST its preview, or its saving."""
    weighing = "weigh" in request.POST
    preview: dict[str, Any] = {}
    if form.is_bound and form.is_valid():
        if weighing:
            preview = _preview(request, bench, clause.id, number, form)
        elif _saved(request, clause.id, number, form):
            return redirect("policy_draft")
    context = told | {
        "clause": clause,
        "form": form,
        "seen": bench.seen,
        "groups": groups(form),
        "preview": preview,
        "weighing": weighing,
    }
    if request.htmx:
        return render(request, "policy/_row_preview.html", context)
    bad = form.is_bound and form.errors and not weighing
    return render(request, "policy/edit_row.html", context, status=422 if bad else 200)


def _saved(request: HttpRequest, clause: str, number: int, form: RowForm) -> bool:
    seen, row = request.POST.get("seen", ""), form.table
    try:
        if number:
            drafting.set_row(
                viewer=request.viewer, seen=seen, clause=clause, number=number, row=row
            )
        else:
            drafting.add_row(viewer=request.viewer, seen=seen, clause=clause, row=row)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    except Unreadable as unreadable:
        _beside_fields(form, unreadable)
        return False
    messages.success(request, "The rule is in the draft. Nothing changes before it is approved.")
    return True


def _preview(
    request: HttpRequest, bench: Bench, clause: str, number: int, form: RowForm
) -> dict[str, Any]:
    """The rule as a sentence, and what it alone would change; nothing is saved."""
    try:
        if number:
            text = writing.set_row(bench.text, clause, number, form.table)
        else:
            text = writing.add_row(bench.text, clause, form.table)
        new = policies.read_text(text)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return {}
    except Unreadable as unreadable:
        _beside_fields(form, unreadable)
        return {}
    rows = next(one for one in new.clauses if one.id == clause).rows
    after: Rule = rule(rows[(number or len(rows)) - 1], new)
    past, again = differently(request.viewer, bench.policy, new)
    try:
        made = made_up(bench.policy, new)
    except Unreadable as unreadable:
        form.add_error(None, unreadable.faults[0])
        return {}
    return {"after": after} | shown_effects(made, past, again)


def _beside_fields(form: RowForm, unreadable: Unreadable) -> None:
    """Each fault beside the field that it names, in the form's own words where it has some."""
    for fault in unreadable.faults:
        place, _, said = fault.partition(": ")
        field = place.rpartition(".")[2]
        form.add_error(field if field in form.fields else None, said or fault)


def _locked(request: HttpRequest, clause: Clause, reason: str) -> HttpResponse:
    policy = bench_of(request).policy
    rules = [rule(row, policy) for row in clause.rows]
    context = {"clause": clause, "reason": reason, "rules": rules}
    status = 200 if request.method == "GET" else 403
    return render(request, "policy/locked.html", context, status=status)
