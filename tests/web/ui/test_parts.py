"""The parts of pages, as markup: nothing inline, everything named, errors led to their fields."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import Client

import goodname.web.accounts
import goodname.web.ui
from goodname.web.ui.templatetags import ui

UI = Path(goodname.web.ui.__file__).parent
OURS = [
    *UI.rglob("templates/**/*.html"),
    *Path(goodname.web.accounts.__file__).parent.rglob("templates/**/*.html"),
]


def _part(name: str, **context: Any) -> str:
    return " ".join(render_to_string(f"ui/{name}.html", context).split())


@pytest.mark.parametrize("template", OURS, ids=lambda path: path.name)
def test_no_template_has_a_style_or_a_script_inside_it(template: Path) -> None:
    text = template.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_a_tag_always_has_a_word() -> None:
    for kind in ui.WORDS:
        said = _part("_tag", **ui.tag(kind))
        assert "<svg" in said
        assert ui.WORDS[kind] in said
    with pytest.raises(TemplateSyntaxError):
        ui.tag("furious")


def test_each_kind_has_a_shape_of_its_own() -> None:
    shapes = {kind: _part("_shape", kind=kind) for kind in ("praise", "criticism", "question")}
    shapes |= {kind: _part("_shape", kind=kind) for kind in ("neutral", "harm", "new", "waiting")}
    assert len(set(shapes.values())) == len(shapes)


def test_a_clause_leads_to_its_place_in_the_policy() -> None:
    said = _part("_clause", clause={"id": "incidents.deletion", "title": "Incidents, 3"})
    assert 'href="/policy/#incidents.deletion"' in said
    assert "Incidents, 3" in said


def test_the_panel_holds_out_the_first_step_that_waits() -> None:
    steps = [
        {"action_label": "Save the evidence", "state": "done", "force": "must"},
        {"action_label": "Ask for deletion", "state": "waiting", "force": "must"},
        {"action_label": "Tell the police", "state": "waiting", "force": "may"},
    ]
    said = _part("_policy_panel", steps=steps, forbidden=[])
    assert said.count("step waiting next") == 1
    assert said.index("next") > said.index("Save the evidence")
    assert "Done: " in said
    assert "Not allowed" not in said


def test_a_panel_with_nothing_owed_says_so() -> None:
    assert "Nothing is owed here." in _part("_policy_panel", steps=[], forbidden=[])


def test_hurtful_words_are_shut_away_and_escaped() -> None:
    said = _part("_blurred", text="<b>useless lump</b>", kind="Insults a member of staff.")
    assert "<details" in said
    assert "<details open" not in said
    assert "&lt;b&gt;useless lump" in said
    assert "useless" not in said[: said.index("</summary>")]


def test_an_item_that_is_withheld_does_not_say_its_words() -> None:
    item = {"url": "/m/1/", "title": "useless lump", "withheld": True, "harm": "Abusive"}
    assert "useless" not in _part("_item", item=item)


class Two(forms.Form):
    address = forms.CharField(label="Address", help_text="Begins with https://")
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Anyone can read it")


def test_an_error_is_said_at_the_top_and_at_its_field_and_leads_there() -> None:
    form = Two({})
    summary = _part("_error_summary", form=form)
    assert "Three things to put right" in summary
    whole = " ".join(_part("_field", field=field) for field in form)
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in whole
    for pointed in re.findall(r'aria-describedby="([^"]+)"', whole):
        for part in pointed.split():
            assert f'id="{part}"' in whole
    assert "<legend>Kind" in whole
    assert "<fieldset" in whole


@pytest.mark.parametrize(
    ("extra", "address"),
    [
        ("undo=/cases/41/undo/", "/cases/41/undo/"),
        ("", ""),
        ("undo=https://elsewhere.example/", ""),
        ("undo=//elsewhere.example/", ""),
        ("undo=javascript:alert(1)", ""),
    ],
)
def test_undo_never_leads_elsewhere(extra: str, address: str) -> None:
    assert ui.undo_address(Message(25, "Sent.", extra_tags=extra)) == address


def test_what_was_done_can_be_taken_back() -> None:
    message = SimpleNamespace(level_tag="success", extra_tags="undo=/cases/41/undo/")
    assert 'action="/cases/41/undo/" data-undo' in _part("_messages", messages=[message])


@pytest.mark.django_db
def test_a_wrong_address_is_answered_in_plain_words() -> None:
    answer = Client().get("/no/such/page/")
    assert answer.status_code == 404
    assert b"There is no such page" in answer.content


def test_the_page_for_our_own_faults_needs_nothing_to_be_told() -> None:
    assert "Something went wrong on our side" in render_to_string("500.html")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who", [[], [{"label": "Headteacher", "email": "h@t.example", "password": "harvest-fair-23"}]]
)
def test_the_made_up_people_are_offered_only_where_they_exist(who: list[dict[str, str]]) -> None:
    page = render_to_string("account/login.html", {"demo_sign_ins": who, "form": forms.Form()})
    assert ("Look round the made-up school" in page) == bool(who)
    assert page.count("<h1") == 1
