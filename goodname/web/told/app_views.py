"""The desk as an app on a phone, so that “Share” has a place to share to."""

from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from goodname.web.ui.pages import page

WORKER = Path(__file__).parent / "static" / "told" / "worker.js"
TAKEN = ["image/png", "image/jpeg", "image/webp", "image/heic", "image/gif", "application/pdf"]


@csrf_exempt
@page("public")
def share(request: HttpRequest) -> HttpResponse:
    """Where a phone shares to. The browser holds it; what gets as far as here is not looked at.

    It comes here only where the browser runs no worker of ours. The body is not read: the question
    comes first, and then the file has to be chosen again.
    """
    return redirect(f"{reverse('tell_picture')}?again=1")


@require_GET
@page("public")
def worker(request: HttpRequest) -> HttpResponse:
    """The browser's own helper. It is served from below /tell/, where alone it may act."""
    answer = HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript")
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
@page("public")
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone asks before it puts the desk beside its other apps. No school is named."""
    about = {
        "name": "Tell the desk",
        "short_name": "Tell the desk",
        "description": "Tell your school's desk what you saw online.",
        "lang": "en-GB",
        "id": reverse("tell"),
        "start_url": reverse("tell"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f3ea",
        "theme_color": "#14524a",
        "icons": [
            {"src": static(f"told/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in (192, 512)
        ],
        "share_target": {
            "action": reverse("tell_share"),
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "files", "accept": TAKEN}],
            },
        },
    }
    return JsonResponse(about, content_type="application/manifest+json")
