"""Files: one is taken only behind an answered question, and given back only as what it is."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from goodname.core.words import Refused, Unreadable
from goodname.files.images.kinds import kind_of
from goodname.files.images.limits import MOST_BYTES
from goodname.web.ui.pages import page
from goodname.web.ui.wording import sentence

from . import actions, gate, holding, queries, receiving
from .forms import FileForm
from .models import Gate, Telling

AROUND = 100_000  # bytes of a form around its file
SHUT = "sandbox; default-src 'none'"
TOO_BIG = f"This file is too big. At most {MOST_BYTES // 1_000_000} MB can be sent."
ANSWER_FIRST = "Answer the question first. An answer counts for one file and for half an hour."

View = Callable[..., HttpResponse]


class InMemory(MemoryFileUploadHandler):
    """Keeps a file in memory whatever its size, which was looked at before: nothing is on disk."""

    def handle_raw_input(self, *given: object, **more: object) -> None:
        self.activated = True


def behind_the_gate(view: View) -> View:
    """Look at the answer before a single byte of the body is read, then check where it came from.

    Anything that asks for a form's fields reads the whole body, file and all: Django's own check
    against forged forms too. So that check comes second, and the answer in the address first.
    """

    @wraps(view)
    def guarded(request: HttpRequest, gate_id: str) -> HttpResponse:
        session = request.session.session_key or ""
        opened = gate.standing(viewer=request.viewer, gate_id=gate_id, session_key=session)
        if opened is None:
            sent = queries.mine(request.viewer).filter(key=gate_id).first()
            if sent is not None:  # the same form, pressed twice
                return _to(request, reverse("telling", args=[sent.id]))
            messages.error(request, ANSWER_FIRST)
            return _to(request, reverse("tell_picture"))
        if _length(request) > MOST_BYTES + AROUND:
            messages.error(request, TOO_BIG)
            return _to(request, reverse("send_picture", args=[gate_id]))
        request.upload_handlers = [InMemory(request)]
        return csrf_protect(view)(request, opened)

    return guarded


def _length(request: HttpRequest) -> int:
    said = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(said) if said.isdigit() else 0


@csrf_exempt
@page("told.tell")
@behind_the_gate
def send_picture(request: HttpRequest, opened: Gate) -> HttpResponse:
    """The form that takes one file."""
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data["file"]
    try:
        body = given.read()
        telling = receiving.take_file(
            viewer=request.viewer,
            gate=opened,
            body=body,
            kind=kind_of(body),
            name=given.name,
            statement=form.statement(),
        )
    except Unreadable as fault:
        form.add_error("file", sentence(f"{fault}."))
        return _page(request, form)
    except Refused as refused:
        messages.error(request, refused.reason)
        return _to(request, reverse("tell_picture"))
    return _to(request, reverse("telling", args=[telling.id]))


def _page(request: HttpRequest, form: FileForm) -> HttpResponse:
    held = bool(request.GET.get("held"))
    context = {"form": form, "held": held, "most": MOST_BYTES}
    return render(request, "told/send_picture.html", context, status=422 if form.errors else 200)


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Onward: for a script that shows how far it has come, in a word that it understands."""
    if request.headers.get("X-Goodname-Progress"):
        return JsonResponse({"to": address})
    return redirect(address)


def _shown(request: HttpRequest, telling_id: str) -> Telling:
    found = queries.with_picture(request.viewer, telling_id)
    if found is None or not found.manifest_sha256:
        raise Http404
    return found


@page("told.tell")
def picture(request: HttpRequest, telling_id: str, number: int) -> FileResponse:
    """The copy of one page: made anew from its dots, so nothing else of the file is in it."""
    file = holding.copy(_shown(request, telling_id), number)
    if not file.is_file():
        raise Http404
    name = f"page-{number}.webp"
    answer = FileResponse(file.open("rb"), filename=name, content_type=holding.COPY_TYPE)
    return safe(answer)


@page("told.tell")
def original(request: HttpRequest, telling_id: str) -> FileResponse:
    """The very bytes that were given, always as a download."""
    found = _shown(request, telling_id)
    file = holding.original(found)
    if file is None:
        raise Http404
    if found.state == Telling.SENT:
        actions.note_access(viewer=request.viewer, telling=found, kind="told.copied")
    answer = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=f"{found.id}-{file.name}",
        content_type="application/octet-stream",
    )
    return safe(answer)


def safe(answer: FileResponse) -> FileResponse:
    answer["Content-Security-Policy"] = SHUT
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
