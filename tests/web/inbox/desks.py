"""A desk with a whole team, for what several people do with the inbox."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from goodname.core.words import Role
from goodname.web.accounts.models import Person
from goodname.web.accounts.viewer import Viewer
from goodname.web.inbox import stories
from goodname.web.inbox.models import Mention, Source
from tests.world import MONDAY, RANT, THANKS, hear, make_person, make_school, make_source, sign_in

QUESTION = "When does Tansy Lane Primary School in Wexcombe open on Monday?"
GATE = (
    "The gate of Tansy Lane Primary School in Wexcombe was shut at ten to nine again, and thirty "
    "families stood in the rain while nobody came to answer the bell."
)


@dataclass
class Team:
    head: Person
    lead: Person
    office: Person
    teacher: Person
    talk: Source
    paper: Source
    rant: Mention
    thanks: Mention
    question: Mention
    gate: Mention

    @property
    def client(self) -> Client:
        return sign_in(self.lead)

    @property
    def viewer(self) -> Viewer:
        return Viewer.of(self.lead)


def make_team() -> Team:
    school = make_school()
    head = make_person(school, "Priya Hollis", Role.HEADTEACHER)
    lead = make_person(school, "Tom Bell", Role.ONLINE_SAFETY_LEAD)
    office = make_person(school, "Denise Pruett", Role.OFFICE)
    teacher = make_person(school, "Rosa Lindley", Role.CLASS_TEACHER)
    talk, paper = make_source(school), make_source(school, title="The Wexcombe Lantern")
    return Team(
        head, lead, office, teacher, talk, paper,
        hear(talk, RANT, key="rant", author="gatepost"),
        hear(talk, THANKS, key="thanks"),
        hear(paper, QUESTION, key="question"),
        tell(talk, GATE, "gate"),
    )  # fmt: skip


def tell(source: Source, text: str, key: str, *, at: datetime = MONDAY, **more: Any) -> Mention:
    """Let a source say something, and put it into its story as the desk does."""
    mention = hear(source, text, key=key, posted=at, **more)
    post = mention.post
    stories.join(mention, post.title, post.text, post.address, post.author)
    return Mention.objects.get(pk=mention.pk)


def many(client: Client, act: str, *mentions: Mention, **fields: str) -> Any:
    """Tick these in the inbox and press a button of the bar."""
    form = {"act": act, "mention": [mention.id for mention in mentions]} | fields
    return client.post(reverse("handle_many"), form, follow=True)


def again(mention: Mention) -> Mention:
    return Mention.objects.get(pk=mention.pk)


A_DAY = timedelta(days=1)
