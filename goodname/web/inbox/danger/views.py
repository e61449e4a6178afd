"""Who is told of danger, what they were told of, and the button that says “I am dealing with it”."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goodname.core.words import Refused
from goodname.web.inbox.tasks import try_alarm
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page

from . import actions, queries
from .cards import KINDS, where
from .forms import DeputiesForm


@page("alerts.read")
def danger(request: HttpRequest) -> HttpResponse:
    """Who is told, and the latest alerts."""
    viewer = request.viewer
    possible = queries.possible_deputies(viewer.school)
    chosen = [person.id for person in queries.deputies_of(possible)]
    return _page(request, DeputiesForm(possible=possible, initial={"people": chosen}))


def _page(request: HttpRequest, form: DeputiesForm) -> HttpResponse:
    viewer = request.viewer
    first = queries.told_first(viewer.school)
    context = {
        "form": form,
        "first": first,
        "later": [person for person in queries.told_later(viewer.school) if person not in first],
        "mail_ready": settings.MAIL_READY,
        "may_change": viewer.may("alerts.change"),
        "alerts": [
            {"alert": alert, "kind": KINDS[alert.why]} for alert in queries.alerts(viewer)[:20]
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "inbox/danger/danger.html", context, status=status)


@require_POST
@page("alerts.change")
def choose_deputies(request: HttpRequest) -> HttpResponse:
    possible = queries.possible_deputies(request.viewer.school)
    form = DeputiesForm(request.POST, possible=possible)
    if not form.is_valid():
        return _page(request, form)
    chosen = [person for person in possible if person.id in form.cleaned_data["people"]]
    actions.choose_deputies(viewer=request.viewer, people=chosen)
    say(request, "Saved. Send a test message to see that it arrives.")
    return redirect("danger")


@require_POST
@page("alerts.change")
def try_alarm_now(request: HttpRequest) -> HttpResponse:
    """Send everybody who is told first a message that says that it is a test."""
    try_alarm.enqueue(str(request.viewer.school.pk))
    say(request, "A test message is on its way to everybody who is told first.")
    return redirect("danger")


@require_POST
@page("today.see")  # and then only by those whom it rings for
def answer_alert(request: HttpRequest, alert_id: str) -> HttpResponse:
    rows = queries.alerts(request.viewer).select_related("school", "matter")
    alert = rows.filter(id=alert_id).first()
    if alert is None or request.viewer.person not in queries.recipients(alert):
        raise Http404
    try:
        actions.answer_alert(viewer=request.viewer, alert=alert)
        say(request, "You are dealing with it. Nobody else will be told.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(where(alert, request.viewer))
