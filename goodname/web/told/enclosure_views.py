"""A file that came with a letter: the question, its way to us, and what it shows."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from goodname.core.listen.letters.mail import Attached
from goodname.core.words import Refused
from goodname.web.inbox import queries as inbox
from goodname.web.inbox.models import Mention
from goodname.web.ui.pages import page

from . import enclosing, holding
from .cards import LOOKS
from .file_views import safe
from .forms import GateForm
from .models import Enclosure


def _found(request: HttpRequest, mention_id: str, number: int) -> tuple[Mention, Attached]:
    """The mention and its file, counted from 1, where this viewer may see the mention."""
    mention = inbox.mention(request.viewer, mention_id)
    files = enclosing.enclosed(mention) if mention else ()
    if mention is None or not 1 <= number <= len(files):
        raise Http404
    return mention, files[number - 1]


@page("inbox.read")
def enclosure(request: HttpRequest, mention_id: str, number: int) -> HttpResponse:
    """One file of a letter. Until the question is answered nothing of it is here."""
    mention, wanted = _found(request, mention_id, number)
    row = Enclosure.objects.filter(post=mention.post, part=wanted.part).first()
    form = GateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _answered(request, mention, wanted, number, form.cleaned_data["answer"])
    context = {
        "mention": mention,
        "wanted": wanted,
        "number": number,
        "row": row,
        "form": form,
        "asks": row is None or row.state in enclosing.AGAIN,
        "may_see": row is not None and _may_see(request, row, mention),
    }
    if row is not None and row.state == Enclosure.READY:
        context |= _shown(request, row, may_see=bool(context["may_see"]))
    status = 422 if form.errors else 200
    return render(request, "told/enclosure.html", context, status=status)


def _answered(
    request: HttpRequest, mention: Mention, wanted: Attached, number: int, answer: str
) -> HttpResponse:
    try:
        if answer != "no":
            enclosing.stop_enclosure(viewer=request.viewer, mention=mention, wanted=wanted)
            messages.success(request, "It stays where it is. The safeguarding lead is told now.")
            return redirect("tell_stop")
        enclosing.ask_for_enclosure(viewer=request.viewer, mention=mention, wanted=wanted)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("enclosure", mention.id, number)


def _may_see(request: HttpRequest, row: Enclosure, mention: Mention) -> bool:
    """Who asked for it, and who may see evidence; nobody once it may be an image of a child."""
    asked = row.by_id == request.viewer.person.id
    return (asked or request.viewer.may("evidence.read")) and not mention.child_image


def _shown(request: HttpRequest, row: Enclosure, *, may_see: bool) -> dict[str, object]:
    if may_see:
        enclosing.note_access(viewer=request.viewer, row=row, kind="enclosure.viewed")
    return {
        "numbers": list(range(1, row.pages + 1)),
        "looks": LOOKS.get(row.looks_like, ""),
        "faults": holding.faults(row),
    }


def _ready(request: HttpRequest, mention_id: str, number: int) -> Enclosure:
    mention, wanted = _found(request, mention_id, number)
    rows = Enclosure.objects.filter(post=mention.post, part=wanted.part, state=Enclosure.READY)
    row = rows.first()
    if row is None or not _may_see(request, row, mention):
        raise Http404
    return row


@page("inbox.read")
def enclosure_page(request: HttpRequest, mention_id: str, number: int, shown: int) -> FileResponse:
    """The copy of one page: made anew from its dots, so nothing else of the file is in it."""
    file = holding.copy(_ready(request, mention_id, number), shown)
    if not file.is_file():
        raise Http404
    answer = FileResponse(
        file.open("rb"), filename=f"page-{shown}.webp", content_type=holding.COPY_TYPE
    )
    return safe(answer)


@page("inbox.read")
def enclosure_original(request: HttpRequest, mention_id: str, number: int) -> FileResponse:
    """The very bytes that lay in the mailbox, always as a download."""
    row = _ready(request, mention_id, number)
    file = holding.original(row)
    if file is None:
        raise Http404
    enclosing.note_access(viewer=request.viewer, row=row, kind="enclosure.copied")
    answer = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=f"{row.id}-{file.name}",
        content_type="application/octet-stream",
    )
    return safe(answer)
