"""The gallery: every part that pages are made of, in every state, with made-up words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.web.ui.pages import page

from . import gallery as show


@page("public")
def gallery(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/gallery.html", show.context())
