"""The inbox, a mention, and the sources."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goodname import clock
from goodname.core.words import Refused
from goodname.web.ui.flash import say
from goodname.web.ui.pages import page
from goodname.web.ui.wording import sentence

from . import actions, queries
from .cards import card, heard_line, how_often, look_line, previewed, source_card, told
from .forms import AddressForm, SourceForm
from .models import Mention, Probe, Source

PAGE = 25
TONES = {
    "": "All of them",
    "harm": "What may hurt",
    "criticism": "Criticism",
    "question": "Questions",
    "praise": "Praise",
    "neutral": "Neutral",
    "unsure": "Where we are not sure",
}


@page("inbox.read")
def inbox(request: HttpRequest) -> HttpResponse:
    box = request.GET.get("box", "new")
    tone = request.GET.get("tone", "")
    words = request.GET.get("q", "").strip()[:200]
    if box not in queries.BOXES or tone not in TONES:
        raise Http404
    rows = queries.inbox(request.viewer, box=box, tone=tone, words=words)
    found = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    context = {
        "rows": found,
        "items": [card(row, request.viewer.school, verbs=box == "new") for row in found],
        "tones": TONES.items(),
        "heard": [heard_line(source, now) for source in queries.sources(request.viewer)],
        "counts": queries.box_counts(request.viewer),
        "box": box,
        "tone": tone,
        "words": words,
    }
    part = "inbox/_rows.html" if request.htmx and not request.htmx.boosted else "inbox/inbox.html"
    return render(request, part, context)


def _mention(request: HttpRequest, mention_id: str) -> Mention:
    found = queries.mention(request.viewer, mention_id)
    if found is None:
        raise Http404
    return found


@page("inbox.read")
def mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    found = _mention(request, mention_id)
    return render(request, "inbox/mention.html", told(request.viewer, found))


@require_POST
@page("inbox.act")
def file_mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    found = _mention(request, mention_id)
    try:
        if request.POST.get("reason") == "not_us":
            actions.not_us(viewer=request.viewer, mention=found)
        else:
            actions.file_mention(
                viewer=request.viewer, mention=found, reason=request.POST.get("reason", "")
            )
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("mention", mention_id)
    say(request, "Put away.", undo=reverse("restore_mention", args=[found.id]))
    return redirect("inbox")


@require_POST
@page("inbox.act")
def restore_mention(request: HttpRequest, mention_id: str) -> HttpResponse:
    found = _mention(request, mention_id)
    try:
        actions.restore_mention(viewer=request.viewer, mention=found)
        messages.success(request, "Back in the inbox.")
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("mention", mention_id)


@page("sources.read")
def sources(request: HttpRequest) -> HttpResponse:
    return _sources_page(request, AddressForm())


def _sources_page(request: HttpRequest, form: AddressForm) -> HttpResponse:
    context = {
        "lines": [source_card(source) for source in queries.sources(request.viewer)],
        "form": form,
        "may_change": request.viewer.may("sources.change"),
    }
    return render(request, "inbox/sources.html", context, status=422 if form.errors else 200)


@require_POST
@page("sources.change")
def try_address(request: HttpRequest) -> HttpResponse:
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _sources_page(request, form)
    probe = actions.try_address(viewer=request.viewer, address=form.cleaned_data["address"])
    return redirect("preview", probe.id)


@page("sources.change")
def preview(request: HttpRequest, probe_id: str) -> HttpResponse:
    """What an address would bring; a form to keep it, once that is known."""
    probe = queries.probe(request.viewer, probe_id)
    if probe is None:
        raise Http404
    form = SourceForm(request.POST or None, initial={"title": probe.title, "is_local": True})
    if request.method == "POST" and form.is_valid():
        try:
            source = actions.add_source(viewer=request.viewer, probe=probe, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"We now listen to {source.title}.")
            return redirect("source", source.id)
    context = {
        "probe": probe,
        "form": form,
        "waiting": probe.state == Probe.WAITING,
        "found": [previewed(row) for row in probe.found],
        "ours": sum(row["about_us"] for row in probe.found),
        "how_often": how_often(),
    }
    status = 422 if form.errors else 200
    return render(request, "inbox/preview.html", context, status=status)


def _source(request: HttpRequest, source_id: str) -> Source:
    found = queries.source(request.viewer, source_id)
    if found is None:
        raise Http404
    return found


@page("sources.read")
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    found = _source(request, source_id)
    now = clock.now()
    context = {
        "source": found,
        "looks": [look_line(look) for look in found.looks.all()[:20]],
        "now_line": sentence(heard_line(found, now)["note"]) + ".",
        "items": [
            card(row, request.viewer.school)
            for row in queries.mentions(request.viewer).filter(post__source=found)[:10]
        ],
        "may_change": request.viewer.may("sources.change"),
    }
    return render(request, "inbox/source.html", context)


@require_POST
@page("sources.change")
def change_source(request: HttpRequest, source_id: str) -> HttpResponse:
    found = _source(request, source_id)
    if found.state == Source.ACTIVE:
        actions.stop_source(viewer=request.viewer, source=found)
        messages.success(request, f"We no longer listen to {found.title}.")
    else:
        actions.start_source(viewer=request.viewer, source=found)
        messages.success(request, f"We listen to {found.title} again.")
    return redirect("source", source_id)
