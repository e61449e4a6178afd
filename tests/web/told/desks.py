"""People who tell, pictures that they send, and the way from the question to the desk."""

import io
from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from goodname.core.words import Role
from goodname.web.accounts.models import Person, School, token
from goodname.web.told.models import Telling
from goodname.worker.reading_pictures import read_picture
from tests.world import make_person, make_school, sign_in


@dataclass
class Desk:
    school: School
    head: Person
    dsl: Person
    office: Person
    teacher: Person
    colleague: Person
    other_head: Person


def make_desk() -> Desk:
    school = make_school()
    other = make_school("Marsh End Primary School", town="Otterby")
    return Desk(
        school,
        head=make_person(school, "Priya Hollis", Role.HEADTEACHER),
        dsl=make_person(school, "Daniel Okafor", Role.DSL),
        office=make_person(school, "Denise Pruett", Role.OFFICE),
        teacher=make_person(school, "Rosa Lindley", Role.CLASS_TEACHER),
        colleague=make_person(school, "Tom Brace", Role.CLASS_TEACHER),
        other_head=make_person(other, "Gwen Ashdown", Role.HEADTEACHER, Role.DSL),
    )


def png(colour: str = "white", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG", **more)
    return out.getvalue()


def upload(body: bytes, name: str = "chat.png", kind: str = "image/png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type=kind)


def through_the_gate(client: Client, answer: str = "no") -> str:
    """Answer the question; the address that it leads to."""
    return client.post(reverse("tell_picture"), {"answer": answer}).url


def send_file(client: Client, body: bytes, name: str = "chat.png", **more: str) -> Telling:
    """Answer, send, and let the worker read it."""
    way = through_the_gate(client)
    fields = {"file": upload(body, name), "origin": "self", **more}
    sent = client.post(way, fields)
    assert sent.status_code == 302, sent.content.decode()[-3000:]
    telling = Telling.objects.get(id=sent.url.strip("/").split("/")[-1])
    read_picture(telling.id)
    telling.refresh_from_db()
    return telling


def said(text: str, about: list[Person] | None = None, **more: object) -> dict[str, object]:
    """The fields of a filled-in form."""
    return {
        "key": token(),
        "text": text,
        "audience": "private_group",
        "came": "parent",
        "head": "no",
        "concerns": "yes" if about else "no",
        "about": [person.id for person in about or []],
    } | more


def tell(person: Person, text: str, about: list[Person] | None = None, **more: object) -> Telling:
    answer = sign_in(person).post(reverse("tell_words"), said(text, about, **more))
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return Telling.objects.get(id=answer.url.strip("/").split("/")[-1])
