"""The school's policy as a document that people can read, each clause with what it triggers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from goodname.data import policies
from goodname.web.ui.pages import page

from .documents import document


@page("policy.read")
def policy(request: HttpRequest) -> HttpResponse:
    loaded = policies.load("england", "highfield")
    return render(request, "policy/policy.html", {"document": document(loaded)})
