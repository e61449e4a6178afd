"""A desk beside others: behind a proxy that speaks TLS, and on a machine that more people use."""

import os
import shutil
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
def test_a_form_from_our_own_name_is_taken_and_no_other(
    origin: str, said: str, migrated: Path, tmp_path: Path
):
    home = shutil.copytree(migrated, tmp_path / "home")
    env = os.environ | {
        "GOODNAME_HOME": str(home),
        "GOODNAME_HTTPS": "1",
        "GOODNAME_HOSTS": "desk.tansylane.example",
        "DJANGO_SETTINGS_MODULE": "goodname.web.config.settings",
    }
    ask = [sys.executable, "-c", f"ORIGIN = {origin!r}\n{ASK}"]
    ran = subprocess.run(ask, env=env, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split("\n")[-2] == said


def test_nobody_else_on_the_machine_can_read_what_the_desk_writes(tmp_path: Path):
    tmp_path.chmod(0o755)  # a folder that was there before, open to all
    env = os.environ | {"GOODNAME_HOME": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "goodname.web.config.settings"
    command = [sys.executable, "-m", "goodname.worker.preparing"]
    subprocess.run(command, env=env, check=True, capture_output=True, timeout=60)
    assert (tmp_path / "goodname.sqlite3").stat().st_mode & 0o077 == 0
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0
