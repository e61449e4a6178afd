"""How the desk is set up, and what no template may do, read from the files themselves."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

import goodname.web

WEB = Path(goodname.web.__path__[0])
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
ASKED = (
    "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_AGE", "X_FRAME_OPTIONS", "ALLOW_HOSTS",
    "MAIL_READY", "EMAIL_BACKEND", "EMAIL_USE_TLS", "CSRF_TRUSTED_ORIGINS", "SECRET_KEY",
)  # fmt: skip


def settings_with(home: Path, **environment: str) -> dict[str, object]:
    """The settings of a process of its own, with nothing in its environment but this."""
    script = (
        "import json, os, django;"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'goodname.web.config.settings';"
        "from django.conf import settings;"
        f"print(json.dumps({{name: getattr(settings, name) for name in {ASKED!r}}}))"
    )
    told = {"PATH": os.environ["PATH"], "GOODNAME_HOME": str(home)} | environment
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=WEB.parent.parent, env=told, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_with_nothing_said_the_desk_is_closed_to_the_outside(tmp_path: Path) -> None:
    told = settings_with(tmp_path)
    assert told["DEBUG"] is False
    assert told["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost"]
    assert told["ALLOW_HOSTS"] == ""
    assert told["MAIL_READY"] is False
    assert told["SESSION_COOKIE_HTTPONLY"] is True
    assert told["SESSION_COOKIE_AGE"] <= 12 * 60 * 60
    assert told["X_FRAME_OPTIONS"] == "DENY"


def test_over_https_cookies_and_browsers_are_told_so(tmp_path: Path) -> None:
    told = settings_with(tmp_path, GOODNAME_HTTPS="1", GOODNAME_HOSTS="desk.school.example")
    assert told["SESSION_COOKIE_SECURE"] is told["CSRF_COOKIE_SECURE"] is True
    assert told["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert told["CSRF_TRUSTED_ORIGINS"] == ["https://desk.school.example"]


def test_what_the_demo_writes_cannot_leave_the_machine(tmp_path: Path) -> None:
    told = settings_with(tmp_path, GOODNAME_DEMO="1", GOODNAME_SMTP_HOST="mail.school.example")
    assert "filebased" in str(told["EMAIL_BACKEND"])


def test_the_signing_key_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    first = settings_with(tmp_path)["SECRET_KEY"]
    kept = tmp_path / "secret-key"
    assert kept.read_text() == first == settings_with(tmp_path)["SECRET_KEY"]
    assert kept.stat().st_mode & 0o077 == 0
    assert len(str(first)) >= 50


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_templates_are_found_at_all() -> None:
    assert len(TEMPLATES) > 40


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a style written into a page", r"<style\b|\sstyle\s*="),
        (
            "a script written into a page",
            r"<script\b(?![^>]*\bsrc=)|\son[a-z]+\s*=|hx-on|javascript:",
        ),
        ("a file from elsewhere", r"(?:src|href|action)\s*=\s*[\"']\s*(?:https?:)?//"),
        ("something that htmx would have to run", r"hx-(?:vals|headers|vars)=['\"]js:|hx-vars"),
        ("escaping turned off", r"autoescape\s+off|\|\s*safeseq"),
    ],
)
def test_no_template_has(what: str, pattern: str) -> None:
    found = [
        f"{path.relative_to(WEB)}: {line.strip()[:80]}"
        for path in TEMPLATES
        for line in path.read_text().splitlines()
        if re.search(pattern, line, re.IGNORECASE)
    ]
    assert not found, f"{what}:\n" + "\n".join(found)


def test_nothing_is_trusted_as_it_stands_but_the_hints_that_we_wrote_ourselves() -> None:
    trusted = {
        (str(path.relative_to(WEB)), used)
        for path in TEMPLATES
        for used in re.findall(r"{{\s*([\w.]+)\s*\|[^}]*\bsafe\b", path.read_text())
    }
    assert trusted <= {
        ("ui/templates/ui/_field.html", "field.help_text"),
        ("ui/templates/ui/_field_notes.html", "field.help_text"),
    }


def test_only_two_modules_of_ui_mark_anything_as_safe() -> None:
    found = {
        str(path.relative_to(WEB))
        for path in WEB.rglob("*.py")
        if re.search(r"mark_safe|format_html|html_safe", path.read_text())
    }
    assert found == {"ui/templatetags/ui.py", "ui/marked.py"}


def test_every_form_that_changes_something_carries_its_token() -> None:
    for path in TEMPLATES:
        for form in re.findall(
            r"<form\b[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL
        ):
            assert "{% csrf_token %}" in form, path
