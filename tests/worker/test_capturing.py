"""What counts as evidence: the page that hurt, and not what its site says where it is gone."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from goodname.core.words import Author, Conduct, Facts, Role, Towards
from goodname.files.wacz import store, verify
from goodname.web.accounts.viewer import Viewer
from goodname.web.cases.actions import change_facts, open_case, save_page
from goodname.web.cases.models import Case, Step
from goodname.web.evidence.models import Capture
from goodname.worker.capturing import take_capture
from tests.adapters.tsa import authority
from tests.serving import serving
from tests.web.reading import words
from tests.world import RANT, hear, make_person, make_school, make_source, sign_in

pytestmark = pytest.mark.django_db


class Site(BaseHTTPRequestHandler):
    """One post, which its site can hide."""

    status = 200

    def do_GET(self) -> None:
        self.send_response(404 if self.path == "/robots.txt" else self.status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<p>{RANT if self.status == 200 else 'It is gone.'}</p>".encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site(settings: Any, tmp_path: Any) -> Iterator[str]:
    with serving(HTTPServer(("127.0.0.1", 0), Site)) as server:
        settings.ALLOW_HOSTS = f"127.0.0.1:{server.server_port}"
        settings.CAPTURES = tmp_path
        yield f"http://127.0.0.1:{server.server_port}/post"


@pytest.mark.parametrize("status", [404, 410, 403, 503])
def test_what_a_site_says_where_a_post_is_hidden_is_kept_and_is_no_evidence(
    site, status, monkeypatch
):
    head, case = opened(site)
    monkeypatch.setattr(Site, "status", status)
    assert saved(case) == status
    assert evidence(case) == Step.WAITING
    monkeypatch.setattr(Site, "status", 200)
    save_page(viewer=head, case=case)
    assert saved(case) == 200
    assert evidence(case) == Step.DONE


def test_outside_authorities_sign_when_it_was_saved_and_who_did_not_is_said(
    site, settings, tmp_path
):
    head, case = opened(site)
    (tmp_path / "tsa").mkdir()
    with authority(tmp_path / "tsa") as tsa:
        settings.ALLOW_HOSTS += f",{urlsplit(tsa.address).netloc}"
        settings.TIMESTAMPS = f"{tsa.address}, http://127.0.0.1:9/none"
        assert saved(case) == 200
        capture = Capture.objects.get(matter=case.matter)
        found = store.check(store.file_of(settings.CAPTURES, capture.manifest_sha256))
        assert [stamp.authority for stamp in found.stamps] == [tsa.address]
        assert found.stamps[0].sha256 == capture.manifest_sha256
        assert verify.signature(found.stamps[0], found.parts[verify.LIST], str(tsa.root))[0]
    told = words(sign_in(head.person).get(reverse("capture", args=[capture.id])))
    assert f"{tsa.address} signed" in told
    assert "http://127.0.0.1:9/none was asked to sign the time, and did not: " in told
    assert "No outside authority was asked" not in told


def test_what_is_said_while_the_time_is_signed_still_keeps_the_page_from_being_saved(
    site, monkeypatch, tmp_path
):
    head, case = opened(site)
    image = Facts(Author.PUPIL, frozenset({Conduct.INTIMATE_IMAGE_OF_CHILD}))

    def slow(*asked: Any, **more: Any) -> tuple[list[Any], list[Any]]:
        change_facts(viewer=head, case=case, facts=image, about=[])
        return [], []

    monkeypatch.setattr("goodname.adapters.timestamp.ask_all", slow)
    capture = Capture.objects.get(matter=case.matter)
    take_capture(capture.id)
    capture.refresh_from_db()
    assert (capture.state, capture.text) == (Capture.FAILED, "")
    assert list(tmp_path.rglob("*.wacz")) == []


def opened(site: str) -> tuple[Viewer, Case]:
    """A case of a post on this site, and the headteacher who opened it."""
    school = make_school()
    head = Viewer.of(make_person(school, "Priya Hollis", Role.HEADTEACHER))
    facts = Facts(Author.CONTRACTOR, frozenset({Conduct.ABUSIVE}), frozenset({Towards.STAFF}))
    mention = hear(make_source(school), RANT, address=site)
    return head, open_case(viewer=head, mention=mention, facts=facts, about=[])


def saved(case: Case) -> int | None:
    """The status of the copy that was waiting to be taken."""
    capture = Capture.objects.get(matter=case.matter, state=Capture.WAITING)
    take_capture(capture.id)
    capture.refresh_from_db()
    assert capture.state == Capture.TAKEN
    return capture.status


def evidence(case: Case) -> str:
    return str(case.steps.get(action="capture_evidence").state)
