"""A desk behind a proxy that speaks TLS: forms work there, and only for the desk's own names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASK = r"""
import django
django.setup()
from django.test import Client
client = Client(enforce_csrf_checks=True, headers={
    "host": "desk.tansylane.example", "x-forwarded-proto": "https", "referer": ORIGIN + "/"})
page = client.get("/account/sign-in/")
import re
token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())[1]
sent = client.post("/account/sign-in/", {"login": "a@b.example", "password": "wrong",
    "csrfmiddlewaretoken": token}, headers={"origin": ORIGIN})
cookie = client.cookies["csrftoken"]
print(sent.status_code, bool(cookie["secure"]), "Strict-Transport-Security" in page.headers)
"""


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("https://desk.tansylane.example", "200 True True"),
        ("https://elsewhere.example", "403 True True"),
    ],
)
def test_a_form_from_our_own_name_is_taken_and_no_other(origin: str, said: str, tmp_path: Path):
    env = os.environ | {
        "GOODNAME_HOME": str(tmp_path),
        "GOODNAME_HTTPS": "1",
        "GOODNAME_HOSTS": "desk.tansylane.example",
        "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
    }
    for command in (["goodname.worker.preparing"], None):
        arguments = ["-m", *command] if command else ["-c", f"ORIGIN = {origin!r}\n{ASK}"]
        ran = subprocess.run(
            [sys.executable, *arguments], env=env, capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split("\n")[-2] == said
